// The contract of appending: numbers, command ids, rejections, several logs, time, epochs, newer data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { userLog } from '#core/log-name.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { findHead } from '#store/append.ts';
import { readEvents } from '#store/log-reads.ts';
import { NewerData, setSetting } from '#store/migrations.ts';
import { openStore } from '#store/store.ts';
import { FakeClock } from '#test/support/clock.ts';
import { keptOf, type MakePlace, rejectionIn, StoreWorld } from '#test/support/store-world.ts';

const LOBBY_LOG = 'chat:lobby';
const TEAM = 'team0000000000000000';

/** What appending must do. */
export function logContract(make: MakePlace): void {
  numbers(make);
  commandIds(make);
  rejections(make);
  timeAndEpochs(make);
  schema(make);
}

function numbers(make: MakePlace): void {
  test('LOG1: seqs are 1, 2, 3 … in each log, over batches and restarts', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    await world.group(TEAM, nora, amara);
    const texts = Array.from({ length: 7 }, (_, n) => `text ${n}`);
    for (const text of texts) await world.post(nora, LOBBY, text);
    await world.store.append(
      texts.flatMap((text) => [
        world.posting(nora, TEAM, text),
        world.posting(amara, LOBBY, text),
        world.posting(amara, TEAM, text),
      ]),
    );
    await world.store.close();
    const store = await openStore(await world.place.open(), world.clock);
    const [again] = await store.append([world.posting(nora, LOBBY, 'after the restart')]);
    assert.ok(again);
    const all = await store.read((q) =>
      q.all<{ log: string; seq: number }>('SELECT log, seq FROM events ORDER BY log, seq'),
    );
    const heads = await store.read((q) =>
      q.all<{ log: string; head: number }>('SELECT log, head FROM logs'),
    );
    for (const { log, head } of heads) {
      const seqs = all.filter((row) => row.log === log).map(({ seq }) => seq);
      assert.deepEqual(
        seqs,
        Array.from({ length: head }, (_, index) => index + 1),
        log,
      );
    }
    assert.deepEqual(new Set(heads.map(({ log }) => log)), new Set(all.map(({ log }) => log)));
    // created, two joined, 7 + 7 texts, one more.
    assert.equal(heads.find(({ log }) => log === LOBBY_LOG)?.head, 3 + 7 + 7 + 1);
    assert.equal(keptOf(again).appended.seq, 18);
    await store.close();
    await world.place.remove();
  });

  test('LOG1: commands of one batch are numbered in their order and told as stored', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const outcomes = await world.store.append([
      world.posting(nora, LOBBY, 'one'),
      world.posting(nora, LOBBY, 'two'),
      world.posting(nora, LOBBY, 'three'),
    ]);
    const told = outcomes.flatMap((outcome) => keptOf(outcome).events);
    assert.deepEqual(
      told.map(({ event }) => event.seq),
      [3, 4, 5],
    );
    const stored = await world.store.read((q) =>
      readEvents(q, { log: LOBBY_LOG, reader: '' }, { from: 1 }, { after: 2, limit: 10 }),
    );
    assert.deepEqual(
      stored.map(({ json }) => json),
      told.map(({ json }) => json),
    );
    assert.deepEqual(
      told.map(({ json, event }) => [
        JSON.parse(json),
        event.kind === 'message.posted' && event.body,
      ]),
      told.map(({ event }, n) => [event, { text: ['one', 'two', 'three'][n] }]),
    );
    await world.close();
  });
}

function commandIds(make: MakePlace): void {
  test('LOG3: a command id counts once, and its first answer is given again', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const request = world.posting(nora, LOBBY, 'once', 'c-1');
    const first = await world.keep(request);
    await world.clock.advance(60_000);
    await world.post(nora, LOBBY, 'something else');
    const before = await world.counts();
    const again = await world.keep({ ...request, ask: world.posting(nora, LOBBY, 'other').ask });
    assert.deepEqual(again.appended, { ...first.appended, repeated: true });
    assert.equal(first.appended.repeated, false);
    assert.deepEqual(again.events, []);
    assert.deepEqual(await world.counts(), before);
    await world.close();
  });

  test('LOG3: the same command twice in one batch adds one event', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const request = world.posting(nora, LOBBY, 'once', 'c-1');
    const [first, second] = (await world.store.append([request, request])).map(keptOf);
    assert.deepEqual(second?.appended, { ...first?.appended, repeated: true });
    assert.equal((await world.events(LOBBY_LOG)).length, 3);
    await world.close();
  });

  test('LOG3: command ids are of one log and one actor', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    await world.group(TEAM, nora);
    const requests = [
      world.posting(nora, LOBBY, 'mine', 'same'),
      world.posting(amara, LOBBY, 'theirs', 'same'),
      world.posting(nora, TEAM, 'elsewhere', 'same'),
    ];
    const kept = (await world.store.append(requests)).map(keptOf);
    assert.deepEqual(
      kept.map(({ appended }) => [appended.log, appended.seq, appended.repeated]),
      [
        [LOBBY_LOG, 4, false],
        [LOBBY_LOG, 5, false],
        [`chat:${TEAM}`, 3, false],
      ],
    );
    await world.close();
  });
}

function rejections(make: MakePlace): void {
  test('LOG4: a rejected command leaves nothing and is judged afresh', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    await world.group(TEAM, nora);
    const request = world.posting(amara, TEAM, 'let me in', 'c-1');
    const before = await world.counts();
    assert.deepEqual(rejectionIn(await world.outcome(request)), {
      rejected: 'notFound',
      what: 'chat',
    });
    assert.deepEqual(await world.counts(), before);
    await world.act(nora, TEAM, { kind: 'addMember', user: amara });
    const { appended } = await world.keep(request);
    assert.deepEqual([appended.seq, appended.repeated], [4, false]);
    await world.close();
  });

  test('LOG4: a rejected command in a batch does not touch its neighbours', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const outcomes = await world.store.append([
      world.posting(nora, LOBBY, 'one'),
      world.posting(nora, TEAM, 'nowhere'),
      world.posting(nora, LOBBY, 'two'),
    ]);
    const [one, nowhere, two] = outcomes;
    assert.ok(one && nowhere && two);
    assert.equal(rejectionIn(nowhere).rejected, 'notFound');
    assert.deepEqual([keptOf(one).appended.seq, keptOf(two).appended.seq], [3, 4]);
    assert.equal(await world.store.read((q) => findHead(q, `chat:${TEAM}`)), undefined);
    await world.close();
  });

  test('LOG4: commands of an ended or foreign session are refused', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const expiresAt = world.clock.now() + 1_000;
    await world.store.write((q) =>
      q.run(
        `INSERT INTO sessions (id, token, person, device, created_at, seen_at, expires_at)
         VALUES ('s1', 't1', ?, 'Desk', 0, 0, ?)`,
        nora,
        expiresAt,
      ),
    );
    const request = { ...world.posting(nora, LOBBY, 'hello'), session: 's1' };
    assert.equal((await world.keep(request)).appended.seq, 4);
    const foreign = { ...world.posting(amara, LOBBY, 'hello'), session: 's1' };
    assert.equal(rejectionIn(await world.outcome(foreign)).rejected, 'notSignedIn');
    await world.clock.advance(1_000);
    const late = { ...world.posting(nora, LOBBY, 'too late'), session: 's1' };
    assert.equal(rejectionIn(await world.outcome(late)).rejected, 'notSignedIn');
    assert.equal(rejectionIn(await world.outcome(request)).rejected, 'notSignedIn');
    await world.close();
  });
}

function timeAndEpochs(make: MakePlace): void {
  test('LOG7: stored time never goes back within a log', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const start = world.clock.now();
    for (const jump of [5_000, -90_000, 1, -1, 200_000, -3_600_000]) {
      world.clock.jump(jump);
      await world.post(nora, LOBBY, `after ${jump}`);
    }
    const rows = await world.events(LOBBY_LOG);
    const times = rows.map(({ at }) => at);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    const highest = start + 5_000 - 90_000 + 200_000;
    assert.deepEqual(
      times.slice(2),
      [5, 5, 5, 5].map((s) => start + s * 1_000).concat(highest, highest),
    );
    for (const { at, event } of rows) assert.equal(event.at, at);
    const head = await world.store.read((q) => findHead(q, LOBBY_LOG));
    assert.deepEqual([head?.at, head?.activeAt], [highest, highest]);
    await world.close();
  });

  test('LOG10: a command that believes in another epoch is stale', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    await world.store.write((q) => q.run('UPDATE logs SET epoch = 3 WHERE log = ?', LOBBY_LOG));
    const request = world.posting(nora, LOBBY, 'secret', 'c-1');
    const stale = await world.outcome({ ...request, expectEpoch: 2 });
    assert.deepEqual(stale, { rejected: 'stale', epoch: 3 });
    const { appended } = await world.keep({ ...request, expectEpoch: 3 });
    assert.equal(appended.seq, 3);
    // What is known already gets its answer, whatever the epoch is by then; appending keeps the epoch.
    const known = await world.keep({ ...request, expectEpoch: 2 });
    assert.deepEqual(known.appended, { ...appended, repeated: true });
    assert.equal((await world.store.read((q) => findHead(q, LOBBY_LOG)))?.epoch, 3);
    const unborn = await world.outcome({ ...world.posting(nora, TEAM, 'x'), expectEpoch: 1 });
    assert.deepEqual(unborn, { rejected: 'stale', epoch: 0 });
    await world.close();
  });
}

function schema(make: MakePlace): void {
  test('LOG9: data of a newer program is refused and stays as it is', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    await world.post(nora, LOBBY, 'from the future');
    const before = await world.events();
    await world.store.write((q) => setSetting(q, 'schema', '1000'));
    await world.store.close();
    const database = await world.place.open();
    await assert.rejects(openStore(database, new FakeClock()), NewerData);
    const after = await database.read((q) =>
      q.all<{ seq: number }>('SELECT seq FROM events ORDER BY log, seq'),
    );
    assert.equal(after.length, before.length);
    const row = await database.read((q) =>
      q.get("SELECT value FROM settings WHERE name = 'schema'"),
    );
    assert.deepEqual({ ...row }, { value: '1000' });
    await database.close();
    await world.place.remove();
  });

  test('LOG5: signing up puts its events into three logs with one time', async () => {
    const world = await StoreWorld.open(make);
    const { events } = await world.keep(world.newcomer('nora'));
    assert.deepEqual(
      events.map(({ log, event }) => [log, event.seq, event.kind]),
      [
        ['server', 1, 'user.joined'],
        [LOBBY_LOG, 1, 'chat.created'],
        [LOBBY_LOG, 2, 'member.joined'],
        [userLog('nora0000000000000000'), 1, 'chat.entered'],
      ],
    );
    assert.equal(new Set(events.map(({ event }) => event.at)).size, 1);
    assert.deepEqual(
      (await world.events()).map(({ log, seq }) => `${log} ${seq}`).toSorted(),
      events.map(({ log, event }) => `${log} ${event.seq}`).toSorted(),
    );
    await world.close();
  });
}
