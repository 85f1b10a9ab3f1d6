// The messages of one log as they stand: what was posted and what changed of it, folded where it is asked for and folded on
// from there when more changes come. Gives the same object while nothing of a message is another.
import { asPosted, changed } from '#core/message.ts';
import type { Message } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import type { Replica } from './replica.ts';

interface Folded {
  /** How many changes are in it. */
  readonly count: number;
  readonly message: Message;
}

/** The messages of a replica. */
export class Standings {
  readonly #replica: Replica;
  readonly #me: string;
  readonly #folded = new WeakMap<Event, Folded>();

  /** `me` is who reads. */
  constructor(replica: Replica, me: string) {
    this.#replica = replica;
    this.#me = me;
  }

  /** The message with this seq; undefined when it is not in the range, or is none. */
  of(seq: number): Message | undefined {
    const event = this.#replica.find(seq);
    return event && isPost(event) ? this.#fold(event) : undefined;
  }

  #fold(event: Event): Message {
    const changes = this.#replica.changesOf(event.seq);
    const before = this.#folded.get(event);
    if (before?.count === changes.length) return before.message;
    // What is in the range has all its changes in it, too: they only grow in number.
    let message = before?.message ?? asPosted(event);
    for (const change of changes.slice(before?.count ?? 0)) {
      message = changed(message, change, this.#me);
    }
    this.#folded.set(event, { count: changes.length, message });
    return message;
  }
}

/** Whether an event is a message, or what is left of one. */
export function isPost(event: Event): boolean {
  return event.kind === 'message.posted' || (event.kind === 'blank' && event.class === 'post');
}
