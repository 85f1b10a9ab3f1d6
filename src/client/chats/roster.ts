// One's chats: which there are, each with its state kept by the events of its log; snapshots fill it at the start, after a
// reconnect and where events were jumped over. Does not load history, send, or draw.

import { chatLog, chatOf, directChat } from '#core/log-name.ts';
import type { Chat } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import { EVERYBODY_PEOPLE_MAX } from '#protocol/limits.ts';
import type { User } from '#protocol/person.ts';
import type { MemberMark } from '#protocol/signal.ts';
import type { Follows, LogSink } from '../follows.ts';
import { type ChatEntry, emptyDirect, entryOf, isEmptyDirect } from './chat-entry.ts';
import { applied, merged, rebased, unreadOf, withMark, withMarks } from './chat-state.ts';

/** What a roster needs from its surroundings. All are called synchronously. */
export interface RosterPorts {
  readonly me: string;
  readonly follows: Follows;
  now(): number;
  /** People have come along with a chat. */
  learn(users: readonly User[]): void;
  /** A snapshot of a chat has been taken in. */
  taken(entry: ChatEntry): void;
  /** Events of a chat have been taken in. */
  arrived(entry: ChatEntry, events: readonly Event[]): void;
  /** What is known of a chat is no longer enough: fetch it with its members. */
  fetch(id: string): void;
  /** Something about this chat has changed, or that it is there at all. */
  changed(id: string): void;
}

/** The chats of one account. */
export class Roster {
  readonly #ports: RosterPorts;
  readonly #entries = new Map<string, ChatEntry>();
  // By chat: the number of the drop, so that a snapshot asked for before it does not bring the chat back.
  readonly #gone = new Map<string, number>();
  #drops = 0;
  readonly #shown = new Map<string, number>();
  /** Whether newcomers appear as empty chats; undefined while that is not known. */
  #everybody: boolean | undefined;
  /** Chats with people met while it is not known: a list that has them all says that it is so. */
  readonly #met = new Set<string>();

  constructor(ports: RosterPorts) {
    this.#ports = ports;
  }

  get entries(): ReadonlyMap<string, ChatEntry> {
    return this.#entries;
  }

  find(id: string): ChatEntry | undefined {
    return this.#entries.get(id);
  }

  /** Up to where a chat's log has been taken in; 0 when it is not known. */
  cursorOf(log: string): number {
    return this.#entries.get(chatOf(log) ?? '')?.replica.cursor ?? 0;
  }

  /** Whether the server said that this chat is not (or no longer) open to this account. */
  isGone(id: string): boolean {
    return this.#gone.has(id);
  }

  /** How often a chat was dropped: to be noted before a snapshot is asked for. */
  get drops(): number {
    return this.#drops;
  }

  /** Whether a chat was dropped after `drops` was noted. */
  droppedSince(id: string, drops: number): boolean {
    return (this.#gone.get(id) ?? 0) > drops;
  }

  /** The whole list as the server has it. Empty chats that it does not name are let go where newcomers do not appear. */
  takeList(chats: readonly Chat[]): void {
    if (chats.some(({ kind, head }) => kind === 'direct' && head === 0)) this.#everybody ??= true;
    if (this.#everybody === false) this.#letGo(new Set(chats.map(({ id }) => id)));
    // Last used first: what nothing was said in yet keeps its place by the time of the one before it.
    let usedAt = this.#ports.now();
    for (const chat of chats) {
      usedAt = Math.min(usedAt, chat.last?.at ?? usedAt);
      this.take(chat, usedAt);
    }
    this.#conclude();
  }

  /** A snapshot of one chat. */
  take(chat: Chat, usedAt = this.#ports.now()): ChatEntry {
    const { id } = chat;
    this.#gone.delete(id);
    const { learn, taken, changed } = this.#ports;
    learn([...(chat.members ?? []), ...(chat.with ? [chat.with] : [])]);
    const entry = this.#entries.get(id) ?? this.#add(chat, usedAt);
    if (this.#ports.follows.has(chatLog(id))) this.#merge(entry, chat);
    else this.#replace(entry, chat);
    // A snapshot from before the events that came meanwhile says nothing about who is there now.
    if (chat.members && entry.state.members) entry.detailed = true;
    if (chat.head > 0 || entry.shown > 0) this.#follow(entry);
    taken(entry);
    changed(id);
    return entry;
  }

  /** One more face shows this chat: its "New" line is fixed, and it is followed even if nothing was said in it yet. */
  show(id: string): void {
    this.#shown.set(id, (this.#shown.get(id) ?? 0) + 1);
    const entry = this.#entries.get(id);
    if (!entry) return;
    if (entry.shown++ === 0) entry.newAfter = firstNew(entry);
    this.#follow(entry);
    this.#ports.changed(id);
  }

  /** One face fewer shows this chat. */
  hide(id: string): void {
    const left = (this.#shown.get(id) ?? 1) - 1;
    if (left > 0) this.#shown.set(id, left);
    else this.#shown.delete(id);
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.shown = left;
    if (left > 0) return;
    entry.newAfter = undefined;
    if (entry.history !== 'loading') entry.replica.trim();
    this.#ports.changed(id);
  }

  /** Members and marks are to be fetched anew before they are shown: the connection was away. */
  outdated(): void {
    for (const entry of this.#entries.values()) entry.detailed = false;
  }

  /** The chat is not open to this account (any more). */
  drop(id: string): void {
    this.#gone.set(id, ++this.#drops);
    this.#remove(id);
    this.#ports.changed(id);
  }

  /** Events of the account's own log. */
  userEvents(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'chat.entered') this.#ports.fetch(event.chat);
      if (event.kind === 'chat.gone') this.drop(event.chat);
      if (event.kind === 'mark.moved') this.#setMark(event.chat, event.mark, event.posts);
    }
  }

  /** Newcomers, and the switch that says whether they appear. True when the list is to be loaded again. */
  serverEvents(events: readonly Event[]): boolean {
    let again = false;
    for (const event of events) {
      if (event.kind === 'user.joined') again = this.#meet([event.user]) || again;
      if (event.kind !== 'everybody.changed') continue;
      this.#everybody = event.on;
      again = true;
    }
    return again;
  }

  /**
   * Everybody here is known: who has no chat yet gets an empty one, if this place is one of a chat with everybody. True
   * when only a new list can tell: somebody may have come after the one that is here.
   */
  everybodyKnown(users: readonly User[]): boolean {
    if (users.length > EVERYBODY_PEOPLE_MAX) this.#everybody ??= false;
    return this.#meet(users);
  }

  /** One's own mark moves to `seq`, ahead of the server. True when it did. */
  markRead(id: string, seq: number): boolean {
    const entry = this.#entries.get(id);
    if (!entry || seq <= entry.state.mark.seq) return false;
    const to = Math.min(seq, entry.state.asOf);
    const later = entry.replica.postsAfter(to);
    // How many posts lie before a seq that is not loaded, the server will say.
    const { state } = entry;
    const posts = later === undefined ? state.mark.posts : state.posts - later;
    this.#setMark(id, to, posts);
    return true;
  }

  /** Others' marks. */
  marks(log: string, marks: readonly MemberMark[]): void {
    const id = chatOf(log);
    const entry = id === undefined ? undefined : this.#entries.get(id);
    const others = marks.filter(({ user }) => user !== this.#ports.me);
    if (!entry || others.length === 0) return;
    entry.state = withMarks(entry.state, others);
    this.#ports.changed(entry.state.id);
  }

  #setMark(id: string, seq: number, posts: number): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.state = withMark(entry.state, seq, posts);
    this.#ports.changed(id);
  }

  /** Adds empty chats with people who have none yet. True when only a new list can tell whether they are to have one. */
  #meet(users: readonly User[]): boolean {
    const { me } = this.#ports;
    for (const user of users) {
      const id = directChat(me, user.id);
      if (user.id === me || this.#entries.has(id)) continue;
      if (this.#everybody) this.take(emptyDirect(id, user));
      else this.#met.add(id);
    }
    this.#conclude();
    return this.#everybody === undefined && this.#met.size > 0;
  }

  #conclude(): void {
    const met = [...this.#met];
    if (met.length > 0 && met.every((id) => this.#entries.has(id))) this.#everybody ??= true;
  }

  #letGo(named: ReadonlySet<string>): void {
    for (const [id, entry] of this.#entries) {
      if (isEmptyDirect(entry) && !named.has(id) && entry.shown === 0) this.#remove(id);
    }
  }

  #merge(entry: ChatEntry, chat: Chat): void {
    const { state, replica, stale } = entry;
    if (!stale) {
      entry.state = merged(state, chat);
    } else if (chat.head >= replica.start - 1) {
      const later = replica.events.filter(({ seq }) => seq > chat.head);
      entry.state = rebased(state, chat, later, this.#ports.me);
      entry.stale = false;
    } else {
      this.#ports.fetch(chat.id);
    }
  }

  #replace(entry: ChatEntry, chat: Chat): void {
    entry.state = rebased(entry.state, chat, [], this.#ports.me);
    if (chat.head !== entry.replica.cursor) entry.replica.reset(chat.head + 1);
    if (entry.history !== 'loading') entry.history = 'none';
  }

  #add(chat: Chat, usedAt: number): ChatEntry {
    const entry = entryOf(chat, usedAt);
    entry.shown = this.#shown.get(chat.id) ?? 0;
    if (entry.shown > 0) entry.newAfter = firstNew(entry);
    this.#entries.set(chat.id, entry);
    return entry;
  }

  #remove(id: string): void {
    if (!this.#entries.delete(id)) return;
    this.#ports.follows.remove(chatLog(id));
    this.#ports.changed(id);
  }

  #follow(entry: ChatEntry): void {
    const { follows } = this.#ports;
    const log = chatLog(entry.state.id);
    if (!follows.has(log)) follows.add(log, entry.replica.cursor, this.#sinkOf(entry));
  }

  #sinkOf(entry: ChatEntry): LogSink {
    const ports = this.#ports;
    const { id } = entry.state;
    return {
      events: (events) => {
        entry.replica.append(events);
        for (const event of events) entry.state = applied(entry.state, event, ports.me);
        if (entry.shown === 0) entry.replica.trim();
        ports.arrived(entry, events);
        ports.changed(id);
      },
      reset: (from) => {
        entry.replica.reset(from);
        entry.stale = true;
        if (entry.history !== 'loading') entry.history = 'none';
        ports.fetch(id);
        ports.changed(id);
      },
      refused: (code) => {
        if (code === 'notFound' || code === 'notAllowed') this.drop(id);
      },
    };
  }
}

/** Behind which seq the "New" line stands when a chat is shown; undefined when all was read. */
function firstNew({ state }: ChatEntry): number | undefined {
  return unreadOf(state) > 0 ? state.mark.seq : undefined;
}
