// One connection again and again: when it tries, when it gives a wire up, and when it stops trying.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { FakeClock, settle } from '#test/support/clock.ts';
import { CALL_TIMEOUT_MS, Link, LinkDown } from './link.ts';
import type { Platform, Wire, WireListener } from './platform.ts';

describe('a link', () => {
  let clock: FakeClock;
  let attempts: { listener: WireListener; closed: boolean }[];
  let heard: string[];
  let answer: (event: string) => Promise<unknown>;
  let networkBack: () => void;
  let link: Link;

  beforeEach(() => {
    clock = new FakeClock();
    attempts = [];
    heard = [];
    answer = async () => ({ ok: true });
    networkBack = () => undefined;
    const platform = {
      clock,
      // The longest of each backoff.
      random: { bytes: () => new Uint8Array(), fraction: () => 1 },
      connect: (_account: string, listener: WireListener): Wire => {
        const attempt = { listener, closed: false };
        attempts.push(attempt);
        return {
          call: (event) => answer(event),
          close: () => {
            attempt.closed = true;
          },
        };
      },
      onNetworkBack: (listener: () => void) => {
        networkBack = listener;
        return () => undefined;
      },
    } as unknown as Platform;
    link = new Link(platform, 'nora', {
      opened: () => heard.push('opened'),
      closed: () => heard.push('closed'),
      received: (event) => heard.push(event),
      changed: () => undefined,
    });
    link.start();
  });

  afterEach(() => {
    link.close();
    assert.equal(clock.waiting, 0, 'no timers are left after close');
  });

  const last = () => {
    const attempt = attempts.at(-1);
    assert.ok(attempt);
    return attempt;
  };
  const state = () => link.state.get().state;

  test('tries again with doubling pauses of at most half a minute', async () => {
    const pauses: number[] = [];
    for (let failure = 1; failure <= 9; failure++) {
      last().listener.closed({ kind: 'lost' });
      assert.equal(state(), 'waiting');
      const pause = (link.state.get().retryAt ?? 0) - clock.now();
      await clock.advance(pause - 1);
      assert.equal(attempts.length, failure);
      await clock.advance(1);
      assert.equal(attempts.length, failure + 1);
      pauses.push(pause);
    }
    assert.deepEqual(pauses, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('begins with short pauses again only after it was open for ten seconds', async () => {
    last().listener.closed({ kind: 'lost' });
    await clock.advance(500);
    last().listener.opened();
    await clock.advance(9_000);
    last().listener.closed({ kind: 'lost' });
    assert.equal((link.state.get().retryAt ?? 0) - clock.now(), 1_000);
    await clock.advance(1_000);
    last().listener.opened();
    await clock.advance(10_000);
    last().listener.closed({ kind: 'lost' });
    assert.equal((link.state.get().retryAt ?? 0) - clock.now(), 500);
  });

  test('comes back at once when it was too slow, but not in a tight circle', async () => {
    last().listener.opened();
    last().listener.received('bye', { reason: 'slow' });
    assert.equal(last().closed, true);
    await clock.advance(0);
    assert.equal(attempts.length, 2);
    last().listener.opened();
    last().listener.closed({ kind: 'bye', reason: 'slow' });
    await clock.advance(0);
    assert.equal(attempts.length, 2);
    assert.equal(state(), 'waiting');
  });

  test('waits when the server stops, and stops trying when the session is over', async () => {
    last().listener.opened();
    last().listener.received('bye', { reason: 'stopping' });
    assert.equal(state(), 'waiting');
    await clock.advance(500);
    last().listener.opened();
    last().listener.received('bye', { reason: 'signedOut' });
    assert.equal(state(), 'signedOut');
    networkBack();
    link.retryNow();
    await clock.advance(100_000);
    assert.equal(attempts.length, 2);
    assert.deepEqual(heard, ['opened', 'closed', 'opened', 'closed']);
  });

  test('is signed out when it is refused at the door', () => {
    last().listener.closed({ kind: 'notSignedIn' });
    assert.equal(state(), 'signedOut');
  });

  test('tries at once when the network seems to be back', async () => {
    last().listener.closed({ kind: 'lost' });
    networkBack();
    assert.equal(attempts.length, 2);
    networkBack();
    assert.equal(attempts.length, 2, 'one try at a time');
  });

  test('gives up a wire that does not open, and one whose call is not answered', async () => {
    await clock.advance(CALL_TIMEOUT_MS);
    assert.equal(last().closed, true);
    assert.equal(state(), 'waiting');
    await clock.advance(500);
    last().listener.opened();
    answer = () => Promise.reject(new Error('timeout'));
    await assert.rejects(link.call('read', {}), LinkDown);
    assert.equal(last().closed, true);
    assert.equal(state(), 'waiting');
    await assert.rejects(link.call('read', {}), LinkDown);
  });

  test('does not listen to wires it has given up', async () => {
    const first = last();
    first.listener.opened();
    first.listener.closed({ kind: 'lost' });
    await clock.advance(500);
    const second = last();
    first.listener.opened();
    first.listener.received('events', {});
    first.listener.closed({ kind: 'lost' });
    assert.equal(state(), 'connecting');
    assert.equal(second.closed, false);
    assert.deepEqual(heard, ['opened', 'closed']);
  });

  test('a late failure of a call does not end the next connection', async () => {
    last().listener.opened();
    let fail = (_fault: Error): void => undefined;
    answer = () =>
      new Promise((_, reject) => {
        fail = reject;
      });
    const call = assert.rejects(link.call('read', {}), LinkDown);
    last().listener.closed({ kind: 'lost' });
    await clock.advance(500);
    last().listener.opened();
    fail(new Error('closed'));
    await call;
    await settle();
    assert.equal(state(), 'open');
  });

  test('counts the time without a connection from its end, not from the last try', async () => {
    last().listener.opened();
    await clock.advance(1_000);
    const since = clock.now();
    last().listener.closed({ kind: 'lost' });
    await clock.advance(500);
    last().listener.closed({ kind: 'lost' });
    await clock.advance(700);
    assert.equal(link.state.get().since, since);
  });
});
