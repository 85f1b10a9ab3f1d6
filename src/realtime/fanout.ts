// Who follows what, and telling them: events that wait are gathered, encoded once per log and flush, written once per
// follower. A follower that does not read is ended and comes back with its cursor.
import { assert } from '#base/assert.ts';
import type { Clock, Timer } from '#base/clock.ts';
import type { Follower, Packet } from '#core/messenger.ts';
import { withheldOf } from '#core/withheld.ts';
import { FOLLOWER_BYTES_MAX } from '#protocol/limits.ts';
import type { ServerSignal } from '#protocol/signal.ts';
import { flushDelayMs } from './flush-rule.ts';
import { packetsOf } from './packet.ts';

/** An event on its way to followers. */
export interface Announced {
  readonly log: string;
  readonly seq: number;
  readonly json: string;
  /** Somebody who is told only its number. */
  readonly withheld?: string | undefined;
}

/** Reads stored events of a log behind `after`, oldest first, as JSON; as many as one read gives. None: not readable. */
export type ReadMissed = (
  follower: Follower,
  log: string,
  after: number,
) => Promise<readonly Announced[]>;

/** One follower of one log. `cursor` is the last seq handed over; undefined while it catches up. */
export interface Subscription {
  readonly follower: Follower;
  readonly log: string;
  cursor: number | undefined;
  /** Whether it has gone live: until then nobody has checked that the log may be read. */
  live: boolean;
  /** The highest seq that passed by while catching up. */
  passed: number;
  ended: boolean;
}

/** The fan-out of one node. */
export class Fanout {
  readonly #clock: Clock;
  readonly #readMissed: ReadMissed;
  readonly #byLog = new Map<string, Set<Subscription>>();
  readonly #byFollower = new Map<Follower, Map<string, Subscription>>();
  /** Of how many questions each subscription waits for the answer, and from where it goes on then. */
  readonly #held = new Map<Subscription, { count: number; cursor: number | undefined }>();
  #pending = new Map<string, Announced[]>();
  #timer: Timer | undefined;
  #notBefore = 0;

  constructor(clock: Clock, readMissed: ReadMissed) {
    this.#clock = clock;
    this.#readMissed = readMissed;
  }

  /** Begins to follow, catching up: nothing is delivered before `goLive`. Replaces an older subscription. */
  open(follower: Follower, log: string): Subscription {
    this.close(follower, log);
    const subscription = { follower, log, cursor: undefined, live: false, passed: 0, ended: false };
    setOf(this.#byLog, log).add(subscription);
    const own = this.#byFollower.get(follower) ?? new Map<string, Subscription>();
    this.#byFollower.set(follower, own.set(log, subscription));
    return subscription;
  }

  /** Delivers from behind `cursor` on; what passed by meanwhile is read from the store. */
  goLive(subscription: Subscription, cursor: number): void {
    if (subscription.ended) return;
    subscription.live = true;
    const hold = this.#held.get(subscription);
    if (hold) {
      hold.cursor = cursor;
      subscription.cursor = undefined;
      return;
    }
    subscription.cursor = cursor;
    if (subscription.passed > cursor) void this.#catchUp(subscription, cursor);
  }

  /** Stops following. */
  close(follower: Follower, log: string): void {
    const subscription = this.#byFollower.get(follower)?.get(log);
    if (!subscription) return;
    subscription.ended = true;
    this.#byFollower.get(follower)?.delete(log);
    const others = this.#byLog.get(log);
    others?.delete(subscription);
    if (others?.size === 0) this.#byLog.delete(log);
  }

  /** Stops everything of a follower. */
  closeAll(follower: Follower): void {
    for (const log of [...(this.#byFollower.get(follower)?.keys() ?? [])]) {
      this.close(follower, log);
    }
    this.#byFollower.delete(follower);
  }

  /** Takes a log away from all connections of a user, at once: they may no longer read it. */
  revoke(user: string, log: string): void {
    for (const { follower } of [...(this.#byLog.get(log) ?? [])]) {
      if (follower.actor.user === user) this.close(follower, log);
    }
  }

  /**
   * Asks anew which followers may read a log, and takes it away from the others. Until that is answered nobody is told
   * anything; what passes by meanwhile is read from the store. Of several questions the last answer lets them go on: an
   * earlier one may be from before what the later one is about.
   */
  async recheck(
    log: string,
    readersAmong: (users: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<void> {
    const asked = [...(this.#byLog.get(log) ?? [])];
    if (asked.length === 0) return;
    for (const subscription of asked) this.#hold(subscription);
    const users = [...new Set(asked.map(({ follower }) => follower.actor.user))];
    // A store that does not answer lets nobody read; who comes back is asked about again.
    const readers = await readersAmong(users).catch(() => new Set<string>());
    for (const user of users) if (!readers.has(user)) this.revoke(user, log);
    for (const subscription of asked) this.#release(subscription);
  }

  #hold(subscription: Subscription): void {
    const hold = this.#held.get(subscription) ?? { count: 0, cursor: subscription.cursor };
    hold.count += 1;
    this.#held.set(subscription, hold);
    subscription.cursor = undefined;
  }

  #release(subscription: Subscription): void {
    const hold = this.#held.get(subscription);
    if (!hold || --hold.count > 0) return;
    this.#held.delete(subscription);
    if (hold.cursor !== undefined) this.goLive(subscription, hold.cursor);
  }

  /** How many logs a follower follows. */
  countOf(follower: Follower): number {
    return this.#byFollower.get(follower)?.size ?? 0;
  }

  /** Whether a follower follows a log; not while it only asks to. */
  follows(follower: Follower, log: string): boolean {
    return this.#byFollower.get(follower)?.get(log)?.live ?? false;
  }

  /** How many follow a log. */
  sizeOf(log: string): number {
    return this.#byLog.get(log)?.size ?? 0;
  }

  /** Tells followers what has been committed. Events of a log come in the order of their seqs. */
  announce(events: readonly Announced[]): void {
    for (const event of events) {
      if (!this.#byLog.has(event.log)) {
        // Whoever comes later reads it from the store; what waits would end before it, with a hole behind.
        this.#pending.delete(event.log);
        continue;
      }
      const waiting = this.#pending.get(event.log);
      if (waiting) waiting.push(event);
      else this.#pending.set(event.log, [event]);
    }
    if (this.#pending.size === 0 || this.#timer) return;
    const delay = this.#notBefore - this.#clock.elapsed();
    if (delay <= 0) this.#flush();
    else this.#timer = this.#clock.after(delay, () => this.#flush());
  }

  /** Sends an ephemeral to the followers of a log, but for one; a function says what each person gets, if anything. */
  signal(
    log: string,
    signal: ServerSignal | ((user: string) => ServerSignal | undefined),
    except?: Follower,
  ): void {
    for (const { follower, live } of this.#byLog.get(log) ?? []) {
      if (!live || follower === except) continue;
      const theirs = typeof signal === 'function' ? signal(follower.actor.user) : signal;
      if (theirs) follower.signal(theirs);
    }
  }

  /** Calls off what is planned; followers are not told. */
  stop(): void {
    this.#timer?.cancel();
    this.#pending.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    const started = this.#clock.elapsed();
    const pending = this.#pending;
    this.#pending = new Map();
    const corked = pending.size > 1 ? new Set<Follower>() : undefined;
    for (const [log, events] of pending) this.#flushLog(log, events, corked);
    for (const follower of corked ?? []) follower.uncork?.();
    const ended = this.#clock.elapsed();
    // One event at a time is no rush, however long telling it took: only what had to be gathered calls for a rest.
    const rush = [...pending.values()].some((events) => events.length > 1);
    this.#notBefore = rush ? ended + flushDelayMs(ended - started) : ended;
  }

  #flushLog(log: string, events: readonly Announced[], corked: Set<Follower> | undefined): void {
    const subscriptions = this.#byLog.get(log);
    if (!subscriptions) return;
    const packets = packetsOf(log, events);
    // Asked once, and not for each of thousands of followers: hardly ever is anything withheld.
    const withholds = events.some(({ withheld }) => withheld !== undefined);
    for (const subscription of subscriptions) {
      if (corked && !corked.has(subscription.follower)) {
        subscription.follower.cork?.();
        corked.add(subscription.follower);
      }
      const own = withholds ? forOne(subscription.follower.actor.user, events) : events;
      const shared = own === events ? packets : packetsOf(log, own);
      this.#deliver(subscription, own, shared);
    }
  }

  #deliver(
    subscription: Subscription,
    events: readonly Announced[],
    packets: readonly Packet[],
  ): void {
    const first = events[0]?.seq ?? 0;
    const last = events.at(-1)?.seq ?? 0;
    assert(last - first === events.length - 1, 'a log was announced with a hole');
    const { cursor } = subscription;
    subscription.passed = last;
    if (cursor === undefined) return;
    if (cursor < first - 1) void this.#catchUp(subscription, cursor);
    else if (cursor === first - 1) this.#write(subscription, packets, last);
    else if (cursor < last) {
      const rest = events.slice(cursor - first + 1);
      this.#write(subscription, packetsOf(subscription.log, rest), last);
    }
  }

  #write(subscription: Subscription, packets: readonly Packet[], last: number): void {
    const { follower } = subscription;
    for (const packet of packets) follower.write(packet);
    subscription.cursor = last;
    if (follower.waitingBytes() <= FOLLOWER_BYTES_MAX) return;
    this.closeAll(follower);
    follower.end('slow');
  }

  async #catchUp(subscription: Subscription, cursor: number): Promise<void> {
    subscription.cursor = undefined;
    const { follower, log } = subscription;
    try {
      const missed = await this.#readMissed(follower, log, cursor);
      if (subscription.ended) return;
      const last = missed.at(-1)?.seq;
      // What passed by is stored, so who finds nothing may no longer read it.
      if (last === undefined) return this.close(follower, log);
      this.#write(subscription, packetsOf(log, missed), last);
      // Until nothing is left: one read gives only so much.
      this.goLive(subscription, last);
    } catch {
      // The store did not answer: the follower comes back with its cursor.
      this.closeAll(follower);
      follower.end('slow');
    }
  }
}

/** The events as one person may see them: the very same list unless something is withheld from them. */
function forOne(user: string, events: readonly Announced[]): readonly Announced[] {
  if (!events.some(({ withheld }) => withheld === user)) return events;
  return events.map((event) =>
    event.withheld === user ? { ...event, json: withheldOf(event.json) } : event,
  );
}

function setOf<K, V>(map: Map<K, Set<V>>, key: K): Set<V> {
  const known = map.get(key);
  if (known) return known;
  const made = new Set<V>();
  map.set(key, made);
  return made;
}
