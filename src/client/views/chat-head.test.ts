// The top bar and details: what one may do by role and kind of chat, and the acts that go to the server.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { FakeClock, seededRandom, settle } from '#test/support/clock.ts';
import { between } from '../testing/fake-world.ts';
import { Scene } from '../testing/scene.ts';

describe('the head of a chat', () => {
  let clock: FakeClock;
  let scene: Scene;

  beforeEach(() => {
    clock = new FakeClock();
    scene = new Scene(clock, seededRandom(7));
  });

  afterEach(() => scene.close());

  async function mayIn(id: string, user = scene.nora): Promise<string[]> {
    const client = scene.open(user);
    const chat = client.chat(id);
    chat.show();
    await clock.advance(100);
    const { may } = chat.head.get();
    return Object.entries(may).flatMap(([act, allowed]) => (allowed ? [act] : []));
  }

  test('says what one may do, by role and kind', async () => {
    const { server, nora, amara } = scene;
    server.group('g', 'Lunch', nora, amara);
    const inLobby = ['post', 'change', 'ban', 'changeRoles', 'mentionAll', 'pin'];
    assert.deepEqual(await mayIn('lobby'), inLobby, 'even its owner cannot leave the Lobby');
    assert.deepEqual(await mayIn(between(nora, amara)), ['post', 'pin']);
    const asOwner = ['post', 'change', 'addMembers', 'invite', 'removeMembers', 'ban'];
    const all = [...asOwner, 'changeRoles', 'mentionAll', 'pin', 'leave'];
    assert.deepEqual(await mayIn('g'), all);
    assert.deepEqual(await mayIn('g', amara), ['post', 'mentionAll', 'pin', 'leave']);
    assert.deepEqual(await mayIn('nosuchchat'), []);
  });

  test('names people by user name to the server, whichever the face has', async () => {
    const { server, nora, amara } = scene;
    server.group('g', 'Lunch', nora);
    const client = scene.open();
    await clock.advance(100);
    const chat = client.chat('g');
    await chat.add(amara.id);
    await chat.removeMember('amara');
    const made = server.requests.filter((request) => request.includes('/members/'));
    assert.deepEqual(made, [
      'PUT /api/v1/chats/g/members/amara',
      'DELETE /api/v1/chats/g/members/amara',
    ]);
    await chat.leave();
    await settle();
    assert.equal(chat.head.get().state, 'forbidden');
  });

  test('keeps its identity while nothing it shows has changed', async () => {
    const client = scene.open();
    const chat = client.chat('lobby');
    chat.show();
    await clock.advance(100);
    const before = chat.head.get();
    const rows = client.chats.get();
    scene.server.append('server', scene.amara.id, {
      kind: 'room.changed',
      class: 'system',
      chat: 'x',
    });
    client.active(true);
    await settle();
    assert.equal(chat.head.get(), before);
    scene.server.post('lobby', scene.amara, 'Hello');
    await settle();
    assert.equal(chat.head.get(), before);
    const others = client.chats.get().rows.filter(({ id }) => id !== 'lobby');
    assert.ok(others.length > 0 && others.every((row) => rows.rows.includes(row)));
  });
});
