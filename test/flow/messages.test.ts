// Messages in full over HTTP, on a whole server: said, answered, mended, reacted to, pinned, passed on and taken back, in
// a chat and on a wall alike.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '#protocol/chat.ts';
import { startServer } from '#test/support/running-server.ts';

interface Items {
  items: Message[];
}

for (const [place, path] of [
  ['a chat', '/api/v1/chats/lobby'],
  ['a wall', '/api/v1/users/nora/wall'],
] as const) {
  test(`a message lives its whole life in ${place}`, async () => {
    const server = await startServer();
    const nora = await server.signUp('nora');
    const amara = await server.signUp('amara');
    const ask = async <T>(who: { token: string }, method: string, rest: string, body?: object) => {
      const answer = await server.call(who.token, method, path + rest, body);
      assert.ok(answer.status < 300, `${method} ${rest}: ${JSON.stringify(answer.body)}`);
      return answer.body as T;
    };
    const first = await ask<Message>(nora, 'POST', '/messages', { text: 'plums, @amara' });
    assert.deepEqual(first.mentions, [amara.user.id]);
    const at = `/messages/${first.seq}`;
    const answer = { text: 'yes!', reply: first.seq, commandId: 'a-1' };
    const second = await ask<Message>(amara, 'POST', '/messages', answer);
    assert.deepEqual(await ask(amara, 'POST', '/messages', answer), second);
    assert.deepEqual(second.body, { text: 'yes!', reply: first.seq });
    await ask(nora, 'PATCH', at, { text: 'ripe plums' });
    for (const who of [nora, amara]) {
      await ask(who, 'PUT', `${at}/reactions/${encodeURIComponent('❤️')}`);
    }
    await ask(nora, 'DELETE', `${at}/reactions/${encodeURIComponent('❤️')}`);
    await ask(nora, 'PUT', `${at}/pin`);
    const [seen, still] = (await ask<Items>(nora, 'GET', '/messages')).items;
    assert.deepEqual([seen?.body, still], [{ text: 'ripe plums' }, second]);
    assert.deepEqual(seen, (await ask<Items>(nora, 'GET', '/pins')).items[0]);
    assert.deepEqual(seen?.reactions, [
      { emoji: '❤️', count: 1, mine: false, users: [amara.user.id] },
    ]);
    assert.deepEqual(seen, await ask<Message>(nora, 'GET', at));
    const history = await ask<{ items: { text: string }[] }>(amara, 'GET', `${at}/history`);
    assert.deepEqual(
      history.items.map(({ text }) => text),
      ['plums, @amara', 'ripe plums'],
    );
    const forward = { log: seen?.chat ? 'chat:lobby' : `wall:${nora.user.id}`, seq: first.seq };
    const passed = await ask<Message>(amara, 'POST', '/messages', { forward });
    assert.deepEqual(passed.body, { text: 'ripe plums', forwarded: { by: nora.user.id } });
    const refused = await server.call(amara.token, 'PATCH', path + at, { text: 'mine' });
    assert.deepEqual(refused.status, 403);
    await ask(nora, 'DELETE', at);
    const gone = await ask<Message>(amara, 'GET', at);
    assert.deepEqual([gone.body, gone.deleted], [{ text: '' }, { by: nora.user.id }]);
    assert.deepEqual((await ask<Items>(nora, 'GET', '/pins')).items, []);
    const again = await server.call(nora.token, 'PATCH', path + at, { text: 'again' });
    assert.equal(again.status, 404);
    assert.deepEqual(server.logged, []);
    await server.close();
  });
}
