// The rules: from facts and an ask to events or a rejection. Pure, synchronous, and the only place where they are.
import type { Ask } from '../ask.ts';
import type { Facts } from '../facts.ts';
import { changeAccount, createUser, moveMark } from './account.ts';
import { changeChat, createChat } from './chat.ts';
import type { Decision } from './decision.ts';
import { addMember, joinChat, leaveChat, removeMember } from './member.ts';
import { postMessage } from './message.ts';

type Rules = {
  [Kind in Ask['kind']]: (facts: Facts, ask: Extract<Ask, { kind: Kind }>) => Decision;
};

const RULES: Rules = {
  postMessage,
  createChat,
  changeChat,
  joinChat,
  leaveChat,
  addMember,
  removeMember,
  createUser,
  changeAccount,
  moveMark,
};

/** What an ask comes to, given the facts. `expectEpoch` is what the client believes the log's epoch to be. */
export function decide(facts: Facts, ask: Ask, expectEpoch?: number): Decision {
  if (expectEpoch !== undefined && expectEpoch !== facts.epoch) {
    return { rejected: 'stale', epoch: facts.epoch };
  }
  const rule = RULES[ask.kind] as (facts: Facts, ask: Ask) => Decision;
  return rule(facts, ask);
}
