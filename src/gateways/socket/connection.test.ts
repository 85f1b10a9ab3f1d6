// One connection's calls without a network: what is wrong is said, what fails is noted, and the connection lives on.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Follower, Messenger } from '#core/messenger.ts';
import type { FollowAnswer } from '#protocol/socket.ts';
import { settle } from '#test/support/clock.ts';
import { actorOf, idOf, RecordedFollower } from '#test/support/recorded-follower.ts';
import { Connection } from './connection.ts';

const LOG = 'chat:lobby';
const POST = { log: LOG, command: 'c-1', kind: 'postMessage', body: { text: 'hello' } };

interface Said {
  rejected?: string;
  field?: string;
  message?: string;
  [more: string]: unknown;
}

/** A connection over a messenger of which a test gives the verbs that it needs; the others are faults. */
function open(verbs: Partial<Messenger> = {}) {
  const follower = new RecordedFollower(actorOf('nora'));
  const faults: unknown[] = [];
  const calls: unknown[][] = [];
  const recorded = new Proxy(verbs, {
    get: (target, name) => {
      const verb = target[name as keyof Messenger] as ((...args: unknown[]) => unknown) | undefined;
      return (...args: unknown[]) => {
        calls.push([name, ...args]);
        if (!verb) throw new Error(`no ${String(name)} here`);
        return verb(...args);
      };
    },
  });
  const connection = new Connection(recorded as Messenger, follower, (fault) => {
    faults.push(fault);
    return `incident-${faults.length}`;
  });
  const call = async (name: string, payload?: unknown): Promise<Said> => {
    const said: unknown[] = [];
    await connection.handle(name, payload, (answer) => said.push(answer));
    assert.equal(said.length, 1, 'acknowledged exactly once');
    return said[0] as Said;
  };
  return { connection, follower, faults, calls, call };
}

const APPENDED = { log: LOG, seq: 3, at: 1, repeated: false };
const works: Partial<Messenger> = {
  append: async () => APPENDED,
  unfollow: () => undefined,
  mark: async () => undefined,
  signal: async () => undefined,
};

describe('calls', () => {
  test('WIRE2: each call reaches its verb as the schema makes it', async () => {
    const { call, calls, follower } = open(works);
    assert.deepEqual(await call('append', { ...POST, expect: { epoch: 0 } }), APPENDED);
    assert.deepEqual(await call('unfollow', { logs: [LOG] }), { ok: true });
    assert.deepEqual(await call('read', { log: LOG, seq: 3 }), { ok: true });
    assert.deepEqual(await call('signal', { kind: 'active', on: true }), { ok: true });
    const { actor } = follower;
    const ask = { kind: 'postMessage', body: { text: 'hello' } };
    assert.deepEqual(calls, [
      ['append', actor, { log: LOG, command: 'c-1', expect: { epoch: 0 }, ask }],
      ['unfollow', follower, [LOG]],
      ['mark', actor, { log: LOG, seq: 3 }],
      ['signal', follower, { kind: 'active', on: true }],
    ]);
  });

  test('WIRE2: a rejection is answered with its data and words', async () => {
    const { call } = open({
      ...works,
      append: async () => ({ rejected: 'tooFast', retryAfterMs: 2_000 }),
      mark: async () => ({ rejected: 'notFound', what: 'chat' }),
    });
    const said = await call('append', POST);
    assert.deepEqual([said.rejected, said.retryAfterMs], ['tooFast', 2_000]);
    assert.ok(said.message && said.message.length > 10);
    assert.equal((await call('read', { log: LOG, seq: 1 })).rejected, 'notFound');
  });

  test('SYNC2: live events begin only when the answer has been handed over', async () => {
    const order: string[] = [];
    const answers: FollowAnswer[] = [
      { log: LOG, from: 1, events: [], head: 0, more: false },
      { log: 'chat:x', rejected: 'notFound', what: 'chat' },
    ];
    const { connection } = open({
      follow: async () => ({ answers, start: () => void order.push('start') }),
    });
    let said: { logs: Said[] } | undefined;
    await connection.handle('follow', { logs: [{ log: LOG, after: 0 }] }, (answer) => {
      order.push('answer');
      said = answer as { logs: Said[] };
    });
    assert.deepEqual(order, ['answer', 'start']);
    assert.deepEqual(said?.logs[0], answers[0]);
    assert.deepEqual([said?.logs[1]?.log, said?.logs[1]?.rejected], ['chat:x', 'notFound']);
    assert.ok(said?.logs[1]?.message);
  });

  test('OUT2: calls are taken on in the order in which they come', async () => {
    const taken: string[] = [];
    const { connection } = open({
      append: async (_actor, { command }) => {
        taken.push(command);
        await settle();
        return APPENDED;
      },
    });
    const names = Array.from({ length: 50 }, (_, n) => `c-${n}`);
    await Promise.all(
      names.map((command) => connection.handle('append', { ...POST, command }, () => undefined)),
    );
    assert.deepEqual(taken, names);
  });
});

// Event, payload, and the rejection with the field that it names.
const BAD: readonly [string, unknown, string, string?][] = [
  ['append', undefined, 'invalid'],
  ['append', null, 'invalid'],
  ['append', 'hello', 'invalid'],
  ['append', [], 'invalid'],
  ['append', () => undefined, 'invalid'],
  ['append', Buffer.from('hello'), 'invalid', 'log'],
  ['append', {}, 'invalid', 'log'],
  ['append', { ...POST, log: 'nowhere' }, 'invalid', 'log'],
  ['append', { ...POST, log: 'chat:lobby\n' }, 'invalid', 'log'],
  ['append', { ...POST, log: 'chat:LOBBY' }, 'invalid', 'log'],
  ['append', { ...POST, command: '' }, 'tooShort', 'command'],
  ['append', { ...POST, command: 'x'.repeat(65) }, 'tooLong', 'command'],
  ['append', { ...POST, command: 'with space' }, 'invalid', 'command'],
  ['append', { ...POST, kind: undefined }, 'invalid', 'kind'],
  ['append', { ...POST, kind: 'createUser' }, 'invalid', 'kind'],
  ['append', { ...POST, kind: 'moveMark', chat: 'lobby', seq: 1 }, 'invalid', 'kind'],
  ['append', { ...POST, kind: '__proto__' }, 'invalid', 'kind'],
  ['append', { ...POST, body: undefined }, 'invalid', 'body'],
  ['append', { ...POST, body: { text: '' } }, 'invalid', 'body.text'],
  ['append', { ...POST, body: { text: ' \n\t' } }, 'invalid', 'body.text'],
  ['append', { ...POST, body: { text: 'x'.repeat(16_001) } }, 'tooLong', 'body.text'],
  ['append', { ...POST, body: { text: 'a\u0000b' } }, 'invalid', 'body.text'],
  ['append', { ...POST, body: { text: '\ud800' } }, 'invalid', 'body.text'],
  ['append', { ...POST, body: { text: 1 } }, 'invalid', 'body.text'],
  ['append', { ...POST, body: { text: 'x', html: '<b>' } }, 'invalid', 'body.html'],
  ['append', { ...POST, at: 5 }, 'invalid', 'at'],
  ['append', { ...POST, expect: { epoch: -1 } }, 'invalid', 'expect.epoch'],
  ['follow', {}, 'invalid', 'logs'],
  ['follow', { logs: [] }, 'invalid', 'logs'],
  ['follow', { logs: [{ log: LOG }] }, 'invalid'],
  ['follow', { logs: [{ log: LOG, after: -1 }] }, 'invalid'],
  ['follow', { logs: [{ log: LOG, after: 1.5 }] }, 'invalid'],
  ['follow', { logs: [{ log: LOG, after: 'head' }] }, 'invalid'],
  ['follow', { logs: Array(1_001).fill({ log: LOG, after: 0 }) }, 'tooMany', 'logs'],
  ['unfollow', { logs: LOG }, 'invalid', 'logs'],
  ['unfollow', { logs: ['x'] }, 'invalid', 'logs.0'],
  ['read', { log: LOG }, 'invalid', 'seq'],
  ['read', { log: LOG, seq: -1 }, 'invalid', 'seq'],
  ['read', { log: LOG, seq: Number.NaN }, 'invalid', 'seq'],
  ['read', { log: LOG, seq: '3' }, 'invalid', 'seq'],
  ['read', { log: LOG, seq: 1, state: 'seen' }, 'invalid', 'state'],
  ['signal', { kind: 'presence' }, 'invalid', 'kind'],
  ['signal', { kind: 'typing', log: LOG, on: 'yes' }, 'invalid', 'on'],
  ['signal', { kind: 'watch', users: ['nora'] }, 'invalid', 'users.0'],
  ['signal', { kind: 'watch', users: Array(501).fill(idOf('nora')) }, 'tooMany', 'users'],
];

describe('bad input', () => {
  for (const [name, payload, code, field] of BAD) {
    const shown = (JSON.stringify(payload) ?? String(payload)).slice(0, 60);
    test(`WIRE2: ${name} ${shown} is refused, with the field at fault`, async () => {
      const { call, calls, faults } = open(works);
      const said = await call(name, payload);
      assert.equal(said.rejected, code);
      if (field !== undefined) assert.equal(said.field, field);
      assert.ok(said.message && said.message.length > 10);
      assert.deepEqual([calls, faults], [[], []]);
      assert.deepEqual(await call('append', POST), APPENDED);
    });
  }

  for (const name of ['', 'post', 'Append', 'enter', '__proto__', 'constructor', 'toString']) {
    test(`WIRE2: there is no event ${JSON.stringify(name)}, and that is said`, async () => {
      const { call, calls, faults } = open(works);
      const said = await call(name, POST);
      assert.deepEqual([said.rejected, said.what], ['notFound', 'route']);
      assert.deepEqual([calls, faults], [[], []]);
    });
  }

  test('WIRE2: what is refused is not echoed', async () => {
    const { call } = open(works);
    const secret = 'x'.repeat(70_000);
    for (const payload of [{ ...POST, [secret]: 1 }, { ...POST, command: secret }, secret]) {
      assert.ok(JSON.stringify(await call('append', payload)).length < 500);
    }
  });
});

describe('faults and limits', () => {
  test('WIRE2: a fault is noted, told by its incident, and the connection lives', async () => {
    const down = new Error('the disk is full of secrets');
    const { call, faults } = open({
      ...works,
      append: async () => Promise.reject(down),
      unfollow: () => {
        throw down;
      },
    });
    const said = await call('append', POST);
    assert.deepEqual([said.rejected, said.incident], ['fault', 'incident-1']);
    assert.ok(!JSON.stringify(said).includes('secrets'));
    assert.equal((await call('unfollow', { logs: [LOG] })).incident, 'incident-2');
    assert.deepEqual(faults, [down, down]);
    assert.deepEqual(await call('read', { log: LOG, seq: 1 }), { ok: true });
  });

  test('WIRE6: more than 256 calls at once are told to wait, and are welcome afterwards', async () => {
    const waiting: (() => void)[] = [];
    const { call, calls } = open({
      append: () => new Promise((resolve) => waiting.push(() => resolve(APPENDED))),
    });
    const first = Array.from({ length: 256 }, (_, n) =>
      call('append', { ...POST, command: `c-${n}` }),
    );
    const busy = await call('append', POST);
    assert.deepEqual([busy.rejected, busy.retryAfterMs], ['busy', 1_000]);
    assert.equal(calls.length, 256);
    waiting.shift()?.();
    assert.deepEqual(await first[0], APPENDED);
    const late = call('append', POST);
    await settle();
    for (const go of waiting) go();
    assert.deepEqual(await late, APPENDED);
    assert.equal((await Promise.all(first)).length, 256);
  });

  test('SYNC7: coming and going are passed on, with what refuses', () => {
    const tooMany = { rejected: 'tooMany', field: 'connections', max: 50 } as const;
    const here: Follower[] = [];
    const { connection, follower } = open({
      enter: (one) => {
        here.push(one);
        return tooMany;
      },
      leave: (one) => void here.splice(here.indexOf(one), 1),
    });
    assert.deepEqual(connection.enter(), tooMany);
    assert.deepEqual(here, [follower]);
    connection.leave();
    assert.deepEqual(here, []);
  });
});
