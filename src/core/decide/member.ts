// Coming and going: joining rooms, leaving, adding and removing, and who owns a chat when its owner leaves.
import type { AddMember, RemoveMember } from '#protocol/command.ts';
import { GROUP_MEMBERS_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { LOBBY } from '#protocol/well-known.ts';
import type { AcceptInvite, AskOf } from '../ask.ts';
import type { ChatFacts, Facts } from '../facts.ts';
import { allowed, outranks } from '../permissions.ts';
import { gone, joined, permitted } from './coming.ts';
import { type Decided, type Decision, NO_CHAT, type Rules } from './decision.ts';

/** Rules of coming and going. */
export const MEMBER_RULES: Rules<
  'joinChat' | 'leaveChat' | 'addMember' | 'removeMember' | 'acceptInvite'
> = { joinChat, leaveChat, addMember, removeMember, acceptInvite };

/** The one answer for a link that is not there, does not work, or leads where one is kept out. */
export const NO_INVITE: Rejection = { rejected: 'notFound', what: 'invite' };

/** Joins a room; nothing happens when one is there already. Who is kept out finds no room. */
export function joinChat(facts: Facts): Decision {
  const { chat, role, banned, actor } = facts;
  if (!chat || chat.closed) return NO_CHAT;
  if (role) return [];
  if (banned || !allowed('join', chat.kind, role)) return NO_CHAT;
  return joined(chat.id, actor);
}

/** Leaves a group or a room. The owner's place goes to the heir; the last to leave closes the chat. */
export function leaveChat(facts: Facts, ask?: AskOf<'leaveChat'>): Decision {
  const { chat, role } = facts;
  if (!chat || !role) return NO_CHAT;
  // Out of the Lobby goes only who is gone from the server.
  const stays = chat.id === LOBBY && !(ask && 'forGood' in ask);
  if (stays || !allowed('leave', chat.kind, role)) return { rejected: 'notAllowed' };
  return [...gone(chat.id, facts.actor), ...afterLeaving(chat, facts)];
}

/** Adds somebody who is not kept out; nothing happens when they are there already. */
export function addMember(facts: Facts, _ask: AddMember): Decision {
  const chat = permitted(facts, 'addMember');
  if ('rejected' in chat) return chat;
  const { target } = facts;
  if (!target) return { rejected: 'notFound', what: 'user' };
  if (target.role) return [];
  if (target.banned) return { rejected: 'notAllowed' };
  return full(chat) ?? joined(chat.id, target.id);
}

/** Joins by an invite link; nothing happens when one is there already. */
function acceptInvite(facts: Facts, _ask: AcceptInvite): Decision {
  const { chat, role, banned, invited, actor } = facts;
  if (!chat || chat.closed) return NO_INVITE;
  if (role) return [];
  if (banned || !invited) return NO_INVITE;
  return full(chat) ?? joined(chat.id, actor, { invited: true });
}

/** The refusal of a group that has no place left. */
export function full({ kind, memberCount }: Pick<ChatFacts, 'kind' | 'memberCount'>) {
  if (kind !== 'group' || memberCount < GROUP_MEMBERS_MAX) return undefined;
  return { rejected: 'tooMany', field: 'members', max: GROUP_MEMBERS_MAX } as const;
}

/** Removes somebody of a lower role; nothing happens when they are not there. */
export function removeMember(facts: Facts, _ask: RemoveMember): Decision {
  const chat = permitted(facts, 'removeMember');
  if ('rejected' in chat) return chat;
  if (!facts.target) return { rejected: 'notFound', what: 'user' };
  if (!facts.target.role) return [];
  const below = facts.role && outranks(facts.role, facts.target.role);
  if (!below || chat.id === LOBBY) return { rejected: 'notAllowed' };
  return gone(chat.id, facts.target.id);
}

function afterLeaving(chat: ChatFacts, facts: Facts): Decided[] {
  if (chat.memberCount <= 1) {
    if (chat.id === LOBBY) return [];
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
