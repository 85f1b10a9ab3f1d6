// The fan-out: joining what is read with what is announced, gathering, sharing, slow followers, taking logs away.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Clock } from '#base/clock.ts';
import { FOLLOWER_BYTES_MAX } from '#protocol/limits.ts';
import { FakeClock, seededRandom, settle } from '#test/support/clock.ts';
import { actorOf, RecordedFollower } from '#test/support/recorded-follower.ts';
import { type Announced, Fanout, type ReadMissed, type Subscription } from './fanout.ts';
import { flushDelayMs } from './flush-rule.ts';

const LOG = 'chat:lobby';

function eventOf(log: string, seq: number, text = ''): Announced {
  return { log, seq, json: JSON.stringify({ seq, text }) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** What the store would be: heads of logs, and reading what was missed, in bites and only when it is let. */
class Stored {
  readonly heads = new Map<string, number>();
  readonly bite: number;
  reads = 0;
  fails = false;
  #waiting: (() => void)[] = [];
  readonly #held: boolean;

  constructor({ bite = 200, held = false } = {}) {
    this.bite = bite;
    this.#held = held;
  }

  headOf(log = LOG): number {
    return this.heads.get(log) ?? 0;
  }

  commit(log = LOG, text = ''): Announced {
    const seq = this.headOf(log) + 1;
    this.heads.set(log, seq);
    return eventOf(log, seq, text);
  }

  readonly readMissed: ReadMissed = async (_follower, log, after) => {
    this.reads += 1;
    if (this.#held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.fails) throw new Error('the disk is gone');
    const until = Math.min(this.headOf(log), after + this.bite);
    return range(after + 1, until).map((seq) => eventOf(log, seq));
  };

  /** Lets every held read go on, and those that follow from it. */
  async release(): Promise<void> {
    for (let turns = 0; turns < 20; turns += 1) {
      for (const go of this.#waiting.splice(0)) go();
      await settle();
    }
  }
}

function open({ stored = new Stored(), clock = new FakeClock() as Clock } = {}) {
  return { stored, clock, fanout: new Fanout(clock, stored.readMissed) };
}

function follow(fanout: Fanout, follower: RecordedFollower, log = LOG, cursor = 0): Subscription {
  const subscription = fanout.open(follower, log);
  fanout.goLive(subscription, cursor);
  return subscription;
}

/** A clock on which work takes time. */
class BusyClock extends FakeClock {
  spent = 0;

  override elapsed(): number {
    return super.elapsed() + this.spent;
  }

  spend(ms: number): void {
    this.spent += ms;
  }
}

/** Every way to merge two sequences, each keeping its own order. */
function* merges<T>(one: readonly T[], other: readonly T[]): Generator<T[]> {
  const [first, ...rest] = one;
  const [second, ...others] = other;
  if (first === undefined || second === undefined) {
    yield [...one, ...other];
    return;
  }
  for (const merged of merges(rest, other)) yield [first, ...merged];
  for (const merged of merges(one, others)) yield [second, ...merged];
}

type Step = 'open' | 'read' | 'start' | 'commit' | 'announce';

interface Conditions {
  readonly bite: number;
  readonly held: boolean;
  /** A busy server gathers and flushes later. */
  readonly busy: boolean;
}

/** Plays one interleaving: what `follow` answered with, and what came live. */
async function play(steps: readonly Step[], { bite, held, busy }: Conditions) {
  const stored = new Stored({ bite, held });
  const clock = new BusyClock();
  const { fanout } = open({ stored, clock });
  const follower = new RecordedFollower(actorOf('nora'));
  const other = new RecordedFollower(actorOf('amara'));
  if (busy) other.write = () => clock.spend(100);
  follow(fanout, other);
  let subscription: Subscription | undefined;
  let answered = 0;
  const unsaid: Announced[] = [];
  const acts: Readonly<Record<Step, () => void>> = {
    open: () => {
      subscription = fanout.open(follower, LOG);
    },
    read: () => {
      answered = stored.headOf();
    },
    start: () => subscription && fanout.goLive(subscription, answered),
    commit: () => void unsaid.push(stored.commit()),
    announce: () => fanout.announce(unsaid.splice(0, 1)),
  };
  for (const step of steps) {
    acts[step]();
    if (!held) await settle();
  }
  await stored.release();
  await clock.advance(25);
  await stored.release();
  return { answered, live: follower.seqsOf(LOG), head: stored.headOf() };
}

describe('joining', () => {
  for (const bite of [1, 2, 200]) {
    for (const held of [false, true]) {
      for (const busy of [false, true]) {
        const how = `${bite} at a time, ${held ? 'slow' : 'quick'} reads, ${busy ? 'busy' : 'idle'}`;
        test(`SYNC2: live events start where the answer ends, however they interleave: ${how}`, async () => {
          const following: Step[] = ['open', 'read', 'start'];
          const talking: Step[] = [1, 2, 3].flatMap(() => ['commit', 'announce'] as const);
          let played = 0;
          for (const steps of merges(following, talking)) {
            const { answered, live, head } = await play(steps, { bite, held, busy });
            assert.deepEqual(live, range(answered + 1, head), steps.join(' '));
            played += 1;
          }
          assert.equal(played, 84);
        });
      }
    }
  }

  test('SYNC1: who is far behind gets everything without waiting for the next event', async () => {
    const { stored, fanout } = open({ stored: new Stored({ bite: 200 }) });
    const follower = new RecordedFollower(actorOf('nora'));
    const subscription = fanout.open(follower, LOG);
    for (let n = 0; n < 1_000; n += 1) fanout.announce([stored.commit()]);
    fanout.goLive(subscription, 0);
    await settle();
    await settle();
    assert.deepEqual(follower.seqsOf(LOG), range(1, 1_000));
    assert.equal(stored.reads, 5);
  });

  test('SYNC1: followers come, go and come back at random; each gets one contiguous run', async () => {
    const random = seededRandom(11);
    const pick = (below: number): number => Math.floor(random.fraction() * below);
    const clock = new BusyClock();
    const stored = new Stored({ bite: 3 });
    const { fanout } = open({ stored, clock });
    const logs = [LOG, 'server'];
    const runs: { follower: RecordedFollower; log: string; from: number; open: boolean }[] = [];
    for (let turn = 0; turn < 2_000; turn += 1) {
      const log = logs[pick(2)] ?? LOG;
      const act = pick(8);
      const running = runs.filter((run) => run.open && run.log === log);
      if (act < 4) fanout.announce([stored.commit(log), stored.commit(log)].slice(0, 2));
      else if (act === 4) runs.push(start(fanout, stored, clock, log, pick(4)));
      else if (act === 5 && running.length > 0) stopOne(fanout, running[pick(running.length)]);
      else await clock.advance(pick(30));
    }
    for (const log of logs) fanout.announce([stored.commit(log)]);
    await clock.advance(25);
    for (const { follower, log, from, open: isOpen } of runs) {
      const seqs = follower.seqsOf(log);
      assert.deepEqual(seqs, range(from + 1, from + seqs.length));
      if (isOpen) assert.equal(from + seqs.length, stored.headOf(log));
    }
    assert.ok(runs.filter((run) => run.open).length > 20);
  });
});

function start(fanout: Fanout, stored: Stored, clock: BusyClock, log: string, behind: number) {
  const follower = new RecordedFollower(actorOf('nora'));
  const { write } = follower;
  follower.write = (packet) => {
    clock.spend(1);
    write.call(follower, packet);
  };
  const subscription = fanout.open(follower, log);
  const from = Math.max(0, stored.headOf(log) - behind);
  // What lies between was missed: it is noticed with the next event.
  fanout.goLive(subscription, from);
  return { follower, log, from, open: true };
}

function stopOne(
  fanout: Fanout,
  run: { follower: RecordedFollower; log: string; open: boolean } | undefined,
) {
  if (!run) return;
  fanout.close(run.follower, run.log);
  run.open = false;
}

describe('gathering', () => {
  test('SYNC4: one packet per log and flush, encoded once, shared by all its followers', async () => {
    const clock = new BusyClock();
    const { stored, fanout } = open({ clock });
    const followers = ['nora', 'amara', 'mateo'].map((name) => new RecordedFollower(actorOf(name)));
    for (const follower of followers) {
      follow(fanout, follower);
      follow(fanout, follower, 'server');
    }
    const [first, ...others] = followers;
    assert.ok(first);
    const slow = new RecordedFollower(actorOf('slow'));
    slow.write = () => clock.spend(20);
    follow(fanout, slow);
    fanout.announce([stored.commit(), stored.commit()]);
    for (let n = 0; n < 50; n += 1) fanout.announce([stored.commit(), stored.commit('server')]);
    assert.equal(first.packets.length, 1);
    await clock.advance(25);
    assert.deepEqual(
      first.written().map(({ log, events }) => [log, events.length]),
      [
        [LOG, 2],
        [LOG, 50],
        ['server', 50],
      ],
    );
    for (const other of others) {
      assert.equal(other.packets.length, 3);
      for (const [index, packet] of other.packets.entries()) {
        assert.ok(packet === first.packets[index], 'the same object');
      }
    }
    assert.deepEqual(first.seqsOf(LOG), range(1, 52));
  });

  test('SYNC4: the stored JSON goes out as it is', () => {
    const { fanout } = open();
    const follower = new RecordedFollower(actorOf('nora'));
    follow(fanout, follower);
    const json = '{"seq":1,"text":"„plums“ \\u2028 🍑","n":1.50}';
    fanout.announce([{ log: LOG, seq: 1, json }]);
    assert.equal(follower.packets[0]?.json, `{"log":"chat:lobby","events":[${json}]}`);
    assert.deepEqual(follower.packets[0]?.events, [json]);
  });

  test('WIRE6: a very long run is cut into packets of at most 256 Ki characters', () => {
    const { stored, fanout } = open();
    const follower = new RecordedFollower(actorOf('nora'));
    follow(fanout, follower);
    const text = 'x'.repeat(60_000);
    fanout.announce(range(1, 20).map(() => stored.commit(LOG, text)));
    assert.equal(follower.packets.length, 5);
    for (const { json } of follower.packets) assert.ok(json.length < 262_144 + 100);
    assert.deepEqual(follower.seqsOf(LOG), range(1, 20));
    // One event that is longer than that by itself still goes out.
    fanout.announce([stored.commit(LOG, 'x'.repeat(300_000))]);
    assert.deepEqual(follower.seqsOf(LOG), range(1, 21));
  });

  test('SYNC4: who has a part of a run already gets the rest only', async () => {
    const clock = new BusyClock();
    const { stored, fanout } = open({ clock });
    const slow = new RecordedFollower(actorOf('slow'));
    slow.write = () => clock.spend(20);
    follow(fanout, slow);
    fanout.announce([stored.commit(), stored.commit()]);
    for (let n = 0; n < 3; n += 1) fanout.announce([stored.commit()]);
    const late = new RecordedFollower(actorOf('late'));
    follow(fanout, late, LOG, 3);
    const later = new RecordedFollower(actorOf('later'));
    follow(fanout, later, LOG, 5);
    await clock.advance(25);
    assert.deepEqual([late.seqsOf(LOG), later.seqsOf(LOG)], [[4, 5], []]);
    assert.equal(stored.reads, 0);
  });

  test('SYNC1: a log that nobody follows for a while is taken up again without a hole', async () => {
    const clock = new BusyClock();
    const { stored, fanout } = open({ clock });
    const slow = new RecordedFollower(actorOf('slow'));
    slow.write = () => clock.spend(20);
    follow(fanout, slow);
    fanout.announce([stored.commit(), stored.commit()]);
    fanout.announce([stored.commit()]); // waits for the flush
    fanout.close(slow, LOG);
    fanout.announce([stored.commit()]); // nobody is there
    const nora = new RecordedFollower(actorOf('nora'));
    follow(fanout, nora, LOG, stored.headOf());
    fanout.announce([stored.commit()]);
    await clock.advance(25);
    assert.deepEqual(nora.seqsOf(LOG), [5]);
  });

  test('SYNC4: several logs in one flush leave each follower’s socket in one go', async () => {
    const clock = new BusyClock();
    const { stored, fanout } = open({ clock });
    const marks: string[] = [];
    const nora = new RecordedFollower(actorOf('nora'));
    const corked = Object.assign(nora, {
      cork: () => void marks.push('cork'),
      uncork: () => void marks.push('uncork'),
    });
    corked.write = () => void marks.push('write');
    follow(fanout, corked);
    follow(fanout, corked, 'server');
    fanout.announce([stored.commit(), stored.commit('server')]);
    assert.deepEqual(marks, ['cork', 'write', 'write', 'uncork']);
    marks.length = 0;
    fanout.announce([stored.commit()]);
    assert.deepEqual(marks, ['write']);
  });
});

describe('resting', () => {
  test('SYNC5: an idle server flushes at once', () => {
    const { stored, fanout } = open();
    const nora = new RecordedFollower(actorOf('nora'));
    follow(fanout, nora);
    for (let n = 0; n < 5; n += 1) fanout.announce([stored.commit()]);
    assert.equal(nora.packets.length, 5);
  });

  test('SYNC5: one event at a time is no rush, however long telling it takes', () => {
    const clock = new BusyClock();
    const { stored, fanout } = open({ clock });
    const nora = new RecordedFollower(actorOf('nora'));
    const { write } = nora;
    nora.write = (packet) => {
      clock.spend(8);
      write.call(nora, packet);
    };
    follow(fanout, nora);
    for (let n = 0; n < 3; n += 1) fanout.announce([stored.commit()]);
    assert.deepEqual(nora.seqsOf(LOG), [1, 2, 3]);
  });

  test('SYNC5: a busy one rests twice as long as it worked, and at most 25 ms', async () => {
    for (const [work, rest] of [
      [1, 2],
      [5, 10],
      [12, 24],
      [13, 25],
      [500, 25],
    ] as const) {
      const clock = new BusyClock();
      const { stored, fanout } = open({ clock });
      const nora = new RecordedFollower(actorOf('nora'));
      const arrived: number[] = [];
      nora.write = () => {
        arrived.push(clock.elapsed());
        clock.spend(work);
      };
      follow(fanout, nora);
      fanout.announce([stored.commit(), stored.commit()]);
      const done = clock.elapsed();
      fanout.announce([stored.commit()]);
      await clock.advance(rest - 1);
      fanout.announce([stored.commit()]);
      assert.equal(arrived.length, 1, `still resting after ${rest - 1} ms`);
      await clock.advance(1);
      assert.deepEqual(arrived.slice(1), [done + rest]);
      // Rested: the next one goes at once.
      await clock.advance(25);
      fanout.announce([stored.commit()]);
      assert.equal(arrived.length, 3);
    }
  });

  test('SYNC5: the rule itself', () => {
    assert.deepEqual([0, 0.1, 4, 12.5, 13, 1_000].map(flushDelayMs), [0, 0.2, 8, 25, 25, 25]);
  });

  test('RUN2: nothing is sent after the stop', async () => {
    const clock = new BusyClock();
    const { stored, fanout } = open({ clock });
    const nora = new RecordedFollower(actorOf('nora'));
    const { write } = nora;
    nora.write = (packet) => {
      clock.spend(10);
      write.call(nora, packet);
    };
    follow(fanout, nora);
    fanout.announce([stored.commit(), stored.commit()]);
    fanout.announce([stored.commit()]);
    fanout.stop();
    await clock.advance(1_000);
    assert.deepEqual(nora.seqsOf(LOG), [1, 2]);
    assert.equal(clock.waiting, 0);
  });
});

describe('slow followers', () => {
  test('SYNC3: one that does not read is ended at the limit; the others get everything', () => {
    const { stored, fanout } = open();
    const slow = new RecordedFollower(actorOf('slow'));
    const others = ['nora', 'amara'].map((name) => new RecordedFollower(actorOf(name)));
    const { write } = slow;
    slow.write = (packet) => {
      slow.waiting += packet.json.length;
      write.call(slow, packet);
    };
    for (const follower of [others[0], slow, others[1]]) {
      if (!follower) continue;
      follow(fanout, follower);
      follow(fanout, follower, 'server');
    }
    const text = 'x'.repeat(100_000);
    for (let n = 0; n < 100; n += 1) fanout.announce([stored.commit(LOG, text)]);
    fanout.announce([stored.commit('server')]);
    assert.deepEqual(slow.ended, ['slow']);
    assert.ok(slow.waiting > FOLLOWER_BYTES_MAX);
    assert.ok(
      slow.waiting <= FOLLOWER_BYTES_MAX + text.length + 200,
      'ended with the first write beyond',
    );
    assert.deepEqual([slow.seqsOf('server'), fanout.countOf(slow)], [[], 0]);
    for (const other of others) {
      assert.deepEqual(other.ended, []);
      assert.deepEqual([other.seqsOf(LOG), other.seqsOf('server')], [range(1, 100), [1]]);
    }
  });

  test('SYNC3: exactly the limit is still allowed', () => {
    const { stored, fanout } = open();
    const nora = new RecordedFollower(actorOf('nora'));
    follow(fanout, nora);
    nora.waiting = FOLLOWER_BYTES_MAX;
    fanout.announce([stored.commit()]);
    assert.deepEqual(nora.ended, []);
    nora.waiting += 1;
    fanout.announce([stored.commit()]);
    assert.deepEqual(nora.ended, ['slow']);
  });

  test('SYNC3: who was ended comes back with its cursor and misses nothing', async () => {
    const { stored, fanout } = open();
    const slow = new RecordedFollower(actorOf('slow'));
    follow(fanout, slow);
    fanout.announce([stored.commit(), stored.commit()]);
    slow.waiting = FOLLOWER_BYTES_MAX + 1;
    for (let n = 0; n < 10; n += 1) fanout.announce([stored.commit()]);
    const cursor = slow.seqsOf(LOG).at(-1) ?? 0;
    const back = new RecordedFollower(actorOf('slow'));
    follow(fanout, back, LOG, cursor);
    fanout.announce([stored.commit()]);
    await settle();
    assert.deepEqual([...slow.seqsOf(LOG), ...back.seqsOf(LOG)], range(1, 13));
  });

  test('SYNC3: a follower that catches up by reading is held to the same limit', async () => {
    const { stored, fanout } = open();
    const slow = new RecordedFollower(actorOf('slow'));
    const subscription = fanout.open(slow, LOG);
    fanout.announce([stored.commit()]);
    slow.waiting = FOLLOWER_BYTES_MAX + 1;
    fanout.goLive(subscription, 0);
    await settle();
    assert.deepEqual(slow.ended, ['slow']);
  });

  test('SYNC1: when the store cannot be read the follower is sent back with its cursor', async () => {
    const { stored, fanout } = open();
    const nora = new RecordedFollower(actorOf('nora'));
    follow(fanout, nora);
    fanout.announce([stored.commit()]);
    stored.commit();
    stored.fails = true;
    fanout.announce([stored.commit()]);
    await settle();
    assert.deepEqual([nora.ended, nora.seqsOf(LOG), fanout.countOf(nora)], [['slow'], [1], 0]);
  });
});
