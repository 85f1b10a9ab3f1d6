// The client from the door to the timeline, against the fake server on a fake clock: starting, talking, being cut off.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { FakeClock, seededRandom, settle } from '#test/support/clock.ts';
import { between } from './testing/fake-world.ts';
import { rowOf, Scene, textsIn } from './testing/scene.ts';

describe('a client', () => {
  let clock: FakeClock;
  let scene: Scene;

  beforeEach(() => {
    clock = new FakeClock();
    scene = new Scene(clock, seededRandom(1));
  });

  afterEach(() => {
    scene.close();
    assert.equal(clock.waiting, 0, 'no timers are left after close');
  });

  test('opens with the chats there are and goes live', async () => {
    const { server, amara } = scene;
    server.post('lobby', amara, 'Good morning');
    const client = scene.open();
    assert.equal(client.connection.get().state, 'connecting');
    assert.equal(client.chats.get().state, 'loading');
    await clock.advance(100);
    assert.equal(client.connection.get().state, 'open');
    const { state, rows, unread } = client.chats.get();
    assert.equal(state, 'ready');
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['Lobby', 'Amara'],
    );
    assert.equal(unread, 1);
    server.post('lobby', amara, 'Anybody here?');
    await settle();
    assert.equal(client.chats.get().unread, 2);
    assert.deepEqual(rowOf(client, 'lobby')?.preview, {
      kind: 'message',
      author: 'Amara',
      mine: false,
      text: 'Anybody here?',
    });
  });

  test('shows the conversation from its beginning, and what is said', async () => {
    const { server, amara } = scene;
    server.post('lobby', amara, 'one');
    const client = scene.open();
    await clock.advance(100);
    const lobby = client.chat('lobby');
    assert.equal(lobby.timeline.get().state, 'loading');
    const leave = lobby.show();
    await settle();
    assert.equal(lobby.timeline.get().state, 'ready');
    assert.equal(lobby.timeline.get().start, true);
    assert.deepEqual(textsIn(lobby), ['— day', 'notices joined', '— new', 'one']);
    lobby.send('two');
    assert.deepEqual(textsIn(lobby).slice(3), ['one', 'two (waiting)']);
    await settle();
    assert.deepEqual(textsIn(lobby).slice(3), ['one', 'two (stored)']);
    leave();
  });

  test('catches up after it was cut off, without a hole or a double', async () => {
    const { server, amara } = scene;
    const client = scene.open();
    const lobby = client.chat('lobby');
    lobby.show();
    await clock.advance(100);
    server.up = false;
    server.drop();
    await settle();
    assert.equal(client.connection.get().state, 'waiting');
    for (let count = 1; count <= 450; count++) server.post('lobby', amara, `m${count}`);
    lobby.send('mine');
    await clock.advance(3_000);
    assert.equal(textsIn(lobby).at(-1), 'mine (waiting)');
    server.up = true;
    await clock.advance(10_000);
    assert.equal(client.connection.get().state, 'open');
    const expected = Array.from({ length: 450 }, (_, index) => `m${index + 1}`);
    const texts = textsIn(lobby).filter((text) => /^m\d/.test(text));
    assert.deepEqual(texts, expected);
    assert.equal(textsIn(lobby).at(-1), 'mine (stored)');
    assert.equal(rowOf(client, 'lobby')?.unread, 0, 'one’s own message reads what is before it');
  });

  test('a first direct message makes the chat for both', async () => {
    const { amara, nora } = scene;
    const client = scene.open();
    const other = scene.open(amara);
    await clock.advance(100);
    const id = client.directWith(amara.id);
    assert.equal(id, between(nora, amara));
    const chat = client.chat(id);
    chat.show();
    await settle();
    assert.equal(chat.timeline.get().state, 'ready');
    chat.send('Hello');
    await clock.advance(100);
    assert.deepEqual(textsIn(chat), ['— day', 'Hello (stored)']);
    assert.equal(rowOf(other, id)?.unread, 1);
    assert.equal(other.chats.get().rows[0]?.id, id);
    await clock.advance(1_500);
    assert.equal(scene.calls('read', amara).at(-1)?.state, 'delivered');
  });
});
