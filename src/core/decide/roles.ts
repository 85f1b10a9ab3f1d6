// How members stand: roles, handing a chat over, and who is kept out of it.
import type { BanMember, ChangeRole } from '#protocol/command.ts';
import type { Role } from '#protocol/event.ts';
import { BANS_MAX } from '#protocol/limits.ts';
import { LOBBY } from '#protocol/well-known.ts';
import type { ChatFacts, Facts } from '../facts.ts';
import { outranks } from '../permissions.ts';
import { gone, joined, permitted } from './coming.ts';
import type { Decided, Decision, Rules } from './decision.ts';

/** Rules of standing in a chat. */
export const ROLE_RULES: Rules<'banMember' | 'changeRole'> = { banMember, changeRole };

/** Keeps somebody of a lower role, or of none, out; or lets them in again. Nothing happens when it is so already. */
function banMember(facts: Facts, { on }: BanMember): Decision {
  const chat = permitted(facts, 'ban');
  if ('rejected' in chat) return chat;
  if (!facts.target) return { rejected: 'notFound', what: 'user' };
  return on ? banned(chat, facts, facts.target) : unbanned(chat, facts, facts.target);
}

type Target = NonNullable<Facts['target']>;

function banned(chat: ChatFacts, { log, role, bans = 0 }: Facts, target: Target): Decision {
  if (target.banned) return [];
  if (target.role && !(role && outranks(role, target.role))) return { rejected: 'notAllowed' };
  if (bans >= BANS_MAX) return { rejected: 'tooMany', field: 'bans', max: BANS_MAX };
  if (target.role) return gone(chat.id, target.id, { banned: true });
  return [{ log, fact: { kind: 'member.banned', class: 'system', user: target.id } }];
}

function unbanned(chat: ChatFacts, { log }: Facts, target: Target): Decision {
  if (!target.banned) return [];
  const lifted: Decided = {
    log,
    fact: { kind: 'member.unbanned', class: 'system', user: target.id },
  };
  // Everybody who is not kept out is in the Lobby.
  return chat.id === LOBBY ? [lifted, ...joined(chat.id, target.id)] : [lifted];
}

/**
 * Gives a role below one's own to somebody below oneself. Only the owner makes admins, and hands the chat over: then
 * they are an admin themselves. The Lobby stays with its owner.
 */
function changeRole(facts: Facts, { role: wanted }: ChangeRole): Decision {
  const chat = permitted(facts, 'changeRole');
  if ('rejected' in chat) return chat;
  const { role, target } = facts;
  if (!target?.role) return { rejected: 'notFound', what: 'user' };
  if (target.role === wanted) return [];
  if (!role || !outranks(role, target.role)) return { rejected: 'notAllowed' };
  if (wanted !== 'owner') {
    return outranks(role, wanted)
      ? [changed(facts, target.id, wanted)]
      : { rejected: 'notAllowed' };
  }
  if (role !== 'owner' || chat.id === LOBBY) return { rejected: 'notAllowed' };
  return [changed(facts, target.id, 'owner'), changed(facts, facts.actor, 'admin')];
}

function changed({ log }: Facts, user: string, role: Role): Decided {
  return { log, fact: { kind: 'member.changed', class: 'system', user, role } };
}
