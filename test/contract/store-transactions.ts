// The contract of transactions: all or nothing, at whatever statement the world fails; reads see only what is committed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directChat } from '#core/log-name.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { findHead } from '#store/append.ts';
import type { Queries } from '#store/database.ts';
import { settle } from '#test/support/clock.ts';
import { DiskFull, withFaults } from '#test/support/store-fault.ts';
import { type MakePlace, StoreWorld } from '#test/support/store-world.ts';

const LOBBY_LOG = 'chat:lobby';

/** What transactions must do. */
export function transactionContract(make: MakePlace): void {
  faults(make);
  isolation(make);
}

/** A store whose n-th writing statement fails once `armed` is set. */
async function failingAt(make: MakePlace) {
  const fuse = { left: Number.POSITIVE_INFINITY };
  const world = await StoreWorld.open(make, (database) =>
    withFaults(database, (sql) => {
      if (/^\s*SELECT/.test(sql)) return false;
      fuse.left -= 1;
      return fuse.left < 0;
    }),
  );
  return { world, fuse };
}

function faults(make: MakePlace): void {
  test('LOG5: wherever a batch fails, nothing of it is there', async () => {
    const { world, fuse } = await failingAt(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const batch = [
      world.posting(nora, directChat(nora, amara), 'hello', 'c-1'),
      world.posting(nora, LOBBY, 'all of you', 'c-2'),
      world.newcomer('mateo', { email: 'mateo@example.org' }),
    ];
    const before = await world.counts();
    let failures = 0;
    for (let statement = 0; ; statement += 1) {
      fuse.left = statement;
      const failed = await world.store.append(batch).then(
        () => false,
        (fault) => {
          assert.ok(fault instanceof DiskFull, String(fault));
          return true;
        },
      );
      fuse.left = Number.POSITIVE_INFINITY;
      if (!failed) break;
      failures += 1;
      assert.deepEqual(await world.counts(), before, `statement ${statement}`);
    }
    // 3 + 1 + 3 events, each with its projection, three commands, heads and marks.
    assert.ok(failures > 20, `${failures} statements could fail`);
    const after = await world.counts();
    assert.equal(after.events, Number(before.events) + 3 + 1 + 3);
    assert.equal(after.commands, Number(before.commands) + 3);
    await world.close();
  });

  test('LOG6: after a failed batch the next one goes on where the log stands', async () => {
    const { world, fuse } = await failingAt(make);
    const nora = await world.person('nora');
    fuse.left = 2;
    await assert.rejects(world.post(nora, LOBBY, 'lost'), DiskFull);
    fuse.left = Number.POSITIVE_INFINITY;
    assert.equal(await world.post(nora, LOBBY, 'kept'), 3);
    await world.close();
  });
}

const countEvents = async (q: Queries): Promise<number> =>
  (await q.all('SELECT seq FROM events WHERE log = ?', LOBBY_LOG)).length;

function isolation(make: MakePlace): void {
  test('LOG5: a read that begins during a transaction never sees what is rolled back', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    let seen: Promise<number> | undefined;
    const failing = world.store.write(async (q) => {
      await q.run('DELETE FROM events WHERE log = ?', LOBBY_LOG);
      seen = world.store.read(countEvents);
      await settle();
      throw new DiskFull('on purpose');
    });
    await assert.rejects(failing, DiskFull);
    assert.equal(await seen, 2);
    assert.equal(await world.post(nora, LOBBY, 'still here'), 3);
    await world.close();
  });

  test('LOG5: a read sees all of a transaction or nothing, and afterwards all', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    let during: Promise<number> | undefined;
    await world.store.write(async (q) => {
      await q.run("UPDATE logs SET head = 3 WHERE log = 'chat:lobby'");
      during = world.store.read(countAndHead);
      await settle();
      await q.run(
        `INSERT INTO events (log, seq, at, class, posts, event) VALUES (?, 3, 0, 'system', 0, ?)`,
        LOBBY_LOG,
        JSON.stringify({ seq: 3, at: 0, by: nora, kind: 'blank', class: 'system' }),
      );
    });
    const after = await world.store.read(countAndHead);
    assert.equal(after, 3003);
    assert.ok([2002, 3003].includes(Number(await during)), `saw ${await during}`);
    await world.close();
  });

  test('LOG1: what has been acknowledged is in every later read', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    for (let n = 0; n < 20; n += 1) {
      const seq = await world.post(nora, LOBBY, `text ${n}`);
      const head = await world.store.read((q) => findHead(q, LOBBY_LOG));
      assert.equal(head?.head, seq);
    }
    await world.close();
  });

  test('LOG1: appends that come at the same time stand one behind the other', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const posts = Array.from({ length: 30 }, (_, n) => world.post(nora, LOBBY, `text ${n}`));
    const seqs = await Promise.all(posts);
    assert.deepEqual(
      seqs,
      Array.from({ length: 30 }, (_, n) => n + 3),
    );
    await world.close();
  });
}

async function countAndHead(q: Queries): Promise<number> {
  const head = (await findHead(q, LOBBY_LOG))?.head ?? 0;
  return head * 1_000 + (await countEvents(q));
}
