// Walls as faces show them: loaded when they are shown, live while they are, closed when their owner closes them.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Fact } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import { FakeClock, seededRandom, settle } from '#test/support/clock.ts';
import { messagesIn, Scene } from '../testing/scene.ts';

describe('a wall', () => {
  let clock: FakeClock;
  let scene: Scene;

  beforeEach(() => {
    clock = new FakeClock();
    scene = new Scene(clock, seededRandom(5));
  });

  afterEach(() => {
    scene.close();
    assert.equal(clock.waiting, 0, 'no timers are left after close');
  });

  function post(owner: User, by: User, text: string): number {
    const fact: Fact = { kind: 'message.posted', class: 'post', body: { text } };
    return scene.server.append(`wall:${owner.id}`, by.id, fact).seq;
  }

  const textsOn = (wall: Parameters<typeof messagesIn>[0]): string[] =>
    messagesIn(wall).map(({ text }) => text);

  test('is loaded when shown, live, and let go when it is hidden', async () => {
    const { server, amara, nora } = scene;
    for (let count = 1; count <= 60; count++) post(amara, nora, `m${count}`);
    const client = scene.open();
    const wall = client.wall(amara.id);
    assert.equal(wall.timeline.get().state, 'loading');
    const hide = wall.show();
    await clock.advance(100);
    assert.equal(wall.head.get().profile?.displayName, 'Amara');
    assert.equal(messagesIn(wall).length, 50);
    await wall.loadOlder();
    assert.equal(messagesIn(wall).length, 60);
    assert.equal(wall.timeline.get().start, true);
    post(amara, amara, 'live');
    wall.send('mine');
    await settle();
    assert.deepEqual(textsOn(wall).slice(-2), ['live', 'mine']);
    hide();
    await settle();
    post(amara, amara, 'unseen');
    await settle();
    assert.deepEqual(textsOn(wall).slice(-1), ['mine']);
    wall.show();
    await clock.advance(100);
    assert.deepEqual(textsOn(wall).slice(-1), ['unseen']);
    assert.equal(server.requests.filter((one) => one.includes('wall/events')).length, 2);
  });

  test('that is closed says so', async () => {
    const { server, amara } = scene;
    server.closedWalls.add(amara.id);
    const wall = scene.open().wall(amara.id);
    wall.show();
    await clock.advance(100);
    assert.equal(wall.timeline.get().state, 'forbidden');
    assert.equal(wall.head.get().mayRead, false);
    server.closedWalls.clear();
    wall.reload();
    await clock.advance(100);
    assert.equal(wall.timeline.get().state, 'ready');
  });

  test('of one’s own is seen, of nobody is missing', async () => {
    const { server, amara, nora } = scene;
    const client = scene.open();
    const own = client.wall(nora.id);
    own.show();
    await clock.advance(100);
    const seq = post(nora, amara, 'hello');
    await settle();
    own.seen(seq);
    own.seen(seq);
    await settle();
    const told = server.requests.filter((one) => one === 'PUT /api/v1/users/me/wall/read');
    assert.equal(told.length, 1);
    assert.equal(messagesIn(own)[0]?.may.erase, true);
    const nobody = client.wall('nobody'.padEnd(20, 'x'));
    nobody.show();
    await clock.advance(100);
    assert.equal(nobody.head.get().state, 'missing');
  });
});
