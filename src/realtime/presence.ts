// Who is here, told to those who look and may see it: who hides sees nobody, and nobody sees who blocks them.
// Nothing is stored; bounded by connections and by what each may watch.
import type { Clock, Timer } from '#base/clock.ts';
import type { Follower } from '#core/messenger.ts';
import type { Presence, PresenceState } from '#protocol/signal.ts';

const ACTIVE_MS = 5 * 60_000;
const GRACE_MS = 30_000;
const SWEEP_MS = 10_000;
const GATHER_MS = 100;
const MINUTE_MS = 60_000;

/** What somebody has set about being seen. */
export interface Privacy {
  /** Others see whether one is here, and one sees theirs. */
  readonly presence: boolean;
  /** Others see what one has read, and one sees theirs. */
  readonly receipts: boolean;
  /** Who sees nothing at all. */
  readonly blocks: ReadonlySet<string>;
}

/** Hides nothing. */
export const OPEN: Privacy = { presence: true, receipts: true, blocks: new Set() };

interface Known {
  privacy: Privacy;
  /** When each connection was last active; -Infinity for one that never was. */
  readonly connections: Map<Follower, number>;
  /** When the last connection ended. */
  goneAt: number;
  told: PresenceState;
}

/** Presence on one node. */
export class PresenceBoard {
  readonly #clock: Clock;
  readonly #people = new Map<string, Known>();
  readonly #watchers = new Map<string, Set<Follower>>();
  readonly #watching = new Map<Follower, ReadonlySet<string>>();
  readonly #unsent = new Map<Follower, Map<string, Presence>>();
  #sweep: Timer | undefined;
  #gather: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A connection is there; its person counts as active. */
  enter(follower: Follower, privacy: Privacy = OPEN): void {
    const { user } = follower.actor;
    const known = this.#people.get(user) ?? newlyKnown(privacy);
    this.#people.set(user, known);
    known.connections.set(follower, this.#clock.elapsed());
    this.setPrivacy(user, privacy);
    this.#refresh(user, known);
    for (const other of this.#watching.get(follower) ?? []) {
      const state = this.#stateFor(other, user);
      if (state !== 'offline') this.#put(follower, { user: other, state });
    }
    this.#sweepLater();
  }

  /** Somebody who is here has other settings now: who looks is told what that changes for them. */
  setPrivacy(user: string, privacy: Privacy): void {
    const known = this.#people.get(user);
    if (!known || known.privacy === privacy) return;
    const pairs = this.#pairsOf(user, known);
    const before = pairs.map(({ follower, other }) => this.#stateFor(other, follower.actor.user));
    known.privacy = privacy;
    for (const [index, { follower, other }] of pairs.entries()) {
      const state = this.#stateFor(other, follower.actor.user);
      if (state !== before[index]) this.#put(follower, { user: other, state });
    }
  }

  /** The settings of somebody who is here or was just now. */
  privacyOf(user: string): Privacy | undefined {
    return this.#people.get(user)?.privacy;
  }

  /** A connection is gone. */
  leave(follower: Follower): void {
    this.watch(follower, []);
    this.#unsent.delete(follower);
    const known = this.#people.get(follower.actor.user);
    if (!known?.connections.delete(follower)) return;
    if (known.connections.size === 0) known.goneAt = this.#clock.elapsed();
    this.#refresh(follower.actor.user, known);
  }

  /** The person at this connection did something, or turned away. */
  active(follower: Follower, on: boolean): void {
    const known = this.#people.get(follower.actor.user);
    if (!known?.connections.has(follower)) return;
    const at = on ? this.#clock.elapsed() : Number.NEGATIVE_INFINITY;
    known.connections.set(follower, at);
    this.#refresh(follower.actor.user, known);
  }

  /** Replaces whom a connection looks at. */
  watch(follower: Follower, users: readonly string[]): void {
    for (const user of this.#watching.get(follower) ?? []) {
      const watchers = this.#watchers.get(user);
      watchers?.delete(follower);
      if (watchers?.size === 0) this.#watchers.delete(user);
    }
    if (users.length === 0) {
      this.#watching.delete(follower);
      return;
    }
    this.#watching.set(follower, new Set(users));
    for (const user of users) {
      const watchers = this.#watchers.get(user) ?? new Set();
      this.#watchers.set(user, watchers.add(follower));
    }
  }

  /** How somebody stands now. */
  stateOf(user: string): PresenceState {
    const known = this.#people.get(user);
    return known ? this.#stateOf(known) : 'offline';
  }

  /** Stops timers. */
  stop(): void {
    this.#sweep?.cancel();
    this.#gather?.cancel();
  }

  /** Every look at this person, and every look of theirs at others. */
  #pairsOf(user: string, known: Known): { follower: Follower; other: string }[] {
    const atThem = [...(this.#watchers.get(user) ?? [])].map((follower) => ({
      follower,
      other: user,
    }));
    const theirs = [...known.connections.keys()].flatMap((follower) =>
      [...(this.#watching.get(follower) ?? [])].map((other) => ({ follower, other })),
    );
    return [...atThem, ...theirs];
  }

  #stateFor(user: string, viewer: string): PresenceState {
    return this.#shows(user, viewer) ? this.stateOf(user) : 'offline';
  }

  #shows(user: string, viewer: string): boolean {
    const shown = this.#people.get(user)?.privacy;
    const looking = this.#people.get(viewer)?.privacy;
    if (!shown || !looking) return false;
    return shown.presence && looking.presence && !shown.blocks.has(viewer);
  }

  #stateOf(known: Known): PresenceState {
    const now = this.#clock.elapsed();
    if (known.connections.size === 0) return now - known.goneAt < GRACE_MS ? known.told : 'offline';
    for (const activeAt of known.connections.values()) {
      if (now - activeAt < ACTIVE_MS) return 'online';
    }
    return 'away';
  }

  #refresh(user: string, known: Known): void {
    const state = this.#stateOf(known);
    const changed = state !== known.told;
    known.told = state;
    if (changed) this.#tell(user, state, known);
    if (state === 'offline' && known.connections.size === 0) this.#people.delete(user);
  }

  #tell(user: string, state: PresenceState, { goneAt }: Known): void {
    const leftAt = this.#clock.now() - (this.#clock.elapsed() - goneAt);
    const seenAt = state === 'offline' ? { seenAt: toMinute(leftAt) } : {};
    for (const follower of this.#watchers.get(user) ?? []) {
      if (!this.#shows(user, follower.actor.user)) continue;
      this.#put(follower, { user, state, ...seenAt });
    }
  }

  #put(follower: Follower, presence: Presence): void {
    const unsent = this.#unsent.get(follower) ?? new Map<string, Presence>();
    this.#unsent.set(follower, unsent.set(presence.user, presence));
    this.#gather ??= this.#clock.after(GATHER_MS, () => this.#send());
  }

  #send(): void {
    this.#gather = undefined;
    for (const [follower, presences] of this.#unsent) {
      follower.signal({ kind: 'presence', presences: [...presences.values()] });
    }
    this.#unsent.clear();
  }

  #sweepLater(): void {
    this.#sweep ??= this.#clock.after(SWEEP_MS, () => {
      this.#sweep = undefined;
      for (const [user, known] of this.#people) this.#refresh(user, known);
      if (this.#people.size > 0) this.#sweepLater();
    });
  }
}

/** A time rounded down to the minute: "last seen" tells no more. */
export function toMinute(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

function newlyKnown(privacy: Privacy): Known {
  return { privacy, connections: new Map(), goneAt: 0, told: 'offline' };
}
