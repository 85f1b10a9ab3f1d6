// The outcome of a decision: facts for logs, in order, or a rejection.
import type { Fact } from '#protocol/event.ts';
import type { Rejection } from '#protocol/rejection.ts';

/** A fact and the log that it belongs to. */
export interface Decided {
  readonly log: string;
  readonly fact: Fact;
}

/** At most 16 facts in at most 8 logs; the first one is what the command's answer names. Empty: nothing to do. */
export type Decision = readonly Decided[] | Rejection;

/** The one answer for a chat that is not there and for one that somebody may not know of. */
export const NO_CHAT: Rejection = { rejected: 'notFound', what: 'chat' };
