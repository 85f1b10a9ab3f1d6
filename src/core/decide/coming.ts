// What rules about members share: who may, and the facts of coming and going in both logs that they concern.
import type { Rejection } from '#protocol/rejection.ts';
import type { ChatFacts, Facts } from '../facts.ts';
import { userLog } from '../log-name.ts';
import { type Act, allowed } from '../permissions.ts';
import { type Decided, NO_CHAT } from './decision.ts';

/** The chat, if the actor may do this there now. */
export function permitted(facts: Facts, act: Act): ChatFacts | Rejection {
  const { chat, role } = facts;
  if (!chat || !role) return NO_CHAT;
  return allowed(act, chat.kind, role, chat) && !chat.closed ? chat : { rejected: 'notAllowed' };
}

/** Somebody comes. */
export function joined(chat: string, user: string, how: { invited?: true } = {}): Decided[] {
  return [
    {
      log: `chat:${chat}`,
      fact: { kind: 'member.joined', class: 'system', user, role: 'member', ...how },
    },
    { log: userLog(user), fact: { kind: 'chat.entered', class: 'system', chat } },
  ];
}

/** Somebody goes. */
export function gone(chat: string, user: string, how: { banned?: true } = {}): Decided[] {
  return [
    { log: `chat:${chat}`, fact: { kind: 'member.left', class: 'system', user, ...how } },
    { log: userLog(user), fact: { kind: 'chat.gone', class: 'system', chat } },
  ];
}
