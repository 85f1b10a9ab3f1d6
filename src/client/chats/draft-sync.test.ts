// Drafts on one's other devices: what is typed here wins, what others typed is adopted, and nothing is told twice.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { FakeClock, seededRandom } from '#test/support/clock.ts';
import { FakeStorage } from '../testing/fake-platform.ts';
import { Scene } from '../testing/scene.ts';

describe('a draft on other devices', () => {
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

  const told = (): number =>
    scene.server.requests.filter((one) => one === 'PATCH /api/v1/chats/lobby/state').length;

  test('is told a second after the last key, and adopted where nobody types', async () => {
    const [one, other] = [scene.open(), scene.open(scene.nora, { storage: new FakeStorage() })];
    await clock.advance(100);
    one.chat('lobby').setDraft('half');
    await clock.advance(500);
    one.chat('lobby').setDraft('half a');
    await clock.advance(900);
    assert.equal(told(), 0);
    await clock.advance(200);
    assert.equal(told(), 1);
    assert.equal(other.chat('lobby').draft.get(), 'half a');
    await clock.advance(5_000);
    assert.equal(told(), 1, 'what was adopted is not told again');
    other.chat('lobby').setDraft('mine');
    one.chat('lobby').setDraft('half a thought');
    await clock.advance(2_000);
    assert.equal(one.chat('lobby').draft.get(), 'half a thought');
    assert.equal(other.chat('lobby').draft.get(), 'mine');
  });

  test('is told after a reload and when the network is back', async () => {
    const client = scene.open();
    await clock.advance(100);
    scene.server.up = false;
    scene.server.drop();
    client.chat('lobby').setDraft('offline');
    await clock.advance(2_000);
    client.close();
    const again = scene.open();
    await clock.advance(1_000);
    assert.equal(again.chat('lobby').draft.get(), 'offline');
    scene.server.up = true;
    await clock.advance(60_000);
    assert.equal(told(), 1);
    again.chat('lobby').send('sent');
    await clock.advance(2_000);
    assert.equal(told(), 2);
    assert.equal(scene.server.states.get(`${scene.nora.id} lobby`)?.draft, undefined);
  });
});
