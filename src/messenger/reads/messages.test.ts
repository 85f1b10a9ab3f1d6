// Messages as they stand, through the actor's permissions: histories, pins, walls, and what is withheld from whom, in
// pages, in answers to `follow` and live.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { userLog, wallLog } from '#core/log-name.ts';
import type { Message } from '#protocol/chat.ts';
import type { Command } from '#protocol/command.ts';
import { accepted, between, openHouse, type Person, type TestHouse } from '#test/support/house.ts';
import { idOf } from '#test/support/recorded-follower.ts';

const NO_CHAT = { rejected: 'notFound', what: 'chat' };
const NO_MESSAGE = { rejected: 'notFound', what: 'message' };
const NOT_ALLOWED = { rejected: 'notAllowed' };

async function household() {
  const house = await openHouse();
  const nora = await house.signUp('nora');
  const amara = await house.signUp('amara');
  const mateo = await house.signUp('mateo');
  return { house, nora, amara, mateo };
}

function command(house: TestHouse, person: Person, log: string, ask: Command) {
  const { actor } = person;
  return house.done(house.messenger.append(actor, { log, command: house.mintCommand(), ask }));
}

describe('messages as they stand', () => {
  test('a history holds every text, for members only, and nothing once it is erased', async () => {
    const { house, nora, amara, mateo } = await household();
    const { read } = house.messenger;
    const team = await house.group(idOf('team'), nora, amara);
    const log = `chat:${team}`;
    const { seq } = await house.post(nora, team, 'plums');
    const edit: Command = { kind: 'editMessage', target: seq, body: { text: 'pears' } };
    accepted(await house.append(nora, team, edit));
    const texts = async (person: Person) =>
      accepted(await read.history(person.actor, log, seq)).items.map(({ text }) => text);
    assert.deepEqual(await texts(amara), ['plums', 'pears']);
    assert.deepEqual(await read.history(mateo.actor, log, seq), NO_MESSAGE);
    assert.deepEqual(await read.history(amara.actor, log, 1), NO_MESSAGE);
    accepted(await house.append(nora, team, { kind: 'deleteMessage', target: seq }));
    assert.deepEqual(await texts(amara), []);
    await house.close();
  });

  test('pins are for members only, without those from before one came', async () => {
    const { house, nora, amara, mateo } = await household();
    const { read } = house.messenger;
    const team = await house.group(idOf('team'), nora);
    const early = await house.post(nora, team, 'before');
    accepted(await house.append(nora, team, { kind: 'addMember', user: amara.id }));
    const late = await house.post(nora, team, 'after');
    for (const { seq } of [late, early]) {
      accepted(await house.append(nora, team, { kind: 'pinMessage', target: seq, on: true }));
    }
    const pins = async (person: Person) =>
      accepted(await read.pins(person.actor, `chat:${team}`)).items.map(({ seq }) => seq);
    assert.deepEqual(await pins(nora), [early.seq, late.seq]);
    assert.deepEqual(await pins(amara), [late.seq]);
    assert.deepEqual(await read.pins(mateo.actor, `chat:${team}`), NO_CHAT);
    await house.close();
  });

  test('a wall is read by whom its owner lets, with all that a message can be', async () => {
    const { house, nora, amara } = await household();
    const { read } = house.messenger;
    const log = wallLog(nora.id);
    const post: Command = { kind: 'postMessage', body: { text: 'hello @nora' } };
    const { seq } = accepted(await command(house, amara, log, post));
    const react: Command = { kind: 'reactToMessage', target: seq, emoji: '👍', on: true };
    accepted(await command(house, nora, log, react));
    const [message] = accepted(await read.messages(nora.actor, log, {})).items as Message[];
    assert.deepEqual(
      [message?.wall, message?.by, message?.mentions, message?.reactions?.[0]?.mine],
      [nora.id, amara.id, [nora.id], true],
    );
    const settings = { wallReaders: 'nobody' } as const;
    accepted(await house.done(house.messenger.changeAccount(nora.actor, { settings })));
    for (const refused of [
      await read.messages(amara.actor, log, {}),
      await read.events(amara.actor, log, {}),
      await read.pins(amara.actor, log),
      await command(house, amara, log, post),
    ]) {
      assert.deepEqual(refused, NOT_ALLOWED);
    }
    assert.equal(accepted(await read.messages(nora.actor, log, {})).items.length, 1);
    await house.close();
  });

  test('what is hidden for oneself is in nobody else’s pages missing', async () => {
    const { house, nora, amara } = await household();
    const { read } = house.messenger;
    const chat = between(nora, amara);
    const { seq } = await house.post(nora, chat, 'plums');
    const hide: Command = { kind: 'hideMessage', chat, target: seq };
    accepted(await command(house, amara, userLog(amara.id), hide));
    const log = `chat:${chat}`;
    const count = async (person: Person) =>
      accepted(await read.messages(person.actor, log, {})).items.length;
    assert.deepEqual([await count(nora), await count(amara)], [1, 0]);
    assert.deepEqual(await read.message(amara.actor, log, seq), NO_MESSAGE);
    await house.close();
  });
});

describe('what is withheld', () => {
  test('the one who blocks follows without a hole and sees numbers only, live and afterwards', async () => {
    const { house, nora, amara } = await household();
    const chat = between(nora, amara);
    const log = `chat:${chat}`;
    await house.post(nora, chat, 'plums?');
    const live = house.connect(nora);
    const other = house.connect(amara);
    await house.follow(live, log);
    await house.follow(other, log);
    const block: Command = { kind: 'blockUser', user: amara.id, on: true };
    accepted(await command(house, nora, userLog(nora.id), block));
    const { seq, repeated } = await house.post(amara, chat, 'secret');
    await house.clock.advance(100);
    assert.deepEqual([seq, repeated], [2, false]);
    assert.deepEqual(live.seqsOf(log), [2]);
    assert.equal(live.eventsOf(log)[0]?.kind, 'withheld');
    assert.equal(other.eventsOf(log)[0]?.kind, 'message.posted');
    const again = await house.follow(house.connect(nora), log);
    assert.ok('events' in again);
    assert.deepEqual(
      again.events.map(({ kind }) => kind),
      ['message.posted', 'withheld'],
    );
    const { read } = house.messenger;
    const events = accepted(await read.events(nora.actor, log, {})).items;
    assert.deepEqual(events, again.events);
    assert.deepEqual(await read.history(nora.actor, log, seq), NO_MESSAGE);
    const told = JSON.stringify([live.written(), again, events]);
    assert.ok(!told.includes('secret'));
    await house.close();
  });

  test('MSG9: what was withheld and then deleted takes nothing from the counts, and later words arrive', async () => {
    const { house, nora, amara } = await household();
    const chat = between(nora, amara);
    const own = house.connect(nora);
    await house.follow(own, userLog(nora.id));
    const block = (on: boolean): Command => ({ kind: 'blockUser', user: amara.id, on });
    accepted(await command(house, nora, userLog(nora.id), block(true)));
    const { seq } = await house.post(amara, chat, 'secret @nora');
    const edit: Command = { kind: 'editMessage', target: seq, body: { text: 'secret, @nora' } };
    accepted(await command(house, nora, userLog(nora.id), block(false)));
    accepted(await house.append(amara, chat, edit));
    await house.post(amara, chat, 'can you hear me?');
    accepted(await house.append(amara, chat, { kind: 'deleteMessage', target: seq }));
    await house.clock.advance(100);
    const entered = own.eventsOf(userLog(nora.id)).filter(({ kind }) => kind === 'chat.entered');
    assert.equal(entered.length, 1, 'a list that is open learns of the chat');
    const { unread, mentions, erased } = accepted(
      await house.messenger.read.chat(nora.actor, chat),
    );
    assert.deepEqual([unread, mentions, erased], [1, 0, undefined]);
    const { items } = accepted(await house.messenger.read.events(nora.actor, `chat:${chat}`, {}));
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ['withheld', 'withheld', 'message.posted', 'withheld'],
    );
    await house.close();
  });
});
