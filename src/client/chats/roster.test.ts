// Which chats there are and how much is unread, kept by events: here, from other devices, and across lost connections.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { FakeClock, seededRandom, settle } from '#test/support/clock.ts';
import type { Client } from '../model.ts';
import { chatAs } from '../testing/fake-requests.ts';
import { between } from '../testing/fake-world.ts';
import { messagesIn, rowOf, Scene, textsIn } from '../testing/scene.ts';

describe('the roster', () => {
  let clock: FakeClock;
  let scene: Scene;

  beforeEach(() => {
    clock = new FakeClock();
    scene = new Scene(clock, seededRandom(4));
  });

  afterEach(() => {
    scene.close();
    assert.equal(clock.waiting, 0, 'no timers are left after close');
  });

  async function open(): Promise<Client> {
    const client = scene.open();
    await clock.advance(100);
    return client;
  }

  const names = (client: Client): string[] => client.chats.get().rows.map(({ name }) => name);
  const unread = (client: Client, id = 'lobby'): number | undefined => rowOf(client, id)?.unread;

  test('READ1: others’ posts are unread, joins are not, one’s own are neither', async () => {
    const { server, amara, nora } = scene;
    const client = await open();
    server.post('lobby', amara, 'one');
    server.join('Mateo');
    server.post('lobby', amara, 'two');
    await settle();
    assert.equal(unread(client), 2);
    assert.equal(client.chats.get().unread, 2);
    server.post('lobby', nora, 'from my other device');
    await settle();
    assert.equal(unread(client), 0, 'READ2: one’s own post moves one’s mark');
    server.post('lobby', amara, 'three');
    await settle();
    assert.equal(unread(client), 1);
    assert.equal(unread(client), chatAs(server, nora.id, 'lobby', false).unread);
  });

  test('READ2: seen moves the mark at once, never back, and tells the server at most once a second', async () => {
    const { server, amara } = scene;
    const client = await open();
    const chat = client.chat('lobby');
    chat.show();
    await settle();
    const first = server.post('lobby', amara, 'm1');
    for (let count = 2; count <= 10; count++) server.post('lobby', amara, `m${count}`);
    await settle();
    chat.seen(first);
    assert.equal(unread(client), 9);
    for (let seq = first + 1; seq < first + 5; seq++) chat.seen(seq);
    chat.seen(first);
    assert.equal(unread(client), 5);
    await settle();
    const reads = () => scene.calls('read').filter(({ state }) => state !== 'delivered');
    assert.deepEqual(
      reads().map(({ seq }) => seq),
      [first],
    );
    await clock.advance(1_000);
    assert.deepEqual(
      reads().map(({ seq }) => seq),
      [first, first + 4],
    );
    await clock.advance(5_000);
    assert.equal(reads().length, 2);
  });

  test('READ2: what was read offline is told on the next connection', async () => {
    const { server, amara, nora } = scene;
    const client = await open();
    const chat = client.chat('lobby');
    chat.show();
    const seq = server.post('lobby', amara, 'Hello');
    await settle();
    server.up = false;
    server.drop();
    chat.seen(seq);
    assert.equal(unread(client), 0);
    await clock.advance(2_000);
    server.up = true;
    await clock.advance(10_000);
    assert.equal(server.chatOf('lobby').members.get(nora.id)?.read, seq);
    assert.equal(unread(client), 0, 'the older snapshot does not take it back');
  });

  test('READ2: what is read on another device is read here', async () => {
    const { server, amara, nora } = scene;
    const client = await open();
    const first = server.post('lobby', amara, 'one');
    server.post('lobby', amara, 'two');
    await settle();
    const moved = (mark: number, posts: number): void => {
      server.append(`user:${nora.id}`, nora.id, {
        kind: 'mark.moved',
        class: 'system',
        chat: 'lobby',
        mark,
        posts,
      });
    };
    moved(first, 1);
    await settle();
    assert.equal(unread(client), 1);
    moved(first - 1, 0);
    await settle();
    assert.equal(unread(client), 1);
  });

  test('READ2: what nobody else counts, because one is blocked, is not unread when one has read on', async () => {
    const { server, amara, nora } = scene;
    const client = await open();
    server.post('lobby', nora, 'nobody hears this');
    const mark = server.post('lobby', amara, 'one');
    await settle();
    const fact = { kind: 'mark.moved', class: 'system', chat: 'lobby', mark, posts: 1 } as const;
    server.append(`user:${nora.id}`, nora.id, fact);
    await settle();
    assert.equal(unread(client), 0);
  });

  test('tells what arrived in direct chats and small groups, but not in rooms and not one’s own', async () => {
    const { server, amara, nora } = scene;
    const id = between(nora, amara);
    server.post(id, amara, 'before');
    await open();
    const delivered = () => scene.calls('read').filter(({ state }) => state === 'delivered');
    await clock.advance(1_500);
    assert.deepEqual(delivered(), [{ log: `chat:${id}`, seq: 1, state: 'delivered' }]);
    server.post(id, amara, 'two');
    server.post(id, amara, 'three');
    server.post(id, nora, 'mine');
    server.post('lobby', amara, 'for all');
    await clock.advance(2_000);
    assert.deepEqual(
      delivered().map(({ log, seq }) => [log, seq]),
      [
        [`chat:${id}`, 1],
        [`chat:${id}`, 3],
      ],
    );
  });

  test('a chat that one is taken into appears, and one that one is removed from goes, at once', async () => {
    const { server, amara, nora } = scene;
    const client = await open();
    server.group('g', 'Lunch', amara, nora);
    server.post('g', amara, 'Welcome');
    await settle();
    assert.deepEqual(names(client), ['Lunch', 'Lobby', 'Amara']);
    assert.equal(unread(client, 'g'), 1);
    const chat = client.chat('g');
    chat.show();
    await settle();
    assert.equal(chat.head.get().state, 'ready');
    assert.deepEqual(
      chat.head.get().members.map(({ displayName, role }) => [displayName, role]),
      [
        ['Amara', 'owner'],
        ['Nora', 'member'],
      ],
    );
    server.remove('g', nora.id, amara.id);
    await settle();
    assert.deepEqual(names(client), ['Lobby', 'Amara']);
    assert.equal(chat.head.get().state, 'forbidden');
    assert.deepEqual(chat.timeline.get().items, []);
    server.enter('g', nora.id);
    await settle();
    assert.equal(chat.head.get().state, 'ready');
    assert.deepEqual(textsIn(chat), ['— day', 'notices joined']);
  });

  test('a snapshot that was under way when one was removed does not bring the chat back', async () => {
    const { server, amara, nora } = scene;
    server.group('g', 'Lunch', amara, nora);
    const client = await open();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.harmRequest = (_method, path) => (path.endsWith('/chats/g') ? held : undefined);
    client.chat('g').show();
    await settle();
    server.remove('g', nora.id, amara.id);
    await settle();
    release();
    await settle();
    assert.deepEqual(names(client), ['Lobby', 'Amara']);
    assert.equal(client.chat('g').head.get().state, 'forbidden');
  });

  test('newcomers appear as empty chats while everybody has a chat with everybody', async () => {
    const { server } = scene;
    const client = await open();
    const mateo = server.join('Mateo');
    await settle();
    assert.deepEqual(names(client), ['Lobby', 'Amara', 'Mateo']);
    server.append('server', mateo.id, { kind: 'everybody.changed', class: 'system', on: false });
    server.everybody = false;
    await settle();
    assert.deepEqual(names(client), ['Lobby']);
    server.join('Ewa');
    await settle();
    assert.deepEqual(names(client), ['Lobby']);
    server.everybody = true;
    server.append('server', mateo.id, { kind: 'everybody.changed', class: 'system', on: true });
    await settle();
    assert.deepEqual(names(client), ['Lobby', 'Amara', 'Ewa', 'Mateo']);
  });

  test('a newcomer appears to whoever was alone, and to whoever had talked with all', async () => {
    const alone = new Scene(clock, seededRandom(5));
    alone.server.users.delete(alone.amara.id);
    const client = alone.open();
    await clock.advance(100);
    assert.deepEqual(names(client), ['Lobby']);
    alone.server.join('Mateo');
    await settle();
    assert.deepEqual(names(client), ['Lobby', 'Mateo']);
    alone.close();
    scene.server.post(between(scene.nora, scene.amara), scene.amara, 'Hello');
    const other = await open();
    scene.server.join('Mateo');
    await settle();
    assert.ok(names(other).includes('Mateo'));
  });

  test('who joined between the list and following is not missed', async () => {
    const { server } = scene;
    const client = scene.open();
    // The list is on its way, the connection is not open yet.
    await Promise.resolve();
    server.join('Mateo');
    await clock.advance(200);
    assert.ok(names(client).includes('Mateo'));
  });

  test('SYNC8: after a reconnect the list is as the server has it', async () => {
    const { server, amara, nora } = scene;
    const client = await open();
    const direct = between(nora, amara);
    server.up = false;
    server.drop();
    server.post('lobby', amara, 'one');
    server.post('lobby', amara, 'two');
    const member = server.chatOf('lobby').members.get(nora.id);
    if (member) member.read = server.head('chat:lobby') - 1;
    server.group('g', 'Lunch', amara, nora);
    server.post(direct, amara, 'psst');
    server.join('Mateo');
    await clock.advance(1_000);
    server.up = true;
    const seen: number[] = [];
    client.chats.subscribe(() => seen.push(client.chats.get().rows.length));
    await clock.advance(10_000);
    assert.deepEqual(names(client).sort(), ['Amara', 'Lobby', 'Lunch', 'Mateo']);
    assert.equal(unread(client), 1, 'read in part on another device');
    assert.equal(unread(client, direct), 1);
    assert.ok(
      seen.every((rows) => rows >= 2),
      'nothing was taken away on the way',
    );
  });

  test('events that were jumped over are counted all the same', async () => {
    const { server, amara, nora } = scene;
    server.group('g', 'Lunch', amara, nora);
    const client = await open();
    server.up = false;
    server.drop();
    for (let count = 1; count <= 30; count++) server.post('g', amara, `m${count}`);
    // While away one was removed and taken in again: what lies between may not be read.
    const chat = server.chatOf('g');
    chat.members.set(nora.id, { role: 'member', from: 30, read: 30, delivered: 30 });
    server.up = true;
    await clock.advance(10_000);
    const handle = client.chat('g');
    handle.show();
    await settle();
    assert.equal(unread(client, 'g'), chatAs(server, nora.id, 'g', false).unread);
    const seqs = messagesIn(handle).map(({ seq }) => seq ?? 0);
    assert.equal(seqs[0], 30);
    assert.equal(seqs.length, server.head('chat:g') - 29);
  });

  test('events that come while the snapshot after a jump is on its way count once', async () => {
    const { server, amara, nora } = scene;
    server.group('g', 'Lunch', amara, nora);
    const client = await open();
    server.up = false;
    server.drop();
    for (let count = 1; count <= 30; count++) server.post('g', amara, `m${count}`);
    const from = server.head('chat:g');
    server.chatOf('g').members.set(nora.id, { role: 'member', from, read: 2, delivered: 2 });
    server.up = true;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.harmRequest = (_method, path) => (path.endsWith('/chats/g') ? held : undefined);
    await clock.advance(10_000);
    server.post('g', amara, 'meanwhile');
    await settle();
    release();
    await settle();
    assert.equal(unread(client, 'g'), 31);
    assert.equal(unread(client, 'g'), chatAs(server, nora.id, 'g', false).unread);
  });

  test('a chat that the server lets nobody follow is kept by snapshots', async () => {
    const { server, amara } = scene;
    server.harm = ({ event, payload }) => {
      const logs = (payload.logs ?? []) as { log: string }[];
      if (event !== 'follow' || !logs.some(({ log }) => log === 'chat:lobby')) return undefined;
      return { logs: logs.map(({ log }) => ({ log, rejected: 'tooMany' })) };
    };
    const client = await open();
    server.post('lobby', amara, 'one');
    server.drop();
    await clock.advance(2_000);
    assert.equal(unread(client), 1);
    client.chat('lobby').show();
    await settle();
    assert.equal(textsIn(client.chat('lobby')).at(-1), 'one');
  });

  test('what failed is tried again as soon as the connection is back', async () => {
    const { server } = scene;
    const client = await open();
    server.up = false;
    server.drop();
    const chat = client.chat('lobby');
    chat.show();
    await clock.advance(20_000);
    assert.equal(chat.head.get().state, 'failing');
    server.up = true;
    client.reconnect();
    await settle();
    assert.equal(chat.head.get().state, 'ready');
    assert.equal(chat.timeline.get().state, 'ready');
  });

  test('the list says when it cannot be loaded, and loads when it can', async () => {
    const { server } = scene;
    server.up = false;
    const client = scene.open();
    await clock.advance(100);
    assert.equal(client.chats.get().state, 'failing');
    server.up = true;
    await clock.advance(5_000);
    assert.equal(client.chats.get().state, 'ready');
    assert.deepEqual(names(client), ['Lobby', 'Amara']);
  });

  test('a chat that does not exist is forbidden, one that cannot be fetched is failing', async () => {
    const { server } = scene;
    const client = await open();
    const none = client.chat('nosuchchat');
    none.show();
    await settle();
    assert.equal(none.head.get().state, 'forbidden');
    server.harmRequest = () => ({ status: 500, body: undefined });
    const other = client.chat('other');
    other.show();
    await settle();
    assert.equal(other.head.get().state, 'failing');
    assert.equal(other.timeline.get().state, 'failing');
  });

  test('the session that is over ends the connection and keeps what waits', async () => {
    const { server } = scene;
    const client = await open();
    client.chat('lobby').show();
    server.harm = ({ event }) => (event === 'append' ? { rejected: 'notSignedIn' } : undefined);
    client.chat('lobby').send('wait for me');
    await settle();
    assert.equal(client.connection.get().state, 'signedOut');
    assert.equal(textsIn(client.chat('lobby')).at(-1), 'wait for me (waiting)');
    assert.equal(scene.storage.kept.size, 1);
  });

  test('signing out ends the session and leaves nothing behind; offline it does nothing', async () => {
    const { server } = scene;
    const client = await open();
    server.up = false;
    server.drop();
    client.chat('lobby').send('unsent');
    client.chat('lobby').setDraft('half a thought');
    await clock.advance(1_000);
    assert.deepEqual(await client.signOut(), { ok: false, offline: true });
    assert.equal(scene.storage.kept.size, 1);
    server.up = true;
    server.harm = () => 'silence';
    client.chat('lobby').setDraft('and another');
    const forget = scene.storage.forget.bind(scene.storage);
    scene.storage.forget = async (account) => {
      await forget(account);
      scene.storage.set = () => Promise.reject(new Error('stored after it was forgotten'));
    };
    assert.deepEqual(await client.signOut(), { ok: true, value: undefined });
    assert.ok(server.requests.includes('DELETE /api/v1/sessions/current'));
    await settle();
    assert.equal(scene.storage.kept.size, 0);
    assert.equal(scene.storage.values.size, 0);
    assert.equal(clock.waiting, 0);
  });
});
