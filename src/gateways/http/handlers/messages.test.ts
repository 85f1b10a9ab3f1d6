// The routes of messages and walls: each asks the messenger for the same act, in the log that its address names.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { InjectOptions } from 'fastify';
import type { Append } from '#protocol/command.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { AMARA, NORA, NORA_TOKEN, openFake } from '../fake-messenger.ts';

const CHAT = '/api/v1/chats/lobby';
const WALL = '/api/v1/users/amara/wall';
const LOGS = [
  [CHAT, 'chat:lobby'],
  [WALL, `wall:${AMARA}`],
] as const;
const THUMB = encodeURIComponent('👍');

let appends: Append[] = [];
let reads: string[] = [];
let refusal: Rejection | undefined;
let repeated = false;
let fake: Awaited<ReturnType<typeof openFake>>;

before(async () => {
  fake = await openFake({
    append: async (_actor, append) => {
      appends.push(append);
      return refusal ?? { log: append.log, seq: 8, at: 2, repeated };
    },
    read: {
      messages: async (_actor, log) => {
        reads.push(log);
        return { items: [] };
      },
      events: async (_actor, log) => {
        reads.push(log);
        return { items: [], from: 1, asOf: 0 };
      },
      message: async (_actor, log, seq) => {
        reads.push(`${log} ${seq}`);
        return { chat: 'lobby', seq, by: NORA, at: 1, body: { text: 'as it stands' } };
      },
      history: async (_actor, log, seq) => {
        reads.push(`${log} ${seq}`);
        return { items: [{ at: 1, text: 'first' }] };
      },
      pins: async (_actor, log) => {
        reads.push(log);
        return { items: [] };
      },
      user: async (_actor, username) =>
        username === 'amara'
          ? { id: AMARA, username, displayName: username }
          : { rejected: 'notFound', what: 'user' },
    },
  });
});
beforeEach(() => {
  [appends, reads, refusal, repeated] = [[], [], undefined, false];
});
after(() => fake.close());

type Method = NonNullable<InjectOptions['method']>;

async function call(method: Method, url: string, body?: unknown) {
  const headers = { authorization: `Bearer ${NORA_TOKEN}`, 'content-type': 'application/json' };
  const payload = body === undefined ? {} : { body: JSON.stringify(body) };
  const { authorization } = headers;
  const answer = await fake.app.inject({
    method,
    url,
    headers: body === undefined ? { authorization } : headers,
    ...payload,
  });
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
}

describe('messages of chats and walls', () => {
  for (const [path, log] of LOGS) {
    test(`${path}: every act goes to the log as its command`, async () => {
      const acts: [Method, string, object][] = [
        ['DELETE', '/messages/7', { kind: 'deleteMessage', target: 7 }],
        ['PUT', `/messages/7/reactions/${THUMB}`, reaction(true)],
        ['DELETE', `/messages/7/reactions/${THUMB}`, reaction(false)],
        ['PUT', '/messages/7/pin', { kind: 'pinMessage', target: 7, on: true }],
        ['DELETE', '/messages/7/pin', { kind: 'pinMessage', target: 7, on: false }],
      ];
      for (const [method, rest, ask] of acts) {
        const { status } = await call(method, path + rest);
        assert.equal(status, 204, rest);
        const last = appends.at(-1);
        assert.deepEqual([last?.log, last?.ask], [log, ask], rest);
      }
      refusal = { rejected: 'notAllowed' };
      assert.equal((await call('PUT', `${path}/messages/7/pin`)).status, 403);
    });

    test(`${path}: an edit answers with the message as it stands`, async () => {
      const edit = { text: 'better', commandId: 'e-1' };
      const { status, body } = await call('PATCH', `${path}/messages/7`, edit);
      assert.deepEqual([status, body.body], [200, { text: 'as it stands' }]);
      const ask = { kind: 'editMessage', target: 7, body: { text: 'better' } };
      assert.deepEqual(appends, [{ log, command: 'e-1', ask }]);
      assert.deepEqual(reads, [`${log} 7`]);
    });

    test(`${path}: what is posted with files, names or answers is told as it stands`, async () => {
      const bodies = [
        { text: 'look', blobs: ['bcdefghijk2345672345'] },
        { text: 'yes', reply: 3 },
        { text: 'hello @amara' },
      ];
      for (const said of bodies) {
        const { status, body } = await call('POST', `${path}/messages`, {
          ...said,
          commandId: 'c',
        });
        assert.deepEqual([status, body.seq, body.body.text], [201, 8, 'as it stands']);
        assert.deepEqual(appends.at(-1)?.ask, { kind: 'postMessage', body: said });
      }
      repeated = true;
      assert.equal((await call('POST', `${path}/messages`, { text: 'hello' })).status, 200);
      const forward = { log: 'chat:lobby', seq: 3 };
      await call('POST', `${path}/messages`, { forward });
      assert.deepEqual(appends.at(-1)?.ask, { kind: 'forwardMessage', from: forward });
    });

    test(`${path}: pages, history, pins and events are read in the log`, async () => {
      const gets = ['/messages?limit=5', '/messages/7', '/messages/7/history', '/events'];
      for (const rest of [...gets, '/pins']) {
        assert.equal((await call('GET', path + rest)).status, 200, rest);
      }
      assert.deepEqual(reads, [log, `${log} 7`, `${log} 7`, log, log]);
    });

    test(`${path}: what is no number of a message is none, and what is no emoji is told`, async () => {
      for (const seq of ['0', '-1', 'x', '1.5']) {
        const { status, body } = await call('GET', `${path}/messages/${seq}`);
        assert.deepEqual([status, body.error.code, body.error.what], [404, 'notFound', 'message']);
      }
      for (const emoji of ['a', THUMB + THUMB, '%3Cb%3E']) {
        const { status, body } = await call('PUT', `${path}/messages/7/reactions/${emoji}`);
        assert.deepEqual([status, body.error.field], [400, 'emoji'], emoji);
      }
    });
  }

  test('a message is deleted for oneself in one’s own log', async () => {
    assert.equal((await call('DELETE', `${CHAT}/messages/7?for=me`)).status, 204);
    const ask = { kind: 'hideMessage', chat: 'lobby', target: 7 };
    assert.deepEqual([appends[0]?.log, appends[0]?.ask], [`user:${NORA}`, ask]);
  });

  test('plain words in a chat are answered without another look', async () => {
    const { status, body } = await call('POST', `${CHAT}/messages`, { text: 'hi', commandId: 'c' });
    const said = { chat: 'lobby', seq: 8, by: NORA, at: 2, body: { text: 'hi' }, command: 'c' };
    assert.deepEqual([status, body, reads], [201, said, []]);
  });

  test('`me` is one’s own wall, and nobody’s wall is not found', async () => {
    await call('GET', '/api/v1/users/me/wall/messages');
    assert.deepEqual(reads, [`wall:${NORA}`]);
    const { status, body } = await call('POST', '/api/v1/users/nobody/wall/messages', {
      text: 'x',
    });
    assert.deepEqual([status, body.error.what, appends.length], [404, 'user', 0]);
  });
});

function reaction(on: boolean): object {
  return { kind: 'reactToMessage', target: 7, emoji: '👍', on };
}
