// Who is here: what the server signals about the people on screen, whom this client looks at, and whether its own person
// is at it. Nothing is stored; what nobody looks at any more, and what is old, is unknown.
import type { Clock, Timer } from '#base/clock.ts';
import { WATCHED_PEOPLE_MAX } from '#protocol/limits.ts';
import type { Presence, PresenceState } from '#protocol/signal.ts';
import type { Link } from './link.ts';

const WATCH_DEBOUNCE_MS = 100;
/** Activity lasts five minutes on the server; this says it again in time. */
const ACTIVE_AGAIN_MS = 120_000;
/** Without a connection, presence is shown for this long. */
const STALE_MS = 10_000;

/** Presence as far as it is known. */
export interface Known {
  readonly presence: PresenceState | 'unknown';
  readonly seenAt?: number | undefined;
}

const UNKNOWN: Known = { presence: 'unknown' };

/** The presence that one client sees and shows. */
export class PresenceBook {
  readonly #link: Link;
  readonly #clock: Clock;
  readonly #changed: (users: readonly string[]) => void;
  readonly #known = new Map<string, Known>();
  readonly #places = new Map<string, readonly string[]>();
  #watched: ReadonlySet<string> = new Set();
  #active: boolean | undefined;
  #watchTimer: Timer | undefined;
  #activeTimer: Timer | undefined;
  #staleTimer: Timer | undefined;

  /** `changed` is called with those whose presence is another now. */
  constructor(link: Link, clock: Clock, changed: (users: readonly string[]) => void) {
    this.#link = link;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** What is known of somebody. */
  of(user: string): Known {
    return this.#known.get(user) ?? UNKNOWN;
  }

  /** Whether one's own person is at it; true until somebody says otherwise. */
  get isActive(): boolean {
    return this.#active ?? true;
  }

  /** Whose presence is on screen at a place; an empty list takes the place away. */
  watch(place: string, users: readonly string[]): void {
    if (users.length > 0) this.#places.set(place, users);
    else if (!this.#places.delete(place)) return;
    this.#watchTimer ??= this.#clock.after(WATCH_DEBOUNCE_MS, () => this.#rewatch());
  }

  /** Says that the person is at it, or not. */
  active(on: boolean): void {
    if (on === this.#active) return;
    this.#active = on;
    this.#tellActive();
  }

  received(presences: readonly Presence[]): void {
    const changed: string[] = [];
    for (const { user, state, seenAt } of presences) {
      const before = this.of(user);
      if (before.presence === state && before.seenAt === seenAt) continue;
      // Late news of somebody who is off the screen would stay for ever.
      if (!this.#watched.has(user)) continue;
      this.#known.set(user, { presence: state, ...(seenAt === undefined ? {} : { seenAt }) });
      changed.push(user);
    }
    if (changed.length > 0) this.#changed(changed);
  }

  opened(): void {
    this.#staleTimer?.cancel();
    this.#tellActive();
    if (this.#watched.size > 0) this.#tellWatched();
  }

  closed(): void {
    this.#activeTimer?.cancel();
    this.#staleTimer?.cancel();
    this.#staleTimer = this.#clock.after(STALE_MS, () => this.#forget([...this.#known.keys()]));
  }

  close(): void {
    this.#watchTimer?.cancel();
    this.#activeTimer?.cancel();
    this.#staleTimer?.cancel();
  }

  #rewatch(): void {
    this.#watchTimer = undefined;
    const wanted = new Set<string>();
    for (const user of [...this.#places.values()].flat()) {
      if (wanted.size < WATCHED_PEOPLE_MAX) wanted.add(user);
    }
    const before = this.#watched;
    this.#watched = wanted;
    if (wanted.size === before.size && [...wanted].every((user) => before.has(user))) return;
    this.#forget([...before].filter((user) => !wanted.has(user)));
    this.#tellWatched();
  }

  #tellWatched(): void {
    this.#link.tell('signal', { kind: 'watch', users: [...this.#watched] });
  }

  #tellActive(): void {
    this.#activeTimer?.cancel();
    if (this.#active === undefined) return;
    this.#link.tell('signal', { kind: 'active', on: this.#active });
    if (this.#active) {
      this.#activeTimer = this.#clock.after(ACTIVE_AGAIN_MS, () => this.#tellActive());
    }
  }

  #forget(users: readonly string[]): void {
    const known = users.filter((user) => this.#known.delete(user));
    if (known.length > 0) this.#changed(known);
  }
}
