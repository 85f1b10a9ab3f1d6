// The contract of ownership and of batches: heirs, closed chats, the Lobby, and commands that see each other's effects.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { userLog } from '#core/log-name.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { findChat, listChats } from '#store/chats/list.ts';
import { findMembership, listMembers } from '#store/chats/members.ts';
import { type MakePlace, rejectionIn, StoreWorld } from '#test/support/store-world.ts';

const TEAM = 'team0000000000000000';
const TEAM_LOG = `chat:${TEAM}`;

/** Who owns a chat, when it closes, and what a batch does in it. */
export function ownerContract(make: MakePlace): void {
  heirs(make);
  batches(make);
}

function heirs(make: MakePlace): void {
  const roles = async (world: StoreWorld): Promise<Record<string, string>> => {
    const members = await world.store.read((q) =>
      listMembers(q, TEAM, { limit: 10, marks: false }),
    );
    return Object.fromEntries(members.map(({ username, role }) => [username, role]));
  };

  test('CHAT5: the longest-serving member owns the chat when its owner leaves', async () => {
    const world = await StoreWorld.open(make);
    const [nora, zoe, amara] = [
      await world.person('nora'),
      await world.person('zoe'),
      await world.person('amara'),
    ];
    await world.group(TEAM, nora, zoe, amara);
    // Who came back has served since then only.
    await world.act(zoe, TEAM, { kind: 'leaveChat' });
    await world.act(nora, TEAM, { kind: 'addMember', user: zoe });
    await world.act(nora, TEAM, { kind: 'leaveChat' });
    assert.deepEqual(await roles(world), { amara: 'owner', zoe: 'member' });
    await world.close();
  });

  test('CHAT5: an admin goes before members who have served longer', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const people = ['amara', 'mateo', 'zoe', 'yuki'];
    for (const name of people) await world.person(name);
    const all = await world.store.read((q) => q.all<{ id: string }>('SELECT id FROM users'));
    const ids = people.map((name) => all.find(({ id }) => id.startsWith(name))?.id ?? '');
    await world.group(TEAM, nora, ...ids);
    // There is no command for roles yet.
    await world.store.write(async (q) => {
      for (const [role, id] of [
        ['moderator', ids[1]],
        ['admin', ids[2]],
        ['admin', ids[3]],
      ] as const) {
        await q.run(
          'UPDATE members SET role = ? WHERE chat = ? AND person = ?',
          role,
          TEAM,
          id ?? '',
        );
      }
    });
    await world.act(nora, TEAM, { kind: 'leaveChat' });
    assert.deepEqual(await roles(world), {
      amara: 'member',
      mateo: 'moderator',
      yuki: 'admin',
      zoe: 'owner',
    });
    await world.close();
  });

  test('CHAT5: the last to leave closes the chat, and nobody comes back', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    await world.act(nora, TEAM, { kind: 'createChat', chat: 'room', name: 'Garden' });
    const { events } = await world.act(nora, TEAM, { kind: 'leaveChat' });
    assert.deepEqual(
      events.map(({ log, event }) => [log, event.kind]),
      [
        [TEAM_LOG, 'member.left'],
        [userLog(nora), 'chat.gone'],
        [TEAM_LOG, 'chat.closed'],
        ['server', 'room.changed'],
      ],
    );
    for (const person of [nora, amara]) {
      const again = await world.outcome(world.request(person, TEAM, { kind: 'joinChat' }));
      assert.deepEqual(rejectionIn(again), { rejected: 'notFound', what: 'chat' });
    }
    assert.deepEqual(await roles(world), {});
    const chats = await world.store.read((q) => listChats(q, nora, undefined, 10));
    assert.deepEqual(
      chats.map(({ chat }) => chat.id),
      [LOBBY],
    );
    await world.close();
  });
}

function batches(make: MakePlace): void {
  test('LOG1: commands of one batch see what the ones before them did', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const outcomes = await world.store.append([
      world.posting(nora, TEAM, 'too early'),
      world.request(nora, TEAM, { kind: 'createChat', chat: 'group', name: 'Team' }),
      world.posting(nora, TEAM, 'alone'),
      world.posting(amara, TEAM, 'not yet'),
      world.request(nora, TEAM, { kind: 'addMember', user: amara }),
      world.posting(amara, TEAM, 'here'),
      world.request(amara, TEAM, { kind: 'moveMark', chat: TEAM, seq: 5 }),
      world.request(nora, TEAM, { kind: 'removeMember', user: amara }),
      world.posting(amara, TEAM, 'not any more'),
      world.request(amara, TEAM, { kind: 'moveMark', chat: TEAM, seq: 6 }),
      world.request(nora, TEAM, { kind: 'addMember', user: amara }),
      world.request(nora, TEAM, { kind: 'changeChat', name: 'Team', topic: 'plums' }),
      world.request(nora, TEAM, { kind: 'changeChat', name: 'Team', topic: 'plums' }),
    ]);
    assert.deepEqual(
      outcomes.map((outcome) => ('rejected' in outcome ? outcome.rejected : outcome.appended.seq)),
      // The mark at 5 was moved by the own post already: nothing to do, answered with the log's head.
      ['notFound', 1, 3, 'notFound', 4, 5, 2, 6, 'notFound', 'notFound', 7, 8, 8],
    );
    const member = await world.store.read((q) => findMembership(q, amara, TEAM));
    assert.deepEqual(member?.spans, [{ from: 4, until: 6 }, { from: 7 }]);
    const chat = await world.store.read((q) => findChat(q, amara, TEAM));
    assert.deepEqual([chat?.read, chat?.unread, chat?.topic], [7, 0, 'plums']);
    await world.close();
  });

  test('CHAT2: the first account opens and owns the Lobby, the others are members', async () => {
    const world = await StoreWorld.open(make);
    await world.store.append([
      world.newcomer('nora'),
      world.newcomer('amara'),
      world.newcomer('NORA'),
    ]);
    const members = await world.store.read((q) =>
      listMembers(q, LOBBY, { limit: 10, marks: false }),
    );
    assert.deepEqual(
      members.map(({ username, role }) => [username, role]),
      [
        ['amara', 'member'],
        ['nora', 'owner'],
      ],
    );
    const roles = await world.store.read((q) =>
      q.all<{ role: string }>('SELECT role FROM users ORDER BY name_key'),
    );
    assert.deepEqual(
      roles.map(({ role }) => role),
      ['member', 'owner'],
    );
    await world.close();
  });
}
