// The rules: from facts and an ask to events or a rejection. Pure, synchronous, and the only place where they are.
import type { Ask } from '../ask.ts';
import type { Facts } from '../facts.ts';
import { partsOf } from '../log-name.ts';
import { ACCOUNT_RULES } from './account.ts';
import { CHAT_RULES } from './chat.ts';
import { CONTACT_RULES } from './contact.ts';
import { type Decision, NO_CHAT, type Rules } from './decision.ts';
import { MEMBER_RULES } from './member.ts';
import { CHANGE_RULES } from './messages/change.ts';
import { MESSAGE_RULES } from './messages/posting.ts';
import { OWN_RULES } from './own.ts';
import { ROLE_RULES } from './roles.ts';

const RULES: Rules<Ask['kind']> = {
  ...MESSAGE_RULES,
  ...CHANGE_RULES,
  ...CHAT_RULES,
  ...MEMBER_RULES,
  ...ROLE_RULES,
  ...OWN_RULES,
  ...CONTACT_RULES,
  ...ACCOUNT_RULES,
};

// In whose logs an ask has a meaning; everywhere else it finds nothing.
const MESSAGES = Object.keys({ ...MESSAGE_RULES, ...CHANGE_RULES });
const OWN = Object.keys({ ...OWN_RULES, ...CONTACT_RULES });
const CHATS = Object.keys({ ...CHAT_RULES, ...MEMBER_RULES, ...ROLE_RULES });

/** What an ask comes to, given the facts. `expectEpoch` is what the client believes the log's epoch to be. */
export function decide(facts: Facts, ask: Ask, expectEpoch?: number): Decision {
  if (!belongs(facts, ask.kind)) return NO_CHAT;
  if (expectEpoch !== undefined && expectEpoch !== facts.epoch) {
    return { rejected: 'stale', epoch: facts.epoch };
  }
  const rule = RULES[ask.kind] as (facts: Facts, ask: Ask) => Decision;
  return rule(facts, ask);
}

function belongs({ log, actor }: Facts, kind: Ask['kind']): boolean {
  const parts = partsOf(log);
  if (OWN.includes(kind)) return parts.kind === 'user' && parts.id === actor;
  if (CHATS.includes(kind)) return parts.kind === 'chat';
  if (MESSAGES.includes(kind)) return parts.kind === 'chat' || parts.kind === 'wall';
  return true;
}
