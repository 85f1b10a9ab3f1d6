// What happens to messages after they were posted: edits, deletion, reactions, pins.
import type { DeleteMessage, EditMessage, PinMessage, ReactToMessage } from '#protocol/command.ts';
import type { MessageFact } from '#protocol/event.ts';
import { EDITS_MAX, PINS_MAX, REACTIONS_MAX, REACTIONS_PER_PERSON_MAX } from '#protocol/limits.ts';
import type { Facts, MessageFacts } from '../../facts.ts';
import type { Decision, Rules } from '../decision.ts';
import { namedBy } from './named.ts';
import { findTarget, may, NO_MESSAGE, NOT_ALLOWED, standIn } from './standing-in.ts';

/** Rules of changes to messages. */
export const CHANGE_RULES: Rules<
  'editMessage' | 'deleteMessage' | 'reactToMessage' | 'pinMessage'
> = { editMessage, deleteMessage, reactToMessage, pinMessage };

/**
 * Another text for one's own message. It says something, so it takes the right to post; words of others that one has
 * forwarded stay as they are.
 */
export function editMessage(facts: Facts, { target, body }: EditMessage): Decision {
  const found = findTarget(facts);
  if ('rejected' in found) return found;
  const { stand, message } = found;
  const own = message.by === facts.actor && !message.forwarded;
  if (!own || !may('post', stand)) return NOT_ALLOWED;
  if (message.text === body.text) return [];
  if ((message.edits ?? 0) >= EDITS_MAX) {
    return { rejected: 'tooMany', field: 'edits', max: EDITS_MAX };
  }
  const named = namedBy(facts, stand);
  const { text } = body;
  return kept(facts, { kind: 'message.edited', class: 'change', target, body: { text }, ...named });
}

/**
 * Takes back one's own message, or somebody else's where the table says so. Whoever got the message is told, blocking or
 * not; whoever never did would count a message less that they never counted.
 */
export function deleteMessage(facts: Facts, { target }: DeleteMessage): Decision {
  const stand = standIn(facts);
  if ('rejected' in stand) return stand;
  const { message, actor, log } = facts;
  if (!message) return NO_MESSAGE;
  if (message.by !== actor && !may('deleteOthers', stand)) return NOT_ALLOWED;
  if (message.erased) return [];
  const { withheld } = message;
  return [{ log, fact: { kind: 'message.deleted', class: 'change', target }, withheld }];
}

/** Sets or takes away one's own reaction. Taking away is always allowed. */
export function reactToMessage(facts: Facts, { target, emoji, on }: ReactToMessage): Decision {
  const found = findTarget(facts);
  if ('rejected' in found) return found;
  const { stand, message } = found;
  if (on && !may('react', stand)) return NOT_ALLOWED;
  if (on === message.mine.includes(emoji)) return [];
  const max = on ? limitReached(message, emoji) : undefined;
  if (max !== undefined) return { rejected: 'tooMany', field: 'reactions', max };
  return kept(facts, { kind: 'message.reacted', class: 'change', target, emoji, on });
}

function limitReached({ mine, emojis }: MessageFacts, emoji: string): number | undefined {
  if (mine.length >= REACTIONS_PER_PERSON_MAX) return REACTIONS_PER_PERSON_MAX;
  if (emojis.includes(emoji) || emojis.length < REACTIONS_MAX) return undefined;
  return REACTIONS_MAX;
}

/** Pins a message, or takes the pin away. */
export function pinMessage(facts: Facts, { target, on }: PinMessage): Decision {
  const found = findTarget(facts);
  if ('rejected' in found) return found;
  const { stand, message } = found;
  if (!may('pin', stand)) return NOT_ALLOWED;
  if (on === message.pinned) return [];
  if (on && (facts.pins ?? 0) >= PINS_MAX) {
    return { rejected: 'tooMany', field: 'pins', max: PINS_MAX };
  }
  return kept(facts, { kind: 'message.pinned', class: 'change', target, on });
}

function kept({ log, message, withheldFrom }: Facts, fact: MessageFact): Decision {
  const withheld = message?.withheld ?? withheldFrom;
  return [withheld ? { log, fact, withheld } : { log, fact }];
}
