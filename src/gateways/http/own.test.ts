// One's own view over HTTP: what is asked of the messenger, and that states, hiding and marks are one's own log's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InjectOptions } from 'fastify';
import type { Append } from '#protocol/command.ts';
import { MESSAGE_CHARS_MAX } from '#protocol/limits.ts';
import { AMARA, NORA, NORA_TOKEN, openFake } from './fake-messenger.ts';

const AS_NORA = { authorization: `Bearer ${NORA_TOKEN}` };

async function recording() {
  const asked: Append[] = [];
  const marks: number[] = [];
  const gateway = await openFake({
    append: async (_actor, append) => {
      asked.push(append);
      return { log: append.log, seq: 8, at: 2, repeated: false };
    },
    markWall: async (_actor, seq) => {
      marks.push(seq);
      return undefined;
    },
    read: {
      ownState: async () => ({ pinned: true, draft: 'plums' }),
      seen: async (_actor, chat, seq, query) =>
        chat === 'lobby'
          ? { items: [{ id: AMARA, username: `s${seq}`, displayName: String(query.limit) }] }
          : { rejected: 'notFound', what: 'chat' },
    },
  });
  const send = (method: 'GET' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object) => {
    const headers = body ? { ...AS_NORA, 'content-type': 'application/json' } : AS_NORA;
    const request: InjectOptions = { method, url: `/api/v1${path}`, headers };
    return gateway.app.inject(body ? { ...request, body: JSON.stringify(body) } : request);
  };
  return { gateway, asked, marks, send };
}

test('a state is changed in one’s own log, and answered whole', async () => {
  const { gateway, asked, send } = await recording();
  const answer = await send('PATCH', '/chats/lobby/state', { pinned: true, draft: '' });
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(answer.json(), { pinned: true, draft: 'plums' });
  assert.equal(asked[0]?.log, `user:${NORA}`);
  assert.deepEqual(asked[0]?.ask, { kind: 'setChatState', chat: 'lobby', pinned: true, draft: '' });
  await gateway.close();
});

test('what is no state is told so, and nothing is asked', async () => {
  const { gateway, asked, send } = await recording();
  for (const body of [
    { muted: 'yes' },
    { starred: true },
    { draft: 'x'.repeat(MESSAGE_CHARS_MAX + 1) },
    { draft: 'NUL \u0000' },
    { draft: 'half a pair \ud83d' },
  ]) {
    const answer = await send('PATCH', '/chats/lobby/state', body);
    assert.equal(answer.statusCode, 400, JSON.stringify(body));
  }
  assert.deepEqual(asked, []);
  await gateway.close();
});

test('a message is deleted for oneself in one’s own log', async () => {
  const { gateway, asked, send } = await recording();
  const answer = await send('DELETE', '/chats/lobby/messages/7?for=me');
  assert.equal(answer.statusCode, 204, answer.body);
  assert.equal(asked[0]?.log, `user:${NORA}`);
  assert.deepEqual(asked[0]?.ask, { kind: 'hideMessage', chat: 'lobby', target: 7 });
  await gateway.close();
});

test('who has read a message is a page; a chat that is not there is not found', async () => {
  const { gateway, send } = await recording();
  const answer = await send('GET', '/chats/lobby/messages/7/seen?limit=5');
  assert.deepEqual(answer.json(), {
    items: [{ id: AMARA, username: 's7', displayName: '5' }],
  });
  assert.equal((await send('GET', '/chats/other/messages/7/seen')).statusCode, 404);
  await gateway.close();
});

test('how far one has seen one’s own wall', async () => {
  const { gateway, marks, send } = await recording();
  assert.equal((await send('PUT', '/users/me/wall/read', { seq: 9 })).statusCode, 204);
  assert.equal((await send('PUT', '/users/me/wall/read', { seq: -1 })).statusCode, 400);
  assert.deepEqual(marks, [9]);
  await gateway.close();
});
