// Connections as a whole: how many, how long a session holds them, what leaving and closing do.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CONNECTIONS_PER_USER_MAX } from '#protocol/limits.ts';
import type { ClientSignal } from '#protocol/signal.ts';
import { SESSION_MS } from '#store/sessions.ts';
import { LOBBY_LOG, openHouse } from '#test/support/house.ts';
import { RecordedFollower } from '#test/support/recorded-follower.ts';

describe('connections', () => {
  test('WIRE6: an account has at most 50, and another when one is gone', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const amara = await house.signUp('amara');
    const all = Array.from({ length: CONNECTIONS_PER_USER_MAX }, () => house.connect(nora));
    const refused = { rejected: 'tooMany', field: 'connections', max: CONNECTIONS_PER_USER_MAX };
    const extra = new RecordedFollower(nora.actor);
    assert.deepEqual(house.messenger.enter(extra), refused);
    house.connect(amara);
    const [first] = all;
    assert.ok(first);
    house.messenger.leave(first);
    assert.equal(house.messenger.enter(extra), undefined);
    // Leaving twice, or without having entered, frees nothing.
    house.messenger.leave(first);
    house.messenger.leave(new RecordedFollower(nora.actor));
    assert.deepEqual(house.messenger.enter(first), refused);
    await house.close();
  });

  test('SYNC7: who has left gets nothing more', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const follower = house.connect(nora);
    await house.follow(follower, LOBBY_LOG, 'tail');
    house.messenger.leave(follower);
    await house.post(nora, 'lobby', 'hello');
    assert.deepEqual(follower.packets, []);
    await house.close();
  });

  test('AUTH6: a session that ends in the store by another way ends its sockets within 30 seconds', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const phone = await house.signInAgain(nora);
    const [desk, pocket] = [house.connect(nora), house.connect(phone)];
    await house.clock.advance(45_000);
    const { session } = phone.actor;
    await house.store.write((q) => q.run('DELETE FROM sessions WHERE id = ?', session));
    await house.clock.advance(30_000);
    assert.deepEqual([desk.ended, pocket.ended], [[], ['signedOut']]);
    await house.close();
  });

  test('AUTH6: a connection that outlives its session does not bring it back', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const follower = house.connect(nora);
    house.clock.jump(SESSION_MS);
    await house.clock.advance(30_000);
    assert.deepEqual(follower.ended, ['signedOut']);
    await house.clock.advance(60_000);
    assert.equal(await house.done(house.messenger.authenticate(nora.token)), undefined);
    await house.close();
  });

  test('AUTH6: who is connected all the time stays signed in', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const follower = house.connect(nora);
    for (let day = 0; day < 100; day += 1) {
      house.clock.jump(SESSION_MS / 90);
      await house.clock.advance(30_000);
    }
    assert.deepEqual(follower.ended, []);
    assert.ok(await house.done(house.messenger.authenticate(nora.token)));
    await house.close();
  });

  test('AUTH6: a store that fails once does not stop the sweep', async () => {
    let broken = false;
    const house = await openHouse({
      wrapStore: (store) => ({
        ...store,
        read: (body) => (broken ? Promise.reject(new Error('the disk')) : store.read(body)),
      }),
    });
    const nora = await house.signUp('nora');
    const follower = house.connect(nora);
    await house.store.write((q) => q.run('DELETE FROM sessions'));
    broken = true;
    await house.clock.advance(60_000);
    assert.deepEqual(follower.ended, []);
    broken = false;
    await house.clock.advance(30_000);
    assert.deepEqual(follower.ended, ['signedOut']);
    await house.close();
  });
});

describe('closing', () => {
  test('RUN2: everybody is told why, and no timer is left', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const amara = await house.signUp('amara');
    const followers = [house.connect(nora), house.connect(nora), house.connect(amara)];
    for (const follower of followers) await house.follow(follower, LOBBY_LOG, 'tail');
    const looking: ClientSignal = { kind: 'watch', users: [amara.id] };
    await house.done(house.messenger.signal(followers[0] as RecordedFollower, looking));
    await house.post(nora, 'lobby', 'hello');
    await house.done(house.messenger.close('stopping'));
    for (const follower of followers) assert.deepEqual(follower.ended, ['stopping']);
    assert.equal(house.clock.waiting, 0);
    await house.close();
  });

  test('RUN2: the check fails when the store does not answer', async () => {
    const house = await openHouse();
    await house.messenger.check();
    await house.store.close();
    await assert.rejects(house.messenger.check());
  });
});
