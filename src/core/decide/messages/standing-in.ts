// How somebody stands in the chat or on the wall of a log: the same rights for every act on a message there.

import type { Role } from '#protocol/event.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { Facts, MessageFacts } from '../../facts.ts';
import { wallOf } from '../../log-name.ts';
import { type Act, allowed, type Place, type Rulings } from '../../permissions.ts';
import { NO_CHAT } from '../decision.ts';

/** A place, one's role in it, and what its owners have set. */
export interface Stand {
  readonly place: Place;
  readonly role: Role | undefined;
  readonly rulings: Rulings;
}

/** The one answer for a message that is not there and for one that somebody may not read. */
export const NO_MESSAGE: Rejection = { rejected: 'notFound', what: 'message' };
/** The answer for what one can see but may not do. */
export const NOT_ALLOWED: Rejection = { rejected: 'notAllowed' };

/** How the actor stands where the ask goes; nobody acts in a closed chat. */
export function standIn(facts: Facts): Stand | Rejection {
  if (wallOf(facts.log) !== undefined) return standOnWall(facts);
  const { chat, role } = facts;
  if (!chat || !role) return NO_CHAT;
  return chat.closed ? NOT_ALLOWED : { place: chat.kind, role, rulings: chat };
}

function standOnWall({ wall, actor }: Facts): Stand | Rejection {
  if (!wall) return { rejected: 'notFound', what: 'user' };
  if (!wall.mayRead) return NOT_ALLOWED;
  const guest = wall.mayPost ? 'member' : undefined;
  return { place: 'wall', role: wall.owner === actor ? 'owner' : guest, rulings: {} };
}

/** Whether the one who stands so may do the act. */
export function may(act: Act, { place, role, rulings }: Stand): boolean {
  return allowed(act, place, role, rulings);
}

/** A message that the actor can read and that still says something, and how they stand there. */
export function findTarget(
  facts: Facts,
): { readonly stand: Stand; readonly message: MessageFacts } | Rejection {
  const stand = standIn(facts);
  if ('rejected' in stand) return stand;
  const { message } = facts;
  return message && !message.erased ? { stand, message } : NO_MESSAGE;
}
