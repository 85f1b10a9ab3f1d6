// The parts of one signed-in client and how they hear of each other. Every change passes through here on its way to the
// views, in the turn in which it happens, so that no view shows one half of it.
import { chatLog, userLog } from '#core/log-name.ts';
import type { Event } from '#protocol/event.ts';
import type { Account } from '#protocol/person.ts';
import type { ServerSignal } from '#protocol/signal.ts';
import { SERVER_LOG } from '#protocol/well-known.ts';
import { type Api, apiOf, isRejection } from './api.ts';
import type { ChatEntry } from './chats/chat-entry.ts';
import { ChatLoader } from './chats/chat-loader.ts';
import { unreadOf } from './chats/chat-state.ts';
import { Drafts } from './chats/drafts.ts';
import { Marks } from './chats/marks.ts';
import { Roster } from './chats/roster.ts';
import { Typing } from './chats/typing.ts';
import { Directory } from './directory.ts';
import { Follows, type LogSink } from './follows.ts';
import { Link, LinkDown } from './link.ts';
import { Outbox } from './outbox.ts';
import type { Outgoing, Platform } from './platform.ts';
import { PresenceBook } from './presence.ts';
import { tellsMarks } from './views/ticks.ts';

/** What is told to the views. Called synchronously. */
export interface PartsListener {
  /** A chat has changed; with undefined, all may have. */
  chat(id: string | undefined): void;
  people(): void;
  connection(): void;
  /** Fields of the account have changed on another device. */
  account(): void;
}

/** All that a signed-in client is made of. */
export class Parts {
  readonly platform: Platform;
  readonly me: string;
  readonly api: Api;
  readonly link: Link;
  readonly follows: Follows;
  readonly directory: Directory;
  readonly presence: PresenceBook;
  readonly roster: Roster;
  readonly loader: ChatLoader;
  readonly marks: Marks;
  readonly typing: Typing;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly #account: Account;
  readonly #listener: PartsListener;
  #wasOpen = false;

  constructor(platform: Platform, account: Account, listener: PartsListener) {
    const { clock } = platform;
    const { id: me } = account;
    this.platform = platform;
    this.me = me;
    this.#account = account;
    this.#listener = listener;
    this.api = apiOf(platform, me, () => this.link.signedOut());
    this.link = new Link(platform, me, {
      opened: () => this.#opened(),
      received: (event, payload) => this.#received(event, payload),
      closed: () => this.#closed(),
      changed: () => listener.connection(),
    });
    this.follows = new Follows(this.link, clock);
    this.presence = new PresenceBook(this.link, clock, (users) =>
      this.directory.presenceChanged(users),
    );
    this.directory = new Directory({
      api: this.api,
      clock,
      presenceOf: (user) => this.presence.of(user),
      changed: () => listener.people(),
      loaded: (users) => {
        if (this.roster.everybodyKnown(users)) void this.loader.loadList();
      },
    });
    this.marks = new Marks(this.link, clock);
    this.typing = new Typing(this.link, clock, (id) => listener.chat(id));
    this.drafts = new Drafts(platform, me, (id) => listener.chat(id));
    this.roster = this.#makeRoster();
    this.loader = this.#makeLoader();
    this.outbox = this.#makeOutbox();
  }

  /** Starts connecting and loading; to be called once. */
  start(): void {
    this.directory.learn([this.#account]);
    void this.outbox.start();
    void this.drafts.start();
    void this.loader.loadList();
    this.follows.add(SERVER_LOG, 'tail', this.#serverSink());
    this.link.start();
  }

  close(): void {
    this.link.close();
    this.follows.close();
    this.presence.close();
    this.directory.close();
    this.marks.close();
    this.typing.close();
    this.drafts.close();
    this.loader.close();
    this.outbox.close();
  }

  #makeRoster(): Roster {
    return new Roster({
      me: this.me,
      follows: this.follows,
      now: () => this.platform.clock.now(),
      learn: (users) => this.directory.learn(users),
      taken: (entry) => this.#taken(entry),
      arrived: (entry, events) => this.#arrived(entry, events),
      fetch: (id) => this.loader.fetch(id),
      changed: (id) => this.#listener.chat(id),
    });
  }

  #makeLoader(): ChatLoader {
    return new ChatLoader({
      api: this.api,
      platform: this.platform,
      roster: this.roster,
      listed: (asOf) => this.follows.add(userLog(this.me), asOf ?? 'tail', this.#userSink()),
      changed: (id) => this.#listener.chat(id),
    });
  }

  #makeOutbox(): Outbox {
    return new Outbox({
      platform: this.platform,
      account: this.me,
      isOpen: () => this.link.isOpen,
      send: (outgoing) => this.#send(outgoing),
      cursorOf: (log) => this.roster.cursorOf(log),
      changed: (log) => {
        this.#listener.chat(log.slice('chat:'.length));
        this.#listener.connection();
      },
    });
  }

  async #send({ log, command, text }: Outgoing): Promise<unknown> {
    const packet = { log, command, kind: 'postMessage', body: { text } };
    const answer = await this.link.call('append', packet);
    if (!isRejection(answer) || answer.rejected !== 'notSignedIn') return answer;
    // Nothing is wrong with the message: it waits for whoever signs in again.
    this.link.signedOut();
    throw new LinkDown('signed out');
  }

  #opened(): void {
    if (this.#wasOpen) {
      this.roster.outdated();
      void this.loader.loadList();
    }
    this.#wasOpen = true;
    this.follows.opened();
    this.presence.opened();
    this.marks.opened();
    this.loader.opened();
    this.outbox.opened();
  }

  #closed(): void {
    this.presence.closed();
  }

  #received(event: string, payload: unknown): void {
    if (event === 'events') this.follows.received(payload as { log: string; events: Event[] });
    if (event === 'signal') this.#signal(payload as ServerSignal);
  }

  #signal(signal: ServerSignal): void {
    if (signal.kind === 'presence') this.presence.received(signal.presences);
    if (signal.kind === 'marks') this.roster.marks(signal.log, signal.marks);
    if (signal.kind === 'typing' && signal.user !== this.me) {
      this.typing.received(signal.log, signal.user, signal.on);
    }
  }

  #serverSink(): LogSink {
    return {
      events: (events) => {
        this.directory.events(events);
        if (this.roster.serverEvents(events)) void this.loader.loadList();
      },
      reset: () => this.directory.reload(),
      // What happened before the log is followed is in the directory that is asked for only now.
      level: () => void this.directory.load(),
      refused: () => undefined,
    };
  }

  #userSink(): LogSink {
    return {
      events: (events) => {
        this.roster.userEvents(events);
        if (events.some(({ kind }) => kind === 'account.changed')) this.#listener.account();
      },
      reset: () => void this.loader.loadList(),
      refused: (code) => {
        if (code === 'notSignedIn') this.link.signedOut();
      },
    };
  }

  #taken(entry: ChatEntry): void {
    const { state } = entry;
    // A snapshot may have jumped over the event of a message that was already answered.
    this.outbox.settle(chatLog(state.id), []);
    const { last } = state;
    if (!last || last.by === this.me || unreadOf(state) === 0) return;
    if (tellsMarks(state)) this.marks.delivered(state.id, last.seq);
  }

  #arrived(entry: ChatEntry, events: readonly Event[]): void {
    const { state } = entry;
    this.outbox.settle(chatLog(state.id), events);
    const posts = events.filter((event) => event.kind === 'message.posted');
    for (const { by } of posts) this.typing.said(state.id, by);
    const others = posts.filter(({ by }) => by !== this.me);
    const last = others.at(-1);
    if (!last) return;
    if (tellsMarks(state)) this.marks.delivered(state.id, last.seq);
    // Shown, but nobody is at it: what comes now is new to whoever comes back.
    const allRead = unreadOf(state) === others.length;
    if (entry.shown > 0 && allRead && !this.presence.isActive) entry.newAfter = state.mark.seq;
  }
}
