// The outcome of a decision: facts for logs, in order, or a rejection.
import type { Fact } from '#protocol/event.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { Ask, AskOf } from '../ask.ts';
import type { Facts } from '../facts.ts';

/** A fact and the log that it belongs to. */
export interface Decided {
  readonly log: string;
  readonly fact: Fact;
  /** A person from whom this is kept though they follow the log; they get its number only. */
  readonly withheld?: string | undefined;
}

/** At most 16 facts in at most 8 logs; the first one is what the command's answer names. Empty: nothing to do. */
export type Decision = readonly Decided[] | Rejection;

/** One rule for each kind of ask. */
export type Rules<Kinds extends Ask['kind']> = {
  [Kind in Kinds]: (facts: Facts, ask: AskOf<Kind>) => Decision;
};

/** The one answer for a chat that is not there and for one that somebody may not know of. */
export const NO_CHAT: Rejection = { rejected: 'notFound', what: 'chat' };
