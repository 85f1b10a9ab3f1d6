// The contract of invite links: how long and how often they work, for whom, and what becomes of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ask } from '#core/ask.ts';
import { addInvite, findInvite, listInvites, removeInvite } from '#store/invites.ts';
import { keptOf, type MakePlace, rejectionIn, StoreWorld } from '#test/support/store-world.ts';

const TEAM = 'team0000000000000000';
const GARDEN = 'garden00000000000000';
const NO_INVITE = { rejected: 'notFound', what: 'invite' };

function accept(code: string): Ask {
  return { kind: 'acceptInvite', code };
}

interface Scene {
  readonly world: StoreWorld;
  readonly nora: string;
  readonly amara: string;
  readonly guests: readonly string[];
  link(
    code: string,
    more?: { uses?: number; expiresInMs?: number; person?: string },
  ): Promise<void>;
  codes(): Promise<string[]>;
}

async function open(make: MakePlace): Promise<Scene> {
  const world = await StoreWorld.open(make);
  const nora = await world.person('nora');
  const amara = await world.person('amara');
  const guests = [];
  for (const name of ['mateo', 'yuki', 'zoe']) guests.push(await world.person(name));
  await world.group(TEAM, nora, amara);
  const link: Scene['link'] = (code, { uses, expiresInMs, person = nora } = {}) => {
    const createdAt = world.clock.now();
    const expiresAt = expiresInMs === undefined ? undefined : createdAt + expiresInMs;
    return world.store.write((q) =>
      addInvite(q, { code, chat: TEAM, person, createdAt, expiresAt, uses }),
    );
  };
  const codes = async () => {
    const found = await world.store.read((q) => listInvites(q, TEAM, world.clock.now()));
    return found.map(({ code }) => code);
  };
  return { world, nora, amara, guests, link, codes };
}

/** Invite links. */
export function inviteContract(make: MakePlace): void {
  uses(make);
  ends(make);
}

function uses(make: MakePlace): void {
  test('INV1: a link for two lets in two, even when three come at once', async () => {
    const { world, guests, link, codes } = await open(make);
    await link('two', { uses: 2 });
    const outcomes = await Promise.all(
      guests.map((guest) => world.outcome(world.request(guest, TEAM, accept('two')))),
    );
    const refused = outcomes.filter((outcome) => 'rejected' in outcome).map(rejectionIn);
    assert.deepEqual(refused, [NO_INVITE]);
    assert.deepEqual(await codes(), []);
    await world.close();
  });

  test('of one batch, too, each use counts; who is there already uses nothing', async () => {
    const { world, amara, guests, link } = await open(make);
    await link('two', { uses: 2 });
    const [first = '', second = '', third = ''] = guests;
    const people = [amara, first, first, second, third];
    const outcomes = await world.store.append(
      people.map((person) => world.request(person, TEAM, accept('two'))),
    );
    assert.deepEqual(
      outcomes.map((outcome) => ('rejected' in outcome ? 'no' : outcome.events.length)),
      [0, 2, 0, 2, 'no'],
    );
    await world.close();
  });

  test('a link without a number works for everybody, and says how it stands', async () => {
    const { world, nora, guests, link } = await open(make);
    await link('open');
    await link('ten', { uses: 10, expiresInMs: 5_000 });
    for (const guest of guests) await world.act(guest, TEAM, accept('open'));
    const found = await world.store.read((q) => findInvite(q, 'ten', world.clock.now()));
    const { invite, ...target } = found ?? {};
    assert.deepEqual(target, { chat: TEAM, kind: 'group', name: TEAM, memberCount: 5 });
    assert.deepEqual(invite, {
      ...{ code: 'ten', chat: TEAM, createdAt: world.clock.now(), usesLeft: 10 },
      expiresAt: world.clock.now() + 5_000,
      by: { id: nora, username: 'nora', displayName: 'nora' },
    });
    await world.close();
  });

  test('INV1: no event knows the code', async () => {
    const { world, guests, link } = await open(make);
    await link('secret-of-the-link');
    const [guest = ''] = guests;
    const { events } = keptOf(
      await world.outcome(world.request(guest, TEAM, accept('secret-of-the-link'))),
    );
    assert.deepEqual(
      events.map(({ event }) => event.kind),
      ['member.joined', 'chat.entered'],
    );
    assert.ok(!JSON.stringify(await world.events()).includes('secret-of-the-link'));
    await world.close();
  });

  test('AUTH10: a new account by a link is in its chat in the same step, and counts as a use', async () => {
    const { world, link } = await open(make);
    await link('one', { uses: 1 });
    const coming = (name: string) => {
      const request = world.newcomer(name);
      const ask = { ...request.ask, invite: { code: 'one', chat: TEAM } } as Ask;
      return world.store.append([{ ...request, ask }]);
    };
    const [first, second] = [await coming('ada'), await coming('ben')];
    assert.deepEqual(
      first
        .flatMap((outcome) => ('rejected' in outcome ? [] : outcome.events.map(({ log }) => log)))
        .filter((log) => log === `chat:${TEAM}`).length,
      1,
    );
    assert.deepEqual(second.map(rejectionIn), [NO_INVITE]);
    const { users } = await world.counts();
    assert.equal(users, 6);
    await world.close();
  });
}

function ends(make: MakePlace): void {
  test('INV1: a link ends with its time, to the millisecond', async () => {
    const { world, guests, link, codes } = await open(make);
    await link('short', { expiresInMs: 1_000 });
    const [first = '', second = ''] = guests;
    await world.clock.advance(999);
    await world.act(first, TEAM, accept('short'));
    await world.clock.advance(1);
    const late = await world.outcome(world.request(second, TEAM, accept('short')));
    assert.deepEqual(rejectionIn(late), NO_INVITE);
    assert.deepEqual(await codes(), []);
    // The next one that is made clears away those that have run out.
    await link('next');
    const rows = await world.store.read((q) => q.all('SELECT code FROM invites'));
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [{ code: 'next' }],
    );
    await world.close();
  });

  test('INV1: a link works while its maker may invite', async () => {
    const { world, nora, amara, codes, link } = await open(make);
    const role = (wanted: 'admin' | 'member'): Ask => {
      return { kind: 'changeRole', user: amara, role: wanted };
    };
    await world.act(nora, TEAM, role('admin'));
    await link('hers', { person: amara });
    assert.deepEqual(await codes(), ['hers']);
    await world.act(nora, TEAM, role('member'));
    assert.deepEqual(await codes(), []);
    await world.act(nora, TEAM, { kind: 'changeChat', membersAdd: true });
    assert.deepEqual(await codes(), ['hers']);
    // Who goes takes their links along, for good.
    await world.act(amara, TEAM, { kind: 'leaveChat' });
    await world.act(nora, TEAM, { kind: 'addMember', user: amara });
    assert.deepEqual(await codes(), []);
    await world.close();
  });

  test('a link ends with the chat, by hand, and only where it belongs', async () => {
    const { world, nora, amara, link, codes } = await open(make);
    await link('first');
    await world.clock.advance(1);
    await link('second');
    assert.deepEqual(await codes(), ['second', 'first']);
    const removed = await world.store.write(async (q) => [
      await removeInvite(q, GARDEN, 'first'),
      await removeInvite(q, TEAM, 'first'),
      await removeInvite(q, TEAM, 'first'),
    ]);
    assert.deepEqual(removed, [false, true, false]);
    await world.act(amara, TEAM, { kind: 'leaveChat' });
    await world.act(nora, TEAM, { kind: 'leaveChat' });
    const rows = await world.store.read((q) => q.all('SELECT code FROM invites'));
    assert.deepEqual(rows, []);
    await world.close();
  });
}
