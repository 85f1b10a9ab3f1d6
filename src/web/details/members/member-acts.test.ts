// What a member's menu offers: only what the server would do.
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatHeadView, MemberView } from '#client/model.ts';
import { allowed } from '#core/permissions.ts';
import type { ChatKind, Role } from '#protocol/event.ts';
import { memberActs } from './member-acts.ts';

const actsOf = (kind: ChatKind, mine: Role, theirs: Role, { me = false, lobby = false } = {}) => {
  const may = {
    changeRoles: allowed('changeRole', kind, mine),
    removeMembers: allowed('removeMember', kind, mine),
    ban: allowed('ban', kind, mine),
  };
  const head = { kind, lobby, role: mine, may } as ChatHeadView;
  return memberActs(head, { role: theirs, me } as MemberView);
};

test('an owner does everything about others', () => {
  deepEqual(actsOf('group', 'owner', 'moderator'), [
    ...['write', 'page', 'admin', 'member', 'handOver', 'remove', 'ban'],
  ]);
});

test('an admin makes no admins and hands nothing over', () => {
  deepEqual(actsOf('group', 'admin', 'member'), ['write', 'page', 'moderator', 'remove', 'ban']);
});

test('nobody has a way with their equals', () => {
  for (const role of ['owner', 'admin', 'moderator', 'member'] as const) {
    deepEqual(actsOf('room', role, role), ['write', 'page']);
  }
});

test('moderators remove people from rooms, not from groups', () => {
  deepEqual(actsOf('room', 'moderator', 'member'), ['write', 'page', 'remove', 'ban']);
  deepEqual(actsOf('group', 'moderator', 'member'), ['write', 'page']);
});

test('the Lobby keeps its owner and its members; bans hold there, too', () => {
  deepEqual(actsOf('room', 'owner', 'member', { lobby: true }), [
    ...['write', 'page', 'admin', 'moderator', 'ban'],
  ]);
});

test('about oneself there is the page and the account', () => {
  deepEqual(actsOf('group', 'owner', 'owner', { me: true }), ['page', 'account']);
});
