// What this client has of one chat's log: one contiguous range of events that ends at the cursor, never a hole, never a
// double. Live events go behind it, older pages in front; when nobody looks, the oldest are let go.
import { assert } from '#base/assert.ts';
import type { Event } from '#protocol/event.ts';

/** Events kept of a chat that is not shown: above the first bound it is cut down to the second. */
export const HIDDEN_EVENTS_MAX = 2_000;
const HIDDEN_EVENTS_KEPT = 500;

/** A contiguous range of one log. */
export class Replica {
  #events: Event[] = [];
  #start: number;
  #generation = 0;

  /** Empty, and continuing after `cursor`. */
  constructor(cursor: number) {
    this.#start = cursor + 1;
  }

  /** Seq of the first event; `cursor + 1` when there is none. */
  get start(): number {
    return this.#start;
  }

  /** Seq of the last event, and of what has been taken in at all. */
  get cursor(): number {
    return this.#start + this.#events.length - 1;
  }

  /** The events, oldest first. Not to be kept: the array changes. */
  get events(): readonly Event[] {
    return this.#events;
  }

  /** Another number when more has changed than that events were appended. */
  get generation(): number {
    return this.#generation;
  }

  /** The event with this seq, if it is in the range. */
  find(seq: number): Event | undefined {
    return this.#events[seq - this.#start];
  }

  /** Adds live events, which must continue the range. */
  append(events: readonly Event[]): void {
    for (const event of events) {
      assert(event.seq === this.cursor + 1, `event ${event.seq} after ${this.cursor}`);
      this.#events.push(event);
    }
  }

  /** Adds an older page; false when it does not end right before the range (which may have changed meanwhile). */
  prepend(page: readonly Event[]): boolean {
    const first = this.#start - page.length;
    if (page.length === 0 || page.some(({ seq }, index) => seq !== first + index)) return false;
    this.#events = [...page, ...this.#events];
    this.#start = first;
    this.#generation++;
    return true;
  }

  /** Forgets everything; the range begins anew at `from`. */
  reset(from: number): void {
    this.#events = [];
    this.#start = from;
    this.#generation++;
  }

  /** Lets the oldest go when there are too many for a chat that nobody looks at. */
  trim(): void {
    if (this.#events.length <= HIDDEN_EVENTS_MAX) return;
    const dropped = this.#events.length - HIDDEN_EVENTS_KEPT;
    this.#events = this.#events.slice(dropped);
    this.#start += dropped;
    this.#generation++;
  }

  /** How many posts came after `seq`; undefined when the range does not reach back so far. */
  postsAfter(seq: number): number | undefined {
    if (seq + 1 < this.#start) return undefined;
    let posts = 0;
    for (let at = Math.max(0, seq + 1 - this.#start); at < this.#events.length; at++) {
      if (this.#events[at]?.class === 'post') posts++;
    }
    return posts;
  }
}
