// The contract of chats: stretches of membership.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followableFrom, readable } from '#core/readable.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { findMembership } from '#store/chats/members.ts';
import { readEvents } from '#store/log-reads.ts';
import { findMessage, readMessages } from '#store/messages.ts';
import { type MakePlace, StoreWorld } from '#test/support/store-world.ts';

const TEAM = 'team0000000000000000';
const TEAM_LOG = `chat:${TEAM}`;

/** What the tables of chats and members must hold. */
export function chatContract(make: MakePlace): void {
  spans(make);
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
    const texts = await world.store.read((q) =>
      readMessages(q, { log: TEAM_LOG, reader: '' }, seen, { limit: 10 }),
    );
    assert.deepEqual(texts.map(textOf), ['first time', 'second time']);
    assert.deepEqual(
      texts.map(({ seq, by, chat }) => [seq, by, chat]),
      [
        [5, nora, TEAM],
        [9, nora, TEAM],
      ],
    );
    const single: unknown[] = await world.store.read((q) =>
      Promise.all(
        [3, 5, 7, 8, 9].map((seq) => findMessage(q, { log: TEAM_LOG, reader: '' }, seen, seq)),
      ),
    );
    assert.deepEqual(single, [undefined, texts[0], undefined, undefined, texts[1]]);
    await world.act(nora, TEAM, { kind: 'removeMember', user: amara }); // 10
    const gone = await world.store.read((q) => findMembership(q, amara, TEAM));
    assert.deepEqual(gone?.spans, [
      { from: 4, until: 6 },
      { from: 8, until: 10 },
    ]);
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

  test('whoever comes and goes all day has a row that does not grow', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    await world.act(nora, TEAM, { kind: 'createChat', chat: 'room', name: 'Team' });
    for (let n = 0; n < 101; n += 1) {
      await world.act(amara, TEAM, { kind: 'joinChat' });
      if (n < 100) await world.act(amara, TEAM, { kind: 'leaveChat' });
    }
    const member = await world.store.read((q) => findMembership(q, amara, TEAM));
    const head = (await world.events(TEAM_LOG)).length;
    assert.deepEqual([member?.spans.length, member?.spans.at(-1)], [100, { from: head }]);
    await world.close();
  });

  test('CHAT3: ranges of events stop at both ends of a stretch', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    for (let n = 3; n <= 12; n += 1) await world.post(nora, LOBBY, `text ${n}`);
    const read = (range: { before?: number; after?: number; limit: number }) =>
      world.store.read(async (q) =>
        (await readEvents(q, { log: 'chat:lobby', reader: '' }, { from: 4, until: 10 }, range)).map(
          ({ seq }) => seq,
        ),
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
