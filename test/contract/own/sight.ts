// The contract of what one person sees: hidden messages, last ones as they stand, marks of walls, who has read what.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directChat, userLog, wallLog } from '#core/log-name.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { listChats } from '#store/chats/list.ts';
import { listSeen } from '#store/chats/seen.ts';
import { findAccount } from '#store/people.ts';
import { idOf } from '#test/support/recorded-follower.ts';
import { type MakePlace, rejectionIn } from '#test/support/store-world.ts';
import { chatOf, NO_CHAT, threeIn } from './three.ts';

/** What one's own sight of chats and walls must be. */
export function sightContract(make: MakePlace): void {
  hiding(make);
  lasts(make);
  withheld(make);
  walls(make);
  receipts(make);
}

function hiding(make: MakePlace): void {
  test('OWN4: what one hides is out of one’s own sight only, and is the last message no more', async () => {
    const { world, nora, amara, mateo } = await threeIn(make);
    const chat = directChat(nora, amara);
    const hide = (user: string, target: number) =>
      world.request(user, chat, { kind: 'hideMessage', chat, target });
    for (const text of ['one', 'two', 'three']) await world.post(nora, chat, text);
    await world.keep(hide(amara, 3));
    await world.keep(hide(amara, 2));
    assert.deepEqual((await world.keep(hide(amara, 2))).events, []);
    const seen = await chatOf(world, amara, chat);
    assert.deepEqual([seen?.hidden, seen?.last?.seq], [[2, 3], 1]);
    const unhidden = await chatOf(world, nora, chat);
    assert.deepEqual([unhidden?.hidden, unhidden?.last?.seq], [undefined, 3]);
    const [listed] = await world.store.read((q) => listChats(q, amara, undefined, 1));
    assert.deepEqual(
      [listed?.chat.id, listed?.chat.hidden, listed?.chat.last?.seq],
      [chat, undefined, 1],
    );
    await world.keep(hide(amara, 1));
    assert.equal((await chatOf(world, amara, chat))?.last, undefined);
    assert.deepEqual(rejectionIn(await world.outcome(hide(amara, 9))), {
      rejected: 'notFound',
      what: 'message',
    });
    assert.deepEqual(rejectionIn(await world.outcome(hide(mateo, 1))), NO_CHAT);
    await world.close();
  });

  test('one hides messages, not other events, and only those that one may read', async () => {
    const { world, nora, amara } = await threeIn(make);
    const team = await world.group(idOf('team'), nora);
    const before = await world.post(nora, team, 'among ourselves');
    const joined = (await world.act(nora, team, { kind: 'addMember', user: amara })).appended.seq;
    for (const target of [before, joined]) {
      const ask = { kind: 'hideMessage', chat: team, target } as const;
      assert.deepEqual(rejectionIn(await world.outcome(world.request(amara, team, ask))), {
        rejected: 'notFound',
        what: 'message',
      });
    }
    await world.close();
  });
}

function lasts(make: MakePlace): void {
  test('the last message is shown as it stands: edited, and deleted by whom', async () => {
    const { world, nora, amara } = await threeIn(make);
    const team = await world.group(idOf('team'), nora, amara);
    const seq = await world.post(amara, team, 'plumms');
    const edit = (text: string) =>
      world.act(amara, team, { kind: 'editMessage', target: seq, body: { text } });
    await edit('plumbs');
    await edit('plums');
    const edited = (await chatOf(world, nora, team))?.last;
    assert.deepEqual([edited?.seq, edited?.body], [seq, { text: 'plums' }]);
    assert.ok(edited?.edited !== undefined);
    await world.act(nora, team, { kind: 'deleteMessage', target: seq });
    const seen = await chatOf(world, amara, team);
    assert.deepEqual(
      [seen?.last?.by, seen?.last?.body, seen?.last?.deleted],
      [amara, { text: '' }, { by: nora }],
    );
    const other = await chatOf(world, nora, team);
    assert.deepEqual([other?.unread, other?.erased], [0, [seq]]);
    await world.close();
  });
}

function withheld(make: MakePlace): void {
  test('what is kept from somebody is in none of their counts, not last, and not theirs to hide', async () => {
    const { world, nora, amara } = await threeIn(make);
    const chat = directChat(nora, amara);
    await world.post(amara, chat, 'before');
    await world.keep({
      ...world.request(nora, '', { kind: 'blockUser', user: amara, on: true }),
      log: userLog(nora),
    });
    const seq = await world.post(amara, chat, 'Hello @nora');
    const erased = await world.post(amara, chat, 'and on');
    await world.act(amara, chat, { kind: 'deleteMessage', target: erased });
    const seen = await chatOf(world, nora, chat);
    assert.deepEqual([seen?.unread, seen?.mentions, seen?.last?.seq], [1, 0, 1]);
    const ask = { kind: 'hideMessage', chat, target: seq } as const;
    assert.deepEqual(rejectionIn(await world.outcome(world.request(nora, chat, ask))), {
      rejected: 'notFound',
      what: 'message',
    });
    await world.keep(world.request(nora, chat, { kind: 'hideMessage', chat, target: 1 }));
    assert.equal((await chatOf(world, nora, chat))?.last, undefined);
    await world.keep(world.request(nora, chat, { kind: 'moveMark', chat, seq: 99 }));
    assert.equal((await chatOf(world, nora, chat))?.unread, 0);
    await world.keep({
      ...world.request(nora, '', { kind: 'blockUser', user: amara, on: false }),
      log: userLog(nora),
    });
    await world.post(amara, chat, 'again');
    assert.equal((await chatOf(world, nora, chat))?.unread, 1);
    await world.close();
  });
}

function walls(make: MakePlace): void {
  test('WALL3: the mark of one’s own wall goes forward; one’s own posts move it', async () => {
    const { world, nora, amara } = await threeIn(make);
    const unread = async () => (await world.store.read((q) => findAccount(q, nora)))?.wallUnread;
    const post = (actor: string, text: string) =>
      world.keep({ ...world.posting(actor, LOBBY, text), log: wallLog(nora) });
    const see = (seq: number) => world.keep(world.request(nora, '', { kind: 'moveWallMark', seq }));
    for (const text of ['one', 'two', 'three']) await post(amara, text);
    assert.equal(await unread(), 3);
    const seen = await see(2);
    assert.deepEqual(
      seen.events.map(({ log, event }) => [log, event.kind]),
      [[userLog(nora), 'wall.seen']],
    );
    assert.equal(await unread(), 1);
    assert.deepEqual((await see(1)).events, []);
    await post(nora, 'thank you');
    assert.equal(await unread(), 0);
    await post(amara, 'four');
    assert.equal(await unread(), 1);
    await see(1_000);
    assert.equal(await unread(), 0);
    await world.close();
  });
}

function receipts(make: MakePlace): void {
  test('OWN6: who has read a message: not its author, not oneself, nobody who came later', async () => {
    const { world, nora, amara, mateo } = await threeIn(make);
    const zoe = await world.person('zoe');
    const team = await world.group(idOf('team'), nora, amara, mateo);
    const seq = await world.post(nora, team, 'read this');
    await world.act(nora, team, { kind: 'addMember', user: zoe });
    const seen = async (viewer: string, after?: string): Promise<string[]> =>
      (await world.store.read((q) => listSeen(q, { chat: team, seq, viewer, after }, nora))).map(
        ({ username }) => username,
      );
    assert.deepEqual(await seen(nora), []);
    for (const user of [mateo, amara, zoe]) {
      await world.keep(world.request(user, team, { kind: 'moveMark', chat: team, seq: 99 }));
    }
    assert.deepEqual(await seen(nora), ['amara', 'mateo']);
    assert.deepEqual(await seen(nora, 'amara'), ['mateo']);
    assert.deepEqual(await seen(amara), ['mateo']);
    const silent = { kind: 'changeAccount', change: { settings: { receipts: false } } } as const;
    await world.keep(world.request(amara, '', silent));
    assert.deepEqual(await seen(nora), ['mateo']);
    const block = { kind: 'blockUser', user: nora, on: true } as const;
    await world.keep(world.request(mateo, userLog(mateo), block));
    assert.deepEqual(await seen(nora), []);
    await world.close();
  });
}
