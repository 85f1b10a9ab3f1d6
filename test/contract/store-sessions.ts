// The contract of sessions: expiry, use, the cap, ending one and all others, when people were last here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SESSIONS_MAX } from '#protocol/limits.ts';
import {
  addSession,
  endOtherSessions,
  endSession,
  findSession,
  lastSeen,
  listSessions,
  livingSessions,
  SESSION_MS,
  type SessionRow,
  touchSession,
  touchUsed,
} from '#store/sessions.ts';
import { type MakePlace, StoreWorld } from '#test/support/store-world.ts';

const DAY_MS = 24 * 3_600_000;

/** What sessions must do. */
export function sessionContract(make: MakePlace): void {
  expiry(make);
  ending(make);
  lists(make);
}

function session(person: string, id: string, seenAt: number): SessionRow {
  const createdAt = seenAt;
  const expiresAt = seenAt + SESSION_MS;
  return { id, token: `hash of ${id}`, person, device: 'Desk', createdAt, seenAt, expiresAt };
}

async function twoPeople(make: MakePlace) {
  const world = await StoreWorld.open(make);
  const nora = await world.person('nora');
  const amara = await world.person('amara');
  return { world, nora, amara, now: world.clock.now() };
}

function expiry(make: MakePlace): void {
  test('AUTH6: a session lives for 90 days after its last use, and not a moment longer', async () => {
    const { world, nora, now } = await twoPeople(make);
    const one = session(nora, 's1', now);
    await world.store.write((q) => addSession(q, one));
    const find = (at: number) => world.store.read((q) => findSession(q, 'hash of s1', at));
    assert.deepEqual(await find(now), one);
    assert.deepEqual(await find(now + SESSION_MS - 1), one);
    assert.equal(await find(now + SESSION_MS), undefined);
    assert.equal(await world.store.read((q) => findSession(q, 's1', now)), undefined);
    await world.store.write((q) => touchSession(q, 's1', now + DAY_MS));
    assert.equal((await find(now + SESSION_MS + DAY_MS - 1))?.seenAt, now + DAY_MS);
    assert.equal(await find(now + SESSION_MS + DAY_MS), undefined);
    await world.close();
  });

  test('AUTH6: a session that is over is not brought back by being used', async () => {
    const { world, nora, now } = await twoPeople(make);
    const late = now + SESSION_MS;
    for (const id of ['s1', 's2']) {
      await world.store.write((q) => addSession(q, session(nora, id, now)));
    }
    await world.store.write((q) => touchSession(q, 's1', late));
    await world.store.write((q) => touchUsed(q, ['s2'], late, late));
    const living = await world.store.read((q) => livingSessions(q, ['s1', 's2'], late));
    assert.deepEqual([...living], []);
    await world.close();
  });

  test('AUTH6: of many sessions only those that have not been noted lately are noted as used', async () => {
    const { world, nora, now } = await twoPeople(make);
    for (const [id, seen] of [
      ['s1', now],
      ['s2', now + 10],
      ['s3', now],
    ] as const) {
      await world.store.write((q) => addSession(q, session(nora, id, seen)));
    }
    await world.store.write((q) => touchUsed(q, ['s1', 's2'], now + 50, now + 10));
    await world.store.write((q) => touchUsed(q, [], now + 50, now + 10));
    const seen = await world.store.read((q) => listSessions(q, nora, now));
    assert.deepEqual(
      seen.map(({ id, seenAt, expiresAt }) => [id, seenAt - now, expiresAt - seenAt]),
      [
        ['s1', 50, SESSION_MS],
        ['s2', 10, SESSION_MS],
        ['s3', 0, SESSION_MS],
      ],
    );
    await world.close();
  });
}

function ending(make: MakePlace): void {
  test('AUTH6: one’s own session can be ended, another’s cannot', async () => {
    const { world, nora, amara, now } = await twoPeople(make);
    await world.store.write((q) => addSession(q, session(nora, 's1', now)));
    const end = (person: string) => world.store.write((q) => endSession(q, person, 's1'));
    assert.equal(await end(amara), false);
    assert.ok(await world.store.read((q) => findSession(q, 'hash of s1', now)));
    assert.deepEqual([await end(nora), await end(nora)], [true, false]);
    assert.equal(await world.store.read((q) => findSession(q, 'hash of s1', now)), undefined);
    await world.close();
  });

  test('AUTH5: all others of an account end, and nobody else’s', async () => {
    const { world, nora, amara, now } = await twoPeople(make);
    for (const id of ['s1', 's2', 's3']) {
      await world.store.write((q) => addSession(q, session(nora, id, now)));
    }
    await world.store.write((q) => addSession(q, session(amara, 's4', now)));
    const ended = await world.store.write((q) => endOtherSessions(q, nora, 's2'));
    assert.deepEqual(ended.toSorted(), ['s1', 's3']);
    const ids = ['s1', 's2', 's3', 's4', 's5'];
    const living = await world.store.read((q) => livingSessions(q, ids, now));
    assert.deepEqual([...living].toSorted(), ['s2', 's4']);
    assert.deepEqual(await world.store.read((q) => livingSessions(q, [], now)), new Set());
    await world.close();
  });

  test('WIRE6: of more than 100 sessions the longest unused end', async () => {
    const { world, nora, amara, now } = await twoPeople(make);
    await world.store.write((q) => addSession(q, session(amara, 'theirs', now - DAY_MS)));
    await world.store.write(async (q) => {
      for (let n = 0; n < SESSIONS_MAX; n += 1) {
        await addSession(q, session(nora, `s${n}`, now + ((n * 37) % SESSIONS_MAX)));
      }
    });
    const before = await world.store.read((q) => listSessions(q, nora, now));
    assert.equal(before.length, SESSIONS_MAX);
    await world.store.write((q) => touchSession(q, 's0', now + 1_000));
    const ended = await world.store.write((q) => addSession(q, session(nora, 'new', now + 2_000)));
    // s0 was the longest unused until it was used; then it is the one that was used at now + 1.
    const next = Array.from({ length: SESSIONS_MAX }, (_, n) => n).find(
      (n) => (n * 37) % SESSIONS_MAX === 1,
    );
    assert.deepEqual(ended, [`s${next}`]);
    const after = (await world.store.read((q) => listSessions(q, nora, now))).map(({ id }) => id);
    assert.equal(after.length, SESSIONS_MAX);
    assert.deepEqual(after.slice(0, 2), ['new', 's0']);
    assert.ok(!after.includes(`s${next}`));
    assert.ok(await world.store.read((q) => findSession(q, 'hash of theirs', now)));
    await world.close();
  });
}

function lists(make: MakePlace): void {
  test('AUTH6: the list shows living sessions only, last used first', async () => {
    const { world, nora, now } = await twoPeople(make);
    await world.store.write(async (q) => {
      await addSession(q, session(nora, 'old', now - SESSION_MS));
      await addSession(q, session(nora, 's1', now - 10));
      await addSession(q, session(nora, 's2', now - 5));
    });
    const listed = await world.store.read((q) => listSessions(q, nora, now));
    assert.deepEqual(listed, [session(nora, 's2', now - 5), session(nora, 's1', now - 10)]);
    await world.close();
  });

  test('SIG2: last seen is the latest of a person’s sessions', async () => {
    const { world, nora, amara, now } = await twoPeople(make);
    await world.store.write(async (q) => {
      await addSession(q, session(nora, 's1', now - 10));
      await addSession(q, session(nora, 's2', now - 5));
    });
    const seen = await world.store.read((q) => lastSeen(q, [nora, amara]));
    assert.deepEqual([...seen], [[nora, now - 5]]);
    assert.deepEqual(await world.store.read((q) => lastSeen(q, [])), new Map());
    await world.close();
  });
}
