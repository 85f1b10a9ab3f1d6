// The contract of roles, bans and the rules of chats: what commands leave in the tables, and who reads what for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ask } from '#core/ask.ts';
import { readable } from '#core/readable.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { isBanned, listBans } from '#store/chats/bans.ts';
import { findChat } from '#store/chats/list.ts';
import { findMembership, listMembers } from '#store/chats/members.ts';
import { listRooms } from '#store/chats/rooms.ts';
import { type MakePlace, rejectionIn, StoreWorld } from '#test/support/store-world.ts';

const TEAM = 'team0000000000000000';
const GARDEN = 'garden00000000000000';
const NO_CHAT = { rejected: 'notFound', what: 'chat' };
const REFUSED = { rejected: 'notAllowed' };

/** Roles, bans, and what the owners of a chat can set. */
export function roleContract(make: MakePlace): void {
  roles(make);
  bans(make);
  rules(make);
}

interface Scene {
  readonly world: StoreWorld;
  readonly nora: string;
  readonly amara: string;
  readonly mateo: string;
  refused(actor: string, chat: string, ask: Ask): Promise<unknown>;
}

async function open(make: MakePlace): Promise<Scene> {
  const world = await StoreWorld.open(make);
  const nora = await world.person('nora');
  const amara = await world.person('amara');
  const mateo = await world.person('mateo');
  await world.group(TEAM, nora, amara, mateo);
  await world.act(nora, GARDEN, { kind: 'createChat', chat: 'room', name: 'Garden' });
  const refused = async (actor: string, chat: string, ask: Ask) =>
    rejectionIn(await world.outcome(world.request(actor, chat, ask)));
  return { world, nora, amara, mateo, refused };
}

async function rolesIn(world: StoreWorld, chat: string): Promise<Record<string, string>> {
  const members = await world.store.read((q) => listMembers(q, chat, { limit: 10, marks: false }));
  return Object.fromEntries(members.map(({ username, role }) => [username, role]));
}

function roles(make: MakePlace): void {
  test('ROLE1: a role given counts at once, and a chat handed over has one owner', async () => {
    const { world, nora, amara, mateo, refused } = await open(make);
    const give = (user: string, role: 'owner' | 'admin' | 'moderator'): Ask => {
      return { kind: 'changeRole', user, role };
    };
    assert.deepEqual(await refused(amara, TEAM, give(mateo, 'moderator')), REFUSED);
    await world.act(nora, TEAM, give(amara, 'admin'));
    await world.act(amara, TEAM, give(mateo, 'moderator'));
    assert.deepEqual(await refused(amara, TEAM, give(mateo, 'admin')), REFUSED);
    await world.act(nora, TEAM, give(mateo, 'owner'));
    assert.deepEqual(await rolesIn(world, TEAM), {
      amara: 'admin',
      mateo: 'owner',
      nora: 'admin',
    });
    assert.deepEqual(await refused(nora, TEAM, give(amara, 'moderator')), REFUSED);
    // Who leaves and comes back begins anew.
    await world.act(amara, TEAM, { kind: 'leaveChat' });
    await world.act(mateo, TEAM, { kind: 'addMember', user: amara });
    assert.equal((await rolesIn(world, TEAM)).amara, 'member');
    await world.close();
  });
}

function bans(make: MakePlace): void {
  const ban = (user: string, on = true): Ask => ({ kind: 'banMember', user, on });

  test('BAN1: who is banned is out, stays out, and finds no such room', async () => {
    const { world, nora, amara, mateo, refused } = await open(make);
    await world.act(amara, GARDEN, { kind: 'joinChat' });
    const rooms = async (user: string) => {
      const found = await world.store.read((q) => listRooms(q, user, { query: '', limit: 10 }));
      return found.map(({ name }) => name);
    };
    // One who is there, and one who is not.
    await world.act(nora, GARDEN, ban(amara));
    await world.act(nora, GARDEN, ban(mateo));
    for (const user of [amara, mateo]) {
      assert.deepEqual(await refused(user, GARDEN, { kind: 'joinChat' }), NO_CHAT);
      assert.deepEqual(await refused(nora, GARDEN, { kind: 'addMember', user }), REFUSED);
      assert.deepEqual(await rooms(user), ['Lobby']);
    }
    assert.deepEqual(await rooms(nora), ['Garden', 'Lobby']);
    const chat = await world.store.read((q) => findChat(q, nora, GARDEN));
    assert.equal(chat?.memberCount, 1);
    const pages = await world.store.read(async (q) => [
      await listBans(q, GARDEN, { limit: 1 }),
      await listBans(q, GARDEN, { after: 'Amara', limit: 10 }),
    ]);
    assert.deepEqual(
      pages.map((page) => page.map(({ username }) => username)),
      [['amara'], ['mateo']],
    );
    await world.act(nora, GARDEN, ban(amara, false));
    await world.act(amara, GARDEN, { kind: 'joinChat' });
    assert.deepEqual(await rolesIn(world, GARDEN), { amara: 'member', nora: 'owner' });
    await world.close();
  });

  test('a ban belongs to one chat, and again changes nothing', async () => {
    const { world, nora, amara } = await open(make);
    await world.act(nora, TEAM, ban(amara));
    const head = (await world.events(`chat:${TEAM}`)).length;
    await world.keep(world.request(nora, TEAM, ban(amara)));
    assert.equal((await world.events(`chat:${TEAM}`)).length, head);
    const where = await world.store.read(async (q) => [
      await isBanned(q, TEAM, amara),
      await isBanned(q, GARDEN, amara),
    ]);
    assert.deepEqual(where, [true, false]);
    await world.close();
  });

  test('CHAT6: who is banned from the Lobby is out of it until the ban is lifted, and then there', async () => {
    const { world, nora, amara, refused } = await open(make);
    await world.act(nora, LOBBY, ban(amara));
    assert.deepEqual(await refused(amara, LOBBY, { kind: 'joinChat' }), NO_CHAT);
    assert.deepEqual(
      await refused(amara, LOBBY, { kind: 'postMessage', body: { text: 'hi' } }),
      NO_CHAT,
    );
    await world.act(nora, LOBBY, ban(amara, false));
    assert.equal((await rolesIn(world, LOBBY)).amara, 'member');
    await world.close();
  });
}

function rules(make: MakePlace): void {
  test('the rules of a chat are kept and shown', async () => {
    const { world, nora, amara, mateo, refused } = await open(make);
    const zoe = await world.person('zoe');
    const add: Ask = { kind: 'addMember', user: zoe };
    assert.deepEqual(await refused(amara, TEAM, add), REFUSED);
    await world.act(nora, TEAM, { kind: 'changeChat', readOnly: true, membersAdd: true });
    const chat = await world.store.read((q) => findChat(q, amara, TEAM));
    assert.deepEqual(
      [chat?.readOnly, chat?.membersAdd, chat?.openHistory],
      [true, true, undefined],
    );
    await world.act(amara, TEAM, add);
    const post: Ask = { kind: 'postMessage', body: { text: 'hello' } };
    assert.deepEqual(await refused(mateo, TEAM, post), REFUSED);
    await world.act(nora, TEAM, { kind: 'changeRole', user: mateo, role: 'moderator' });
    await world.act(mateo, TEAM, post);
    await world.act(nora, TEAM, { kind: 'changeChat', readOnly: false });
    await world.act(amara, TEAM, post);
    await world.close();
  });

  test('CHAT3: a group of open history shows newcomers all of it, and no longer when it is closed', async () => {
    const { world, nora } = await open(make);
    await world.post(nora, TEAM, 'before');
    const zoe = await world.person('zoe');
    await world.act(nora, TEAM, { kind: 'addMember', user: zoe });
    const from = async () => {
      const member = await world.store.read((q) => findMembership(q, zoe, TEAM));
      const chat = await world.store.read((q) => findChat(q, zoe, TEAM));
      return [readable(zoe, `chat:${TEAM}`, member)[0]?.from, chat?.from, chat?.unread];
    };
    assert.deepEqual(await from(), [6, 6, 0]);
    await world.act(nora, TEAM, { kind: 'changeChat', openHistory: true });
    assert.deepEqual(await from(), [1, 1, 0]);
    await world.act(nora, TEAM, { kind: 'changeChat', openHistory: false });
    assert.deepEqual(await from(), [6, 6, 0]);
    await world.close();
  });

  test('a room is listed by what it is set to', async () => {
    const { world, nora, amara } = await open(make);
    const rooms = async () => {
      const found = await world.store.read((q) => listRooms(q, amara, { query: 'gar', limit: 10 }));
      return found.map(({ name, topic }) => [name, topic]);
    };
    await world.act(nora, GARDEN, { kind: 'changeChat', listed: false, topic: 'plums' });
    assert.deepEqual(await rooms(), []);
    await world.act(nora, GARDEN, { kind: 'changeChat', listed: true });
    assert.deepEqual(await rooms(), [['Garden', 'plums']]);
    await world.close();
  });
}
