// The people known here: loaded at the start, kept by the server's log, looked up where a name is missing. Gives each of
// them as faces show them, as the same object while nothing about them has changed.
import type { Clock, Timer } from '#base/clock.ts';
import type { Event } from '#protocol/event.ts';
import { PAGE_MAX } from '#protocol/limits.ts';
import type { User } from '#protocol/person.ts';
import { type Api, query } from './api.ts';
import { pictureOf } from './files/file-view.ts';
import type { PersonView } from './model.ts';
import type { Standing } from './people/contacts.ts';
import type { Known } from './presence.ts';
import { reuse } from './views/reuse.ts';

/** People that are loaded at the start; who is beyond is looked up when met. */
const LOADED_PEOPLE_MAX = 2_000;
const LOOKUP_DEBOUNCE_MS = 30;
const AGAIN_MS = 5_000;

const byName = new Intl.Collator();

interface Page {
  readonly items: readonly User[];
  readonly next?: string;
}

/** What a directory needs from its surroundings. */
export interface DirectoryPorts {
  readonly api: Api;
  readonly clock: Clock;
  /** Whose directory it is: pictures are read with their session. */
  readonly me: string;
  presenceOf(user: string): Known;
  standingOf(user: string): Standing;
  /** Names or presences have changed, or there are more people. Called synchronously. */
  changed(): void;
  /** The directory has been loaded. */
  loaded(users: readonly User[]): void;
}

/** Everybody known to one client. */
export class Directory {
  readonly #ports: DirectoryPorts;
  readonly #users = new Map<string, User>();
  readonly #persons = new Map<string, PersonView>();
  readonly #authors = new Map<string, PersonView>();
  readonly #wanted = new Set<string>();
  readonly #unknown = new Set<string>();
  /** Of whom events told: pages and snapshots that were asked for earlier may come later. */
  readonly #told = new Set<string>();
  #sorted: readonly string[] | undefined;
  #loading: 'no' | 'now' | 'done' = 'no';
  #loadTimer: Timer | undefined;
  #timer: Timer | undefined;
  #version = 0;
  #closed = false;

  constructor(ports: DirectoryPorts) {
    this.#ports = ports;
  }

  /** Another number when a name that somebody was given here has changed. */
  get version(): number {
    return this.#version;
  }

  /** Everybody, by display name. */
  get people(): readonly PersonView[] {
    this.#sorted ??= [...this.#users.values()].sort(inOrder).map(({ id }) => id);
    return this.#sorted.map((id) => this.person(id));
  }

  /** Somebody by id or user name. */
  find(idOrName: string): User | undefined {
    const byId = this.#users.get(idOrName);
    if (byId) return byId;
    return [...this.#users.values()].find(({ username }) => username === idOrName);
  }

  /** Somebody with presence. Whoever is not known yet is looked up. */
  person(id: string): PersonView {
    const cached = this.#persons.get(id);
    if (cached) return cached;
    const person: PersonView = { ...this.#viewOf(id), ...this.#ports.presenceOf(id) };
    this.#persons.set(id, person);
    return person;
  }

  /** Somebody as the author of what was said: presence is left out, so that it changes no message. */
  author(id: string): PersonView {
    const cached = this.#authors.get(id);
    if (cached) return cached;
    const author: PersonView = { ...this.#viewOf(id), presence: 'unknown' };
    this.#authors.set(id, author);
    return author;
  }

  /** Takes people in who came with something else. Who is known stays as they are, once all changes come as events. */
  learn(users: readonly User[]): void {
    const isNews = ({ id }: User): boolean => this.#loading !== 'done' || !this.#users.has(id);
    this.#learn(users.filter((user) => isNews(user) && !this.#told.has(user.id)));
  }

  /** Presence has changed: they are to be looked at anew. */
  presenceChanged(users: readonly string[]): void {
    for (const user of users) this.#persons.delete(user);
    this.#ports.changed();
  }

  /** How one stands with somebody has changed, or with all. */
  standingChanged(users: readonly string[] | undefined): void {
    for (const user of users ?? [...this.#persons.keys()]) this.#persons.delete(user);
    for (const user of users ?? [...this.#authors.keys()]) this.#authors.delete(user);
    this.#version++;
    this.#ports.changed();
  }

  /** Loads the directory, unless it is loaded or being loaded; until that works. */
  async load(): Promise<void> {
    if (this.#loading !== 'no' || this.#closed) return;
    this.#loading = 'now';
    const went = await this.#loadPages();
    if (this.#closed) return;
    this.#loading = went ? 'done' : 'no';
    if (went) this.#ports.loaded([...this.#users.values()]);
    else this.#loadTimer = this.#ports.clock.after(AGAIN_MS, () => void this.load());
  }

  /** Loads the directory again, because events of the server's log were jumped over. */
  reload(): void {
    this.#told.clear();
    if (this.#loading === 'done') this.#loading = 'no';
    void this.load();
  }

  /** Events of the server's log. */
  events(events: readonly Event[]): void {
    const users = events.flatMap(personIn);
    for (const { id } of users) this.#told.add(id);
    this.#learn(users);
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#loadTimer?.cancel();
  }

  #learn(users: readonly User[]): void {
    let changed = false;
    for (const user of users) {
      const { id } = user;
      const before = this.#users.get(id);
      const after = reuse(before, plainUser(user));
      if (before === after) continue;
      this.#users.set(id, after);
      this.#sorted = undefined;
      this.#persons.delete(id);
      if (this.#authors.delete(id)) this.#version++;
      changed = true;
    }
    if (changed) this.#ports.changed();
  }

  async #loadPages(): Promise<boolean> {
    let after: string | undefined;
    for (let loaded = 0; loaded < LOADED_PEOPLE_MAX; loaded += PAGE_MAX) {
      const path = `/users${query({ limit: PAGE_MAX, after })}`;
      const page = await this.#ports.api.request<Page>('GET', path);
      if (!page.ok || this.#closed) return false;
      this.learn(page.value.items);
      after = page.value.next;
      if (after === undefined) break;
    }
    return true;
  }

  #viewOf(id: string): Omit<PersonView, 'presence'> {
    const user = this.#userOf(id);
    const picture = pictureOf(user.avatar, this.#ports.me);
    return { ...user, ...this.#ports.standingOf(id), ...(picture ? { picture } : {}) };
  }

  #userOf(id: string): User {
    const known = this.#users.get(id);
    if (known) return known;
    if (!this.#unknown.has(id)) {
      this.#wanted.add(id);
      this.#timer ??= this.#ports.clock.after(LOOKUP_DEBOUNCE_MS, () => void this.#lookUp());
    }
    return { id, username: '', displayName: '…' };
  }

  async #lookUp(): Promise<void> {
    const ids = [...this.#wanted].filter((id) => !this.#users.has(id)).slice(0, PAGE_MAX);
    for (const id of ids) this.#wanted.delete(id);
    const path = `/users${query({ ids: ids.join(',') })}`;
    const page = ids.length > 0 ? await this.#ports.api.request<Page>('GET', path) : undefined;
    this.#timer = undefined;
    if (this.#closed) return;
    const offline = page !== undefined && 'offline' in page;
    if (offline) for (const id of ids) this.#wanted.add(id);
    else this.#found(ids, page?.ok ? page.value.items : []);
    if (this.#wanted.size === 0) return;
    const delayMs = offline ? AGAIN_MS : LOOKUP_DEBOUNCE_MS;
    this.#timer = this.#ports.clock.after(delayMs, () => void this.#lookUp());
  }

  #found(ids: readonly string[], users: readonly User[]): void {
    this.learn(users);
    for (const id of ids) if (!this.#users.has(id)) this.#unknown.add(id);
  }
}

/** Whoever an event of the server's log is about, as they are now. */
function personIn(event: Event): User[] {
  if (event.kind === 'user.joined' || event.kind === 'user.changed') return [event.user];
  if (event.kind !== 'user.deleted') return [];
  const id = event.user;
  return [{ id, username: `deleted-${id}`, displayName: 'Deleted account', deleted: true }];
}

/** Only what everybody sees: profiles come along with more. */
function plainUser({ id, username, displayName, avatar, deleted }: User): User {
  return {
    id,
    username,
    displayName,
    ...(avatar ? { avatar } : {}),
    ...(deleted ? { deleted } : {}),
  };
}

function inOrder(one: User, other: User): number {
  return byName.compare(one.displayName, other.displayName) || (one.id < other.id ? -1 : 1);
}
