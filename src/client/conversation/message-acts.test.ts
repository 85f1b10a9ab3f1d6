// What is done with messages and what is seen of it: at once, exactly once, taken back in time, and as others do it.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { FakeClock, seededRandom, settle } from '#test/support/clock.ts';
import type { ChatHandle, Client, MessageItem, TimelineItem } from '../model.ts';
import { between } from '../testing/fake-world.ts';
import { messagesIn, Scene, textsIn } from '../testing/scene.ts';

const THUMB = '\u{1f44d}';

describe('acts on messages', () => {
  let clock: FakeClock;
  let scene: Scene;
  let client: Client;
  let chat: ChatHandle;

  beforeEach(async () => {
    clock = new FakeClock();
    scene = new Scene(clock, seededRandom(4));
    scene.server.group('g', 'Lunch', scene.nora, scene.amara);
    client = scene.open();
    chat = client.chat('g');
    chat.show();
    await clock.advance(100);
  });

  afterEach(() => {
    scene.close();
    assert.equal(clock.waiting, 0, 'no timers are left after close');
  });

  const message = (text: string): MessageItem => {
    const found = messagesIn(chat).find((item) => item.text === text);
    assert.ok(found, `no message "${text}" in ${textsIn(chat)}`);
    return found;
  };
  const kinds = (): unknown[] => scene.calls('append').map(({ kind }) => kind);

  function changed(before: readonly TimelineItem[]): string[] {
    const known = new Set(before);
    const items = chat.timeline.get().items.filter((item) => !known.has(item));
    return items.map((item) => (item.type === 'message' ? item.text : item.type));
  }

  test('an edit shows at once, says so once it is stored, and keeps the draft', async () => {
    chat.send('plums');
    await settle();
    const { seq = 0, key } = message('plums');
    chat.setDraft('half a');
    chat.edit(seq);
    assert.deepEqual(chat.writing.get().editing, { seq, text: 'plums' });
    chat.setDraft('plums and');
    const before = chat.timeline.get().items;
    chat.send('plums and pears');
    assert.deepEqual(changed(before), ['plums and pears']);
    assert.equal(chat.writing.get().editing, undefined);
    assert.equal(chat.draft.get(), 'half a');
    await settle();
    assert.equal(message('plums and pears').key, key);
    assert.equal(message('plums and pears').edited, clock.now());
    assert.deepEqual(kinds(), ['postMessage', 'editMessage']);
    await clock.advance(2_000);
  });

  test('the last own message that can be edited is found', async () => {
    assert.equal(chat.editLast(), false);
    chat.send('one');
    chat.send('two');
    await settle();
    scene.server.post('g', scene.amara, 'three');
    await settle();
    assert.equal(chat.editLast(), true);
    assert.equal(chat.writing.get().editing?.text, 'two');
    chat.edit(undefined);
    assert.equal(chat.writing.get().editing, undefined);
  });

  test('a reaction toggles at once; taken back before it is sent, nothing is sent', async () => {
    const seq = scene.server.post('g', scene.amara, 'plums');
    await settle();
    scene.server.up = false;
    scene.server.drop();
    chat.react(seq, THUMB, true);
    assert.deepEqual(
      message('plums').reactions.map(({ emoji, count, mine }) => [emoji, count, mine]),
      [[THUMB, 1, true]],
    );
    chat.react(seq, THUMB, false);
    assert.deepEqual(message('plums').reactions, []);
    chat.react(seq, '\u{1f389}', true);
    scene.server.up = true;
    await clock.advance(2_000);
    assert.deepEqual(kinds(), ['reactToMessage']);
    assert.equal(message('plums').reactions[0]?.people[0]?.id, scene.nora.id);
  });

  test('MSG4: a deletion is off the screen at once and can be taken back for five seconds', async () => {
    chat.send('oh no');
    await settle();
    const { seq = 0, key } = message('oh no');
    chat.erase(seq);
    const [gone] = messagesIn(chat);
    assert.deepEqual([gone?.text, gone?.deleted, gone?.undoable], ['', true, 'everyone']);
    await clock.advance(4_000);
    chat.undo(seq);
    assert.equal(message('oh no').undoable, undefined);
    await clock.advance(5_000);
    assert.deepEqual(kinds(), ['postMessage']);
    chat.erase(seq);
    await clock.advance(5_000);
    const [erased] = messagesIn(chat);
    assert.deepEqual([erased?.deleted, erased?.undoable, erased?.key], [true, undefined, key]);
    assert.equal(erased?.deletedBy?.id, scene.nora.id);
    assert.deepEqual(kinds(), ['postMessage', 'deleteMessage']);
  });

  test('MSG4: a deletion goes at once when the page may be gone in a moment', async () => {
    const leaving: (() => void)[] = [];
    const onLeaving = (listener: () => void) => {
      leaving.push(listener);
      return () => undefined;
    };
    const own = scene.open(scene.nora, { onLeaving }).chat('g');
    own.show();
    const seq = scene.server.post('g', scene.nora, 'oh no');
    await clock.advance(100);
    own.erase(seq);
    for (const leave of leaving) leave();
    await settle();
    assert.deepEqual(kinds(), ['deleteMessage']);
  });

  test('OWN4: what is deleted for oneself leaves the list, and its neighbours close ranks', async () => {
    const { server, amara } = scene;
    const seqs = ['a1', 'a2', 'a3'].map((text) => server.post('g', amara, text));
    await settle();
    const before = chat.timeline.get().items;
    chat.hide(seqs[1] ?? 0);
    assert.equal(messagesIn(chat)[1]?.undoable, 'me');
    await clock.advance(5_000);
    assert.deepEqual(
      messagesIn(chat).map(({ text, first, last }) => [text, first, last]),
      [
        ['a1', true, false],
        ['a3', false, true],
      ],
    );
    assert.deepEqual(changed(before), []);
    chat.hide(seqs[2] ?? 0);
    chat.hide(seqs[0] ?? 0);
    await clock.advance(5_000);
    assert.deepEqual(messagesIn(chat), []);
    server.post('g', amara, 'a4');
    await settle();
    assert.deepEqual(textsIn(chat).slice(-1), ['a4']);
    assert.equal(
      new Set(chat.timeline.get().items.map(({ key }) => key)).size,
      textsIn(chat).length,
    );
  });

  test('a change that is refused is let go, and said', async () => {
    const seq = scene.server.post('g', scene.amara, 'plums');
    await settle();
    const refusal = { rejected: 'tooMany', field: 'reactions', max: 8, message: 'No more.' };
    scene.server.harm = ({ event }) => (event === 'append' ? refusal : undefined);
    chat.react(seq, THUMB, true);
    await settle();
    assert.deepEqual(message('plums').reactions, []);
    const [failure] = client.failures.get();
    assert.deepEqual([failure?.kind, failure?.refused.message], ['reactToMessage', 'No more.']);
    client.dismissFailure(failure?.key ?? '');
    assert.deepEqual(client.failures.get(), []);
  });

  test('REP2: a change touches its message and those that answer it, in a hundred thousand', async () => {
    const { server, amara } = scene;
    const seq = server.post('g', amara, 'plums');
    await settle();
    chat.replyTo(seq);
    chat.send('which plums?');
    await settle();
    assert.equal(message('which plums?').reply?.text, 'plums');
    for (let count = 0; count < 5_000; count++) server.post('g', amara, `m${count}`);
    await settle();
    const before = chat.timeline.get().items;
    server.change('g', amara, {
      kind: 'message.edited',
      class: 'change',
      target: seq,
      body: { text: 'all the **plums**' },
    });
    await settle();
    assert.deepEqual(changed(before), ['all the **plums**', 'which plums?']);
    assert.equal(message('which plums?').reply?.text, 'all the plums');
    const after = chat.timeline.get().items;
    server.change('g', amara, { kind: 'message.deleted', class: 'change', target: seq });
    await settle();
    assert.deepEqual(changed(after), ['', 'which plums?']);
    assert.equal(message('which plums?').reply?.gone, true);
  });

  test('MSG8: a quote that is not loaded is fetched once and kept as it stands', async () => {
    const { server, amara, nora } = scene;
    const seq = server.post('lobby', amara, 'long ago');
    for (let count = 0; count < 100; count++) server.post('lobby', amara, `m${count}`);
    const body = { text: 'do you remember?', reply: seq };
    server.say('chat:lobby', nora.id, { kind: 'message.posted', class: 'post', body }, 'x');
    const lobby = scene.open().chat('lobby');
    lobby.show();
    await clock.advance(100);
    const quote = () => messagesIn(lobby).at(-1)?.reply;
    assert.equal(quote()?.text, '', 'not known yet');
    await settle();
    assert.equal(quote()?.text, 'long ago');
    const asked = server.requests.filter((one) => one.includes(`/messages/${seq}`));
    assert.equal(asked.length, 1);
    server.change('lobby', amara, {
      kind: 'message.edited',
      class: 'change',
      target: seq,
      body: { text: 'ages ago' },
    });
    await settle();
    assert.equal(quote()?.text, 'ages ago');
    server.change('lobby', amara, { kind: 'message.deleted', class: 'change', target: seq });
    await settle();
    assert.equal(quote()?.gone, true);
    assert.equal(await lobby.reach(seq), true);
    assert.equal(messagesIn(lobby)[0]?.deleted, true);
  });

  test('pins: a notice, the head, and the list', async () => {
    const { server, amara } = scene;
    const one = server.post('g', amara, 'one');
    const two = server.post('g', amara, 'two');
    await settle();
    chat.pin(one, true);
    assert.equal(message('one').pinned, true);
    await settle();
    server.change('g', amara, { kind: 'message.pinned', class: 'change', target: two, on: true });
    await settle();
    assert.deepEqual([chat.head.get().pin?.quote.text, chat.head.get().pin?.count], ['two', 2]);
    assert.equal(textsIn(chat).at(-1), 'notices pinned pinned');
    server.change('g', amara, { kind: 'message.deleted', class: 'change', target: two });
    await settle();
    assert.equal(chat.head.get().pin?.quote.text, 'one');
    const pins = await chat.pins();
    assert.deepEqual(pins.ok && pins.value.map(({ text }) => text), ['one']);
  });

  test('a message is forwarded to other chats, with its author', async () => {
    const { server, amara, nora } = scene;
    const seq = server.post('g', amara, 'plums');
    await settle();
    const direct = client.chat(between(nora, amara));
    direct.show();
    chat.forward(seq, ['lobby', direct.id]);
    const [waiting] = messagesIn(direct);
    assert.deepEqual([waiting?.text, waiting?.forwarded?.id], ['plums', amara.id]);
    await clock.advance(100);
    assert.deepEqual(kinds(), ['forwardMessage', 'forwardMessage']);
    assert.equal(messagesIn(direct)[0]?.forwarded?.id, amara.id);
    assert.equal(messagesIn(direct)[0]?.tick, 'stored');
  });

  test('FILE6: files go up before the message they are in', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    scene.server.uploading = promise;
    chat.tray.add([{ name: 'orchard', type: 'image/jpeg', size: 1000, source: undefined }]);
    chat.send('look');
    chat.send('well?');
    const [look] = messagesIn(chat);
    assert.equal(look?.attachments[0]?.state, 'uploading');
    assert.deepEqual(chat.tray.attachments.get(), []);
    await settle();
    assert.deepEqual(kinds(), [], 'in the order written');
    resolve();
    await clock.advance(100);
    const all = messagesIn(chat).map(({ text, tick, files }) => [text, tick, files.length]);
    assert.deepEqual(all, [
      ['look', 'stored', 1],
      ['well?', 'stored', 0],
    ]);
  });
});
