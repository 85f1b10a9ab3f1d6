// Presence by the clock: when people count as online, away and offline, and who is told.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Presence } from '#protocol/signal.ts';
import { FakeClock } from '#test/support/clock.ts';
import { actorOf, idOf, RecordedFollower } from '#test/support/recorded-follower.ts';
import { PresenceBoard, toMinute } from './presence.ts';

const NORA = idOf('nora');
const AMARA = idOf('amara');
const MINUTE_MS = 60_000;

function open() {
  const clock = new FakeClock();
  const board = new PresenceBoard(clock);
  const enter = (name: string, session = '1'): RecordedFollower => {
    const follower = new RecordedFollower(actorOf(name, session));
    board.enter(follower);
    return follower;
  };
  return { clock, board, enter };
}

/** What a follower has been told, as `name state`. */
function told(follower: RecordedFollower): string[] {
  return presencesOf(follower).map(({ user, state }) => `${user.slice(0, 4)} ${state}`);
}

function presencesOf({ signals }: RecordedFollower): Presence[] {
  return signals.flatMap((signal) => (signal.kind === 'presence' ? signal.presences : []));
}

describe('states', () => {
  test('SIG2: online for five minutes after the last activity, then away', async () => {
    const { clock, board, enter } = open();
    assert.equal(board.stateOf(NORA), 'offline');
    const nora = enter('nora');
    await clock.advance(4 * MINUTE_MS);
    board.active(nora, true);
    await clock.advance(5 * MINUTE_MS - 1);
    assert.equal(board.stateOf(NORA), 'online');
    await clock.advance(1);
    assert.equal(board.stateOf(NORA), 'away');
    board.active(nora, true);
    assert.equal(board.stateOf(NORA), 'online');
  });

  test('SIG2: who turns away is away at once', () => {
    const { board, enter } = open();
    const nora = enter('nora');
    board.active(nora, false);
    assert.equal(board.stateOf(NORA), 'away');
  });

  test('SIG2: offline 30 seconds after the last connection, not sooner', async () => {
    const { clock, board, enter } = open();
    const nora = enter('nora');
    board.leave(nora);
    await clock.advance(29_999);
    assert.equal(board.stateOf(NORA), 'online');
    await clock.advance(1);
    assert.equal(board.stateOf(NORA), 'offline');
  });

  test('SIG2: who comes back within 30 seconds was never gone', async () => {
    const { clock, board, enter } = open();
    const amara = enter('amara');
    board.watch(amara, [NORA]);
    const nora = enter('nora');
    await clock.advance(1_000);
    board.leave(nora);
    await clock.advance(20_000);
    enter('nora', '2');
    await clock.advance(60_000);
    assert.deepEqual(told(amara), ['nora online']);
    assert.equal(board.stateOf(NORA), 'online');
  });

  test('SIG2: of several devices the best counts', async () => {
    const { clock, board, enter } = open();
    const desk = enter('nora');
    const phone = enter('nora', '2');
    board.active(desk, false);
    assert.equal(board.stateOf(NORA), 'online');
    board.active(phone, false);
    assert.equal(board.stateOf(NORA), 'away');
    board.active(desk, true);
    board.leave(desk);
    assert.equal(board.stateOf(NORA), 'away');
    await clock.advance(MINUTE_MS);
    assert.equal(board.stateOf(NORA), 'away');
  });

  test('SIG2: a connection that is not there any more changes nothing', async () => {
    const { clock, board, enter } = open();
    const nora = enter('nora');
    board.leave(nora);
    board.active(nora, true);
    board.leave(nora);
    await clock.advance(30_000);
    assert.equal(board.stateOf(NORA), 'offline');
  });
});

describe('telling', () => {
  test('SIG1: only those who look are told, once per change, gathered for 100 ms', async () => {
    const { clock, board, enter } = open();
    const amara = enter('amara');
    const mateo = enter('mateo');
    board.watch(amara, [NORA, idOf('zoe')]);
    const nora = enter('nora');
    enter('zoe');
    board.active(nora, false);
    await clock.advance(99);
    assert.deepEqual(amara.signals, []);
    await clock.advance(1);
    assert.equal(amara.signals.length, 1);
    assert.deepEqual(told(amara), ['nora away', 'zoe0 online']);
    assert.deepEqual(mateo.signals, []);
    board.active(nora, false);
    await clock.advance(1_000);
    assert.equal(amara.signals.length, 1);
  });

  test('SIG1: a new list of people takes the place of the old one', async () => {
    const { clock, board, enter } = open();
    const amara = enter('amara');
    board.watch(amara, [NORA]);
    board.watch(amara, [idOf('zoe')]);
    enter('nora');
    enter('zoe');
    await clock.advance(100);
    assert.deepEqual(told(amara), ['zoe0 online']);
    board.watch(amara, []);
    enter('mateo');
    await clock.advance(10 * MINUTE_MS);
    assert.deepEqual(told(amara), ['zoe0 online']);
  });

  test('SIG1: who has left is told nothing more', async () => {
    const { clock, board, enter } = open();
    const amara = enter('amara');
    board.watch(amara, [NORA]);
    const nora = enter('nora');
    board.leave(amara);
    board.active(nora, false);
    await clock.advance(MINUTE_MS);
    assert.deepEqual(amara.signals, []);
  });

  test('SIG2: those who look hear of away and offline by themselves, with the minute of the leaving', async () => {
    const { clock, board, enter } = open();
    const amara = enter('amara');
    board.watch(amara, [NORA]);
    const nora = enter('nora');
    await clock.advance(5 * MINUTE_MS + 10_100);
    assert.deepEqual(told(amara), ['nora online', 'nora away']);
    const leftAt = clock.now();
    board.leave(nora);
    await clock.advance(40_100);
    const last = presencesOf(amara).at(-1);
    assert.deepEqual(last, { user: NORA, state: 'offline', seenAt: toMinute(leftAt) });
    assert.equal(presencesOf(amara).length, 3);
  });

  test('SIG1: nobody here, nothing planned: timers and people do not pile up', async () => {
    const { clock, board, enter } = open();
    for (let n = 0; n < 20; n += 1) board.leave(enter('nora', String(n)));
    await clock.advance(MINUTE_MS);
    assert.equal(clock.waiting, 0);
    enter('amara');
    board.stop();
    assert.equal(clock.waiting, 0);
    assert.equal(board.stateOf(AMARA), 'online');
  });

  test('SIG2: last seen is told by the minute', () => {
    assert.deepEqual([toMinute(59_999), toMinute(60_000), toMinute(61_234)], [0, 60_000, 60_000]);
  });
});
