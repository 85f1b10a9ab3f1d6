// Watches what reaches one connection, and says so when a log's events come with a hole, twice or out of order (SYNC1),
// or do not begin where the answer to `follow` ended (SYNC2).
import type { Event } from '#protocol/event.ts';
import type { FollowAnswer, FollowRequest } from '#protocol/socket.ts';

/** Where deliveries are noted. */
export interface Deliveries {
  held(user: string, log: string, events: readonly Event[]): void;
  fail(what: string): void;
}

/** The witness of one connection of `user`. */
export class WireWitness {
  readonly #user: string;
  readonly #deliveries: Deliveries;
  // Undefined while nothing may be concluded: not followed, asking, or catching up.
  readonly #cursors = new Map<string, number | undefined>();
  readonly #lastAsked = new Map<string, number>();

  constructor(user: string, deliveries: Deliveries) {
    this.#user = user;
    this.#deliveries = deliveries;
  }

  /** The last seq of each log that is followed live. */
  get live(): ReadonlyMap<string, number | undefined> {
    return this.#cursors;
  }

  /** `call` counts the calls of this connection. */
  asked(call: number, event: string, payload: unknown): void {
    if (event === 'unfollow') {
      for (const log of (payload as { logs: string[] }).logs) this.#cursors.delete(log);
    }
    if (event !== 'follow') return;
    for (const { log } of (payload as FollowRequest).logs) {
      this.#cursors.set(log, undefined);
      this.#lastAsked.set(log, call);
    }
  }

  answered(call: number, event: string, payload: unknown, answer: unknown): void {
    if (event !== 'follow') return;
    const { logs } = (answer ?? {}) as { logs?: FollowAnswer[] };
    const asked = new Map((payload as FollowRequest).logs.map(({ log, after }) => [log, after]));
    for (const one of logs ?? []) {
      const isLast = this.#lastAsked.get(one.log) === call;
      this.#page(one, asked.get(one.log) ?? 0, isLast);
    }
  }

  received(log: string, events: readonly Event[]): void {
    this.#deliveries.held(this.#user, log, events);
    this.#inOrder(log, events);
    const cursor = this.#cursors.get(log);
    if (cursor === undefined) return;
    const first = events[0]?.seq ?? 0;
    if (first !== cursor + 1) this.#fail('SYNC1', `${log}: live ${first} came after ${cursor}`);
    this.#cursors.set(log, events.at(-1)?.seq ?? cursor);
  }

  #page(answer: FollowAnswer, after: number | 'tail', isLast: boolean): void {
    const { log } = answer;
    if ('rejected' in answer) {
      if (isLast) this.#cursors.delete(log);
      return;
    }
    const { events, from, head, more } = answer;
    this.#deliveries.held(this.#user, log, events);
    this.#inOrder(log, events);
    const first = events[0]?.seq;
    if (first !== undefined && first !== from) {
      this.#fail('SYNC2', `${log}: the page from ${from} begins with ${first}`);
    }
    const last = events.at(-1)?.seq ?? from - 1;
    if (more === last >= head) this.#fail('SYNC2', `${log}: more is ${more} at ${last} of ${head}`);
    if (after !== 'tail' && from > head + 1) this.#fail('SYNC2', `${log}: from ${from} of ${head}`);
    // Who asks twice follows from where the second answer ends, whichever comes first.
    if (isLast) this.#cursors.set(log, more ? undefined : last);
  }

  #inOrder(log: string, events: readonly Event[]): void {
    for (const [index, { seq }] of events.entries()) {
      if (seq === (events[0]?.seq ?? 0) + index) continue;
      this.#fail('SYNC1', `${log}: a packet holds ${events.map((event) => event.seq)}`);
      return;
    }
  }

  #fail(rule: string, what: string): void {
    this.#deliveries.fail(`${rule} at a connection of ${this.#user}: ${what}`);
  }
}
