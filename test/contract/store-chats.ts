// The contract of chats and members: stretches of membership, direct chats, heirs, closed chats, the Lobby.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directChat, userLog } from '#core/log-name.ts';
import { followableFrom, readable } from '#core/readable.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { emptyDirect, findChat, findMembership, listChats, listMembers } from '#store/chats.ts';
import { findMessage, readEvents, readMessages } from '#store/log-reads.ts';
import { usersById } from '#store/people.ts';
import { keptOf, type MakePlace, rejectionIn, StoreWorld } from '#test/support/store-world.ts';

const TEAM = 'team0000000000000000';
const TEAM_LOG = `chat:${TEAM}`;

/** What the tables of chats and members must hold. */
export function chatContract(make: MakePlace): void {
  spans(make);
  directs(make);
  heirs(make);
  batches(make);
}

function spans(make: MakePlace): void {
  test('CHAT3: who joins, leaves and joins again reads the stretches of being there', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    await world.group(TEAM, nora);
    await world.post(nora, TEAM, 'before'); // 3
    await world.act(nora, TEAM, { kind: 'addMember', user: amara }); // 4
    await world.post(nora, TEAM, 'first time'); // 5
    await world.act(amara, TEAM, { kind: 'leaveChat' }); // 6
    await world.post(nora, TEAM, 'while away'); // 7
    const away = await world.store.read((q) => findMembership(q, amara, TEAM));
    assert.deepEqual([away?.active, away?.spans], [false, [{ from: 4, until: 6 }]]);
    assert.deepEqual(readable(amara, TEAM_LOG, away), []);
    await world.act(nora, TEAM, { kind: 'addMember', user: amara }); // 8
    await world.post(nora, TEAM, 'second time'); // 9
    const back = await world.store.read((q) => findMembership(q, amara, TEAM));
    assert.deepEqual([back?.active, back?.memberCount], [true, 2]);
    const seen = readable(amara, TEAM_LOG, back);
    assert.deepEqual(seen, [{ from: 4, until: 6 }, { from: 8 }]);
    assert.equal(followableFrom(seen), 8);
    const texts = await world.store.read((q) => readMessages(q, TEAM_LOG, seen, { limit: 10 }));
    assert.deepEqual(texts.map(textOf), ['first time', 'second time']);
    assert.deepEqual(
      texts.map(({ seq, by, chat }) => [seq, by, chat]),
      [
        [5, nora, TEAM],
        [9, nora, TEAM],
      ],
    );
    const single: unknown[] = await world.store.read((q) =>
      Promise.all([3, 5, 7, 8, 9].map((seq) => findMessage(q, TEAM_LOG, seen, seq))),
    );
    assert.deepEqual(single, [undefined, texts[0], undefined, undefined, texts[1]]);
    await world.close();
  });

  test('CHAT3: the maker of a group and everybody in a room read from the first event', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    await world.group(TEAM, nora);
    const team = await world.store.read((q) => findMembership(q, nora, TEAM));
    assert.deepEqual(readable(nora, TEAM_LOG, team), [{ from: 1 }]);
    await world.post(nora, LOBBY, 'before anybody came');
    const amara = await world.person('amara');
    const lobby = await world.store.read((q) => findMembership(q, amara, LOBBY));
    assert.deepEqual(readable(amara, 'chat:lobby', lobby), [{ from: 1 }]);
    await world.close();
  });

  test('CHAT3: ranges of events stop at both ends of a stretch', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    for (let n = 3; n <= 12; n += 1) await world.post(nora, LOBBY, `text ${n}`);
    const read = (range: { before?: number; after?: number; limit: number }) =>
      world.store.read(async (q) =>
        (await readEvents(q, 'chat:lobby', { from: 4, until: 10 }, range)).map(({ seq }) => seq),
      );
    assert.deepEqual(await read({ limit: 100 }), [4, 5, 6, 7, 8, 9, 10]);
    assert.deepEqual(await read({ limit: 3 }), [8, 9, 10]);
    assert.deepEqual(await read({ after: 0, limit: 3 }), [4, 5, 6]);
    assert.deepEqual(await read({ after: 8, limit: 3 }), [9, 10]);
    assert.deepEqual(await read({ before: 6, limit: 3 }), [4, 5]);
    assert.deepEqual(await read({ before: 9, limit: 3 }), [6, 7, 8]);
    assert.deepEqual(await read({ after: 10, limit: 3 }), []);
    assert.deepEqual(await read({ before: 4, limit: 3 }), []);
    await world.close();
  });
}

function textOf(message: { body: object }): unknown {
  return 'text' in message.body ? message.body.text : undefined;
}

function directs(make: MakePlace): void {
  test('CHAT1: two people who write first at the same time have one chat', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const chat = directChat(nora, amara);
    assert.equal(chat, directChat(amara, nora));
    const kept = await world.store.append([
      world.posting(nora, chat, 'from nora'),
      world.posting(amara, chat, 'from amara'),
    ]);
    assert.deepEqual(
      kept.map((outcome) => keptOf(outcome).events.map(({ log, event }) => [log, event.kind])),
      [
        [
          [`chat:${chat}`, 'message.posted'],
          [userLog(nora), 'chat.entered'],
          [userLog(amara), 'chat.entered'],
        ],
        [[`chat:${chat}`, 'message.posted']],
      ],
    );
    for (const [one, other] of [
      [nora, amara],
      [amara, nora],
    ] as const) {
      const seen = await world.store.read((q) => findChat(q, one, chat));
      assert.deepEqual([seen?.kind, seen?.with?.id, seen?.memberCount], ['direct', other, 2]);
      assert.deepEqual([seen?.head, seen?.posts, seen?.from], [2, 2, 1]);
    }
    await world.close();
  });

  test('CHAT1: the id with the two people the other way round is no second chat', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const turned = `d0.${nora}.${amara}`;
    assert.notEqual(turned, directChat(nora, amara));
    const posted = await world.outcome(world.posting(nora, turned, 'hello'));
    assert.deepEqual(rejectionIn(posted), { rejected: 'notFound', what: 'chat' });
    const made = await world.outcome(
      world.request(nora, turned, { kind: 'createChat', chat: 'group', name: 'ours' }),
    );
    assert.deepEqual(rejectionIn(made), { rejected: 'notFound', what: 'chat' });
    await world.close();
  });

  test('CHAT1: a chat with oneself has one member; one with nobody does not exist', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const notes = directChat(nora, nora);
    const { events } = await world.keep(world.posting(nora, notes, 'buy plums'));
    assert.equal(events.length, 2);
    const seen = await world.store.read((q) => findChat(q, nora, notes));
    assert.deepEqual([seen?.memberCount, seen?.with?.id, seen?.unread], [1, nora, 0]);
    const nobody = directChat(nora, 'nobody00000000000000');
    const refused = await world.outcome(world.posting(nora, nobody, 'anybody?'));
    assert.equal(rejectionIn(refused).rejected, 'notFound');
    await world.close();
  });

  test('CHAT4: nobody writes into the direct chat of two others', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const mateo = await world.person('mateo');
    const chat = directChat(nora, amara);
    const before = rejectionIn(await world.outcome(world.posting(mateo, chat, 'hello')));
    await world.post(nora, chat, 'just us');
    const after = rejectionIn(await world.outcome(world.posting(mateo, chat, 'hello')));
    assert.deepEqual([before, after], Array(2).fill({ rejected: 'notFound', what: 'chat' }));
    assert.equal(await world.store.read((q) => findChat(q, mateo, chat)), undefined);
    await world.close();
  });

  test('CHAT1: an empty direct chat looks like the one it will be', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const [person] = await world.store.read((q) => usersById(q, [amara]));
    assert.ok(person);
    const empty = emptyDirect(nora, person);
    await world.post(amara, empty.id, 'hello');
    const seen = await world.store.read((q) => findChat(q, nora, empty.id));
    assert.ok(seen);
    const { last, members, ...rest } = seen;
    assert.equal(last?.seq, 1);
    // What ticks are made of: the list brings how far both have got.
    assert.deepEqual(
      members?.map(({ id, read }) => [id, read]).sort(),
      [
        [nora, 0],
        [amara, 1],
      ].sort(),
    );
    assert.deepEqual(rest, { ...empty, head: 1, posts: 1, unread: 1 });
    await world.close();
  });
}

function heirs(make: MakePlace): void {
  const roles = async (world: StoreWorld): Promise<Record<string, string>> => {
    const members = await world.store.read((q) =>
      listMembers(q, TEAM, { limit: 10, marks: false }),
    );
    return Object.fromEntries(members.map(({ username, role }) => [username, role]));
  };

  test('CHAT5: the longest-serving member owns the chat when its owner leaves', async () => {
    const world = await StoreWorld.open(make);
    const [nora, zoe, amara] = [
      await world.person('nora'),
      await world.person('zoe'),
      await world.person('amara'),
    ];
    await world.group(TEAM, nora, zoe, amara);
    // Who came back has served since then only.
    await world.act(zoe, TEAM, { kind: 'leaveChat' });
    await world.act(nora, TEAM, { kind: 'addMember', user: zoe });
    await world.act(nora, TEAM, { kind: 'leaveChat' });
    assert.deepEqual(await roles(world), { amara: 'owner', zoe: 'member' });
    await world.close();
  });

  test('CHAT5: an admin goes before members who have served longer', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const people = ['amara', 'mateo', 'zoe', 'yuki'];
    for (const name of people) await world.person(name);
    const all = await world.store.read((q) => q.all<{ id: string }>('SELECT id FROM users'));
    const ids = people.map((name) => all.find(({ id }) => id.startsWith(name))?.id ?? '');
    await world.group(TEAM, nora, ...ids);
    // There is no command for roles yet.
    await world.store.write(async (q) => {
      for (const [role, id] of [
        ['moderator', ids[1]],
        ['admin', ids[2]],
        ['admin', ids[3]],
      ] as const) {
        await q.run(
          'UPDATE members SET role = ? WHERE chat = ? AND person = ?',
          role,
          TEAM,
          id ?? '',
        );
      }
    });
    await world.act(nora, TEAM, { kind: 'leaveChat' });
    assert.deepEqual(await roles(world), {
      amara: 'member',
      mateo: 'moderator',
      yuki: 'admin',
      zoe: 'owner',
    });
    await world.close();
  });

  test('CHAT5: the last to leave closes the chat, and nobody comes back', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    await world.act(nora, TEAM, { kind: 'createChat', chat: 'room', name: 'Garden' });
    const { events } = await world.act(nora, TEAM, { kind: 'leaveChat' });
    assert.deepEqual(
      events.map(({ log, event }) => [log, event.kind]),
      [
        [TEAM_LOG, 'member.left'],
        [userLog(nora), 'chat.gone'],
        [TEAM_LOG, 'chat.closed'],
        ['server', 'room.changed'],
      ],
    );
    for (const person of [nora, amara]) {
      const again = await world.outcome(world.request(person, TEAM, { kind: 'joinChat' }));
      assert.deepEqual(rejectionIn(again), { rejected: 'notFound', what: 'chat' });
    }
    assert.deepEqual(await roles(world), {});
    const chats = await world.store.read((q) => listChats(q, nora, undefined, 10));
    assert.deepEqual(
      chats.map(({ chat }) => chat.id),
      [LOBBY],
    );
    await world.close();
  });
}

function batches(make: MakePlace): void {
  test('LOG1: commands of one batch see what the ones before them did', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const outcomes = await world.store.append([
      world.posting(nora, TEAM, 'too early'),
      world.request(nora, TEAM, { kind: 'createChat', chat: 'group', name: 'Team' }),
      world.posting(nora, TEAM, 'alone'),
      world.posting(amara, TEAM, 'not yet'),
      world.request(nora, TEAM, { kind: 'addMember', user: amara }),
      world.posting(amara, TEAM, 'here'),
      world.request(amara, TEAM, { kind: 'moveMark', chat: TEAM, seq: 5 }),
      world.request(nora, TEAM, { kind: 'removeMember', user: amara }),
      world.posting(amara, TEAM, 'not any more'),
      world.request(amara, TEAM, { kind: 'moveMark', chat: TEAM, seq: 6 }),
      world.request(nora, TEAM, { kind: 'addMember', user: amara }),
      world.request(nora, TEAM, { kind: 'changeChat', name: 'Team', topic: 'plums' }),
      world.request(nora, TEAM, { kind: 'changeChat', name: 'Team', topic: 'plums' }),
    ]);
    assert.deepEqual(
      outcomes.map((outcome) => ('rejected' in outcome ? outcome.rejected : outcome.appended.seq)),
      // The mark at 5 was moved by the own post already: nothing to do, answered with the log's head.
      ['notFound', 1, 3, 'notFound', 4, 5, 2, 6, 'notFound', 'notFound', 7, 8, 8],
    );
    const member = await world.store.read((q) => findMembership(q, amara, TEAM));
    assert.deepEqual(member?.spans, [{ from: 4, until: 6 }, { from: 7 }]);
    const chat = await world.store.read((q) => findChat(q, amara, TEAM));
    assert.deepEqual([chat?.read, chat?.unread, chat?.topic], [7, 0, 'plums']);
    await world.close();
  });

  test('CHAT2: the first account opens and owns the Lobby, the others are members', async () => {
    const world = await StoreWorld.open(make);
    await world.store.append([
      world.newcomer('nora'),
      world.newcomer('amara'),
      world.newcomer('NORA'),
    ]);
    const members = await world.store.read((q) =>
      listMembers(q, LOBBY, { limit: 10, marks: false }),
    );
    assert.deepEqual(
      members.map(({ username, role }) => [username, role]),
      [
        ['amara', 'member'],
        ['nora', 'owner'],
      ],
    );
    const roles = await world.store.read((q) =>
      q.all<{ role: string }>('SELECT role FROM users ORDER BY name_key'),
    );
    assert.deepEqual(
      roles.map(({ role }) => role),
      ['member', 'owner'],
    );
    await world.close();
  });
}
