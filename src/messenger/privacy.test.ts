// Who is seen by whom: presence and receipts work both ways, at once, and not for people whom one blocks.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { userLog } from '#core/log-name.ts';
import type { AccountSettings } from '#protocol/person.ts';
import type { Presence, ServerSignal } from '#protocol/signal.ts';
import { accepted, between, openHouse, type Person, type TestHouse } from '#test/support/house.ts';
import type { RecordedFollower } from '#test/support/recorded-follower.ts';

const SOON_MS = 500;

async function people() {
  const house = await openHouse();
  const nora = await house.signUp('nora');
  const amara = await house.signUp('amara');
  return { house, nora, amara };
}

/** A connection of somebody who looks at these people. */
async function looking(house: TestHouse, person: Person, ...others: Person[]) {
  const follower = house.connect(person);
  const users = others.map(({ id }) => id);
  await house.done(house.messenger.signal(follower, { kind: 'watch', users }));
  return follower;
}

async function set(house: TestHouse, person: Person, settings: Partial<AccountSettings>) {
  accepted(await house.done(house.messenger.changeAccount(person.actor, { settings })));
  await house.clock.advance(SOON_MS);
}

async function block(house: TestHouse, one: Person, other: Person, on: boolean) {
  const ask = { kind: 'blockUser', user: other.id, on } as const;
  const command = house.mintCommand();
  const log = userLog(one.id);
  accepted(await house.done(house.messenger.append(one.actor, { log, command, ask })));
  await house.clock.advance(SOON_MS);
}

/** What a connection was told since it was last asked. */
function news(follower: RecordedFollower): Presence[] {
  const told = follower.signals.splice(0);
  return told.flatMap((signal) => (signal.kind === 'presence' ? signal.presences : []));
}

function marksIn(signals: readonly ServerSignal[]) {
  return signals.flatMap((signal) => (signal.kind === 'marks' ? signal.marks : []));
}

describe('typing', () => {
  test('PPL5: neither of two is told that the other types while one blocks the other', async () => {
    const { house, nora, amara } = await people();
    const log = `chat:${between(nora, amara)}`;
    await house.post(nora, between(nora, amara), 'plums?');
    const [norasPage, amarasPage] = [house.connect(nora), house.connect(amara)];
    for (const page of [norasPage, amarasPage]) await house.follow(page, log, 'tail');
    const told = async (): Promise<number[]> => {
      const pages = [norasPage, amarasPage];
      for (const page of pages) page.signals.splice(0);
      for (const page of pages) {
        await house.done(house.messenger.signal(page, { kind: 'typing', log, on: true }));
      }
      return pages.map(({ signals }) => signals.filter(({ kind }) => kind === 'typing').length);
    };
    await house.clock.advance(SOON_MS);
    assert.deepEqual(await told(), [1, 1]);
    await block(house, nora, amara, true);
    assert.deepEqual(await told(), [0, 0]);
    await block(house, nora, amara, false);
    assert.deepEqual(await told(), [1, 1]);
    await house.close();
  });
});

describe('presence', () => {
  test('PPL5: who hides is offline to everybody without a last seen, and sees nobody', async () => {
    const { house, nora, amara } = await people();
    const norasPage = await looking(house, nora, amara);
    const amarasPage = await looking(house, amara, nora);
    await house.clock.advance(SOON_MS);
    assert.deepEqual(news(norasPage).at(-1), { user: amara.id, state: 'online' });
    news(amarasPage);
    await set(house, nora, { presence: false });
    assert.deepEqual(news(amarasPage), [{ user: nora.id, state: 'offline' }]);
    assert.deepEqual(news(norasPage), [{ user: amara.id, state: 'offline' }]);
    const late = await looking(house, amara, nora);
    assert.deepEqual(news(late), [{ user: nora.id, state: 'offline' }]);
    const own = await looking(house, nora, amara);
    assert.deepEqual(news(own), [{ user: amara.id, state: 'offline' }]);
    house.messenger.leave(norasPage);
    house.messenger.leave(own);
    await house.clock.advance(60_000);
    assert.deepEqual(news(amarasPage), [], 'not even that somebody went');
    assert.deepEqual(news(await looking(house, amara, nora)), [
      { user: nora.id, state: 'offline' },
    ]);
    await house.close();
  });

  test('PPL5: who shows themselves again is seen at once, and sees', async () => {
    const { house, nora, amara } = await people();
    await set(house, nora, { presence: false });
    const norasPage = await looking(house, nora, amara);
    const amarasPage = await looking(house, amara, nora);
    await house.clock.advance(SOON_MS);
    assert.ok([...news(norasPage), ...news(amarasPage)].every(({ state }) => state === 'offline'));
    await set(house, nora, { presence: true });
    assert.deepEqual(news(amarasPage), [{ user: nora.id, state: 'online' }]);
    assert.deepEqual(news(norasPage), [{ user: amara.id, state: 'online' }]);
    await house.close();
  });

  test('who is blocked sees the blocker no more, the blocker goes on seeing; and back', async () => {
    const { house, nora, amara } = await people();
    const norasPage = await looking(house, nora, amara);
    const amarasPage = await looking(house, amara, nora);
    await house.clock.advance(SOON_MS);
    news(norasPage);
    news(amarasPage);
    await block(house, nora, amara, true);
    assert.deepEqual(news(amarasPage), [{ user: nora.id, state: 'offline' }]);
    assert.deepEqual(news(norasPage), []);
    assert.deepEqual(news(await looking(house, amara, nora)), [
      { user: nora.id, state: 'offline' },
    ]);
    await house.done(house.messenger.signal(norasPage, { kind: 'active', on: false }));
    await house.clock.advance(SOON_MS);
    assert.deepEqual(news(amarasPage), []);
    await block(house, nora, amara, false);
    assert.deepEqual(news(amarasPage), [{ user: nora.id, state: 'away' }]);
    await house.close();
  });

  test('until it is known what somebody shows, nobody is told that they are here', async () => {
    let hold: (() => void) | undefined;
    const house = await openHouse({
      wrapStore: (store) => ({
        ...store,
        read: async (body) => {
          if (hold !== undefined) await new Promise<void>((resolve) => (hold = resolve));
          return store.read(body);
        },
      }),
    });
    const nora = await house.signUp('nora');
    const amara = await house.signUp('amara');
    await set(house, nora, { presence: false });
    const amarasPage = await looking(house, amara, nora);
    news(amarasPage);
    hold = () => undefined;
    const late = house.connect(nora);
    await house.clock.advance(SOON_MS);
    assert.deepEqual(news(amarasPage), []);
    const go = hold;
    hold = undefined;
    house.messenger.leave(late);
    go();
    await house.clock.advance(SOON_MS);
    assert.deepEqual(news(amarasPage), [], 'who has left meanwhile does not come');
    await house.close();
  });
});

describe('coming while it changes', () => {
  test('what is switched off while somebody comes is off', async () => {
    let hold: Promise<void> | undefined;
    const house = await openHouse({
      wrapStore: (store) => ({
        ...store,
        read: async (body) => {
          const held = hold;
          const result = await store.read(body);
          await held;
          return result;
        },
      }),
    });
    const nora = await house.signUp('nora');
    const amara = await house.signUp('amara');
    const amarasPage = await looking(house, amara, nora);
    await house.clock.advance(SOON_MS);
    news(amarasPage);
    let go = (): void => undefined;
    hold = new Promise((resolve) => {
      go = resolve;
    });
    house.connect(nora);
    hold = undefined;
    await set(house, nora, { presence: false });
    go();
    await house.clock.advance(SOON_MS);
    assert.notEqual(news(amarasPage).at(-1)?.state, 'online');
    await house.close();
  });
});

describe('receipts', () => {
  async function talking() {
    const { house, nora, amara } = await people();
    const chat = between(nora, amara);
    const { seq } = await house.post(nora, chat, 'Plums?');
    const norasPage = house.connect(nora);
    const amarasPage = house.connect(amara);
    for (const page of [norasPage, amarasPage]) await house.follow(page, `chat:${chat}`);
    const read = async (person: Person, upTo = seq) => {
      const request = { log: `chat:${chat}`, seq: upTo };
      await house.done(house.messenger.mark(person.actor, request));
      await house.clock.advance(SOON_MS);
    };
    const marksOf = async (person: Person) => {
      const found = accepted(await house.done(house.messenger.read.chat(person.actor, chat)));
      return found.members?.map(({ username, read: at, delivered }) => [username, at, delivered]);
    };
    return { house, nora, amara, chat, seq, norasPage, amarasPage, read, marksOf };
  }

  test('PPL5: told where both tell', async () => {
    const { house, norasPage, amara, seq, nora, read, marksOf } = await talking();
    await read(amara);
    assert.deepEqual(marksIn(norasPage.signals), [{ user: amara.id, read: seq, delivered: seq }]);
    assert.deepEqual(await marksOf(nora), [
      ['amara', seq, seq],
      ['nora', seq, seq],
    ]);
    await house.close();
  });

  test('PPL5: who does not tell is told of nobody’s reading either; what arrived is told', async () => {
    const { house, nora, amara, seq, chat, norasPage, amarasPage, read, marksOf } = await talking();
    await set(house, amara, { receipts: false });
    await read(amara);
    assert.deepEqual(marksIn(norasPage.signals), [{ user: amara.id, read: 0, delivered: seq }]);
    assert.deepEqual(await marksOf(nora), [
      ['amara', undefined, seq],
      ['nora', seq, seq],
    ]);
    assert.deepEqual(await marksOf(amara), [
      ['amara', seq, seq],
      ['nora', undefined, seq],
    ]);
    const answer = await house.post(amara, chat, 'Plums!');
    amarasPage.signals.splice(0);
    await read(nora, answer.seq);
    assert.deepEqual(marksIn(amarasPage.signals), [
      { user: nora.id, read: 0, delivered: answer.seq },
    ]);
    await house.close();
  });

  test('PPL5: whom one blocks learns no more of one’s reading; what arrived is told, so that nothing tells of the block', async () => {
    const { house, nora, amara, seq, norasPage, read, marksOf } = await talking();
    await block(house, amara, nora, true);
    await read(amara);
    assert.deepEqual(marksIn(norasPage.signals), [{ user: amara.id, read: 0, delivered: seq }]);
    assert.deepEqual(await marksOf(nora), [
      ['amara', undefined, seq],
      ['nora', seq, seq],
    ]);
    await house.close();
  });

  test('the switch holds for what is on its way', async () => {
    const { house, nora, amara, seq, chat, norasPage } = await talking();
    await house.done(house.messenger.mark(amara.actor, { log: `chat:${chat}`, seq }));
    const settings = { receipts: false };
    accepted(await house.done(house.messenger.changeAccount(amara.actor, { settings })));
    await house.clock.advance(SOON_MS);
    assert.deepEqual(marksIn(norasPage.signals), [{ user: amara.id, read: 0, delivered: seq }]);
    assert.ok(nora);
    await house.close();
  });

  test('in a group each one’s switch counts for that one', async () => {
    const { house, nora, amara } = await people();
    const mateo = await house.signUp('mateo');
    const team = await house.group('teamteamteamteamteam', nora, amara, mateo);
    await set(house, mateo, { receipts: false });
    const { seq } = await house.post(nora, team, 'Soup?');
    for (const person of [amara, mateo]) {
      await house.done(house.messenger.mark(person.actor, { log: `chat:${team}`, seq }));
    }
    const reads = async (person: Person) => {
      const page = accepted(await house.done(house.messenger.read.members(person.actor, team, {})));
      return page.items.map(({ username, read }) => [username, read]);
    };
    assert.deepEqual(await reads(nora), [
      ['amara', seq],
      ['mateo', undefined],
      ['nora', seq],
    ]);
    assert.deepEqual(await reads(mateo), [
      ['amara', undefined],
      ['mateo', seq],
      ['nora', undefined],
    ]);
    await house.close();
  });
});
