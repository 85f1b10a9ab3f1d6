// The contract of marks: read marks go forward, unread equals a recount, older marks are blanked, delivered is a number.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directChat, userLog } from '#core/log-name.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { findChat } from '#store/chats/list.ts';
import { listMembers, moveDelivered, tellsMarks } from '#store/chats/members.ts';
import { postsAt } from '#store/facts/marks.ts';
import { seededRandom } from '#test/support/clock.ts';
import { idOf } from '#test/support/recorded-follower.ts';
import { type MakePlace, rejectionIn, StoreWorld } from '#test/support/store-world.ts';

/** What marks must do. */
export function markContract(make: MakePlace): void {
  readMarks(make);
  recount(make);
  blanking(make);
  delivered(make);
}

async function markOf(world: StoreWorld, user: string, chat: string) {
  const seen = await world.store.read((q) => findChat(q, user, chat));
  return [seen?.read, seen?.unread];
}

function readMarks(make: MakePlace): void {
  test('READ2: a mark goes forward only, and not beyond the head', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const chat = directChat(nora, amara);
    for (let n = 1; n <= 5; n += 1) await world.post(nora, chat, `text ${n}`);
    assert.deepEqual(await markOf(world, amara, chat), [0, 5]);
    const move = (seq: number) =>
      world.keep(world.request(amara, chat, { kind: 'moveMark', chat, seq }));
    const moved = await move(3);
    assert.deepEqual(await markOf(world, amara, chat), [3, 2]);
    assert.equal(moved.appended.log, userLog(amara));
    assert.deepEqual(moved.events[0]?.event.kind, 'mark.moved');
    for (const seq of [2, 3, 0]) assert.deepEqual((await move(seq)).events, []);
    assert.deepEqual(await markOf(world, amara, chat), [3, 2]);
    const far = await move(1_000_000);
    assert.deepEqual(await markOf(world, amara, chat), [5, 0]);
    const [event] = far.events;
    assert.ok(event?.event.kind === 'mark.moved');
    assert.deepEqual([event.event.mark, event.event.posts], [5, 5]);
    await world.close();
  });

  test('READ2: one’s own post moves one’s mark, in a batch with a mark as well', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    for (let n = 0; n < 3; n += 1) await world.post(amara, LOBBY, 'to read');
    assert.deepEqual(await markOf(world, nora, LOBBY), [2, 3]);
    await world.store.append([
      world.posting(amara, LOBBY, 'one more'), // 7
      world.posting(nora, LOBBY, 'own'), // 8
      world.request(nora, LOBBY, { kind: 'moveMark', chat: LOBBY, seq: 7 }),
      world.posting(amara, LOBBY, 'and another'), // 9
    ]);
    assert.deepEqual(await markOf(world, nora, LOBBY), [8, 1]);
    assert.deepEqual(await markOf(world, amara, LOBBY), [9, 0]);
    await world.close();
  });

  test('READ2: strangers and former members have no mark to move', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const team = await world.group(idOf('team'), nora, amara);
    await world.act(nora, team, { kind: 'removeMember', user: amara });
    const request = world.request(amara, team, { kind: 'moveMark', chat: team, seq: 4 });
    assert.deepEqual(rejectionIn(await world.outcome(request)), {
      rejected: 'notFound',
      what: 'chat',
    });
    await world.close();
  });
}

function recount(make: MakePlace): void {
  test('READ1: unread equals a recount of the posts behind the mark, whatever happened', async () => {
    const world = await StoreWorld.open(make);
    const random = seededRandom(7);
    const pick = (below: number): number => Math.floor(random.fraction() * below);
    const people = [];
    for (const name of ['nora', 'amara', 'mateo']) people.push(await world.person(name));
    const [nora = '', amara = '', mateo = ''] = people;
    const team = await world.group(idOf('team'), nora, amara);
    const chats = [LOBBY, team, directChat(nora, amara), directChat(mateo, nora)];
    for (let turn = 0; turn < 120; turn += 1) {
      const actor = people[pick(3)] ?? '';
      const chat = chats[pick(chats.length)] ?? '';
      const asks = [
        () => world.posting(actor, chat, `text ${turn}`),
        () => world.request(actor, chat, { kind: 'moveMark', chat, seq: pick(40) }),
        () => world.request(nora, team, { kind: 'addMember', user: mateo }),
        () => world.request(nora, team, { kind: 'removeMember', user: mateo }),
      ];
      const batch = Array.from({ length: 1 + pick(3) }, () => asks[pick(asks.length)]?.());
      await world.store.append(batch.filter((request) => request !== undefined));
    }
    let compared = 0;
    for (const user of people) {
      for (const chat of chats) {
        const seen = await world.store.read((q) => findChat(q, user, chat));
        if (!seen) continue;
        const rows = await world.events(`chat:${chat}`);
        const behind = rows.filter(
          ({ seq, event }) => seq > seen.read && event.kind === 'message.posted',
        );
        assert.equal(seen.unread, behind.length, `${user} in ${chat}`);
        assert.equal(seen.head, rows.length);
        compared += 1;
      }
    }
    assert.ok(compared >= 7, `${compared} chats were compared`);
    await world.close();
  });

  test('READ1: each event knows how many posts there are up to it', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    await world.post(nora, LOBBY, 'one');
    await world.person('amara');
    await world.post(nora, LOBBY, 'two');
    const counts = await world.store.read((q) =>
      Promise.all([0, 1, 2, 3, 4, 5, 6].map((seq) => postsAt(q, 'chat:lobby', seq))),
    );
    assert.deepEqual(counts, [0, 0, 0, 1, 1, 2, 0]);
    await world.close();
  });
}

function blanking(make: MakePlace): void {
  test('READ2: of the marks of one chat only the latest event says anything', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const chat = directChat(nora, amara);
    for (let n = 0; n < 3; n += 1) {
      await world.post(amara, chat, 'text');
      await world.post(amara, LOBBY, 'text');
    }
    const head = async (): Promise<number> => (await world.events(userLog(nora))).length;
    const before = await head();
    for (const [where, seq] of [
      [chat, 1],
      [LOBBY, 4],
      [chat, 2],
      [chat, 3],
      [LOBBY, 6],
    ] as const) {
      await world.keep(world.request(nora, where, { kind: 'moveMark', chat: where, seq }));
    }
    const rows = (await world.events(userLog(nora))).slice(before);
    assert.deepEqual(
      rows.map(({ event }) =>
        event.kind === 'mark.moved' ? [event.chat, event.mark] : event.kind,
      ),
      ['blank', 'blank', 'blank', [chat, 3], [LOBBY, 6]],
    );
    for (const { seq, at, event } of rows) {
      assert.deepEqual([event.seq, event.at, event.by, event.class], [seq, at, nora, 'system']);
    }
    const [blank] = rows;
    assert.deepEqual(Object.keys(blank?.event ?? {}).toSorted(), [
      'at',
      'by',
      'class',
      'kind',
      'seq',
    ]);
    await world.close();
  });
}

function delivered(make: MakePlace): void {
  test('TICK1: what arrived goes forward only, up to the head, for members', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const mateo = await world.person('mateo');
    const chat = directChat(nora, amara);
    const move = (user: string, seq: number): Promise<boolean> =>
      world.store.write((q) => moveDelivered(q, user, chat, seq));
    assert.equal(await move(amara, 1), false);
    for (let n = 0; n < 4; n += 1) await world.post(nora, chat, 'text');
    assert.deepEqual(
      [await move(amara, 2), await move(amara, 2), await move(amara, 1), await move(amara, 5)],
      [true, false, false, false],
    );
    assert.equal(await move(mateo, 2), false);
    const marks = async () =>
      (await world.store.read((q) => listMembers(q, chat, { limit: 9, marks: true }))).map(
        ({ username, read, delivered: arrived }) => [username, read, arrived],
      );
    assert.deepEqual(await marks(), [
      ['amara', 0, 2],
      ['nora', 4, 4],
    ]);
    await world.keep(world.request(amara, chat, { kind: 'moveMark', chat, seq: 3 }));
    assert.deepEqual((await marks())[0], ['amara', 3, 3]);
    assert.deepEqual([await move(amara, 4), (await marks())[0]], [true, ['amara', 3, 4]]);
    await world.close();
  });

  test('TICK1: marks are told in direct chats and in groups of up to 50', () => {
    assert.deepEqual(
      [
        tellsMarks('direct', 2),
        tellsMarks('group', 50),
        tellsMarks('group', 51),
        tellsMarks('room', 2),
      ],
      [true, true, false, false],
    );
  });
}
