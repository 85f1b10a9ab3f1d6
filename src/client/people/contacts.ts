// How the account stands with people: contacts, requests, blocks. Loaded at the start, kept by events of one's own log.
import type { Clock, Timer } from '#base/clock.ts';
import type { ContactState, Event } from '#protocol/event.ts';
import { PAGE_MAX } from '#protocol/limits.ts';
import type { User } from '#protocol/person.ts';
import type { Contact, ContactRequest } from '#protocol/profile.ts';
import { type Api, query } from '../api.ts';
import type { Found } from '../model/outcome.ts';

const AGAIN_MS = 5_000;

/** How two people stand, as one of them knows it. */
export interface Standing {
  readonly contact: ContactState;
  readonly theirs: ContactState;
  readonly blocked: boolean;
}

/** A standing with when it came to be, ms since 1970. */
interface Row {
  readonly mine: ContactState;
  readonly theirs: ContactState;
  readonly at: number;
}

const STRANGERS: Row = { mine: 'none', theirs: 'none', at: 0 };

/** What contacts need from their surroundings. */
export interface ContactsPorts {
  readonly api: Api;
  readonly clock: Clock;
  /** People have come along with a list. */
  learn(users: readonly User[]): void;
  /** How one stands with these people may be another; undefined: with all. Called synchronously. */
  changed(users: readonly string[] | undefined): void;
}

/** The contacts of one account. */
export class Contacts {
  readonly #ports: ContactsPorts;
  #rows = new Map<string, Row>();
  #blocked = new Set<string>();
  #state: 'loading' | 'ready' | 'failing' = 'loading';
  #loading = false;
  /** Events came while lists were on their way: these may be from before them. */
  #outdated = false;
  #timer: Timer | undefined;
  #closed = false;

  constructor(ports: ContactsPorts) {
    this.#ports = ports;
  }

  get state(): 'loading' | 'ready' | 'failing' {
    return this.#state;
  }

  /** How one stands with somebody. */
  of(user: string): Standing {
    const { mine, theirs } = this.#rows.get(user) ?? STRANGERS;
    return { contact: mine, theirs, blocked: this.#blocked.has(user) };
  }

  /** Ids of one's contacts. */
  get contacts(): readonly string[] {
    return [...this.#rows].filter(([, { mine }]) => mine === 'contact').map(([user]) => user);
  }

  /** Requests that wait, newest first. */
  get requests(): readonly { user: string; direction: 'in' | 'out'; at: number }[] {
    const waiting: { user: string; direction: 'in' | 'out'; at: number }[] = [];
    for (const [user, { mine, theirs, at }] of this.#rows) {
      if (mine === 'asked') waiting.push({ user, direction: 'out', at });
      else if (theirs === 'asked') waiting.push({ user, direction: 'in', at });
    }
    return waiting.sort((one, other) => other.at - one.at);
  }

  /** Ids of those whom one blocks. */
  get blocked(): readonly string[] {
    return [...this.#blocked];
  }

  /** Loads the lists; until that works. */
  async load(): Promise<void> {
    if (this.#closed) return;
    if (this.#loading) {
      this.#outdated = true;
      return;
    }
    this.#loading = true;
    this.#outdated = false;
    const went = await this.#loadAll();
    this.#loading = false;
    if (this.#closed) return;
    if (!went) this.#later();
    else if (this.#outdated) void this.load();
  }

  /** Takes in events of one's own log; those about other things change nothing. */
  events(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'contact.changed') {
        const { user, mine, theirs, at } = event;
        this.#rows.set(user, { mine, theirs, at });
        this.#told(user);
      } else if (event.kind === 'block.changed') {
        if (event.on) this.#blocked.add(event.user);
        else this.#blocked.delete(event.user);
        this.#told(event.user);
      }
    }
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #told(user: string): void {
    if (this.#loading) this.#outdated = true;
    this.#ports.changed([user]);
  }

  async #loadAll(): Promise<boolean> {
    const [contacts, requests, blocks] = await Promise.all([
      this.#pages<Contact>('/contacts'),
      this.#pages<ContactRequest>('/contacts/requests'),
      this.#pages<User>('/blocks'),
    ]);
    if (!contacts || !requests || !blocks || this.#closed) return false;
    this.#ports.learn([...contacts, ...requests].map(({ user }) => user));
    this.#ports.learn(blocks);
    this.#rows = rowsOf(contacts, requests);
    this.#blocked = new Set(blocks.map(({ id }) => id));
    this.#state = 'ready';
    this.#ports.changed(undefined);
    return true;
  }

  async #pages<T>(path: string): Promise<T[] | undefined> {
    const items: T[] = [];
    let after: string | undefined;
    do {
      const answer = await this.#ports.api.request<Found<T>>(
        'GET',
        `${path}${query({ limit: PAGE_MAX, after })}`,
      );
      if (!answer.ok) return undefined;
      items.push(...answer.value.items);
      after = answer.value.next;
    } while (after !== undefined);
    return items;
  }

  #later(): void {
    if (this.#state === 'loading') this.#state = 'failing';
    this.#ports.changed(undefined);
    this.#timer?.cancel();
    this.#timer = this.#ports.clock.after(AGAIN_MS, () => void this.load());
  }
}

function rowsOf(
  contacts: readonly Contact[],
  requests: readonly ContactRequest[],
): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const { user, since, mutual } of contacts) {
    rows.set(user.id, { mine: 'contact', theirs: mutual ? 'contact' : 'none', at: since });
  }
  for (const { user, direction, at } of requests) {
    const { mine, theirs } = rows.get(user.id) ?? STRANGERS;
    const row =
      direction === 'out' ? { mine: 'asked' as const, theirs } : { mine, theirs: 'asked' as const };
    rows.set(user.id, { ...row, at });
  }
  return rows;
}
