// Marks, typing and presence through the whole messenger: who is told what, and what is never stored.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chatLog, userLog } from '#core/log-name.ts';
import type { ServerSignal } from '#protocol/signal.ts';
import { between, LOBBY_LOG, openHouse, type Person, type TestHouse } from '#test/support/house.ts';
import { idOf, RecordedFollower } from '#test/support/recorded-follower.ts';

async function people(...names: string[]) {
  const house = await openHouse();
  const found: Person[] = [];
  for (const name of names) found.push(await house.signUp(name));
  return { house, people: found };
}

async function following(house: TestHouse, person: Person, ...logs: string[]) {
  const follower = house.connect(person);
  for (const log of logs) await house.follow(follower, log, 'tail');
  return follower;
}

function kindsOf({ signals }: RecordedFollower, kind: ServerSignal['kind']): ServerSignal[] {
  return signals.filter((signal) => signal.kind === kind);
}

function typing(house: TestHouse, follower: RecordedFollower, log: string, on = true) {
  return house.done(house.messenger.signal(follower, { kind: 'typing', log, on }));
}

function read(house: TestHouse, { actor }: Person, log: string, seq: number) {
  return house.done(house.messenger.mark(actor, { log, seq }));
}

function received(house: TestHouse, { actor }: Person, log: string, seq: number) {
  return house.done(house.messenger.mark(actor, { log, seq, state: 'delivered' }));
}

describe('typing', () => {
  test('SIG1: typing reaches who follows the chat, not oneself, and is not stored', async () => {
    const { house, people: persons } = await people('nora', 'amara', 'mateo');
    const [nora, amara, mateo] = persons as [Person, Person, Person];
    const log = chatLog(between(nora, amara));
    const [hers, his, elsewhere] = [
      await following(house, nora, log),
      await following(house, amara, log),
      await following(house, mateo, LOBBY_LOG),
    ];
    const before = await house.store.read((q) => q.all('SELECT log, seq FROM events'));
    assert.equal(await typing(house, hers, log), undefined);
    assert.equal(await typing(house, hers, log, false), undefined);
    const said = (on: boolean) => ({ kind: 'typing', log, user: nora.id, on });
    assert.deepEqual(
      [hers.signals, his.signals, elsewhere.signals],
      [[], [said(true), said(false)], []],
    );
    assert.deepEqual(await house.store.read((q) => q.all('SELECT log, seq FROM events')), before);
    await house.close();
  });

  test('SIG1, CHAT4: who does not follow a chat cannot type in it, nor who may not read it', async () => {
    const { house, people: persons } = await people('nora', 'amara', 'mateo');
    const [nora, amara, mateo] = persons as [Person, Person, Person];
    const log = chatLog(between(nora, amara));
    const hers = await following(house, nora, log);
    const stranger = house.connect(mateo);
    const hidden = { rejected: 'notFound', what: 'chat' };
    assert.deepEqual(await typing(house, stranger, log), hidden);
    // Asking to follow and typing at the same moment does not help.
    const asked = house.messenger.follow(stranger, { logs: [{ log, after: 0 }] });
    assert.deepEqual(
      await house.messenger.signal(stranger, { kind: 'typing', log, on: true }),
      hidden,
    );
    const amaras = await following(house, amara, log);
    await typing(house, amaras, log);
    assert.deepEqual(stranger.signals, []);
    (await house.done(asked)).start();
    assert.deepEqual(await typing(house, stranger, log), hidden);
    for (const other of ['server', userLog(mateo.id)]) {
      await house.follow(stranger, other, 'tail');
      assert.deepEqual(await typing(house, stranger, other), hidden, other);
    }
    assert.deepEqual(kindsOf(hers, 'typing').length, 1);
    await house.close();
  });

  test('SYNC7: who was removed neither types nor sees typing', async () => {
    const { house, people: persons } = await people('nora', 'amara');
    const [nora, amara] = persons as [Person, Person];
    const team = await house.group(idOf('team'), nora, amara);
    const hers = await following(house, nora, chatLog(team));
    const gone = await following(house, amara, chatLog(team));
    await house.append(nora, team, { kind: 'removeMember', user: amara.id });
    assert.equal((await typing(house, gone, chatLog(team)))?.rejected, 'notFound');
    await typing(house, hers, chatLog(team));
    assert.deepEqual([hers.signals, gone.signals], [[], []]);
    await house.close();
  });

  test('WIRE6: who signals too often is told when to come back', async () => {
    const house = await openHouse({ allowances: { signalByUser: { burst: 2, refillMs: 1_000 } } });
    const nora = await house.signUp('nora');
    const follower = await following(house, nora, LOBBY_LOG);
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await typing(house, follower, LOBBY_LOG));
    assert.deepEqual(answers, [undefined, undefined, { rejected: 'tooFast', retryAfterMs: 1_000 }]);
    await house.close();
  });
});

describe('marks', () => {
  test('READ2: one’s other devices learn of a mark, the other person by a gathered signal', async () => {
    const { house, people: persons } = await people('nora', 'amara');
    const [nora, amara] = persons as [Person, Person];
    const chat = between(nora, amara);
    for (let n = 0; n < 3; n += 1) await house.post(nora, chat, `text ${n}`);
    const phone = await following(house, await house.signInAgain(amara), userLog(amara.id));
    const hers = await following(house, nora, chatLog(chat), userLog(nora.id));
    assert.equal(await read(house, amara, chatLog(chat), 2), undefined);
    const [moved] = phone.eventsOf(userLog(amara.id));
    assert.ok(moved?.kind === 'mark.moved');
    assert.deepEqual([moved.chat, moved.mark, moved.posts], [chat, 2, 2]);
    await house.clock.advance(150);
    const marks = [{ user: amara.id, read: 2, delivered: 2 }];
    assert.deepEqual(hers.signals, [{ kind: 'marks', log: chatLog(chat), marks }]);
    assert.deepEqual(hers.packets, []);
    await house.close();
  });

  test('READ2: nobody is told that more was read than there is, or again what they know', async () => {
    const { house, people: persons } = await people('nora', 'amara');
    const [nora, amara] = persons as [Person, Person];
    const chat = between(nora, amara);
    await house.post(nora, chat, 'one');
    await house.post(nora, chat, 'two');
    const hers = await following(house, nora, chatLog(chat));
    assert.equal(await read(house, amara, chatLog(chat), 1_000_000), undefined);
    await house.clock.advance(150);
    const marks = [{ user: amara.id, read: 2, delivered: 2 }];
    assert.deepEqual(hers.signals, [{ kind: 'marks', log: chatLog(chat), marks }]);
    for (const seq of [2, 1, 0]) await read(house, amara, chatLog(chat), seq);
    for (const seq of [2, 3, 1_000]) await received(house, amara, chatLog(chat), seq);
    await house.clock.advance(150);
    assert.equal(hers.signals.length, 1);
    await house.close();
  });

  test('TICK1: what arrived is told in direct chats and small groups, not in rooms', async () => {
    const { house, people: persons } = await people('nora', 'amara');
    const [nora, amara] = persons as [Person, Person];
    const chat = between(nora, amara);
    const team = await house.group(idOf('team'), nora, amara);
    const logs = [chatLog(chat), chatLog(team), LOBBY_LOG];
    const hers = await following(house, nora, ...logs);
    for (const id of [chat, team, 'lobby']) {
      const { seq } = await house.post(nora, id, 'hello');
      assert.equal(await received(house, amara, chatLog(id), seq), undefined);
    }
    await house.clock.advance(150);
    const told = kindsOf(hers, 'marks').map((signal) => signal.kind === 'marks' && signal.log);
    assert.deepEqual(told, [chatLog(chat), chatLog(team)]);
    for (const id of [chat, team]) {
      const seen = await house.messenger.read.chat(nora.actor, id);
      assert.ok(!('rejected' in seen));
      const member = seen.members?.find(({ id: user }) => user === amara.id);
      assert.equal(member?.delivered, seen.head, id);
    }
    const lobby = await house.messenger.read.chat(nora.actor, 'lobby');
    assert.ok(!('rejected' in lobby) && lobby.members?.every((member) => !('read' in member)));
    await house.close();
  });

  test('CHAT4: marks in chats that are not one’s own are refused like chats that are not there', async () => {
    const { house, people: persons } = await people('nora', 'amara', 'mateo');
    const [nora, amara, mateo] = persons as [Person, Person, Person];
    const chat = between(nora, amara);
    await house.post(nora, chat, 'just us');
    for (const log of [chatLog(chat), chatLog(idOf('nothing')), 'server', userLog(nora.id)]) {
      for (const move of [read, received]) {
        assert.deepEqual(
          await move(house, mateo, log, 1),
          { rejected: 'notFound', what: 'chat' },
          log,
        );
      }
    }
    await house.close();
  });

  test('READ2: in a direct chat without a message there is nothing to mark, and no harm', async () => {
    const { house, people: persons } = await people('nora', 'amara');
    const [nora, amara] = persons as [Person, Person];
    const log = chatLog(between(nora, amara));
    assert.equal(await read(house, amara, log, 5), undefined);
    assert.equal(await received(house, amara, log, 5), undefined);
    const seen = await house.messenger.read.chat(amara.actor, between(nora, amara));
    assert.ok(!('rejected' in seen));
    assert.deepEqual([seen.head, seen.read], [0, 0]);
    await house.close();
  });
});

function watch(house: TestHouse, follower: RecordedFollower, ...users: string[]) {
  return house.done(house.messenger.signal(follower, { kind: 'watch', users }));
}

describe('presence', () => {
  test('SIG1, SIG2: who looks is told at once how people stand, and then what changes', async () => {
    const { house, people: persons } = await people('nora', 'amara', 'mateo');
    const [nora, amara, mateo] = persons as [Person, Person, Person];
    const here = house.connect(amara);
    const looking = house.connect(nora);
    const notLooking = house.connect(mateo);
    const seenAt = Math.floor(house.clock.now() / 60_000) * 60_000;
    house.messenger.leave(notLooking);
    await house.clock.advance(60_000);
    await watch(house, looking, amara.id, mateo.id, idOf('nobody'));
    assert.deepEqual(looking.signals, [
      {
        kind: 'presence',
        presences: [
          { user: amara.id, state: 'online' },
          { user: mateo.id, state: 'offline', seenAt },
          { user: idOf('nobody'), state: 'offline' },
        ],
      },
    ]);
    await house.done(house.messenger.signal(here, { kind: 'active', on: false }));
    await house.clock.advance(100);
    assert.deepEqual(looking.signals[1], {
      kind: 'presence',
      presences: [{ user: amara.id, state: 'away' }],
    });
    assert.deepEqual([here.signals, notLooking.signals], [[], []]);
    await house.close();
  });

  test('SIG1: looking at nobody is answered with nothing and ends the looking', async () => {
    const { house, people: persons } = await people('nora', 'amara');
    const [nora, amara] = persons as [Person, Person];
    const looking = house.connect(nora);
    await watch(house, looking, amara.id);
    await watch(house, looking);
    house.connect(amara);
    await house.clock.advance(1_000);
    assert.equal(looking.signals.length, 1);
    await house.close();
  });

  test('SIG1: who only looked, without coming, and left is told nothing more', async () => {
    const { house, people: persons } = await people('nora', 'amara');
    const [nora, amara] = persons as [Person, Person];
    house.connect(nora);
    const looking = new RecordedFollower(nora.actor);
    await watch(house, looking, amara.id);
    house.messenger.leave(looking);
    house.connect(amara);
    await house.clock.advance(1_000);
    assert.equal(looking.signals.length, 1);
    await house.close();
  });

  test('SIG2: leaving is noted as the session’s last use', async () => {
    const { house, people: persons } = await people('nora', 'amara');
    const [nora, amara] = persons as [Person, Person];
    const follower = house.connect(amara);
    await house.clock.advance(10 * 60_000);
    house.messenger.leave(follower);
    const leftAt = Math.floor(house.clock.now() / 60_000) * 60_000;
    await house.clock.advance(60_000);
    const looking = house.connect(nora);
    await watch(house, looking, amara.id);
    const presences = [{ user: amara.id, state: 'offline', seenAt: leftAt }];
    assert.deepEqual(looking.signals, [{ kind: 'presence', presences }]);
    await house.close();
  });
});
