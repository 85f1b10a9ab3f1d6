// One chat inside the client: its state, what there is of its log, and how far its history is loaded. Holds, and answers
// questions; roster and history fill it.
import type { Chat } from '#protocol/chat.ts';
import type { User } from '#protocol/person.ts';
import { Replica } from '../replica.ts';
import { type ChatState, stateOf } from './chat-state.ts';

/** A chat and everything known about it here. */
export interface ChatEntry {
  state: ChatState;
  readonly replica: Replica;
  /** How many faces show it. */
  shown: number;
  /** Events were jumped over: the next snapshot counts, and the state by events does not. */
  stale: boolean;
  /** Members and their marks are up to date. */
  detailed: boolean;
  history: 'none' | 'loading' | 'ready' | 'failing';
  loadingOlder: boolean;
  /** While shown: the "New" line stands before the first message of others behind this seq. */
  newAfter?: number | undefined;
}

/** An entry as a snapshot says, with nothing of its log yet. */
export function entryOf(chat: Chat, usedAt: number): ChatEntry {
  return {
    state: stateOf(chat, usedAt),
    replica: new Replica(chat.head),
    shown: 0,
    stale: false,
    detailed: chat.members !== undefined,
    history: 'none',
    loadingOlder: false,
  };
}

/** Whether there is nothing older than what is loaded. */
export function isWhole({ state, replica }: ChatEntry): boolean {
  return replica.start <= Math.max(1, state.from);
}

/** A direct chat in which nothing was ever said. */
export function isEmptyDirect({ state }: ChatEntry): boolean {
  return state.kind === 'direct' && state.asOf === 0;
}

/** The direct chat with somebody in which nothing was said yet. */
export function emptyDirect(id: string, person: User): Chat {
  return {
    id,
    kind: 'direct',
    name: person.displayName,
    with: person,
    role: 'member',
    memberCount: 2,
    head: 0,
    from: 1,
    posts: 0,
    unread: 0,
    mentions: 0,
    read: 0,
  };
}
