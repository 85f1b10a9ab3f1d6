// People as faces show them: presence, how one stands with them, requests.
import type { ContactState } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import type { PresenceState } from '#protocol/signal.ts';

/** A person, with presence as far as one may see it. Of a deleted account `deleted` is true: show words for that. */
export interface PersonView extends User {
  readonly presence: PresenceState | 'unknown';
  readonly seenAt?: number | undefined;
  /** Address of their picture, small. */
  readonly picture?: string | undefined;
  /** One's own side, and theirs as far as one was told. */
  readonly contact: ContactState;
  readonly theirs: ContactState;
  readonly blocked: boolean;
}

/** A request that waits. */
export interface RequestView {
  readonly person: PersonView;
  readonly direction: 'in' | 'out';
  readonly at: number;
}

/** One's contacts (online first, then by name), requests (newest first) and whom one blocks. */
export interface ContactsView {
  readonly state: 'loading' | 'ready' | 'failing';
  readonly contacts: readonly PersonView[];
  readonly requests: readonly RequestView[];
  readonly blocked: readonly PersonView[];
}
