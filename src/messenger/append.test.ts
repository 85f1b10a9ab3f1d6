// The group commit: what waits together goes together, one command's fault is its own, what is full says so.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { APPEND_BATCH_MAX, APPEND_QUEUE_MAX } from '#protocol/limits.ts';
import type { AppendOutcome, AppendRequest, StoredEvent } from '#store/append.ts';
import type { Store } from '#store/store.ts';
import { FakeClock, settle } from '#test/support/clock.ts';
import { openHouse } from '#test/support/house.ts';
import { idOf } from '#test/support/recorded-follower.ts';
import { openAppender } from './append.ts';

const LOG = 'chat:lobby';

function request(command: string): AppendRequest {
  return {
    actor: 'nora',
    log: LOG,
    command,
    ask: { kind: 'postMessage', body: { text: command } },
  };
}

/** A store that numbers what it is given, and fails where a test says. */
class Counting {
  readonly batches: string[][] = [];
  fails: (batch: readonly string[]) => boolean = () => false;
  hold: Promise<void> = Promise.resolve();
  #head = 0;

  async append(requests: readonly AppendRequest[]): Promise<AppendOutcome[]> {
    const batch = requests.map(({ command }) => command);
    this.batches.push(batch);
    await this.hold;
    if (this.fails(batch)) throw new Error(`fault in ${batch.join(' ')}`);
    return requests.map((one) => this.#outcome(one));
  }

  #outcome({ command }: AppendRequest): AppendOutcome {
    if (command.startsWith('no')) return { rejected: 'notAllowed' };
    this.#head += 1;
    const seq = this.#head;
    const event = { seq, at: 0, by: 'nora', kind: 'blank', class: 'system' } as const;
    const events = [{ log: LOG, event, json: JSON.stringify({ seq, command }) }];
    return { appended: { log: LOG, seq, at: 0, repeated: false }, events };
  }
}

function open() {
  const store = new Counting();
  const clock = new FakeClock();
  const told: StoredEvent[][] = [];
  const appender = openAppender(store as unknown as Store, clock, (events) => {
    told.push([...events]);
  });
  return { store, clock, told, appender };
}

async function outcomeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    (value) => {
      const { seq, rejected } = value as { seq?: number; rejected?: string };
      return rejected ?? `seq ${seq}`;
    },
    (fault: Error) => fault.message,
  );
}

describe('group commit', () => {
  test('LOG6: what arrives together is one transaction, what arrives meanwhile the next', async () => {
    const { store, clock, told, appender } = open();
    let release: () => void = () => undefined;
    store.hold = new Promise((resolve) => {
      release = resolve;
    });
    const first = ['a', 'b', 'no-c', 'd'].map((name) => outcomeOf(appender.append(request(name))));
    await clock.advance(0);
    const second = ['e', 'f'].map((name) => outcomeOf(appender.append(request(name))));
    await clock.advance(0);
    assert.deepEqual(store.batches, [['a', 'b', 'no-c', 'd']]);
    assert.equal(told.length, 0);
    release();
    await settle();
    assert.deepEqual(store.batches[1], ['e', 'f']);
    assert.deepEqual(await Promise.all(first), ['seq 1', 'seq 2', 'notAllowed', 'seq 3']);
    assert.deepEqual(await Promise.all(second), ['seq 4', 'seq 5']);
    assert.deepEqual(
      told.map((batch) => batch.map(({ event }) => event.seq)),
      [
        [1, 2, 3],
        [4, 5],
      ],
    );
  });

  test('LOG6: followers are told before the commands are answered', async () => {
    const clock = new FakeClock();
    const order: string[] = [];
    const appender = openAppender(new Counting() as unknown as Store, clock, () => {
      order.push('told');
    });
    const answered = appender.append(request('a')).then(() => order.push('answered'));
    await clock.advance(0);
    await answered;
    assert.deepEqual(order, ['told', 'answered']);
  });

  test('LOG6: a batch that fails is tried command by command; the fault is its command’s alone', async () => {
    const { store, clock, told, appender } = open();
    store.fails = (batch) => batch.includes('bad');
    const names = ['a', 'bad', 'no-b', 'c'];
    const outcomes = names.map((name) => outcomeOf(appender.append(request(name))));
    await clock.advance(0);
    assert.deepEqual(await Promise.all(outcomes), ['seq 1', 'fault in bad', 'notAllowed', 'seq 2']);
    assert.deepEqual(store.batches, [names, ['a'], ['bad'], ['no-b'], ['c']]);
    assert.deepEqual(
      told.flat().map(({ event }) => event.seq),
      [1, 2],
    );
    const after = outcomeOf(appender.append(request('d')));
    await clock.advance(0);
    assert.equal(await after, 'seq 3');
  });

  test('WIRE6: a batch has at most 512 commands, in the order in which they came', async () => {
    const { store, clock, appender } = open();
    const names = Array.from({ length: 1_100 }, (_, n) => `c${n}`);
    const outcomes = names.map((name) => appender.append(request(name)));
    await clock.advance(0);
    await Promise.all(outcomes);
    assert.deepEqual(
      store.batches.map(({ length }) => length),
      [APPEND_BATCH_MAX, APPEND_BATCH_MAX, 76],
    );
    assert.deepEqual(store.batches.flat(), names);
  });

  test('WIRE6: a full queue says so, and what it holds is done', async () => {
    const { store, clock, appender } = open();
    const waiting = Array.from({ length: APPEND_QUEUE_MAX }, (_, n) =>
      appender.append(request(`c${n}`)),
    );
    assert.deepEqual(await appender.append(request('too many')), {
      rejected: 'busy',
      retryAfterMs: 1_000,
    });
    await clock.advance(0);
    const answers = await Promise.all(waiting);
    assert.ok(answers.every((answer) => 'seq' in answer));
    assert.ok(!store.batches.flat().includes('too many'));
    const again = outcomeOf(appender.append(request('again')));
    await clock.advance(0);
    assert.equal(await again, `seq ${APPEND_QUEUE_MAX + 1}`);
  });

  test('RUN2: finishing commits what waits without the clock, what runs too, and may be repeated', async () => {
    const { store, clock, appender } = open();
    await appender.finish();
    const outcome = outcomeOf(appender.append(request('a')));
    await appender.finish();
    assert.equal(await outcome, 'seq 1');
    let release: () => void = () => undefined;
    store.hold = new Promise((resolve) => {
      release = resolve;
    });
    const running = outcomeOf(appender.append(request('b')));
    await clock.advance(0);
    const behind = outcomeOf(appender.append(request('c')));
    const finished = appender.finish();
    release();
    await finished;
    assert.deepEqual(await Promise.all([running, behind]), ['seq 2', 'seq 3']);
    const later = outcomeOf(appender.append(request('d')));
    await clock.advance(0);
    assert.equal(await later, 'seq 4');
  });
});

describe('over a real store', () => {
  test('LOG6: a fault in the middle of a batch loses nothing of the others and doubles nothing', async () => {
    let batches = 0;
    const house = await openHouse({
      wrapStore: (store) => ({
        ...store,
        append: async (requests) => {
          const poisoned = requests.some(({ command }) => command === 'poison');
          batches += 1;
          // Stored but never told would be a fault after the commit: this one is before it.
          if (poisoned) throw new Error('the disk is full');
          return store.append(requests);
        },
      }),
    });
    const nora = await house.signUp('nora');
    const follower = house.connect(nora);
    await house.follow(follower, LOG, 'tail');
    batches = 0;
    const commands = ['a', 'b', 'poison', 'c'];
    const outcomes = commands.map((command) =>
      outcomeOf(
        house.messenger.append(nora.actor, {
          log: LOG,
          command,
          ask: { kind: 'postMessage', body: { text: command } },
        }),
      ),
    );
    assert.deepEqual(await house.done(Promise.all(outcomes)), [
      'seq 3',
      'seq 4',
      'the disk is full',
      'seq 5',
    ]);
    assert.equal(batches, 5);
    assert.deepEqual(follower.seqsOf(LOG), [3, 4, 5]);
    await house.close();
  });

  test('RUN2: closing the messenger stores what had been accepted into the queue', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const ask = { kind: 'postMessage', body: { text: 'at the last moment' } } as const;
    const answer = house.messenger.append(nora.actor, { log: LOG, command: 'c', ask });
    await house.messenger.close('stopping');
    assert.deepEqual(await outcomeOf(answer), 'seq 3');
    await house.close();
  });

  test('WIRE6: who posts too often is told when to come back', async () => {
    const house = await openHouse({ allowances: { postByUser: { burst: 3, refillMs: 1_000 } } });
    const nora = await house.signUp('nora');
    const amara = await house.signUp('amara');
    for (let n = 0; n < 3; n += 1) await house.post(nora, 'lobby', `text ${n}`);
    const ask = { kind: 'postMessage', body: { text: 'one more' } } as const;
    const refused = await house.append(nora, 'lobby', ask);
    assert.deepEqual(refused, { rejected: 'tooFast', retryAfterMs: 1_000 });
    await house.post(amara, 'lobby', 'not my limit');
    await house.clock.advance(1_000);
    await house.post(nora, 'lobby', 'back');
    await house.close();
  });

  test('WIRE2: messages for logs that are neither chats nor walls are refused', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    for (const log of ['server', `user:${nora.id}`, `user:${idOf('amara')}`]) {
      const ask = { kind: 'postMessage', body: { text: 'hello' } } as const;
      const answer = await house.done(
        house.messenger.append(nora.actor, { log, command: 'c', ask }),
      );
      assert.deepEqual(answer, { rejected: 'notFound', what: 'chat' }, log);
    }
    await house.close();
  });
});
