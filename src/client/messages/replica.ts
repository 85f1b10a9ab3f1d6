// What this client has of one log: one contiguous range of events that ends at the cursor, never a hole, never a double.
// Live events go behind it, older pages in front; when nobody looks, the oldest are let go. Knows which changes a message
// has had, and blanks what is erased, as the server does.
import { assert } from '#base/assert.ts';
import type { Event } from '#protocol/event.ts';

/** Something that happened to a message after it was posted. */
export type Change = Extract<Event, { target: number; class: 'change' }>;

const UNCHANGED: readonly Change[] = [];

/** Events kept of a chat that is not shown: above the first bound it is cut down to the second. */
export const HIDDEN_EVENTS_MAX = 2_000;
const HIDDEN_EVENTS_KEPT = 500;

/** A contiguous range of one log. */
export class Replica {
  #events: Event[] = [];
  #start: number;
  #generation = 0;
  // By the message they are about, which need not be in the range; in the order of their seqs.
  #changes = new Map<number, Change[]>();

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

  /** Another number when more has changed than that events came at either end. */
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
      if (!isChange(event)) continue;
      this.#note(event, 'push');
      if (event.kind === 'message.deleted') this.#blank(event.target);
    }
  }

  /** What happened since to the message with this seq, as far as the range reaches. */
  changesOf(seq: number): readonly Change[] {
    return this.#changes.get(seq) ?? UNCHANGED;
  }

  /** Adds an older page; false when it does not end right before the range (which may have changed meanwhile). */
  prepend(page: readonly Event[]): boolean {
    const first = this.#start - page.length;
    if (page.length === 0 || page.some(({ seq }, index) => seq !== first + index)) return false;
    this.#events = [...page, ...this.#events];
    this.#start = first;
    for (const event of page.toReversed()) if (isChange(event)) this.#note(event, 'unshift');
    // A page may have been asked for before something in it was erased.
    for (const { seq, class: counts } of page) {
      if (counts === 'post' && this.changesOf(seq).some(isErasing)) this.#blank(seq);
    }
    return true;
  }

  /** Forgets everything; the range begins anew at `from`. */
  reset(from: number): void {
    this.#events = [];
    this.#start = from;
    this.#changes.clear();
    this.#generation++;
  }

  /** Lets the oldest go when there are too many for a chat that nobody looks at. */
  trim(): void {
    if (this.#events.length <= HIDDEN_EVENTS_MAX) return;
    const dropped = this.#events.length - HIDDEN_EVENTS_KEPT;
    this.#events = this.#events.slice(dropped);
    this.#start += dropped;
    this.#generation++;
    this.#changes.clear();
    for (const event of this.#events) if (isChange(event)) this.#note(event, 'push');
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

  #note(change: Change, how: 'push' | 'unshift'): void {
    const known = this.#changes.get(change.target);
    if (known) known[how](change);
    else this.#changes.set(change.target, [change]);
  }

  /** Leaves of an erased message, and of what it said before, only the numbers. */
  #blank(target: number): void {
    const changes = this.changesOf(target);
    const said = this.find(target);
    if (said?.class === 'post') this.#put({ ...placeOf(said), kind: 'blank', class: 'post' });
    const edits = changes.filter(({ kind }) => kind === 'message.edited');
    for (const edit of edits) this.#put({ ...placeOf(edit), kind: 'blank', class: 'change' });
    if (edits.length === 0) return;
    this.#changes.set(
      target,
      changes.filter(({ kind }) => kind !== 'message.edited'),
    );
  }

  #put(event: Event): void {
    const index = event.seq - this.#start;
    if (this.#events[index]) this.#events[index] = event;
  }
}

function isChange(event: Event): event is Change {
  return event.class === 'change' && 'target' in event;
}

function isErasing({ kind }: Change): boolean {
  return kind === 'message.deleted';
}

function placeOf({ seq, at, by }: Event): Pick<Event, 'seq' | 'at' | 'by'> {
  return { seq, at, by };
}
