// One chat inside the client: its state, and what there is of its log. Holds, and answers questions; roster and history
// fill it.
import { chatLog } from '#core/log-name.ts';
import type { Chat } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import type { LogEntry } from '../messages/log-entry.ts';
import { Replica } from '../messages/replica.ts';
import { Sources } from '../messages/sources.ts';
import { Standings } from '../messages/standings.ts';
import { type ChatState, stateOf, unreadOf } from './chat-state.ts';

/** A chat and everything known about it here. */
export class ChatEntry implements LogEntry {
  state: ChatState;
  readonly log: string;
  readonly path: string;
  readonly replica: Replica;
  readonly standings: Standings;
  readonly sources: Sources;
  shown = 0;
  stale = false;
  /** Members and their marks, and what one has hidden, are up to date. */
  detailed = false;
  history: LogEntry['history'] = 'none';
  loadingOlder = false;
  newAfter: number | undefined;
  pins: readonly number[] | undefined;

  /** An entry as a snapshot says, with nothing of its log yet. */
  constructor(chat: Chat, usedAt: number, me: string) {
    this.state = stateOf(chat, usedAt);
    this.log = chatLog(chat.id);
    this.path = `/chats/${encodeURIComponent(chat.id)}`;
    this.replica = new Replica(chat.head);
    this.standings = new Standings(this.replica, me);
    this.sources = new Sources(me);
  }

  get from(): number {
    return this.state.from;
  }

  set from(from: number) {
    this.state = { ...this.state, from };
  }

  get unread(): number {
    return unreadOf(this.state);
  }

  get newest(): number {
    return this.state.last?.seq ?? 0;
  }

  get readUpTo(): number {
    return this.state.mark.seq;
  }
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

/** Behind which seq the "New" line stands when a chat is shown; undefined when all was read. */
export function firstNew({ state }: ChatEntry): number | undefined {
  return unreadOf(state) > 0 ? state.mark.seq : undefined;
}

/** Whether newcomers no longer read what was said before: from where, only the server can say. */
export function shutsHistory(event: Event): boolean {
  return event.kind === 'chat.changed' && event.openHistory === false;
}
