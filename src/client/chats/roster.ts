// One's chats: which there are, each with its state kept by the events of its log; snapshots fill it at the start, after a
// reconnect and where events were jumped over. Does not load history, send, or draw.

import { chatLog, chatOf } from '#core/log-name.ts';
import type { Chat } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import type { MemberMark } from '#protocol/signal.ts';
import type { Follows, LogSink } from '../follows.ts';
import { ChatEntry, firstNew, isEmptyDirect, shutsHistory } from './chat-entry.ts';
import {
  applied,
  merged,
  type OwnState,
  rebased,
  withHidden,
  withMark,
  withMarks,
} from './chat-state.ts';
import { Drops } from './drops.ts';
import { Newcomers } from './newcomers.ts';
import { OwnNews } from './own-news.ts';

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

/** When a snapshot was asked for, and what stands in for its last use. */
export interface Taking {
  readonly usedAt?: number | undefined;
  readonly news?: number | undefined;
  /** Whether it was asked for by itself: lists leave out what is hidden. */
  readonly whole?: boolean | undefined;
}

/** The chats of one account. */
export class Roster {
  readonly #ports: RosterPorts;
  readonly #entries = new Map<string, ChatEntry>();
  readonly drops = new Drops();
  readonly #own = new OwnNews();
  readonly #shown = new Map<string, number>();
  readonly #newcomers: Newcomers;

  constructor(ports: RosterPorts) {
    this.#ports = ports;
    this.#newcomers = new Newcomers({
      me: ports.me,
      isThere: (id) => this.#entries.has(id),
      take: (chat) => this.take(chat),
    });
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

  /** How much was told of what only oneself knows of chats: to be noted before a snapshot is asked for. */
  get news(): number {
    return this.#own.news;
  }

  /** The whole list as the server has it. Empty chats that it does not name are let go where newcomers do not appear. */
  takeList(chats: readonly Chat[], news?: number): void {
    if (this.#newcomers.listed(chats) === false) this.#letGo(new Set(chats.map(({ id }) => id)));
    // Last used first: what nothing was said in yet keeps its place by the time of the one before it.
    let usedAt = this.#ports.now();
    for (const chat of chats) {
      usedAt = Math.min(usedAt, chat.last?.at ?? usedAt);
      this.take(chat, { usedAt, news });
    }
    this.#newcomers.conclude();
  }

  /** A snapshot of one chat. `news` was noted before it was asked for. */
  take(chat: Chat, { usedAt = this.#ports.now(), ...taking }: Taking = {}): ChatEntry {
    const { id } = chat;
    this.drops.lift(id);
    const { learn, taken, changed } = this.#ports;
    learn([...(chat.members ?? []), ...(chat.with ? [chat.with] : [])]);
    const entry = this.#entries.get(id) ?? this.#add(chat, usedAt);
    const { own } = entry.state;
    if (this.#ports.follows.has(chatLog(id))) this.#merge(entry, chat);
    else this.#replace(entry, chat);
    const mine = this.#own.standing(chat, own, taking.news ?? this.#own.news);
    if (mine !== entry.state.own) entry.state = { ...entry.state, own: mine };
    for (const seq of this.#own.hiddenIn(id)) entry.state = withHidden(entry.state, seq);
    // A snapshot from before the events that came meanwhile says nothing about who is there now.
    if (taking.whole && entry.state.members) entry.detailed = true;
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
    this.drops.add(id);
    this.#remove(id);
    this.#ports.changed(id);
  }

  /** Events of the account's own log. */
  userEvents(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'chat.entered') this.#ports.fetch(event.chat);
      if (event.kind === 'chat.gone') this.drop(event.chat);
      if (event.kind === 'mark.moved') this.#toldMark(event.chat, event.mark, event.posts);
      if (event.kind === 'state.changed') this.#setOwn(event.chat, event.state);
      if (event.kind === 'message.hidden') this.#hide(event.chat, event.target);
    }
  }

  /** Newcomers, and the switch that says whether they appear. True when the list is to be loaded again. */
  serverEvents(events: readonly Event[]): boolean {
    return this.#newcomers.events(events);
  }

  /** Everybody here is known. True when only a new list can tell who has an empty chat. */
  everybodyKnown(users: readonly User[]): boolean {
    return this.#newcomers.everybodyKnown(users);
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

  /** What somebody who blocks one does not get counts here and not on the server: where it can be, it is counted here. */
  #toldMark(id: string, seq: number, posts: number): void {
    const entry = this.#entries.get(id);
    const known = entry && !entry.stale && seq <= entry.replica.cursor;
    const later = known ? entry.replica.postsAfter(seq) : undefined;
    this.#setMark(id, seq, entry && later !== undefined ? entry.state.posts - later : posts);
  }

  #setMark(id: string, seq: number, posts: number): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.state = withMark(entry.state, seq, posts);
    this.#ports.changed(id);
  }

  #setOwn(id: string, own: OwnState): void {
    this.#own.told(id, own);
    const entry = this.#entries.get(id);
    if (entry) entry.state = { ...entry.state, own };
    this.#ports.changed(id);
  }

  #hide(id: string, seq: number): void {
    this.#own.hid(id, seq);
    const entry = this.#entries.get(id);
    if (entry) entry.state = withHidden(entry.state, seq);
    if (entry?.state.last?.seq === seq) this.#ports.fetch(id);
    this.#ports.changed(id);
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
    const entry = new ChatEntry(chat, usedAt, this.#ports.me);
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
        entry.sources.events(events);
        // From where one may read now, only the server can say.
        if (events.some(shutsHistory)) ports.fetch(id);
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
