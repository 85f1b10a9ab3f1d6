// Messages on their way: stored first, sent once, in order, whatever the network, the storage and other tabs do.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { FakeClock, seededRandom, settle } from '#test/support/clock.ts';
import type { ChatHandle, Client } from '../model.ts';
import { FakeTabs } from '../testing/fake-platform.ts';
import { messagesIn, rowOf, Scene, textsIn } from '../testing/scene.ts';

describe('the outbox', () => {
  let clock: FakeClock;
  let scene: Scene;

  beforeEach(() => {
    clock = new FakeClock();
    scene = new Scene(clock, seededRandom(2));
  });

  afterEach(() => {
    scene.close();
    assert.equal(clock.waiting, 0, 'no timers are left after close');
  });

  async function openLobby(client = scene.open()): Promise<{ client: Client; lobby: ChatHandle }> {
    const lobby = client.chat('lobby');
    lobby.show();
    await clock.advance(100);
    return { client, lobby };
  }

  /** What was said in the Lobby, as the server has it. */
  function stored(): string[] {
    const events = scene.server.logs.get('chat:lobby') ?? [];
    return events.flatMap((event) =>
      event.kind === 'message.posted' && 'text' in event.body ? [event.body.text] : [],
    );
  }

  function cut(): void {
    scene.server.up = false;
    scene.server.drop();
  }

  async function mend(): Promise<void> {
    scene.server.up = true;
    await clock.advance(60_000);
  }

  test('OUT1: on screen at once, in storage before it is sent, out of storage when acknowledged', async () => {
    const { lobby } = await openLobby();
    let release = (): void => undefined;
    scene.storage.hold = new Promise((resolve) => {
      release = resolve;
    });
    lobby.send('Hello');
    assert.equal(textsIn(lobby).at(-1), 'Hello (waiting)');
    await settle();
    assert.equal(scene.calls('append').length, 0, 'not sent while storage is at it');
    scene.server.drop();
    await clock.advance(1_000);
    assert.equal(scene.calls('append').length, 0, 'nor when the link is open again');
    release();
    await settle();
    assert.equal(scene.calls('append').length, 1);
    assert.deepEqual(stored(), ['Hello']);
    assert.equal(scene.storage.kept.size, 0);
  });

  test('OUT1: storage that fails, or takes too long, does not keep it from being sent', async () => {
    const { lobby } = await openLobby();
    scene.storage.failing = true;
    lobby.send('without');
    await settle();
    assert.deepEqual(stored(), ['without']);
    scene.storage.failing = false;
    scene.storage.hold = new Promise(() => undefined);
    lobby.send('too slow');
    await clock.advance(1_900);
    assert.deepEqual(stored(), ['without']);
    await clock.advance(200);
    assert.deepEqual(stored(), ['without', 'too slow']);
  });

  test('OUT1: an acknowledgement that is lost leads to no second message', async () => {
    const { lobby } = await openLobby();
    scene.server.harm = ({ event }) => (event === 'append' ? 'lost' : undefined);
    lobby.send('once');
    await settle();
    assert.deepEqual(textsIn(lobby).slice(-1), ['once (stored)'], 'the event says it, too');
    lobby.send('twice?');
    cut();
    scene.server.harm = () => undefined;
    await mend();
    assert.deepEqual(stored(), ['once', 'twice?']);
    assert.deepEqual(textsIn(lobby).slice(-2), ['once (stored)', 'twice? (stored)']);
    assert.equal(scene.storage.kept.size, 0);
  });

  test('OUT1: done but neither acknowledged nor told before the network failed', async () => {
    const { lobby } = await openLobby();
    scene.server.harm = ({ event }) => {
      if (event !== 'append') return undefined;
      // It is taken in, and the connection ends before anything of it comes back.
      void Promise.resolve().then(cut);
      return 'lost';
    };
    lobby.send('once');
    await clock.advance(0);
    scene.server.harm = () => undefined;
    const [first] = scene.calls('append');
    await mend();
    const sent = scene.calls('append');
    assert.ok(sent.every(({ command }) => command === first?.command));
    assert.deepEqual(stored(), ['once']);
    assert.deepEqual(
      messagesIn(lobby).map(({ text, tick }) => [text, tick]),
      [['once', 'stored']],
    );
  });

  test('OUT1: a call that is never answered ends the connection, and the message is sent on the next', async () => {
    const { client, lobby } = await openLobby();
    scene.server.harm = ({ event }) => (event === 'append' ? 'silence' : undefined);
    lobby.send('patience');
    await clock.advance(14_000);
    assert.equal(client.connection.get().state, 'open');
    scene.server.harm = () => undefined;
    await clock.advance(3_000);
    assert.deepEqual(stored(), ['patience']);
    assert.equal(textsIn(lobby).at(-1), 'patience (stored)');
  });

  test('OUT2: written offline, sent in the order written, one after the other', async () => {
    const { client, lobby } = await openLobby();
    cut();
    for (let count = 1; count <= 20; count++) lobby.send(`m${count}`);
    const expected = Array.from({ length: 20 }, (_, index) => `m${index + 1}`);
    assert.equal(client.connection.get().queued, 20);
    await clock.advance(5_000);
    let most = 0;
    let underWay = 0;
    scene.server.harm = ({ event }) => {
      if (event !== 'append') return undefined;
      most = Math.max(most, ++underWay);
      void Promise.resolve().then(() => underWay--);
      return undefined;
    };
    await mend();
    assert.deepEqual(stored(), expected);
    assert.equal(most, 1);
    assert.equal(client.connection.get().queued, 0);
  });

  test('OUT2: what is written while another is on its way waits for it', async () => {
    const { lobby } = await openLobby();
    scene.server.harm = ({ event }) => (event === 'append' ? 'silence' : undefined);
    lobby.send('one');
    await settle();
    lobby.send('two');
    lobby.send('three');
    await settle();
    assert.equal(scene.calls('append').length, 1);
    scene.server.harm = () => undefined;
    await clock.advance(20_000);
    assert.deepEqual(stored(), ['one', 'two', 'three']);
  });

  test('OUT2: the order stays when the clock is set back between two', async () => {
    const { lobby } = await openLobby();
    cut();
    lobby.send('one');
    clock.jump(-3_600_000);
    lobby.send('two');
    await mend();
    assert.deepEqual(stored(), ['one', 'two']);
  });

  test('OUT2: chats do not wait for each other', async () => {
    const { client, lobby } = await openLobby();
    const direct = client.chat(client.directWith(scene.amara.id));
    direct.show();
    scene.server.harm = ({ event, payload }) =>
      event === 'append' && payload.log === 'chat:lobby'
        ? { rejected: 'tooFast', retryAfterMs: 5_000 }
        : undefined;
    lobby.send('slow down');
    direct.send('Hello');
    await settle();
    assert.equal(textsIn(direct).at(-1), 'Hello (stored)');
    assert.equal(textsIn(lobby).at(-1), 'slow down (waiting)');
    scene.server.harm = () => undefined;
    await clock.advance(4_900);
    assert.equal(textsIn(lobby).at(-1), 'slow down (waiting)', 'not before it was told to');
    await clock.advance(200);
    assert.equal(textsIn(lobby).at(-1), 'slow down (stored)');
  });

  test('OUT2: a server at fault is asked again later, and the order stays', async () => {
    const { lobby } = await openLobby();
    let faults = 3;
    scene.server.harm = ({ event }) =>
      event === 'append' && faults-- > 0 ? { rejected: 'fault', incident: 'x' } : undefined;
    lobby.send('one');
    lobby.send('two');
    await clock.advance(10_000);
    assert.deepEqual(stored(), ['one', 'two']);
  });

  test('OUT3: what is refused for good says why, stays, and lets the next ones go on', async () => {
    const { client, lobby } = await openLobby();
    const refusal = { rejected: 'tooLong', field: 'text', max: 16_000, message: 'Too long.' };
    scene.server.harm = ({ event, payload }) => {
      const { text } = (payload.body ?? {}) as { text?: string };
      return event === 'append' && text === 'bad' ? refusal : undefined;
    };
    lobby.send('bad');
    lobby.send('good');
    await settle();
    assert.deepEqual(textsIn(lobby).slice(-2), ['good (stored)', 'bad (failed)']);
    const failed = messagesIn(lobby).at(-1);
    assert.equal(failed?.failure?.message, 'Too long.');
    assert.equal(failed?.failure?.rejected, 'tooLong');
    assert.equal(client.connection.get().queued, 0);
    assert.equal(scene.storage.kept.size, 1, 'it survives a reload');

    lobby.retry(failed?.command ?? '');
    await settle();
    assert.equal(textsIn(lobby).at(-1), 'bad (failed)');
    scene.server.harm = () => undefined;
    lobby.retry(failed?.command ?? '');
    await settle();
    assert.deepEqual(textsIn(lobby).slice(-2), ['good (stored)', 'bad (stored)']);
    assert.equal(scene.storage.kept.size, 0);
  });

  test('OUT3: its author may take it back, and what waits offline, too', async () => {
    const { lobby } = await openLobby();
    cut();
    lobby.send('never mind');
    lobby.send('this one');
    await settle();
    const [first] = messagesIn(lobby);
    lobby.remove(first?.command ?? '');
    await mend();
    assert.deepEqual(stored(), ['this one']);
    assert.equal(scene.storage.kept.size, 0);
  });

  test('OUT4: what waits survives a reload, with its order, its command and its failures', async () => {
    const { client, lobby } = await openLobby();
    scene.server.harm = ({ event }) =>
      event === 'append' ? { rejected: 'notAllowed' } : undefined;
    lobby.send('refused');
    await settle();
    scene.server.harm = () => undefined;
    cut();
    lobby.send('one');
    lobby.send('two');
    await settle();
    const commands = messagesIn(lobby).map(({ command }) => command);
    client.close();

    const again = scene.open();
    const shown = again.chat('lobby');
    shown.show();
    await settle();
    assert.deepEqual(textsIn(shown).slice(1), [
      'refused (failed)',
      'one (waiting)',
      'two (waiting)',
    ]);
    assert.deepEqual(
      messagesIn(shown).map(({ command }) => command),
      commands,
    );
    await mend();
    assert.deepEqual(stored(), ['one', 'two']);
    assert.equal(scene.storage.kept.size, 1);
  });

  test('OUT4: storage that cannot be read at first is read later', async () => {
    cut();
    const { client, lobby } = await openLobby();
    lobby.send('one');
    await settle();
    client.close();
    scene.storage.failing = true;
    scene.server.up = true;
    const { lobby: shown } = await openLobby();
    assert.deepEqual(messagesIn(shown), []);
    scene.storage.failing = false;
    await clock.advance(2_000);
    assert.deepEqual(stored(), ['one']);
  });

  test('OUT4: what was sent before the reload but not acknowledged is not sent twice', async () => {
    const { client, lobby } = await openLobby();
    scene.server.harm = ({ event }) => (event === 'append' ? 'lost' : undefined);
    cutEvents();
    lobby.send('once');
    await settle();
    client.close();
    assert.equal(scene.storage.kept.size, 1);
    scene.server.harm = () => undefined;
    const again = scene.open();
    const shown = again.chat('lobby');
    shown.show();
    await clock.advance(1_000);
    assert.deepEqual(stored(), ['once']);
    assert.equal(scene.storage.kept.size, 0);
    assert.deepEqual(
      messagesIn(shown).map(({ text, tick }) => `${text} ${tick}`),
      ['once stored'],
    );
  });

  /** From now on nobody hears of what is appended. */
  function cutEvents(): void {
    for (const wire of scene.server.wires) wire.following.clear();
  }

  test('OUT1: acknowledged is out of storage, even if its event does not come', async () => {
    const { lobby } = await openLobby();
    cutEvents();
    lobby.send('Hello');
    await settle();
    assert.equal(scene.storage.kept.size, 0);
    assert.equal(textsIn(lobby).at(-1), 'Hello (stored)');
  });

  test('an acknowledged line leaves when its event is jumped over', async () => {
    const { server, nora, amara } = scene;
    for (const left of [1, 0]) {
      const id = `g${left}`;
      server.group(id, 'Lunch', amara, nora);
      const client = scene.open();
      const chat = client.chat(id);
      chat.show();
      await clock.advance(100);
      cutEvents();
      chat.send('Hello');
      await settle();
      cut();
      for (let count = 1; count <= 5; count++) server.post(id, amara, `m${count}`);
      const from = server.head(`chat:${id}`) + 1 - left;
      server.chatOf(id).members.set(nora.id, { role: 'member', from, read: 0, delivered: 0 });
      await mend();
      const texts = messagesIn(chat).map(({ text }) => text);
      assert.deepEqual(texts, left ? ['m5'] : []);
      client.close();
    }
  });

  test('REP2: the line becomes the message in one step, whichever of ack and event is first', async () => {
    for (const first of ['ack', 'event']) {
      const { client, lobby } = await openLobby(scene.open(scene.nora));
      const counts: string[] = [];
      const stop = lobby.timeline.subscribe(() => {
        counts.push(
          messagesIn(lobby)
            .filter(({ text }) => text === first)
            .join('|'),
        );
        const keys = lobby.timeline.get().items.map(({ key }) => key);
        assert.equal(new Set(keys).size, keys.length, 'every key once');
        assert.equal(messagesIn(lobby).filter(({ text }) => text === first).length, 1);
      });
      if (first === 'ack') cutEvents();
      lobby.send(first);
      const key = messagesIn(lobby).at(-1)?.key;
      await settle();
      assert.equal(messagesIn(lobby).at(-1)?.tick, 'stored');
      if (first === 'ack') {
        assert.equal(messagesIn(lobby).at(-1)?.command !== undefined, true, 'still a line');
        scene.server.drop();
        await clock.advance(2_000);
      }
      assert.equal(messagesIn(lobby).at(-1)?.command, undefined, 'the stored message');
      assert.equal(messagesIn(lobby).at(-1)?.key, key);
      assert.ok(counts.length > 0);
      stop();
      client.close();
    }
  });

  test('other tabs show what waits, do not send it as well, and drop it when it appears', async () => {
    const tabs = new FakeTabs();
    const { lobby } = await openLobby(scene.open(scene.nora, tabs.open()));
    const { lobby: other } = await openLobby(scene.open(scene.nora, tabs.open()));
    lobby.send('from the first tab');
    assert.equal(textsIn(other).at(-1), 'from the first tab (waiting)');
    await settle();
    assert.equal(textsIn(other).at(-1), 'from the first tab (stored)');
    assert.equal(messagesIn(other).length, 1);
    assert.equal(scene.calls('append').length, 1);
    await clock.advance(20_000);
    assert.equal(scene.calls('append').length, 1);
  });

  test('a tab that is closed before it could send leaves that to the others', async () => {
    const tabs = new FakeTabs();
    const { client, lobby } = await openLobby(scene.open(scene.nora, tabs.open()));
    const { lobby: other } = await openLobby(scene.open(scene.nora, tabs.open()));
    scene.server.harm = ({ event }) => (event === 'append' ? 'silence' : undefined);
    lobby.send('last words');
    await settle();
    client.close();
    scene.server.harm = () => undefined;
    await clock.advance(9_000);
    assert.deepEqual(stored(), []);
    await clock.advance(2_000);
    assert.deepEqual(stored(), ['last words']);
    assert.equal(textsIn(other).at(-1), 'last words (stored)');
  });

  test('what is taken back in one tab leaves the others', async () => {
    const tabs = new FakeTabs();
    const { lobby } = await openLobby(scene.open(scene.nora, tabs.open()));
    const { lobby: other } = await openLobby(scene.open(scene.nora, tabs.open()));
    cut();
    lobby.send('never mind');
    await settle();
    lobby.remove(messagesIn(lobby).at(-1)?.command ?? '');
    assert.equal(messagesIn(other).length, 0);
    await mend();
    assert.deepEqual(stored(), []);
  });

  test('a message that waits moves its chat up and stands in the list', async () => {
    const { client } = await openLobby();
    cut();
    const id = client.directWith(scene.amara.id);
    await clock.advance(10);
    client.chat(id).send('first words');
    assert.equal(client.chats.get().rows[0]?.id, id);
    const preview = { kind: 'message', mine: true, tick: 'waiting', text: 'first words' };
    assert.deepEqual(rowOf(client, id)?.preview, preview);
  });
});
