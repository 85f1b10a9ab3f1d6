// What changes of chats, roles, bans and invite links come to: which events, in which logs, and when nothing happens.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChangeChat } from '#protocol/command.ts';
import { BANS_MAX, GROUP_MEMBERS_MAX } from '#protocol/limits.ts';
import type { Ask } from '../ask.ts';
import type { ChatFacts, Facts } from '../facts.ts';
import { decide } from './decide.ts';

const NORA = 'nora0000000000000000';
const AMARA = 'amara000000000000000';
const TEAM = 'team0000000000000000';
const PICTURE = 'picture0000000000000';
const GROUP: ChatFacts = {
  ...{ id: TEAM, kind: 'group', name: 'Team', topic: '', avatar: '', listed: false },
  ...{ readOnly: false, openHistory: false, membersAdd: false, closed: false, memberCount: 3 },
};
const ROOM: ChatFacts = { ...GROUP, kind: 'room', listed: true };
const LOBBY: ChatFacts = { ...ROOM, id: 'lobby', name: 'Lobby' };

function factsOf(chat: ChatFacts, more: Partial<Facts> = {}): Facts {
  return { log: `chat:${chat.id}`, actor: NORA, epoch: 0, chat, role: 'owner', ...more };
}

/** Log and fact of each event, without the class that all of them have; or the rejection. */
function told(facts: Facts, ask: Ask): unknown {
  const decision = decide(facts, ask);
  if ('rejected' in decision) return decision;
  return decision.map(({ log, fact: { class: _, ...fact } }) => [log.split(':')[0], fact]);
}

function change(changes: Omit<ChangeChat, 'kind'>): Ask {
  return { kind: 'changeChat', ...changes };
}

describe('changing a chat', () => {
  test('an event holds what is another now, and nothing else', () => {
    const facts = factsOf({ ...GROUP, topic: 'plums', readOnly: true });
    const asked = { name: 'Team', topic: '', readOnly: true, openHistory: true, membersAdd: false };
    assert.deepEqual(told(facts, change(asked)), [
      ['chat', { kind: 'chat.changed', topic: '', openHistory: true }],
    ]);
    assert.deepEqual(told(facts, change({ name: 'Team', readOnly: true })), []);
    assert.deepEqual(told(facts, change({})), []);
  });

  test('the list of rooms is told of names, of rooms that come, and of rooms that go', () => {
    const room = (name?: string) => [
      'server',
      { kind: 'room.changed', chat: TEAM, ...(name && { name }) },
    ];
    assert.deepEqual(
      (told(factsOf(ROOM), change({ name: 'Garden' })) as unknown[])[1],
      room('Garden'),
    );
    assert.deepEqual((told(factsOf(ROOM), change({ listed: false })) as unknown[])[1], room());
    const hidden = factsOf({ ...ROOM, listed: false });
    assert.deepEqual((told(hidden, change({ listed: true })) as unknown[])[1], room('Team'));
    assert.equal((told(hidden, change({ name: 'Garden' })) as unknown[]).length, 1);
    const both = told(factsOf(ROOM), change({ name: 'Garden', listed: false })) as unknown[];
    assert.deepEqual(both.slice(1), [room()]);
  });

  test('what only rooms or only groups have is refused for the others', () => {
    const refused = { rejected: 'notAllowed' };
    assert.deepEqual(told(factsOf(GROUP), change({ listed: true })), refused);
    assert.deepEqual(told(factsOf(ROOM), change({ openHistory: true })), refused);
    assert.deepEqual(told(factsOf(ROOM), change({ membersAdd: true })), refused);
  });

  test('CHAT6: the Lobby keeps its name and its place in the list, and takes the rest', () => {
    const refused = { rejected: 'notAllowed' };
    assert.deepEqual(told(factsOf(LOBBY), change({ name: 'Hall' })), refused);
    assert.deepEqual(told(factsOf(LOBBY), change({ listed: false })), refused);
    const asked = { topic: 'plums', readOnly: true, avatar: PICTURE };
    assert.deepEqual(told(factsOf(LOBBY, { avatarFound: true }), change(asked)), [
      ['chat', { kind: 'chat.changed', ...asked }],
    ]);
  });

  test('a picture must be one’s own; an empty one takes it away', () => {
    const missing = { rejected: 'notFound', what: 'blob' };
    assert.deepEqual(told(factsOf(GROUP), change({ avatar: PICTURE })), missing);
    assert.deepEqual(told(factsOf({ ...GROUP, avatar: PICTURE }), change({ avatar: '' })), [
      ['chat', { kind: 'chat.changed', avatar: '' }],
    ]);
  });
});

describe('bans', () => {
  const ban: Ask = { kind: 'banMember', user: AMARA, on: true };
  const unban: Ask = { kind: 'banMember', user: AMARA, on: false };
  const target = { id: AMARA, role: 'member', banned: false } as const;

  test('who is there goes and is told; of who is not there only the chat learns', () => {
    assert.deepEqual(told(factsOf(GROUP, { target }), ban), [
      ['chat', { kind: 'member.left', user: AMARA, banned: true }],
      ['user', { kind: 'chat.gone', chat: TEAM }],
    ]);
    assert.deepEqual(told(factsOf(GROUP, { target: { ...target, role: undefined } }), ban), [
      ['chat', { kind: 'member.banned', user: AMARA }],
    ]);
  });

  test('again it does nothing, nor does lifting a ban that is not there', () => {
    const banned = { id: AMARA, role: undefined, banned: true };
    assert.deepEqual(told(factsOf(GROUP, { target: banned }), ban), []);
    assert.deepEqual(told(factsOf(GROUP, { target }), unban), []);
    assert.deepEqual(told(factsOf(GROUP, { target: banned }), unban), [
      ['chat', { kind: 'member.unbanned', user: AMARA }],
    ]);
  });

  test('who may come into the Lobby again is there again', () => {
    const banned = { id: AMARA, role: undefined, banned: true };
    assert.deepEqual(told(factsOf(LOBBY, { target: banned }), unban), [
      ['chat', { kind: 'member.unbanned', user: AMARA }],
      ['chat', { kind: 'member.joined', user: AMARA, role: 'member' }],
      ['user', { kind: 'chat.entered', chat: 'lobby' }],
    ]);
  });

  test('BAN1: who is kept out cannot join, is not added, and no link leads in', () => {
    const out = { role: undefined, banned: true };
    const noChat = { rejected: 'notFound', what: 'chat' };
    assert.deepEqual(told(factsOf(ROOM, out), { kind: 'joinChat' }), noChat);
    const accept: Ask = { kind: 'acceptInvite', code: 'a-code-that-works' };
    const noInvite = { rejected: 'notFound', what: 'invite' };
    assert.deepEqual(told(factsOf(GROUP, { ...out, invited: true }), accept), noInvite);
    assert.deepEqual(told(factsOf(GROUP, { role: undefined, invited: false }), accept), noInvite);
    const banned = { id: AMARA, role: undefined, banned: true };
    assert.deepEqual(told(factsOf(GROUP, { target: banned }), { kind: 'addMember', user: AMARA }), {
      rejected: 'notAllowed',
    });
  });

  test('a chat keeps out only so many', () => {
    assert.deepEqual(told(factsOf(GROUP, { target, bans: BANS_MAX }), ban), {
      rejected: 'tooMany',
      field: 'bans',
      max: BANS_MAX,
    });
  });
});

describe('roles and links', () => {
  test('ROLE1: handing a chat over makes the giver an admin', () => {
    const facts = factsOf(GROUP, { target: { id: AMARA, role: 'member' } });
    assert.deepEqual(told(facts, { kind: 'changeRole', user: AMARA, role: 'owner' }), [
      ['chat', { kind: 'member.changed', user: AMARA, role: 'owner' }],
      ['chat', { kind: 'member.changed', user: NORA, role: 'admin' }],
    ]);
  });

  test('only who is there has a role', () => {
    const missing = { rejected: 'notFound', what: 'user' };
    const ask: Ask = { kind: 'changeRole', user: AMARA, role: 'admin' };
    assert.deepEqual(told(factsOf(GROUP), ask), missing);
    assert.deepEqual(told(factsOf(GROUP, { target: { id: AMARA } }), ask), missing);
  });

  test('INV1: who comes by a link is told to have been invited; the code is in no event', () => {
    const ask: Ask = { kind: 'acceptInvite', code: 'a-code-that-works' };
    const facts = factsOf(GROUP, { role: undefined, invited: true });
    assert.deepEqual(told(facts, ask), [
      ['chat', { kind: 'member.joined', user: NORA, role: 'member', invited: true }],
      ['user', { kind: 'chat.entered', chat: TEAM }],
    ]);
    const full = { ...GROUP, memberCount: GROUP_MEMBERS_MAX };
    assert.deepEqual(told(factsOf(full, { role: undefined, invited: true }), ask), {
      rejected: 'tooMany',
      field: 'members',
      max: GROUP_MEMBERS_MAX,
    });
  });

  test('AUTH10: an account that comes by a link is where it leads, or is not made at all', () => {
    const user = { id: NORA, username: 'nora', displayName: 'Nora' };
    const invite = { code: 'a-code-that-works', chat: TEAM };
    const ask: Ask = { kind: 'createUser', user, password: 'hash', personal: {}, invite };
    const facts: Facts = { log: 'server', actor: NORA, epoch: 0, people: 1, chat: GROUP };
    const decision = decide({ ...facts, invited: true }, ask);
    assert.ok(!('rejected' in decision));
    const logs = decision.map(({ log }) => log);
    assert.deepEqual(logs, [
      'server',
      'chat:lobby',
      `user:${NORA}`,
      `chat:${TEAM}`,
      `user:${NORA}`,
    ]);
    const missing = { rejected: 'notFound', what: 'invite' };
    assert.deepEqual(told({ ...facts, invited: false, usernameTaken: true }, ask), missing);
    assert.deepEqual(told({ ...facts, chat: undefined }, ask), missing);
  });
});
