// The contract of lists: order, paging, what is shown of a chat, and searching with characters that SQL would misread.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directChat } from '#core/log-name.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { type ChatCursor, findChat, listChats, listStrangers } from '#store/chats/list.ts';
import { listMembers } from '#store/chats/members.ts';
import { listRooms } from '#store/chats/rooms.ts';
import { idOf } from '#test/support/recorded-follower.ts';
import { type MakePlace, StoreWorld } from '#test/support/store-world.ts';

/** What lists must give. */
export function listContract(make: MakePlace): void {
  chatList(make);
  strangers(make);
  rooms(make);
  members(make);
}

async function allChats(world: StoreWorld, user: string, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let after: ChatCursor | undefined;
  for (;;) {
    const page = await world.store.read((q) => listChats(q, user, after, limit));
    ids.push(...page.map(({ chat }) => chat.id));
    after = page.at(-1)?.cursor;
    if (page.length < limit || !after) return ids;
    assert.ok(ids.length < 1_000, 'the pages do not end');
  }
}

function chatList(make: MakePlace): void {
  test('WIRE3: chats come last used first, and pages of any size together are the list', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const ids = Array.from({ length: 9 }, (_, n) => idOf(`group${n}`));
    for (const [n, id] of ids.entries()) {
      // Three at a time share a millisecond: then the id decides.
      if (n % 3 === 0) await world.clock.advance(1_000);
      await world.group(id, nora);
    }
    await world.clock.advance(1_000);
    await world.post(nora, ids[4] ?? '', 'wakes this one up');
    const order = [4, 6, 7, 8, 3, 5, 0, 1, 2].map((n) => ids[n] ?? '').concat(LOBBY);
    for (const limit of [1, 2, 3, 4, 5, 9, 10, 11]) {
      assert.deepEqual(await allChats(world, nora, limit), order, `pages of ${limit}`);
    }
    await world.close();
  });

  test('CHAT4: who joins, leaves or changes a chat does not move it in the list', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const [old, young] = [idOf('old'), idOf('young')];
    await world.clock.advance(1_000);
    await world.group(old, nora);
    await world.clock.advance(1_000);
    await world.group(young, nora);
    await world.clock.advance(1_000);
    await world.act(nora, old, { kind: 'addMember', user: amara });
    await world.act(nora, old, { kind: 'changeChat', topic: 'dust' });
    assert.deepEqual(await allChats(world, nora, 10), [young, old, LOBBY]);
    assert.deepEqual(await allChats(world, amara, 10), [old, LOBBY]);
    await world.act(nora, old, { kind: 'removeMember', user: amara });
    assert.deepEqual(await allChats(world, amara, 10), [LOBBY]);
    assert.equal(await world.store.read((q) => findChat(q, amara, old)), undefined);
    await world.close();
  });

  test('CHAT3: the last message of a group is shown only to those who may read it', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const team = await world.group(idOf('team'), nora);
    await world.post(nora, team, 'among ourselves');
    await world.act(nora, team, { kind: 'addMember', user: amara });
    const last = async (user: string): Promise<number | undefined> =>
      (await world.store.read((q) => findChat(q, user, team)))?.last?.seq;
    assert.deepEqual([await last(nora), await last(amara)], [3, undefined]);
    await world.post(nora, team, 'welcome');
    assert.deepEqual([await last(nora), await last(amara)], [5, 5]);
    await world.close();
  });
}

function strangers(make: MakePlace): void {
  test('CHAT2, WIRE3: people without a chat are listed by name, each page behind the last', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const names = ['Zoe', 'amara', 'Émile', 'mateo', 'Ben', '鈴木', 'ярослав'];
    for (const [n, name] of names.entries()) {
      await world.keep({ ...world.newcomer(name), ...person(name, `p${n}`) });
    }
    await world.post(nora, directChat(nora, idOf('p3')), 'hello mateo');
    const all = await world.store.read((q) => listStrangers(q, nora, '', 50));
    assert.deepEqual(
      all.map(({ username }) => username),
      ['amara', 'Ben', 'Zoe', 'Émile', 'ярослав', '鈴木'],
    );
    for (const limit of [1, 2, 4]) {
      const paged: string[] = [];
      for (let after = '', more = true; more; ) {
        const page = await world.store.read((q) => listStrangers(q, nora, after, limit));
        paged.push(...page.map(({ username }) => username));
        after = paged.at(-1) ?? '';
        more = page.length === limit;
      }
      assert.deepEqual(
        paged,
        all.map(({ username }) => username),
        `pages of ${limit}`,
      );
    }
    const forMateo = await world.store.read((q) => listStrangers(q, idOf('p3'), '', 50));
    assert.ok(!forMateo.some(({ id }) => id === nora || id === idOf('p3')));
    await world.close();
  });
}

function person(username: string, id: string) {
  const user = { id: idOf(id), username, displayName: username };
  return {
    actor: user.id,
    command: user.id,
    ask: { kind: 'createUser', user, password: 'hash', personal: {} },
  } as const;
}

function rooms(make: MakePlace): void {
  const open = async (world: StoreWorld, owner: string, names: readonly string[]) => {
    for (const [n, name] of names.entries()) {
      const id = idOf(`room${n}`);
      await world.act(owner, id, { kind: 'createChat', chat: 'room', name });
    }
  };
  const found = async (world: StoreWorld, user: string, query: string): Promise<string[]> =>
    (await world.store.read((q) => listRooms(q, user, { query, limit: 50 }))).map(
      ({ name }) => name,
    );

  test('WIRE3: rooms are listed by folded name; rooms of one name too, over pages', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    await open(world, nora, ['garden', 'Books', 'GARDEN', 'Attic', 'garden']);
    await world.act(nora, idOf('hidden'), {
      kind: 'createChat',
      chat: 'room',
      name: 'Cellar',
      listed: false,
    });
    await world.group(idOf('group'), nora);
    await world.act(amara, idOf('room1'), { kind: 'joinChat' });
    const all = await world.store.read((q) => listRooms(q, amara, { query: '', limit: 50 }));
    assert.deepEqual(
      all.map(({ name, joined, memberCount }) => [name, joined, memberCount]),
      [
        ['Attic', false, 1],
        ['Books', true, 2],
        ['garden', false, 1],
        ['GARDEN', false, 1],
        ['garden', false, 1],
        ['Lobby', true, 2],
      ],
    );
    const paged: string[] = [];
    for (let after: { name: string; id: string } | undefined; ; ) {
      const page = await world.store.read((q) =>
        listRooms(q, amara, { query: '', after, limit: 2 }),
      );
      paged.push(...page.map(({ id }) => id));
      after = page.at(-1);
      if (page.length < 2) break;
    }
    assert.deepEqual(
      paged,
      all.map(({ id }) => id),
    );
    await world.close();
  });

  test('WIRE2: %, _ and \\ in a query for rooms mean themselves', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    await open(world, nora, [
      '100% plums',
      '100 plums',
      'under_score',
      'underXscore',
      'back\\slash',
    ]);
    assert.deepEqual(await found(world, nora, '0%'), ['100% plums']);
    assert.deepEqual(await found(world, nora, 'r_s'), ['under_score']);
    assert.deepEqual(await found(world, nora, 'k\\s'), ['back\\slash']);
    assert.deepEqual(await found(world, nora, '\\'), ['back\\slash']);
    assert.deepEqual(await found(world, nora, 'PLUMS'), ['100 plums', '100% plums']);
    assert.deepEqual(await found(world, nora, "'; DROP TABLE chats; --"), []);
    assert.equal((await found(world, nora, '')).length, 6);
    await world.close();
  });

  test('CHAT5: a renamed room is found by its new name, a closed one not at all', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    await open(world, nora, ['Attic', 'Books']);
    await world.act(nora, idOf('room0'), { kind: 'changeChat', name: 'Roof', topic: 'stars' });
    await world.act(nora, idOf('room1'), { kind: 'leaveChat' });
    const all = await world.store.read((q) => listRooms(q, nora, { query: '', limit: 50 }));
    assert.deepEqual(
      all.map(({ name, topic }) => [name, topic]),
      [
        ['Lobby', undefined],
        ['Roof', 'stars'],
      ],
    );
    assert.deepEqual(await found(world, nora, 'attic'), []);
    await world.close();
  });
}

function members(make: MakePlace): void {
  test('WIRE3: members are listed by name, with marks only where they are told', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const names = ['Zoe', 'amara', 'mateo', 'Ben'];
    for (const name of names) await world.person(name);
    const team = await world.group(idOf('team'), nora, ...names.map(idOf));
    await world.act(idOf('Ben'), team, { kind: 'leaveChat' });
    const plain = await world.store.read((q) => listMembers(q, team, { limit: 50, marks: false }));
    assert.deepEqual(
      plain.map(({ username, role }) => [username, role]),
      [
        ['amara', 'member'],
        ['mateo', 'member'],
        ['nora', 'owner'],
        ['Zoe', 'member'],
      ],
    );
    assert.ok(plain.every((member) => !('read' in member) && !('delivered' in member)));
    const marked = await world.store.read((q) => listMembers(q, team, { limit: 2, marks: true }));
    const rest = await world.store.read((q) =>
      listMembers(q, team, { limit: 50, after: marked.at(-1)?.username, marks: true }),
    );
    assert.deepEqual(
      [...marked, ...rest].map(({ username, read, delivered }) => [username, read, delivered]),
      [
        ['amara', 4, 4],
        ['mateo', 5, 5],
        ['nora', 2, 2],
        ['Zoe', 3, 3],
      ],
    );
    await world.close();
  });
}
