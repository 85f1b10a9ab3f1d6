// Who has read a message, and states of chats, through the actor's permissions.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { userLog } from '#core/log-name.ts';
import type { Command } from '#protocol/command.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { accepted, between, openHouse, type Person, type TestHouse } from '#test/support/house.ts';
import { idOf } from '#test/support/recorded-follower.ts';

const NO_CHAT = { rejected: 'notFound', what: 'chat' };
const NO_MESSAGE = { rejected: 'notFound', what: 'message' };

async function household() {
  const house = await openHouse();
  const [nora, amara, mateo] = [
    await house.signUp('nora'),
    await house.signUp('amara'),
    await house.signUp('mateo'),
  ];
  return { house, nora, amara, mateo };
}

async function seen(house: TestHouse, { actor }: Person, chat: string, seq: number) {
  const page = await house.messenger.read.seen(actor, chat, seq, {});
  return 'items' in page ? page.items.map(({ username }) => username) : page;
}

function read(house: TestHouse, { actor }: Person, chat: string, seq: number) {
  return house.done(house.messenger.mark(actor, { log: `chat:${chat}`, seq }));
}

describe('who has read a message', () => {
  test('is told in direct chats and small groups, and of rooms not', async () => {
    const { house, nora, amara, mateo } = await household();
    const direct = between(nora, amara);
    const team = await house.group(idOf('team'), nora, amara, mateo);
    for (const chat of [direct, team, LOBBY]) {
      const { seq } = await house.post(nora, chat, 'read this');
      assert.deepEqual(await seen(house, nora, chat, seq), []);
      await read(house, amara, chat, seq);
      assert.deepEqual(await seen(house, nora, chat, seq), chat === LOBBY ? [] : ['amara'], chat);
    }
    await house.close();
  });

  test('is told to those only who may read it', async () => {
    const { house, nora, amara, mateo } = await household();
    const team = await house.group(idOf('team'), nora);
    const { seq } = await house.post(nora, team, 'among ourselves');
    assert.deepEqual(await seen(house, mateo, team, seq), NO_CHAT);
    accepted(await house.append(nora, team, { kind: 'addMember', user: amara.id }));
    assert.deepEqual(await seen(house, amara, team, seq), NO_MESSAGE);
    assert.deepEqual(await seen(house, nora, team, 1), NO_MESSAGE);
    await house.close();
  });

  test('is mutual: who gives no receipts gets none', async () => {
    const { house, nora, amara } = await household();
    const direct = between(nora, amara);
    const { seq } = await house.post(nora, direct, 'read this');
    await read(house, amara, direct, seq);
    const set = (receipts: boolean) =>
      house.done(house.messenger.changeAccount(nora.actor, { settings: { receipts } }));
    const told = async (): Promise<unknown> => {
      const chat = accepted(await house.messenger.read.chats(nora.actor, {})).items[0];
      return chat?.members?.find(({ id }) => id === amara.id)?.read;
    };
    assert.deepEqual([await seen(house, nora, direct, seq), await told()], [['amara'], seq]);
    accepted(await set(false));
    assert.deepEqual([await seen(house, nora, direct, seq), await told()], [[], undefined]);
    await house.close();
  });
});

describe('states of chats', () => {
  const set = (house: TestHouse, { actor }: Person, ask: Command) =>
    house.done(
      house.messenger.append(actor, {
        log: userLog(actor.user),
        command: house.mintCommand(),
        ask,
      }),
    );

  test('are in the list, for people one has not talked with too, and nobody else’s', async () => {
    const { house, nora, amara } = await household();
    const direct = between(nora, amara);
    accepted(await set(house, nora, { kind: 'setChatState', chat: direct, draft: 'Dear' }));
    const stateIn = async ({ actor }: Person): Promise<unknown> =>
      accepted(await house.messenger.read.chats(actor, {})).items.find(({ id }) => id === direct)
        ?.state;
    assert.deepEqual([await stateIn(nora), await stateIn(amara)], [{ draft: 'Dear' }, undefined]);
    const { ownState } = house.messenger.read;
    assert.deepEqual(await ownState(nora.actor, direct), { draft: 'Dear' });
    assert.deepEqual(await ownState(nora.actor, idOf('nothing')), NO_CHAT);
    await house.close();
  });

  test('a page of messages leaves out what one has hidden, a chat names it', async () => {
    const { house, nora, amara } = await household();
    const direct = between(nora, amara);
    for (const text of ['one', 'two']) await house.post(nora, direct, text);
    accepted(await set(house, amara, { kind: 'hideMessage', chat: direct, target: 1 }));
    const pageOf = async ({ actor }: Person): Promise<number[]> =>
      accepted(await house.messenger.read.messages(actor, `chat:${direct}`, {})).items.map(
        ({ seq }) => seq,
      );
    assert.deepEqual([await pageOf(amara), await pageOf(nora)], [[2], [1, 2]]);
    const chat = accepted(await house.messenger.read.chat(amara.actor, direct));
    assert.deepEqual(chat.hidden, [1]);
    await house.close();
  });
});
