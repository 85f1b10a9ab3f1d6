// Following many logs over a connection that fails: each sink hears every event once, in order, or that it was jumped.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Event } from '#protocol/event.ts';
import { FakeClock, settle } from '#test/support/clock.ts';
import { Follows, type LogSink } from './follows.ts';
import type { Link } from './link.ts';

const ROOM = 'chat:lobby';

describe('following', () => {
  let clock: FakeClock;
  let heard: string[];
  let asked: { log: string; after: number | 'tail' }[][];
  let answers: ((logs: { log: string; after: number | 'tail' }[]) => unknown)[];
  let open: boolean;
  let follows: Follows;

  beforeEach(() => {
    clock = new FakeClock();
    heard = [];
    asked = [];
    answers = [];
    open = true;
    const link = {
      get isOpen() {
        return open;
      },
      call: async (
        _event: string,
        { logs }: { logs: { log: string; after: number | 'tail' }[] },
      ) => {
        asked.push(logs);
        const answer = answers.shift();
        if (!answer) throw new Error('the connection failed');
        return answer(logs);
      },
      tell: (event: string) => heard.push(event),
    } as unknown as Link;
    follows = new Follows(link, clock);
  });

  afterEach(() => {
    follows.close();
    assert.equal(clock.waiting, 0, 'no timers are left after close');
  });

  const sink: LogSink = {
    events: (events) => heard.push(events.map(({ seq }) => seq).join(' ')),
    reset: (from, back) => heard.push(`reset ${from}${back ? ' back' : ''}`),
    level: () => heard.push('level'),
    refused: (code) => heard.push(`refused ${code}`),
  };

  function events(...seqs: number[]): Event[] {
    return seqs.map((seq) => ({ kind: 'blank', class: 'system', seq, at: seq, by: 'x' }));
  }

  function says(from: number, seqs: number[], head: number, more = false) {
    return () => ({ logs: [{ log: ROOM, from, events: events(...seqs), head, more }] });
  }

  async function follow(after: number | 'tail', ...script: typeof answers): Promise<void> {
    answers.push(...script);
    follows.add(ROOM, after, sink);
    await clock.advance(0);
  }

  function live(...seqs: number[]): void {
    follows.received({ log: ROOM, events: events(...seqs) });
  }

  test('SYNC1: asks page by page until it is level, then takes what comes live', async () => {
    await follow(2, says(3, [3, 4], 6, true), says(5, [5, 6], 6));
    live(7);
    assert.deepEqual(asked.flat(), [
      { log: ROOM, after: 2 },
      { log: ROOM, after: 4 },
    ]);
    assert.deepEqual(heard, ['3 4', '5 6', 'level', '7']);
  });

  test('SYNC1: what comes twice is heard once', async () => {
    await follow(2, says(3, [], 2));
    live(3, 4);
    live(3, 4);
    live(4, 5);
    assert.deepEqual(heard, ['level', '3 4', '5']);
  });

  test('REP1: a gap is asked for before anything behind it is heard', async () => {
    await follow(2, says(3, [], 2), says(3, [3, 4, 5], 5));
    live(5);
    assert.deepEqual(heard, ['level']);
    await clock.advance(0);
    assert.deepEqual(heard, ['level', '3 4 5', 'level']);
    assert.deepEqual(asked.at(-1), [{ log: ROOM, after: 2 }]);
  });

  test('REP1: what came while it was asking is asked for again, if the answer does not have it', async () => {
    answers.push(
      () => {
        live(6);
        return says(3, [3, 4], 4)();
      },
      says(5, [5, 6], 6),
    );
    follows.add(ROOM, 2, sink);
    await clock.advance(0);
    assert.deepEqual(heard, ['3 4', '5 6', 'level']);
  });

  test('SYNC1: live events that overtake the answer count once', async () => {
    answers.push(() => {
      live(3);
      return says(3, [3, 4], 4)();
    });
    follows.add(ROOM, 2, sink);
    await clock.advance(0);
    assert.deepEqual(heard, ['3', '4', 'level']);
  });

  test('a follower from the tail begins behind the head', async () => {
    await follow('tail', says(10, [], 9));
    live(10);
    assert.deepEqual(heard, ['reset 10', 'level', '10']);
  });

  test('a follower from the tail asks again for what came before the answer', async () => {
    answers.push(
      () => {
        live(10);
        return says(10, [], 9)();
      },
      says(10, [10], 10),
    );
    follows.add(ROOM, 'tail', sink);
    await clock.advance(0);
    assert.deepEqual(heard, ['reset 10', '10', 'level']);
  });

  test('a jump resets the range to where the answer begins', async () => {
    await follow(2, says(8, [8, 9], 9));
    live(10);
    assert.deepEqual(heard, ['reset 8', '8 9', 'level', '10']);
  });

  test('a log that is shorter than known begins anew behind its head', async () => {
    await follow(9, says(6, [], 5));
    live(6);
    assert.deepEqual(heard, ['reset 6 back', 'level', '6']);
  });

  test('a refused log is no longer followed; a busy server is asked again', async () => {
    answers.push(() => ({ logs: [{ log: ROOM, rejected: 'busy', retryAfterMs: 1 }] }));
    follows.add(ROOM, 2, sink);
    await clock.advance(0);
    assert.deepEqual(heard, []);
    answers.push(() => ({ logs: [{ log: ROOM, rejected: 'notFound' }] }));
    await clock.advance(1_000);
    assert.deepEqual(heard, ['refused notFound']);
    assert.equal(follows.has(ROOM), false);
    live(3);
    assert.deepEqual(heard, ['refused notFound']);
  });

  test('an answer that makes no progress is not asked for in a tight circle', async () => {
    await follow(2, says(3, [], 9, true));
    assert.equal(asked.length, 1);
    answers.push(says(3, [3], 3));
    await clock.advance(1_000);
    assert.deepEqual(heard, ['3', 'level']);
  });

  test('SYNC8: after a reconnect every log is asked for from its cursor, in one call', async () => {
    const both = (from: number) => (logs: { log: string }[]) => ({
      logs: logs.map(({ log }) => ({ log, from, events: events(from), head: from, more: false })),
    });
    answers.push(both(3));
    follows.add(ROOM, 2, sink);
    follows.add('server', 2, sink);
    await clock.advance(0);
    answers.push(both(4));
    follows.opened();
    await settle();
    assert.deepEqual(asked.at(-1), [
      { log: ROOM, after: 3 },
      { log: 'server', after: 3 },
    ]);
    assert.equal(asked.length, 2);
  });

  test('an answer from before the reconnect is not heard', async () => {
    let answer = (_: unknown): void => undefined;
    answers.push(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
      says(3, [3], 3),
    );
    follows.add(ROOM, 2, sink);
    await clock.advance(0);
    follows.opened();
    await settle();
    answer(says(3, [3, 4], 4)());
    await settle();
    assert.deepEqual(heard, ['3', 'level']);
  });

  test('more logs than fit into one call are asked for in several', async () => {
    answers.push(
      (logs) => ({ logs: logs.map(({ log }) => ({ log, rejected: 'notFound' })) }),
      (logs) => ({ logs: logs.map(({ log }) => ({ log, rejected: 'notFound' })) }),
    );
    for (let count = 0; count < 1_500; count++) follows.add(`chat:${count}`, 0, sink);
    await clock.advance(0);
    assert.deepEqual(
      asked.map(({ length }) => length),
      [1_000, 500],
    );
  });
});
