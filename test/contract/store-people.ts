// The contract of databases, part: profiles, contacts, requests, blocks, settings, and what is left of deleted accounts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ask } from '#core/ask.ts';
import { userLog } from '#core/log-name.ts';
import { FIRST_SETTINGS, FIRST_VISIBILITY } from '#protocol/person.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { findStand, listBlocks, listContacts, listRequests } from '#store/contacts.ts';
import {
  chatsToLeave,
  eraseOwnLog,
  eraseRows,
  findErasure,
  nextLogOf,
  postsBehind,
} from '#store/erasures.ts';
import {
  countUsers,
  findAccount,
  findLogin,
  findPage,
  findUserByName,
  listUsers,
  usersById,
} from '#store/people.ts';
import { findPrivacy, shownTo } from '#store/privacy.ts';
import { addSession } from '#store/sessions.ts';
import { type MakePlace, rejectionIn, StoreWorld } from '#test/support/store-world.ts';

/** What every database must do with people. */
export function peopleContract(make: MakePlace): void {
  own(make);
  standing(make);
  privacy(make);
  gone(make);
}

async function openWith(make: MakePlace, ...names: string[]) {
  const world = await StoreWorld.open(make);
  const ids: string[] = [];
  for (const name of names) ids.push(await world.person(name));
  const own = (actor: string, ask: Ask) =>
    world.outcome({ actor, log: userLog(actor), command: world.mintCommand(), ask });
  return { world, ids, own };
}

function own(make: MakePlace): void {
  test('settings and visibility are merged over what is so at first', async () => {
    const { world, ids, own } = await openWith(make, 'nora');
    const [nora = ''] = ids;
    const account = () => world.store.read((q) => findAccount(q, nora));
    const first = await account();
    assert.deepEqual(first?.settings, FIRST_SETTINGS);
    assert.deepEqual(first?.visibility, FIRST_VISIBILITY);
    await own(nora, { kind: 'changeAccount', change: { settings: { presence: false } } });
    await own(nora, {
      kind: 'changeAccount',
      change: {
        settings: { wallPosts: 'nobody' },
        visibility: { city: 'contacts' },
        about: 'Plums',
      },
    });
    const now = await account();
    assert.deepEqual(now?.settings, {
      ...FIRST_SETTINGS,
      presence: false,
      wallPosts: 'nobody',
    });
    assert.deepEqual(now?.visibility, { ...FIRST_VISIBILITY, city: 'contacts' });
    assert.equal(now?.about, 'Plums');
    const page = await world.store.read((q) => findPage(q, nora));
    assert.deepEqual([page?.fields, page?.settings.presence], [{ about: 'Plums' }, false]);
    await world.close();
  });
}

function standing(make: MakePlace): void {
  test('PPL3: contacts, requests and blocks are read by user name, in pages', async () => {
    const names = ['nora', 'zoe', 'Amara', 'mateo', 'bo'];
    const { world, ids, own } = await openWith(make, ...names);
    const [nora = '', zoe = '', amara = '', mateo = '', bo = ''] = ids;
    await own(mateo, { kind: 'changeAccount', change: { settings: { contactRequests: true } } });
    await own(nora, { kind: 'changeAccount', change: { settings: { contactRequests: true } } });
    for (const user of [zoe, amara, mateo]) await own(nora, { kind: 'addContact', user });
    await own(bo, { kind: 'addContact', user: nora });
    await own(amara, { kind: 'addContact', user: nora });
    const contacts = await world.store.read((q) => listContacts(q, nora, { limit: 9 }));
    assert.deepEqual(
      contacts.map(({ user, mutual }) => [user.username, mutual]),
      [
        ['Amara', true],
        ['zoe', false],
      ],
    );
    const behind = await world.store.read((q) =>
      listContacts(q, nora, { after: 'AMARA', limit: 9 }),
    );
    assert.deepEqual(
      behind.map(({ user }) => user.username),
      ['zoe'],
    );
    const requests = async (me: string) =>
      (await world.store.read((q) => listRequests(q, me, { limit: 9 }))).map(
        ({ user, direction }) => `${direction} ${user.username}`,
      );
    assert.deepEqual(await requests(nora), ['in bo', 'out mateo']);
    assert.deepEqual(await requests(mateo), ['in nora']);
    const page = await world.store.read((q) => listRequests(q, nora, { after: 'bo', limit: 1 }));
    assert.deepEqual(
      page.map(({ user }) => user.id),
      [mateo],
    );
    await own(nora, { kind: 'blockUser', user: bo, on: true });
    assert.deepEqual(await requests(nora), ['out mateo']);
    assert.deepEqual(await requests(bo), ['out nora']);
    const blocks = await world.store.read((q) => listBlocks(q, nora, { limit: 9 }));
    assert.deepEqual(
      blocks.map(({ id }) => id),
      [bo],
    );
    await world.close();
  });

  test('the time of a contact is that of the yes, and stays', async () => {
    const { world, ids, own } = await openWith(make, 'nora', 'amara');
    const [nora = '', amara = ''] = ids;
    await own(nora, { kind: 'addContact', user: amara });
    const since = world.clock.now();
    await world.clock.advance(5_000);
    await own(amara, { kind: 'addContact', user: nora });
    const [contact] = await world.store.read((q) => listContacts(q, nora, { limit: 9 }));
    assert.equal(contact?.since, since);
    const [back] = await world.store.read((q) => listContacts(q, amara, { limit: 9 }));
    assert.equal(back?.since, since + 5_000);
    await own(nora, { kind: 'removeContact', user: amara });
    const stand = await world.store.read((q) => findStand(q, nora, amara));
    assert.deepEqual([stand?.mine, stand?.theirs], ['none', 'contact']);
    await world.close();
  });
}

function privacy(make: MakePlace): void {
  test('PPL5: who hides is shown to nobody and sees nobody; who is blocked sees nothing of the blocker', async () => {
    const { world, ids, own } = await openWith(make, 'nora', 'amara', 'mateo');
    const [nora = '', amara = '', mateo = ''] = ids;
    const shown = async (viewer: string) =>
      [...(await world.store.read((q) => shownTo(q, viewer, ids)))].toSorted();
    assert.deepEqual(await shown(nora), [...ids].toSorted());
    await own(amara, { kind: 'changeAccount', change: { settings: { presence: false } } });
    assert.deepEqual(await shown(nora), [nora, mateo].toSorted());
    assert.deepEqual(await shown(amara), []);
    await own(mateo, { kind: 'blockUser', user: nora, on: true });
    assert.deepEqual(await shown(nora), [nora]);
    assert.deepEqual(await shown(mateo), [nora, mateo].toSorted());
    const stored = await world.store.read((q) => findPrivacy(q, mateo));
    assert.deepEqual(stored, { presence: true, receipts: true, blocks: new Set([nora]) });
    await world.close();
  });
}

function gone(make: MakePlace): void {
  test('PPL6: a deleted account is nobody’s at once, and its name is free', async () => {
    const { world, ids, own } = await openWith(make, 'nora', 'amara');
    const [nora = '', amara = ''] = ids;
    const change = { email: 'amara@example.org', city: 'Enugu' };
    await own(amara, { kind: 'changeAccount', change });
    const ask = { kind: 'deleteAccount', messages: 'keep' } as const;
    const refused = await world.outcome({ actor: nora, log: 'server', command: 'x', ask });
    assert.deepEqual(rejectionIn(refused), { rejected: 'notAllowed' });
    await world.keep({ actor: amara, log: 'server', command: 'x', ask });
    const state = await world.store.read(async (q) => ({
      account: await findAccount(q, amara),
      page: await findPage(q, amara),
      byName: await findUserByName(q, 'amara'),
      byNewName: await findUserByName(q, `deleted-${amara}`),
      login: await findLogin(q, 'amara@example.org'),
      listed: (await listUsers(q, { limit: 9 })).map(({ id }) => id),
      count: await countUsers(q),
      row: await q.get('SELECT email, city, password FROM users WHERE id = ?', amara),
    }));
    assert.deepEqual(
      { ...state, row: { ...state.row } },
      {
        account: undefined,
        page: undefined,
        byName: undefined,
        byNewName: undefined,
        login: undefined,
        listed: [nora],
        count: 1,
        row: { email: null, city: null, password: '' },
      },
    );
    assert.deepEqual(await world.store.read((q) => usersById(q, [amara])), [
      { id: amara, username: `deleted-${amara}`, displayName: 'Deleted account', deleted: true },
    ]);
    const again = await world.outcome({
      ...world.newcomer('amara', { email: 'amara@example.org' }),
      actor: mintedFor('amara2'),
      command: 'again',
      ask: newcomer('amara', 'amara2', 'amara@example.org'),
    });
    assert.ok('appended' in again);
    const impostor = await world.outcome({
      ...world.newcomer('x'),
      command: 'impostor',
      ask: newcomer(`de1eted-${amara}`, 'x'),
    });
    assert.equal(rejectionIn(impostor).rejected, 'usernameTaken');
    await world.close();
  });

  test('PPL6: what waits behind the end of an account in the same transaction is nobody’s', async () => {
    const { world, ids } = await openWith(make, 'nora', 'amara');
    const [, amara = ''] = ids;
    const session = 'sessionsessionsessio';
    const times = { createdAt: 0, seenAt: 0, expiresAt: Number.MAX_SAFE_INTEGER };
    const row = { id: session, token: 'token', person: amara, device: '', ...times };
    await world.store.write((q) => addSession(q, row));
    const ask = { kind: 'deleteAccount', messages: 'keep' } as const;
    const outcomes = await world.store.append([
      { ...world.posting(amara, LOBBY, 'before'), session },
      { actor: amara, session, log: 'server', command: 'x', ask },
      { ...world.posting(amara, LOBBY, 'after'), session },
    ]);
    assert.deepEqual(
      outcomes.map((outcome) => ('rejected' in outcome ? outcome.rejected : 'kept')),
      ['kept', 'kept', 'notSignedIn'],
    );
    await world.close();
  });

  test('what is left to erase is listed: chats, posts in pages, walls, rows', async () => {
    const { world, ids, own } = await openWith(make, 'nora', 'amara');
    const [nora = '', amara = ''] = ids;
    const team = 'teamteamteamteamteam';
    await world.group(team, nora, amara);
    for (const text of ['a', 'b', 'c']) await world.post(amara, team, text);
    await world.post(nora, team, 'mine');
    await own(amara, { kind: 'addContact', user: nora });
    await own(nora, { kind: 'addContact', user: amara });
    const ask = { kind: 'deleteAccount', messages: 'erase' } as const;
    await world.keep({ actor: amara, log: 'server', command: 'x', ask });
    const left = await world.store.read(async (q) => ({
      erasure: await findErasure(q, ''),
      chats: await chatsToLeave(q, amara, 9),
      first: await nextLogOf(q, amara, ''),
      second: await nextLogOf(q, amara, 'chat:lobby'),
      third: await nextLogOf(q, amara, `chat:${team}`),
    }));
    assert.deepEqual(left, {
      erasure: { person: amara, messages: 'erase', step: 'chats', log: '', seq: 0 },
      chats: ['lobby', team],
      first: 'chat:lobby',
      second: `chat:${team}`,
      third: undefined,
    });
    const log = `chat:${team}`;
    const page = await world.store.read((q) => postsBehind(q, log, 0, { by: amara, limit: 2 }));
    assert.deepEqual([page.more, page.seqs.length], [true, 2]);
    const targets = page.seqs;
    const erased = await world.keep({
      actor: amara,
      log,
      command: 'e',
      ask: { kind: 'eraseMessages', targets: [...targets, 1, page.last + 2] },
    });
    assert.deepEqual(
      erased.events.map(({ event }) => event.kind === 'message.deleted' && event.target),
      targets,
    );
    const strangers = await world.outcome({
      actor: nora,
      log,
      command: 'e',
      ask: { kind: 'eraseMessages', targets: [page.last + 1] },
    });
    assert.ok('appended' in strangers && strangers.events.length === 0, 'only of deleted accounts');
    while (await world.store.write((q) => eraseOwnLog(q, amara, 2)));
    await world.store.write((q) => eraseRows(q, amara));
    const rows = await world.store.read((q) => q.all('SELECT person FROM contacts'));
    assert.deepEqual(rows, []);
    assert.deepEqual(await world.events(userLog(amara)), []);
    assert.equal(await world.store.read((q) => findErasure(q, '')), undefined);
    await world.close();
  });
}

function mintedFor(name: string): string {
  return name.padEnd(20, '0');
}

function newcomer(username: string, id: string, email?: string): Ask {
  const user = { id: mintedFor(id), username, displayName: username };
  return { kind: 'createUser', user, password: 'hash', personal: email ? { email } : {} };
}
