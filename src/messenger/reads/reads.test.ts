// Reads through the actor's permissions: nothing of a chat for those outside of it, and lists in pages.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Actor, Page, PageQuery, Reads } from '#core/messenger.ts';
import { PAGE_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { accepted, between, openHouse, type Person } from '#test/support/house.ts';
import { idOf } from '#test/support/recorded-follower.ts';

const NO_CHAT = { rejected: 'notFound', what: 'chat' };

/** Every read of one chat. */
const CHAT_READS: Readonly<
  Record<string, (read: Reads, actor: Actor, chat: string) => Promise<object>>
> = {
  chat: (read, actor, chat) => read.chat(actor, chat),
  members: (read, actor, chat) => read.members(actor, chat, {}),
  messages: (read, actor, chat) => read.messages(actor, `chat:${chat}`, {}),
  events: (read, actor, chat) => read.events(actor, `chat:${chat}`, {}),
  message: (read, actor, chat) => read.message(actor, `chat:${chat}`, 3),
};

async function household() {
  const house = await openHouse();
  const nora = await house.signUp('nora');
  const amara = await house.signUp('amara');
  const mateo = await house.signUp('mateo');
  return { house, nora, amara, mateo };
}

describe('outside of a chat', () => {
  test('CHAT4: strangers and former members read nothing, as if it were not there', async () => {
    const { house, nora, amara, mateo } = await household();
    const team = await house.group(idOf('team'), nora, amara);
    await house.post(nora, team, 'among ourselves');
    const direct = between(nora, amara);
    for (let n = 0; n < 3; n += 1) await house.post(nora, direct, 'just us');
    await house.append(nora, team, { kind: 'removeMember', user: amara.id });
    const tries: [Person, string][] = [
      [mateo, team],
      [amara, team],
      [mateo, direct],
      [mateo, idOf('nothing')],
      [mateo, `d0.${idOf('nobody')}.${mateo.id}`],
      [
        amara,
        `d0.${nora.id}.${amara.id}` === direct
          ? `d0.${amara.id}.${nora.id}`
          : `d0.${nora.id}.${amara.id}`,
      ],
    ];
    for (const [{ actor, username }, chat] of tries) {
      for (const [name, read] of Object.entries(CHAT_READS)) {
        const what = name === 'message' ? { rejected: 'notFound', what: 'message' } : NO_CHAT;
        const answer = await read(house.messenger.read, actor, chat);
        assert.deepEqual(answer, what, `${name} of ${chat} as ${username}`);
      }
    }
    await house.close();
  });

  test('CHAT4: an unlisted room is in no list, and may be joined by who knows its id', async () => {
    const { house, nora, amara } = await household();
    const cellar = idOf('cellar');
    await house.append(nora, cellar, {
      kind: 'createChat',
      chat: 'room',
      name: 'Cellar',
      listed: false,
    });
    const rooms = accepted(await house.messenger.read.rooms(amara.actor, { query: 'cell' }));
    assert.deepEqual(rooms.items, []);
    assert.deepEqual(await house.messenger.read.chat(amara.actor, cellar), NO_CHAT);
    accepted(await house.append(amara, cellar, { kind: 'joinChat' }));
    assert.equal(accepted(await house.messenger.read.chat(amara.actor, cellar)).name, 'Cellar');
    await house.close();
  });

  test('CHAT3: in a group one reads from one’s joining, in pages too', async () => {
    const { house, nora, amara } = await household();
    const team = await house.group(idOf('team'), nora);
    for (let n = 3; n <= 6; n += 1) await house.post(nora, team, `text ${n}`);
    await house.append(nora, team, { kind: 'addMember', user: amara.id }); // 7
    for (let n = 8; n <= 11; n += 1) await house.post(nora, team, `text ${n}`);
    const page = async (range: object) =>
      accepted(await house.messenger.read.messages(amara.actor, `chat:${team}`, range)).items.map(
        ({ seq }) => seq,
      );
    assert.deepEqual(await page({}), [8, 9, 10, 11]);
    assert.deepEqual(await page({ before: 9 }), [8]);
    assert.deepEqual(await page({ after: 0, limit: 2 }), [8, 9]);
    const missing = { rejected: 'notFound', what: 'message' };
    assert.deepEqual(await house.messenger.read.message(amara.actor, `chat:${team}`, 5), missing);
    assert.equal(
      accepted(await house.messenger.read.message(amara.actor, `chat:${team}`, 8)).seq,
      8,
    );
    await house.close();
  });
});

/** All items of a list, by pages of a size, as a client would ask for them. */
async function paged<T>(
  list: (query: PageQuery) => Promise<Page<T> | Rejection>,
  limit: number,
): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | undefined, pages = 0; pages < 1_000; pages += 1) {
    const page = accepted(await list({ limit, after }));
    assert.ok(page.items.length <= limit);
    items.push(...page.items);
    if (page.next === undefined) return items;
    after = page.next;
  }
  throw new Error('the pages do not end');
}

describe('lists', () => {
  test('WIRE3: pages together are the list: chats and people, users, members, rooms', async () => {
    const house = await openHouse();
    const owner = await house.signUp('nora');
    for (let n = 0; n < 9; n += 1) await house.signUp(`person${n + 2}x`);
    const lists = house.messenger.read;
    for (let n = 0; n < 4; n += 1) {
      const room = idOf(`room${n}`);
      const name = ['Attic room', 'attic room', 'Books', 'Ärger'][n] ?? '';
      await house.append(owner, room, { kind: 'createChat', chat: 'room', name });
      await house.clock.advance(n % 2);
    }
    const names: Readonly<Record<string, (limit: number) => Promise<string[]>>> = {
      chats: async (limit) =>
        (await paged((query) => lists.chats(owner.actor, query), limit)).map(({ id }) => id),
      users: async (limit) =>
        (await paged((query) => lists.users(owner.actor, query), limit)).map(({ id }) => id),
      members: async (limit) =>
        (await paged((query) => lists.members(owner.actor, 'lobby', query), limit)).map(
          ({ id }) => id,
        ),
      rooms: async (limit) =>
        (await paged((query) => lists.rooms(owner.actor, query), limit)).map(({ id }) => id),
    };
    // The Lobby, four rooms and nine strangers; ten people; ten members; the Lobby and four rooms.
    const sizes: Readonly<Record<string, number>> = { chats: 14, users: 10, members: 10, rooms: 5 };
    for (const [name, list] of Object.entries(names)) {
      const all = await list(PAGE_MAX);
      assert.deepEqual([all.length, new Set(all).size], [sizes[name], sizes[name]], name);
      for (const limit of [1, 2, 3, 4, 5, 7, 13, 14]) {
        assert.deepEqual(await list(limit), all, `${name} by ${limit}`);
      }
    }
    await house.close();
  });

  test('WIRE3: pages of messages say how to go on, both ways, and where the log stood', async () => {
    const { house, nora } = await household();
    for (let n = 0; n < 7; n += 1) await house.post(nora, 'lobby', `text ${n}`);
    const page = async (range: object) => {
      const { items, next, asOf } = accepted(
        await house.messenger.read.messages(nora.actor, 'chat:lobby', range),
      );
      assert.equal(asOf, 11);
      return [items.map(({ seq }) => seq), next];
    };
    assert.deepEqual(await page({ limit: 3 }), [[9, 10, 11], '9']);
    assert.deepEqual(await page({ limit: 3, before: 9 }), [[6, 7, 8], '6']);
    assert.deepEqual(await page({ limit: 3, before: 6 }), [[5], undefined]);
    assert.deepEqual(await page({ limit: 3, after: 0 }), [[5, 6, 7], '7']);
    assert.deepEqual(await page({ limit: 3, after: 7 }), [[8, 9, 10], '10']);
    assert.deepEqual(await page({ limit: 3, after: 10 }), [[11], undefined]);
    await house.close();
  });

  test('WIRE6: a page has at most 200 items, and at least one', async () => {
    const { house, nora } = await household();
    const lists = house.messenger.read;
    for (const limit of [0, -5]) {
      for (const list of [lists.chats, lists.users, lists.rooms]) {
        const page = accepted<Page<unknown>>(await list(nora.actor, { limit }));
        assert.equal(page.items.length, 1);
      }
    }
    for (let n = 0; n < 210; n += 1) {
      await house.append(nora, idOf(`room${n}x`), {
        kind: 'createChat',
        chat: 'room',
        name: `R${n}`,
      });
      await house.clock.advance(100);
    }
    for (const list of [lists.chats, lists.rooms]) {
      const page = accepted<Page<unknown>>(await list(nora.actor, { limit: 100_000 }));
      assert.equal(page.items.length, PAGE_MAX);
    }
    await house.close();
  });

  test('CHAT2: newcomers appear to everybody as empty chats, until the first message', async () => {
    const { house, nora, amara, mateo } = await household();
    const seen = async ({ actor }: Person) =>
      accepted(await house.messenger.read.chats(actor, {})).items.map(
        ({ id, with: other, head }) => `${other?.username ?? id} ${head}`,
      );
    assert.deepEqual(await seen(nora), ['lobby 4', 'amara 0', 'mateo 0']);
    await house.clock.advance(1);
    await house.post(mateo, between(nora, mateo), 'hello');
    assert.deepEqual(await seen(nora), ['mateo 1', 'lobby 4', 'amara 0']);
    assert.deepEqual(await seen(amara), ['lobby 4', 'mateo 0', 'nora 0']);
    await house.store.write((q) => q.run("INSERT INTO settings VALUES ('everybody', 'off')"));
    assert.deepEqual(await seen(nora), ['mateo 1', 'lobby 4']);
    await house.close();
  });

  test('CHAT1: the direct chat with somebody is the same from both sides, before any message', async () => {
    const { house, nora, amara } = await household();
    const { read } = house.messenger;
    const mine = accepted(await read.directWith(nora.actor, 'AMARA'));
    const hers = accepted(await read.directWith(amara.actor, 'nora'));
    assert.deepEqual([mine.id, mine.with?.id, hers.with?.id], [hers.id, amara.id, nora.id]);
    assert.deepEqual(mine.members?.map(({ username }) => username).toSorted(), ['amara', 'nora']);
    const listed = accepted(await read.members(nora.actor, mine.id, {}));
    assert.deepEqual(
      await paged((query) => read.members(nora.actor, mine.id, query), 1),
      listed.items,
    );
    assert.deepEqual(
      listed.items.map(({ username }) => username),
      ['amara', 'nora'],
    );
    const nobody = await read.directWith(nora.actor, 'nobody');
    assert.deepEqual(nobody, { rejected: 'notFound', what: 'user' });
    await house.close();
  });

  test('AUTH6: the sessions of an account are its own, with the current one marked', async () => {
    const { house, nora } = await household();
    const phone = await house.signInAgain(nora);
    const sessions = accepted(await house.messenger.read.sessions(phone.actor)).items;
    assert.deepEqual(
      sessions.map(({ id, current }) => [id, current]).toSorted(),
      [
        [nora.actor.session, false],
        [phone.actor.session, true],
      ].toSorted(),
    );
    await house.close();
  });
});
