// Posting: who may, where; and that a direct chat exists from its first message on.
import type { PostMessage } from '#protocol/command.ts';
import type { Facts } from '../facts.ts';
import { chatOf, otherOfDirect, userLog } from '../log-name.ts';
import { allowed } from '../permissions.ts';
import { type Decided, type Decision, NO_CHAT } from './decision.ts';

/** A message in a chat. The first one between two people also enters the chat into both their lists. */
export function postMessage(facts: Facts, ask: PostMessage): Decision {
  const posted: Decided = {
    log: facts.log,
    fact: { kind: 'message.posted', class: 'post', body: ask.body },
  };
  if (!facts.chat) return firstDirect(facts, posted);
  if (!facts.role) return NO_CHAT;
  if (facts.chat.closed) return { rejected: 'notAllowed' };
  return allowed('post', facts.chat.kind, facts.role) ? [posted] : { rejected: 'notAllowed' };
}

function firstDirect(facts: Facts, posted: Decided): Decision {
  const chat = chatOf(facts.log);
  const other = chat && otherOfDirect(chat, facts.actor);
  if (!chat || !other || facts.target?.id !== other) return NO_CHAT;
  const people = other === facts.actor ? [other] : [facts.actor, other];
  return [
    posted,
    ...people.map(
      (person): Decided => ({
        log: userLog(person),
        fact: { kind: 'chat.entered', class: 'system', chat },
      }),
    ),
  ];
}
