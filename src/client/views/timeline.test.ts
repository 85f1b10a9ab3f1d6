// The conversation as faces show it: days, groups, notices, the "New" line, ticks, older pages; and what stays the same
// object while other things change.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { FakeClock, seededRandom, settle } from '#test/support/clock.ts';
import type { ChatHandle, Client, TimelineItem } from '../model.ts';
import { between } from '../testing/fake-world.ts';
import { messagesIn, Scene, textsIn } from '../testing/scene.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('a timeline', () => {
  let clock: FakeClock;
  let scene: Scene;

  beforeEach(() => {
    clock = new FakeClock();
    // Noon, in whatever time zone the tests run.
    clock.jump(new Date(2026, 9, 5, 12).getTime() - clock.now());
    scene = new Scene(clock, seededRandom(3));
  });

  afterEach(() => {
    scene.close();
    assert.equal(clock.waiting, 0, 'no timers are left after close');
  });

  async function openChat(id: string, client = scene.open()): Promise<[ChatHandle, Client]> {
    const chat = client.chat(id);
    chat.show();
    await clock.advance(100);
    return [chat, client];
  }

  /** Whether each message is the first and the last of its group. */
  function groupsIn(chat: ChatHandle): string[] {
    return messagesIn(chat).map(
      ({ text, first, last }) => `${text}${first ? ' first' : ''}${last ? ' last' : ''}`,
    );
  }

  /** Which of the items are other objects than before, by key. */
  function changed(before: readonly TimelineItem[], chat: ChatHandle): string[] {
    const known = new Set(before);
    const items = chat.timeline.get().items.filter((item) => !known.has(item));
    return items.map((item) => (item.type === 'message' ? item.text : item.type));
  }

  test('groups by author within five minutes, and begins days by the local date', async () => {
    const { server, amara, nora } = scene;
    const [chat] = await openChat('lobby');
    server.post('lobby', amara, 'a1');
    await clock.advance(5 * MINUTE_MS);
    server.post('lobby', amara, 'a2');
    await clock.advance(5 * MINUTE_MS + 1);
    server.post('lobby', amara, 'a3');
    server.post('lobby', nora, 'n1');
    server.post('lobby', amara, 'a4');
    clock.jump(DAY_MS);
    server.post('lobby', amara, 'a5');
    await settle();
    assert.deepEqual(groupsIn(chat), [
      'a1 first',
      'a2 last',
      'a3 first last',
      'n1 first last',
      'a4 first last',
      'a5 first last',
    ]);
    assert.deepEqual(textsIn(chat).slice(-3), ['a4', '— day', 'a5']);
    const days = chat.timeline.get().items.filter(({ type }) => type === 'day');
    assert.deepEqual(
      days.map(({ key }) => key),
      ['d:2026-10-5', 'd:2026-10-6'],
    );
  });

  test('folds notices that stand together, and says who did what', async () => {
    const { server, amara, nora } = scene;
    const mateo = server.join('Mateo');
    server.group('g', 'Lunch', nora, amara);
    const [chat] = await openChat('g');
    await settle();
    server.append('chat:g', nora.id, { kind: 'chat.changed', class: 'system', name: 'Dinner' });
    server.append('chat:g', nora.id, {
      kind: 'member.joined',
      class: 'system',
      user: mateo.id,
      role: 'member',
    });
    server.remove('g', mateo.id, nora.id);
    server.post('g', amara, 'Hello');
    server.append('chat:g', amara.id, { kind: 'chat.changed', class: 'system', topic: 'Soup' });
    await settle();
    assert.deepEqual(textsIn(chat), [
      '— day',
      'notices joined renamed added removed',
      'Hello',
      'notices topic',
    ]);
    const folded = chat.timeline.get().items[1];
    assert.ok(folded?.type === 'notices');
    const added = folded.notices[2];
    assert.equal(added?.by.displayName, 'Nora');
    assert.equal(added?.person?.displayName, 'Mateo');
    assert.equal(chat.head.get().name, 'Dinner');
  });

  test('the New line stands at the first unread from the moment of showing until it is left', async () => {
    const { server, amara, nora } = scene;
    server.post('lobby', amara, 'old');
    server
      .chatOf('lobby')
      .members.set(nora.id, { role: 'member', from: 1, read: 99, delivered: 0 });
    const client = scene.open();
    await clock.advance(100);
    const member = server.chatOf('lobby').members.get(nora.id);
    if (member) member.read = server.head('chat:lobby');
    client.close();
    server.post('lobby', amara, 'new 1');
    const again = scene.open();
    await clock.advance(100);
    server.post('lobby', amara, 'new 2');
    await settle();
    const chat = again.chat('lobby');
    const leave = chat.show();
    await clock.advance(100);
    const tail = ['old', '— new', 'new 1', 'new 2'];
    assert.deepEqual(textsIn(chat).slice(-4), tail);
    const { newAt, items } = chat.timeline.get();
    assert.equal(items[newAt ?? -1]?.type, 'new');
    chat.seen(server.head('chat:lobby'));
    server.post('lobby', amara, 'newer');
    chat.send('mine');
    await settle();
    assert.deepEqual(textsIn(chat).slice(-6), [...tail, 'newer', 'mine (stored)']);
    const leaveOther = chat.show();
    leaveOther();
    leaveOther();
    assert.notEqual(chat.timeline.get().newAt, undefined, 'another face still shows it');
    leave();
    assert.equal(chat.timeline.get().newAt, undefined);
    const leaveAgain = chat.show();
    assert.equal(chat.timeline.get().newAt, undefined, 'nothing is unread');
    leaveAgain();
    await clock.advance(2_000);
  });

  test('what comes while nobody is at it is new to whoever comes back', async () => {
    const { server, amara } = scene;
    const [chat, client] = await openChat('lobby');
    client.active(true);
    server.post('lobby', amara, 'seen');
    await settle();
    chat.seen(server.head('chat:lobby'));
    assert.equal(chat.timeline.get().newAt, undefined);
    client.active(false);
    server.post('lobby', amara, 'missed 1');
    await settle();
    server.post('lobby', amara, 'missed 2');
    await settle();
    assert.deepEqual(textsIn(chat).slice(-4), ['seen', '— new', 'missed 1', 'missed 2']);
  });

  test('the first unread is loaded if it is near, and the New line waits for it if it is not', async () => {
    const { server, amara, nora } = scene;
    for (let count = 1; count <= 300; count++) server.post('lobby', amara, `m${count}`);
    const [chat, client] = await openChat('lobby');
    assert.ok(chat.timeline.get().newAt !== undefined);
    assert.ok(textsIn(chat).includes('m1'));
    client.close();
    for (let count = 301; count <= 2_000; count++) server.post('lobby', amara, `m${count}`);
    const member = server.chatOf('lobby').members.get(nora.id);
    assert.ok(member);
    const [again] = await openChat('lobby');
    assert.equal(again.timeline.get().newAt, undefined);
    assert.equal(again.timeline.get().start, false);
    while (!again.timeline.get().start) await again.loadOlder();
    assert.equal(messagesIn(again).length, 2_000);
    assert.equal(again.timeline.get().items[again.timeline.get().newAt ?? -1]?.type, 'new');
  });

  test('REP1: older pages go in front, once, and the start is known', async () => {
    const { server, amara, nora } = scene;
    for (let count = 1; count <= 180; count++) server.post('lobby', amara, `m${count}`);
    server.post('lobby', nora, 'read all of it');
    const [chat] = await openChat('lobby');
    assert.equal(messagesIn(chat).length, 50);
    const requests = server.requests.length;
    const both = [chat.loadOlder(), chat.loadOlder()];
    assert.equal(chat.timeline.get().loadingOlder, true);
    await Promise.all(both);
    assert.equal(server.requests.length, requests + 1);
    assert.equal(chat.timeline.get().loadingOlder, false);
    assert.equal(messagesIn(chat).length, 150);
    await chat.loadOlder();
    assert.equal(chat.timeline.get().start, true);
    await chat.loadOlder();
    const texts = messagesIn(chat).map(({ text }) => text);
    assert.equal(texts.length, 181);
    assert.equal(new Set(texts).size, 181);
    assert.equal(texts[0], 'm1');
  });

  test('what is not shown is let go down to a bound, and loads again', async () => {
    const { server, amara, nora } = scene;
    const client = scene.open();
    const chat = client.chat('lobby');
    await clock.advance(100);
    for (let count = 1; count <= 2_500; count++) server.post('lobby', amara, `m${count}`);
    server.post('lobby', nora, 'read');
    await settle();
    const leave = chat.show();
    await settle();
    assert.ok(messagesIn(chat).length <= 1_000, String(messagesIn(chat).length));
    while (!chat.timeline.get().start) await chat.loadOlder();
    assert.equal(messagesIn(chat).length, 2_501);
    leave();
    chat.show();
    await settle();
    assert.equal(messagesIn(chat).length, 500);
    assert.equal(chat.timeline.get().start, false);
  });

  test('REP2: items that have not changed are the same objects', async () => {
    const { server, amara } = scene;
    for (let count = 1; count <= 120; count++) {
      server.post('lobby', amara, `m${count}`);
      await clock.advance(MINUTE_MS);
    }
    server.post('lobby', scene.nora, 'read');
    const [chat, client] = await openChat('lobby');
    const view = () => chat.timeline.get();
    const start = view();
    assert.equal(view(), start, 'asking changes nothing');

    let before = view().items;
    server.post('lobby', amara, 'next');
    await settle();
    assert.deepEqual(changed(before, chat), ['next'], 'a new message changes nothing before it');

    before = view().items;
    server.post('lobby', amara, 'and next');
    await settle();
    assert.deepEqual(changed(before, chat), ['next', 'and next'], 'the group has another end');

    before = view().items;
    chat.send('mine');
    assert.deepEqual(changed(before, chat), ['mine']);
    before = view().items;
    await settle();
    assert.deepEqual(changed(before, chat), ['mine']);
    assert.equal(before.at(-1)?.key, view().items.at(-1)?.key);

    before = view().items;
    chat.send('mine too');
    assert.deepEqual(changed(before, chat), ['mine', 'mine too']);
    before = view().items;
    await settle();
    assert.deepEqual(changed(before, chat), ['mine too'], 'the one above it does not move again');

    before = view().items;
    await chat.loadOlder();
    const other = changed(before, chat).filter((text) => before.some((item) => isText(item, text)));
    // The first message that was there joins a group now, and its day begins further up.
    assert.ok(other.length <= 2, String(other));

    before = view().items;
    server.signal(scene.nora.id, {
      kind: 'presence',
      presences: [{ user: amara.id, state: 'away' }],
    });
    await settle();
    assert.equal(view().items, before, 'presence changes no message');
    const second = client.chat('lobby');
    assert.equal(second, chat);
  });

  function isText(item: TimelineItem, text: string): boolean {
    return item.type === 'message' && item.text === text;
  }

  test('REP2: lines that wait keep their identity while others come before them', async () => {
    const { server, amara } = scene;
    const [chat] = await openChat('lobby');
    server.harm = ({ event }) => (event === 'append' ? 'silence' : undefined);
    chat.send('one');
    chat.send('two');
    const before = chat.timeline.get().items;
    server.post('lobby', amara, 'theirs');
    await settle();
    assert.deepEqual(textsIn(chat).slice(-3), ['theirs', 'one (waiting)', 'two (waiting)']);
    assert.deepEqual(changed(before, chat), ['theirs']);
  });

  test('REP2: one more message in ten thousand touches the last ones only', async () => {
    const { server, amara } = scene;
    const [chat] = await openChat('lobby');
    for (let count = 1; count <= 10_000; count++) server.post('lobby', amara, `m${count}`);
    await settle();
    const before = chat.timeline.get().items;
    assert.ok(before.length > 10_000);
    server.post('lobby', amara, 'last');
    await settle();
    assert.deepEqual(changed(before, chat), ['m10000', 'last']);
  });

  test('TICK1: waiting, stored, delivered, read; all others count', async () => {
    const { server, amara, nora } = scene;
    const mateo = server.join('Mateo');
    server.group('g', 'Lunch', nora, amara, mateo);
    const [chat] = await openChat('g');
    chat.send('Hello');
    assert.equal(messagesIn(chat)[0]?.tick, 'waiting');
    await settle();
    const seq = messagesIn(chat)[0]?.seq ?? 0;
    assert.equal(messagesIn(chat)[0]?.tick, 'stored');
    const marks = (user: string, read: number, delivered: number): void =>
      server.signal(nora.id, { kind: 'marks', log: 'chat:g', marks: [{ user, read, delivered }] });
    marks(amara.id, 0, seq);
    await settle();
    assert.equal(messagesIn(chat)[0]?.tick, 'stored');
    marks(mateo.id, 0, seq);
    await settle();
    assert.equal(messagesIn(chat)[0]?.tick, 'delivered');
    marks(amara.id, seq, seq);
    marks(mateo.id, seq - 1, seq);
    await settle();
    assert.equal(messagesIn(chat)[0]?.tick, 'delivered');
    marks(mateo.id, seq, 0);
    await settle();
    assert.equal(messagesIn(chat)[0]?.tick, 'read');
    const late = server.join('Ewa');
    server.enter('g', late.id);
    await settle();
    assert.equal(messagesIn(chat)[0]?.tick, 'read', 'who comes later takes no tick back');
    chat.send('again');
    await settle();
    assert.equal(messagesIn(chat)[1]?.tick, 'stored');
  });

  test('TICK1: marks that moved while the connection was away are there after it', async () => {
    const { server, amara, nora } = scene;
    const id = between(nora, amara);
    const [chat] = await openChat(id);
    chat.send('Hello');
    await settle();
    server.up = false;
    server.drop();
    const member = server.chatOf(id).members.get(amara.id);
    if (member) member.read = 1;
    server.up = true;
    await clock.advance(2_000);
    assert.equal(messagesIn(chat)[0]?.tick, 'read');
  });

  test('TICK1: who answers has read; rooms say stored only', async () => {
    const { server, amara, nora } = scene;
    const id = between(nora, amara);
    server.post(id, nora, 'Hello');
    const [chat] = await openChat(id);
    assert.equal(messagesIn(chat)[0]?.tick, 'stored');
    server.post(id, amara, 'Hi');
    await settle();
    assert.equal(messagesIn(chat)[0]?.tick, 'read');
    const [lobby] = await openChat('lobby');
    lobby.send('Hello');
    await settle();
    server.signal(nora.id, {
      kind: 'marks',
      log: 'chat:lobby',
      marks: [{ user: amara.id, read: 99, delivered: 99 }],
    });
    await settle();
    assert.equal(messagesIn(lobby).at(-1)?.tick, 'stored');
  });

  test('a failed load says so, and is tried again', async () => {
    const { server, amara } = scene;
    server.post('lobby', amara, 'Hello');
    server.harmRequest = (_method, path) =>
      path.includes('/events') ? { status: 500, body: undefined } : undefined;
    const [chat] = await openChat('lobby');
    assert.equal(chat.timeline.get().state, 'failing');
    server.harmRequest = () => undefined;
    await clock.advance(5_000);
    assert.equal(chat.timeline.get().state, 'ready');
    assert.equal(textsIn(chat).at(-1), 'Hello');
  });

  test('names that become known later are put in', async () => {
    const { server } = scene;
    const [chat] = await openChat('lobby');
    const ghost = { id: 'ghost'.padEnd(20, 'x'), username: 'ghost', displayName: 'Ghost' };
    server.post('lobby', ghost, 'boo');
    await settle();
    assert.equal(messagesIn(chat)[0]?.author.displayName, '…');
    server.users.set(ghost.id, ghost);
    await clock.advance(100);
    assert.equal(messagesIn(chat)[0]?.author.displayName, 'Ghost');
    const renamed = { ...ghost, displayName: 'Casper' };
    server.append('server', ghost.id, { kind: 'user.changed', class: 'system', user: renamed });
    await settle();
    assert.equal(messagesIn(chat)[0]?.author.displayName, 'Casper');
  });
});
