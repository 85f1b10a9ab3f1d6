// How two people stand with each other: contacts, requests, blocks. Both sides are told, each from where they stand;
// who is blocked is told nothing, and nothing of theirs is told.
import type { AddContact, BlockUser, RemoveContact } from '#protocol/command.ts';
import type { ContactState } from '#protocol/event.ts';
import { BLOCKS_MAX, CONTACTS_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { Facts } from '../facts.ts';
import { userLog } from '../log-name.ts';
import type { Decided, Decision, Rules } from './decision.ts';

type Other = NonNullable<Facts['other']>;

/** What becomes of both sides. */
interface Sides {
  readonly mine: ContactState;
  readonly theirs: ContactState;
}

/** Rules of how two people stand. */
export const CONTACT_RULES: Rules<'addContact' | 'removeContact' | 'blockUser'> = {
  addContact,
  removeContact,
  blockUser,
};

/** Adds somebody, asks who wants to be asked, or says yes to who asked. */
export function addContact(facts: Facts, { user }: AddContact): Decision {
  const other = otherOf(facts, user);
  if ('rejected' in other) return other;
  const sides = sidesAfterAdding(other);
  if (other.mine === 'none' && (facts.contacts ?? 0) >= CONTACTS_MAX) {
    return { rejected: 'tooMany', field: 'contacts', max: CONTACTS_MAX };
  }
  return told(facts, other, sides);
}

/** Whoever has one among their contacts, or asks for it, does not have to be asked. */
function sidesAfterAdding({ mine, theirs, asks }: Other): Sides {
  if (mine === 'contact') return { mine, theirs };
  if (theirs !== 'none') return { mine: 'contact', theirs: 'contact' };
  return { mine: asks ? 'asked' : 'contact', theirs };
}

/** Removes a contact, withdraws a request, or refuses the other's. */
export function removeContact(facts: Facts, { user }: RemoveContact): Decision {
  const other = otherOf(facts, user);
  if ('rejected' in other) return other;
  return told(facts, other, {
    mine: 'none',
    theirs: other.theirs === 'asked' ? 'none' : other.theirs,
  });
}

/** Blocks somebody, or no longer. They are not told. */
export function blockUser(facts: Facts, { user, on }: BlockUser): Decision {
  const other = otherOf(facts, user);
  if ('rejected' in other) return other;
  if (other.blocked === on) return [];
  if (on && (facts.blocks ?? 0) >= BLOCKS_MAX) {
    return { rejected: 'tooMany', field: 'blocks', max: BLOCKS_MAX };
  }
  return [{ log: facts.log, fact: { kind: 'block.changed', class: 'system', user, on } }];
}

function otherOf({ actor, other }: Facts, user: string): Other | Rejection {
  if (user === actor) return { rejected: 'invalid', field: 'user', reason: 'is oneself' };
  return other ?? { rejected: 'notFound', what: 'user' };
}

function told(facts: Facts, other: Other, { mine, theirs }: Sides): Decided[] {
  if (mine === other.mine && theirs === other.theirs) return [];
  const own = changed(facts.log, other.id, { mine, theirs });
  // What somebody who is blocked does is not told; their yes to a request of the other's is the other's own affair.
  const silent = other.blocksMe && other.theirs === theirs;
  return silent
    ? [own]
    : [own, changed(userLog(other.id), facts.actor, { mine: theirs, theirs: mine })];
}

function changed(log: string, user: string, sides: Sides): Decided {
  return { log, fact: { kind: 'contact.changed', class: 'system', user, ...sides } };
}
