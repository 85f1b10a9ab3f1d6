// The contract of states of chats, which only their owner knows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directChat, userLog } from '#core/log-name.ts';
import type { Command } from '#protocol/command.ts';
import { PINNED_CHATS_MAX } from '#protocol/limits.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { emptyDirects } from '#store/chats/list.ts';
import { idOf } from '#test/support/recorded-follower.ts';
import { type MakePlace, rejectionIn, type StoreWorld } from '#test/support/store-world.ts';
import { chatOf, NO_CHAT, threeIn } from './three.ts';

type Change = Omit<Extract<Command, { kind: 'setChatState' }>, 'kind' | 'chat'>;

function setting(world: StoreWorld, user: string, chat: string, change: Change) {
  return world.request(user, chat, { kind: 'setChatState', chat, ...change });
}

/** What states must do. */
export function stateContract(make: MakePlace): void {
  test('OWN1: a state is kept whole, and of its events only the latest says anything', async () => {
    const { world, nora, amara } = await threeIn(make);
    await world.keep(setting(world, nora, LOBBY, { muted: true, draft: 'pl' }));
    await world.keep(setting(world, nora, LOBBY, { draft: 'plums' }));
    assert.deepEqual((await chatOf(world, nora, LOBBY))?.state, { muted: true, draft: 'plums' });
    assert.equal((await chatOf(world, amara, LOBBY))?.state, undefined);
    const same = await world.keep(setting(world, nora, LOBBY, { muted: true }));
    assert.deepEqual(same.events, []);
    await world.keep(setting(world, nora, LOBBY, { muted: false, draft: '' }));
    assert.equal((await chatOf(world, nora, LOBBY))?.state, undefined);
    await world.keep(setting(world, nora, LOBBY, { pinned: true }));
    const rows = await world.events(userLog(nora));
    const told = rows.filter(({ event }) => event.kind === 'state.changed');
    assert.equal(told.length, 1);
    assert.ok(!JSON.stringify(rows).includes('plums'), 'an old draft is kept');
    await world.close();
  });

  test('OWN1: a state goes with the chat, and its event with it', async () => {
    const { world, nora, amara } = await threeIn(make);
    const team = await world.group(idOf('team'), nora, amara);
    await world.keep(setting(world, amara, team, { draft: 'plums', pinned: true }));
    await world.act(nora, team, { kind: 'removeMember', user: amara });
    const refused = rejectionIn(await world.outcome(setting(world, amara, team, { muted: true })));
    assert.deepEqual(refused, NO_CHAT);
    await world.act(nora, team, { kind: 'addMember', user: amara });
    assert.equal((await chatOf(world, amara, team))?.state, undefined);
    assert.ok(!JSON.stringify(await world.events()).includes('plums'));
    await world.close();
  });

  test('a direct chat has a state before its first message; others’ chats have none', async () => {
    const { world, nora, amara, mateo } = await threeIn(make);
    const chat = directChat(nora, amara);
    await world.keep(setting(world, nora, chat, { draft: 'Dear' }));
    const people = [{ id: amara, username: 'amara', displayName: 'amara' }];
    const [empty] = await world.store.read((q) => emptyDirects(q, nora, people));
    assert.deepEqual([empty?.id, empty?.state], [chat, { draft: 'Dear' }]);
    for (const [user, where] of [
      [mateo, chat],
      [nora, directChat(nora, idOf('nobody'))],
      [nora, idOf('nothing')],
    ] as const) {
      const refused = rejectionIn(
        await world.outcome(setting(world, user, where, { muted: true })),
      );
      assert.deepEqual(refused, NO_CHAT);
    }
    await world.post(amara, chat, 'first');
    assert.deepEqual((await chatOf(world, nora, chat))?.state, { draft: 'Dear' });
    await world.close();
  });

  test('OWN2: only so many chats are pinned, whatever drafts say', async () => {
    const { world, nora } = await threeIn(make);
    const chats = Array.from({ length: PINNED_CHATS_MAX + 1 }, (_, n) =>
      idOf(`chat${String.fromCodePoint(97 + n)}`),
    );
    for (const chat of chats) await world.group(chat, nora);
    await world.keep(setting(world, nora, LOBBY, { draft: '"pinned":true' }));
    for (const chat of chats.slice(1)) {
      await world.keep(setting(world, nora, chat, { pinned: true }));
    }
    const more = setting(world, nora, chats[0] ?? '', { pinned: true });
    const refused = rejectionIn(await world.outcome(more));
    assert.deepEqual(refused, { rejected: 'tooMany', field: 'pinned', max: PINNED_CHATS_MAX });
    await world.keep(setting(world, nora, chats[1] ?? '', { archived: true }));
    await world.keep(setting(world, nora, chats[0] ?? '', { pinned: true }));
    await world.close();
  });

  test('OWN3: marked unread by hand ends with the read mark, even where that stays', async () => {
    const { world, nora, amara } = await threeIn(make);
    const empty = directChat(nora, amara);
    for (const [chat, seq] of [
      [LOBBY, 1],
      [empty, 0],
    ] as const) {
      await world.keep(setting(world, nora, chat, { unread: true, muted: true }));
      const moved = await world.keep(world.request(nora, chat, { kind: 'moveMark', chat, seq }));
      const kinds = moved.events.map(({ event }) => event.kind);
      assert.deepEqual(kinds, ['state.changed'], chat);
    }
    assert.deepEqual((await chatOf(world, nora, LOBBY))?.state, { muted: true });
    await world.close();
  });
}
