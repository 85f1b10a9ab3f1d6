// What a decision may know. The store gathers it in the same transaction that will keep the events.
import type { ChatKind, Role } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';

/** A chat as decisions see it. */
export interface ChatFacts {
  readonly id: string;
  readonly kind: ChatKind;
  readonly name: string;
  readonly topic: string;
  readonly listed: boolean;
  readonly closed: boolean;
  readonly memberCount: number;
}

/** Everything a decision needs; what the ask at hand does not concern is undefined. */
export interface Facts {
  readonly log: string;
  /** Whose command it is. */
  readonly actor: string;
  /** The log's epoch, for `expect`. */
  readonly epoch: number;
  /** The chat of the log; undefined when it has no event yet. */
  readonly chat?: ChatFacts | undefined;
  /** The actor's role there; undefined when not a member now. */
  readonly role?: Role | undefined;
  /** The person named in the ask, or the other one of a direct chat, if that account exists. */
  readonly target?: { readonly id: string; readonly role?: Role | undefined } | undefined;
  /** Who follows when the owner leaves: the longest-serving admin, else member. */
  readonly heir?: string | undefined;
  /** For accounts. */
  readonly account?: User | undefined;
  readonly usernameTaken?: boolean;
  readonly emailTaken?: boolean;
  readonly people?: number;
  readonly everybody?: boolean;
  /** For read marks: where it is, where the log ends, and how many posts there are up to the wanted seq. */
  readonly mark?:
    | { readonly seq: number; readonly head: number; readonly posts: number }
    | undefined;
}
