// The contract of direct chats: one between two people, from whichever side, from its first message on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directChat, userLog } from '#core/log-name.ts';
import { emptyDirect, findChat } from '#store/chats/list.ts';
import { usersById } from '#store/people.ts';
import { keptOf, type MakePlace, rejectionIn, StoreWorld } from '#test/support/store-world.ts';

/** What a chat between two people must be. */
export function directContract(make: MakePlace): void {
  test('CHAT1: two people who write first at the same time have one chat', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const chat = directChat(nora, amara);
    assert.equal(chat, directChat(amara, nora));
    const kept = await world.store.append([
      world.posting(nora, chat, 'from nora'),
      world.posting(amara, chat, 'from amara'),
    ]);
    assert.deepEqual(
      kept.map((outcome) => keptOf(outcome).events.map(({ log, event }) => [log, event.kind])),
      [
        [
          [`chat:${chat}`, 'message.posted'],
          [userLog(nora), 'chat.entered'],
          [userLog(amara), 'chat.entered'],
        ],
        [[`chat:${chat}`, 'message.posted']],
      ],
    );
    for (const [one, other] of [
      [nora, amara],
      [amara, nora],
    ] as const) {
      const seen = await world.store.read((q) => findChat(q, one, chat));
      assert.deepEqual([seen?.kind, seen?.with?.id, seen?.memberCount], ['direct', other, 2]);
      assert.deepEqual([seen?.head, seen?.posts, seen?.from], [2, 2, 1]);
    }
    await world.close();
  });

  test('CHAT1: the id with the two people the other way round is no second chat', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const turned = `d0.${nora}.${amara}`;
    assert.notEqual(turned, directChat(nora, amara));
    const posted = await world.outcome(world.posting(nora, turned, 'hello'));
    assert.deepEqual(rejectionIn(posted), { rejected: 'notFound', what: 'chat' });
    const made = await world.outcome(
      world.request(nora, turned, { kind: 'createChat', chat: 'group', name: 'ours' }),
    );
    assert.deepEqual(rejectionIn(made), { rejected: 'notFound', what: 'chat' });
    await world.close();
  });

  test('CHAT1: a chat with oneself has one member; one with nobody does not exist', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const notes = directChat(nora, nora);
    const { events } = await world.keep(world.posting(nora, notes, 'buy plums'));
    assert.equal(events.length, 2);
    const seen = await world.store.read((q) => findChat(q, nora, notes));
    assert.deepEqual([seen?.memberCount, seen?.with?.id, seen?.unread], [1, nora, 0]);
    const nobody = directChat(nora, 'nobody00000000000000');
    const refused = await world.outcome(world.posting(nora, nobody, 'anybody?'));
    assert.equal(rejectionIn(refused).rejected, 'notFound');
    await world.close();
  });

  test('CHAT4: nobody writes into the direct chat of two others', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const mateo = await world.person('mateo');
    const chat = directChat(nora, amara);
    const before = rejectionIn(await world.outcome(world.posting(mateo, chat, 'hello')));
    await world.post(nora, chat, 'just us');
    const after = rejectionIn(await world.outcome(world.posting(mateo, chat, 'hello')));
    assert.deepEqual([before, after], Array(2).fill({ rejected: 'notFound', what: 'chat' }));
    assert.equal(await world.store.read((q) => findChat(q, mateo, chat)), undefined);
    await world.close();
  });

  test('CHAT1: an empty direct chat looks like the one it will be', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const [person] = await world.store.read((q) => usersById(q, [amara]));
    assert.ok(person);
    const empty = emptyDirect(nora, person);
    await world.post(amara, empty.id, 'hello');
    const seen = await world.store.read((q) => findChat(q, nora, empty.id));
    assert.ok(seen);
    const { last, members, ...rest } = seen;
    assert.equal(last?.seq, 1);
    // What ticks are made of: the list brings how far both have got.
    assert.deepEqual(
      members?.map(({ id, read }) => [id, read]).sort(),
      [
        [nora, 0],
        [amara, 1],
      ].sort(),
    );
    assert.deepEqual(rest, { ...empty, head: 1, posts: 1, unread: 1 });
    await world.close();
  });
}
