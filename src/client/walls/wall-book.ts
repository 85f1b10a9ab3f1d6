// The walls that are looked at: each is loaded when it is shown, followed while it is shown, and let go afterwards. Whether
// one may read it the server says, and says again when it changes.
import type { Clock, Timer } from '#base/clock.ts';
import type { Event } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import type { Profile } from '#protocol/profile.ts';
import type { Api } from '../api.ts';
import { query } from '../api.ts';
import type { Follows, LogSink } from '../follows.ts';
import { type HistoryPorts, loadShown } from '../messages/history.ts';
import { WallEntry } from './wall-entry.ts';

const AGAIN_MS = 5_000;
const FIRST_EVENTS = 50;

/** What walls need from their surroundings. */
export interface WallBookPorts {
  readonly me: string;
  readonly api: Api;
  readonly clock: Clock;
  readonly follows: Follows;
  /** The user name of somebody who is known here. */
  nameOf(user: string): string | undefined;
  learn(users: readonly User[]): void;
  /** Events of a wall have been taken in. Called synchronously. */
  arrived(entry: WallEntry, events: readonly Event[]): void;
  changed(user: string): void;
  /** One has seen one's own wall: the account says so now, too. */
  read(): void;
}

interface EventPage {
  readonly items: readonly Event[];
  readonly from: number;
  readonly asOf: number;
}

/** The walls of one client. */
export class WallBook {
  readonly #ports: WallBookPorts;
  readonly #entries = new Map<string, WallEntry>();
  readonly #timers = new Map<string, Timer>();
  readonly history: HistoryPorts;
  readonly #loading = new Set<string>();
  #seen = 0;
  #closed = false;

  constructor(ports: WallBookPorts) {
    this.#ports = ports;
    this.history = {
      api: ports.api,
      changed: ({ log }) => ports.changed(log.slice('wall:'.length)),
      failed: ({ log }) => this.#later(log.slice('wall:'.length)),
    };
  }

  find(user: string): WallEntry | undefined {
    return this.#entries.get(user);
  }

  /** The wall whose log this is. */
  byLog(log: string): WallEntry | undefined {
    return this.#entries.get(log.slice('wall:'.length));
  }

  /** One more face shows this wall. */
  show(user: string): void {
    const entry = this.#entries.get(user) ?? new WallEntry(user, this.#ports.me);
    this.#entries.set(user, entry);
    if (entry.shown++ === 0) void this.load(user);
  }

  /** One face fewer shows it; when none does, it is let go. */
  hide(user: string): void {
    const entry = this.#entries.get(user);
    if (!entry || --entry.shown > 0) return;
    this.#ports.follows.remove(entry.log);
    this.#timers.get(user)?.cancel();
    this.#timers.delete(user);
    entry.replica.trim();
  }

  /** Loads the profile, and the newest of the wall if it is open. */
  async load(user: string): Promise<void> {
    const entry = this.#entries.get(user);
    if (!entry || this.#loading.has(user)) return;
    this.#loading.add(user);
    await this.#load(entry);
    this.#loading.delete(user);
    if (!this.#closed) this.#ports.changed(user);
  }

  async #load(entry: WallEntry): Promise<void> {
    const { user } = entry;
    const { api, learn } = this.#ports;
    const name = await this.#nameOf(user);
    const path = name && `/users/${encodeURIComponent(name)}`;
    const answer = path ? await api.request<Profile>('GET', path) : undefined;
    if (this.#closed) return;
    if (answer?.ok) {
      entry.profile = answer.value;
      entry.state = 'ready';
      entry.open = answer.value.wall.mayRead;
      entry.path = `${path}/wall`;
      learn([answer.value]);
      if (entry.open) await this.#open(entry);
      else this.#shut(entry);
    } else if (name === '' || (answer && 'refused' in answer)) {
      entry.state = 'missing';
    } else {
      if (entry.state === 'loading') entry.state = 'failing';
      this.#later(user);
    }
  }

  /** Everything on one's own wall up to `seq` was seen. */
  async seen(user: string, seq: number): Promise<void> {
    const { me, api, read } = this.#ports;
    if (user !== me || seq <= this.#seen) return;
    const before = this.#seen;
    this.#seen = seq;
    const answer = await api.request('PUT', '/users/me/wall/read', { seq });
    if (answer.ok) read();
    else this.#seen = Math.min(this.#seen, before);
  }

  /** To be called when the link is open (again): tries again what failed. */
  opened(): void {
    for (const [user, entry] of this.#entries) {
      entry.sources.retry();
      if (entry.shown > 0 && entry.state !== 'ready') void this.load(user);
    }
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers.values()) timer.cancel();
  }

  /** From the newest page on it is followed; what is there already is followed on. */
  async #open(entry: WallEntry): Promise<void> {
    const { api, follows } = this.#ports;
    if (entry.replica.cursor === 0) {
      const page = await api.request<EventPage>(
        'GET',
        `${entry.path}/events${query({ limit: FIRST_EVENTS })}`,
      );
      if (this.#closed) return;
      if (!page.ok) return this.#later(entry.user);
      entry.replica.reset(page.value.asOf + 1);
      entry.replica.prepend(page.value.items);
      entry.from = page.value.from;
      entry.history = 'ready';
      entry.stale = false;
    }
    if (entry.shown > 0) follows.add(entry.log, entry.replica.cursor, this.#sinkOf(entry));
  }

  #shut(entry: WallEntry): void {
    entry.open = false;
    entry.history = 'none';
    entry.replica.reset(1);
    this.#ports.follows.remove(entry.log);
  }

  #sinkOf(entry: WallEntry): LogSink {
    const { arrived, changed } = this.#ports;
    const { user } = entry;
    return {
      events: (events) => {
        entry.replica.append(events);
        entry.sources.events(events);
        arrived(entry, events);
        changed(user);
      },
      reset: (from) => {
        entry.replica.reset(from);
        entry.pins = undefined;
        entry.history = 'none';
        void loadShown(entry, this.history);
        changed(user);
      },
      level: () => {
        entry.stale = false;
      },
      // Closed to this reader, or gone: the profile says which.
      refused: () => {
        this.#shut(entry);
        void this.load(user);
        changed(user);
      },
    };
  }

  /** The user name; empty when there is nobody of this id, undefined when that cannot be found out now. */
  async #nameOf(user: string): Promise<string | undefined> {
    const { api, nameOf, learn } = this.#ports;
    const known = nameOf(user);
    if (known) return known;
    const path = `/users${query({ ids: user })}`;
    const answer = await api.request<{ items: User[] }>('GET', path);
    if (!answer.ok) return undefined;
    learn(answer.value.items);
    return answer.value.items[0]?.username ?? '';
  }

  #later(user: string): void {
    if (this.#closed || this.#timers.has(user)) return;
    const again = (): void => {
      this.#timers.delete(user);
      if ((this.find(user)?.shown ?? 0) > 0) void this.load(user);
    };
    this.#timers.set(user, this.#ports.clock.after(AGAIN_MS, again));
  }
}
