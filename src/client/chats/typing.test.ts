// Typing, presence and drafts: what is said, how often, and when it is forgotten.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { FakeClock, seededRandom, settle } from '#test/support/clock.ts';
import type { ChatHandle, Client } from '../model.ts';
import { FakeTabs } from '../testing/fake-platform.ts';
import { rowOf, Scene } from '../testing/scene.ts';

describe('what is not stored', () => {
  let clock: FakeClock;
  let scene: Scene;

  beforeEach(() => {
    clock = new FakeClock();
    scene = new Scene(clock, seededRandom(6));
  });

  afterEach(() => {
    scene.close();
    assert.equal(clock.waiting, 0, 'no timers are left after close');
  });

  async function openLobby(client = scene.open()): Promise<[ChatHandle, Client]> {
    const lobby = client.chat('lobby');
    lobby.show();
    await clock.advance(200);
    return [lobby, client];
  }

  function signals(kind: string): Record<string, unknown>[] {
    return scene.calls('signal').filter((signal) => signal.kind === kind);
  }

  const typed = (on: boolean): void =>
    scene.server.signal(scene.nora.id, {
      kind: 'typing',
      log: 'chat:lobby',
      user: scene.amara.id,
      on,
    });

  test('that one types is said at most every three seconds, and that one stopped after five', async () => {
    const [lobby] = await openLobby();
    for (let key = 0; key < 40; key++) {
      lobby.typed();
      await clock.advance(100);
    }
    assert.deepEqual(
      signals('typing').map(({ on }) => on),
      [true, true],
    );
    await clock.advance(4_800);
    assert.equal(signals('typing').length, 2);
    await clock.advance(200);
    assert.deepEqual(signals('typing').at(-1)?.on, false);
    await clock.advance(20_000);
    assert.equal(signals('typing').length, 3);
  });

  test('sending stops typing', async () => {
    const [lobby] = await openLobby();
    lobby.typed();
    lobby.setDraft('Hello');
    lobby.send('Hello');
    assert.equal(lobby.draft.get(), '');
    await settle();
    assert.deepEqual(
      signals('typing').map(({ on }) => on),
      [true, false],
    );
  });

  test('others type until six seconds after the last word of it, or until their message comes', async () => {
    const { server, amara } = scene;
    const [lobby, client] = await openLobby();
    const typing = () => lobby.head.get().typing;
    typed(true);
    await clock.advance(4_000);
    typed(true);
    await clock.advance(5_900);
    assert.deepEqual(typing(), ['Amara']);
    assert.deepEqual(rowOf(client, 'lobby')?.preview, { kind: 'typing', names: ['Amara'] });
    await clock.advance(100);
    assert.deepEqual(typing(), []);
    typed(true);
    await settle();
    server.post('lobby', amara, 'there');
    await settle();
    assert.deepEqual(typing(), []);
    typed(true);
    typed(false);
    await settle();
    assert.deepEqual(typing(), []);
  });

  test('presence: asked for who is on screen, forgotten when they are not or the line is long down', async () => {
    const { server, amara, nora } = scene;
    const mateo = server.join('Mateo');
    const [lobby, client] = await openLobby();
    await clock.advance(200);
    assert.deepEqual(
      new Set(signals('watch').at(-1)?.users as string[]),
      new Set([amara.id, mateo.id]),
    );
    const presences = [{ user: amara.id, state: 'online' }];
    server.signal(nora.id, { kind: 'presence', presences });
    await settle();
    const amaraIn = () => lobby.head.get().members.find(({ id }) => id === amara.id);
    assert.equal(amaraIn()?.presence, 'online');
    assert.deepEqual(
      lobby.head.get().here.map(({ id }) => id),
      [amara.id],
    );
    assert.equal(lobby.head.get().members[0]?.id, amara.id, 'online first');
    const sent = signals('watch').length;
    client.watch('list', [amara.id]);
    await clock.advance(200);
    assert.equal(signals('watch').length, sent, 'nobody new to look at');
    server.up = false;
    server.drop();
    await clock.advance(9_000);
    assert.equal(amaraIn()?.presence, 'online');
    await clock.advance(2_000);
    assert.equal(amaraIn()?.presence, 'unknown');
    server.up = true;
    await clock.advance(20_000);
    assert.ok(signals('watch').length > sent, 'asked again on the new connection');
  });

  test('presence of somebody who is off the screen is not kept', async () => {
    const [, client] = await openLobby();
    const mateo = scene.server.join('Mateo');
    const presences = [{ user: mateo.id, state: 'online' }];
    scene.server.signal(scene.nora.id, { kind: 'presence', presences });
    await Promise.resolve();
    const known = client.people.get().find(({ id }) => id === mateo.id);
    assert.notEqual(known?.presence, 'online');
    await clock.advance(1_000);
  });

  test('being at it is told when it changes, again in time, and on each connection', async () => {
    const [, client] = await openLobby();
    client.active(true);
    client.active(true);
    await settle();
    assert.equal(signals('active').length, 1);
    await clock.advance(4 * 60_000);
    assert.equal(signals('active').length, 3);
    client.active(false);
    await clock.advance(10 * 60_000);
    assert.deepEqual(
      signals('active').map(({ on }) => on),
      [true, true, true, false],
    );
    scene.server.drop();
    await clock.advance(1_000);
    assert.equal(signals('active').length, 5);
  });

  test('drafts survive a reload, show in the list, and are the same in all tabs', async () => {
    const tabs = new FakeTabs();
    const [lobby, client] = await openLobby(scene.open(scene.nora, tabs.open()));
    const [other] = await openLobby(scene.open(scene.nora, tabs.open()));
    lobby.setDraft('half a');
    lobby.setDraft('half a thought');
    assert.equal(other.draft.get(), 'half a thought');
    client.close();
    await settle();
    const again = scene.open();
    await clock.advance(200);
    assert.equal(again.chat('lobby').draft.get(), 'half a thought');
    assert.deepEqual(rowOf(again, 'lobby')?.preview, { kind: 'draft', text: 'half a thought' });
    again.chat('lobby').setDraft('');
    await clock.advance(1_000);
    assert.equal(scene.storage.values.size, 0);
  });

  test('a draft is stored at once when the page may be gone in a moment', async () => {
    const leaving: (() => void)[] = [];
    const onLeaving = (listener: () => void) => {
      leaving.push(listener);
      return () => undefined;
    };
    const [lobby] = await openLobby(scene.open(scene.nora, { onLeaving }));
    lobby.setDraft('half a thought');
    for (const leave of leaving) leave();
    await settle();
    assert.equal(scene.storage.values.get(`${scene.nora.id} draft:lobby`), 'half a thought');
  });

  test('what is typed before the stored draft is there stays', async () => {
    await scene.storage.set(scene.nora.id, 'drafts', 'lobby');
    await scene.storage.set(scene.nora.id, 'draft:lobby', 'old');
    const client = scene.open();
    client.chat('lobby').setDraft('new');
    await clock.advance(1_000);
    assert.equal(client.chat('lobby').draft.get(), 'new');
  });
});
