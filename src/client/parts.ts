// The parts of one signed-in client and how they hear of each other. Every change passes through here on its way to the
// views, in the turn in which it happens, so that no view shows one half of it.
import { chatOf, userLog } from '#core/log-name.ts';
import type { OwnStateChange } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import type { Account } from '#protocol/person.ts';
import type { ServerSignal } from '#protocol/signal.ts';
import { SERVER_LOG } from '#protocol/well-known.ts';
import { type Api, apiOf } from './api.ts';
import type { ChatEntry } from './chats/chat-entry.ts';
import { ChatLoader } from './chats/chat-loader.ts';
import { unreadOf } from './chats/chat-state.ts';
import type { Drafts } from './chats/drafts.ts';
import { Marks } from './chats/marks.ts';
import { Roster } from './chats/roster.ts';
import { Typing } from './chats/typing.ts';
import { Directory } from './directory.ts';
import { Uploads } from './files/uploads.ts';
import { Follows, type LogSink } from './follows.ts';
import { Link } from './link.ts';
import type { LogEntry } from './messages/log-entry.ts';
import { Pins } from './messages/pins.ts';
import type { Outcome } from './model/outcome.ts';
import type { Failure } from './model.ts';
import { cell } from './observable.ts';
import type { Outbox } from './outbox/outbox.ts';
import { Contacts } from './people/contacts.ts';
import type { Platform } from './platform.ts';
import { PresenceBook } from './presence.ts';
import { tellsMarks } from './views/ticks.ts';
import type { WallBook } from './walls/wall-book.ts';
import { draftsFor, outboxFor, type PartsListener, tellOf, wallsFor } from './wiring.ts';

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
  readonly contacts: Contacts;
  readonly uploads: Uploads;
  readonly pins: Pins;
  readonly walls: WallBook;
  /** What was asked of messages and refused. */
  readonly failures = cell<readonly Failure[]>([]);
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
      me,
      api: this.api,
      clock,
      standingOf: (user) => this.contacts.of(user),
      presenceOf: (user) => this.presence.of(user),
      changed: () => listener.people(),
      loaded: (users) => {
        if (this.roster.everybodyKnown(users)) void this.loader.loadList();
      },
    });
    this.marks = new Marks(this.link, clock);
    this.typing = new Typing(this.link, clock, (id) => listener.chat(id));
    this.drafts = draftsFor(this, listener);
    this.contacts = new Contacts({
      api: this.api,
      clock,
      learn: (users) => this.directory.learn(users),
      changed: (users) => {
        this.directory.standingChanged(users);
        listener.contacts();
      },
    });
    this.uploads = new Uploads(platform, me, () => {
      this.outbox.opened();
      listener.chat(undefined);
      listener.wall(undefined);
    });
    this.pins = new Pins({ api: this.api, changed: (log) => tellOf(log, listener) });
    this.walls = wallsFor(this, listener);
    this.roster = this.#makeRoster();
    this.loader = this.#makeLoader();
    this.outbox = outboxFor(this, listener);
  }

  /** Starts connecting and loading; to be called once. */
  start(): void {
    this.directory.learn([this.#account]);
    void this.outbox.start();
    void this.drafts.start();
    void this.loader.loadList();
    void this.contacts.load();
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
    this.contacts.close();
    this.uploads.close();
    this.walls.close();
  }

  /** The entry of a log with messages, if it is known here. */
  entryOf(log: string): LogEntry | undefined {
    const chat = chatOf(log);
    return chat === undefined ? this.walls.byLog(log) : this.roster.find(chat);
  }

  /** Changes what only oneself knows of a chat. */
  async setState(chat: string, change: OwnStateChange): Promise<Outcome> {
    const path = `/chats/${encodeURIComponent(chat)}/state`;
    const answer = await this.api.request('PATCH', path, change);
    return answer.ok ? { ok: true, value: undefined } : answer;
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

  #opened(): void {
    if (this.#wasOpen) {
      this.roster.outdated();
      void this.loader.loadList();
      void this.contacts.load();
    }
    this.#wasOpen = true;
    this.follows.opened();
    this.presence.opened();
    this.marks.opened();
    this.loader.opened();
    this.uploads.opened();
    this.outbox.opened();
    this.drafts.opened();
    this.pins.opened();
    this.walls.opened();
    for (const { sources } of this.roster.entries.values()) sources.retry();
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
        this.contacts.events(events);
        this.outbox.settle(userLog(this.me), events);
        if (events.some(tellsOfAccount)) this.#listener.account();
        for (const event of events) {
          if (event.kind === 'state.changed') {
            this.drafts.heard(event.chat, event.state.draft ?? '');
          }
        }
      },
      reset: () => {
        // What was said of chats meanwhile, only they themselves can tell.
        this.roster.outdated();
        void this.loader.loadList();
        void this.contacts.load();
      },
      refused: (code) => {
        if (code === 'notSignedIn') this.link.signedOut();
      },
    };
  }

  #taken(entry: ChatEntry): void {
    const { state } = entry;
    // A snapshot may have jumped over the event of a message that was already answered.
    this.outbox.settle(entry.log, []);
    this.drafts.heard(state.id, state.own.draft ?? '');
    const { last } = state;
    if (!last || last.by === this.me || unreadOf(state) === 0) return;
    if (tellsMarks(state)) this.marks.delivered(state.id, last.seq);
  }

  #arrived(entry: ChatEntry, events: readonly Event[]): void {
    const { state } = entry;
    this.outbox.settle(entry.log, events);
    this.pins.events(entry, events);
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

function tellsOfAccount({ kind }: Event): boolean {
  return kind === 'account.changed' || kind === 'wall.posted';
}
