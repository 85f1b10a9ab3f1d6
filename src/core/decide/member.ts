// Coming and going: joining rooms, leaving, adding and removing, and who owns a chat when its owner leaves.
import type { AddMember, RemoveMember } from '#protocol/command.ts';
import { GROUP_MEMBERS_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { LOBBY } from '#protocol/well-known.ts';
import type { ChatFacts, Facts } from '../facts.ts';
import { userLog } from '../log-name.ts';
import { type Act, allowed, outranks } from '../permissions.ts';
import { type Decided, type Decision, NO_CHAT } from './decision.ts';

/** Joins a room; nothing happens when one is there already. */
export function joinChat(facts: Facts): Decision {
  const { chat, role } = facts;
  if (!chat || chat.closed) return NO_CHAT;
  if (role) return [];
  if (!allowed('join', chat.kind, role)) return NO_CHAT;
  return joined(chat, facts, facts.actor);
}

/** Leaves a group or a room. The owner's place goes to the heir; the last to leave closes the chat. */
export function leaveChat(facts: Facts): Decision {
  const { chat, role } = facts;
  if (!chat || !role) return NO_CHAT;
  if (chat.id === LOBBY || !allowed('leave', chat.kind, role)) return { rejected: 'notAllowed' };
  return [...gone(chat, facts, facts.actor), ...afterLeaving(chat, facts)];
}

/** Adds somebody; nothing happens when they are there already. */
export function addMember(facts: Facts, _ask: AddMember): Decision {
  const chat = permitted(facts, 'addMember');
  if ('rejected' in chat) return chat;
  if (!facts.target) return { rejected: 'notFound', what: 'user' };
  if (facts.target.role) return [];
  if (chat.kind === 'group' && chat.memberCount >= GROUP_MEMBERS_MAX) {
    return { rejected: 'tooMany', field: 'members', max: GROUP_MEMBERS_MAX };
  }
  return joined(chat, facts, facts.target.id);
}

/** Removes somebody of a lower role; nothing happens when they are not there. */
export function removeMember(facts: Facts, _ask: RemoveMember): Decision {
  const chat = permitted(facts, 'removeMember');
  if ('rejected' in chat) return chat;
  if (!facts.target) return { rejected: 'notFound', what: 'user' };
  if (!facts.target.role) return [];
  const below = facts.role && outranks(facts.role, facts.target.role);
  if (!below || chat.id === LOBBY) return { rejected: 'notAllowed' };
  return gone(chat, facts, facts.target.id);
}

function permitted(facts: Facts, act: Act): ChatFacts | Rejection {
  const { chat, role } = facts;
  if (!chat || !role) return NO_CHAT;
  return allowed(act, chat.kind, role) && !chat.closed ? chat : { rejected: 'notAllowed' };
}

function joined(chat: ChatFacts, facts: Facts, user: string): Decided[] {
  return [
    { log: facts.log, fact: { kind: 'member.joined', class: 'system', user, role: 'member' } },
    { log: userLog(user), fact: { kind: 'chat.entered', class: 'system', chat: chat.id } },
  ];
}

function gone(chat: ChatFacts, facts: Facts, user: string): Decided[] {
  return [
    { log: facts.log, fact: { kind: 'member.left', class: 'system', user } },
    { log: userLog(user), fact: { kind: 'chat.gone', class: 'system', chat: chat.id } },
  ];
}

function afterLeaving(chat: ChatFacts, facts: Facts): Decided[] {
  if (chat.memberCount <= 1) {
    const closed: Decided = { log: facts.log, fact: { kind: 'chat.closed', class: 'system' } };
    if (!chat.listed) return [closed];
    return [
      closed,
      { log: 'server', fact: { kind: 'room.changed', class: 'system', chat: chat.id } },
    ];
  }
  if (facts.role !== 'owner' || !facts.heir) return [];
  return [
    {
      log: facts.log,
      fact: { kind: 'member.changed', class: 'system', user: facts.heir, role: 'owner' },
    },
  ];
}
