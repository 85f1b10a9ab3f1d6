// Messages of one log that are spoken of but not loaded: those that are answered, and those that are pinned. Fetched once
// each, and kept as they stand by the changes that come.
import { changed } from '#core/message.ts';
import type { Message } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import type { Api } from '../api.ts';

/** What is known of a message: as it stands, that it is not to be read, or nothing yet. */
export type Source = Message | 'gone' | undefined;

/** Fetched messages kept per log; the oldest go first. */
const KEPT_MAX = 500;

/** The fetched messages of one log. */
export class Sources {
  readonly #me: string;
  readonly #known = new Map<number, Message | 'gone' | 'asked'>();
  /** Seqs of which there was news, in the order it came. */
  readonly news: number[] = [];

  constructor(me: string) {
    this.#me = me;
  }

  /** What is known of the message with this seq, without asking for it. */
  of(seq: number): Source {
    const known = this.#known.get(seq);
    return known === 'asked' ? undefined : known;
  }

  /** Sees to it that it is known soon; `came` is called when it is. What fails is asked for again after `retry`. */
  async fetch(seq: number, path: string, api: Api, came: () => void): Promise<void> {
    if (this.#known.has(seq)) return;
    this.#known.set(seq, 'asked');
    const answer = await api.request<Message>('GET', `${path}/messages/${seq}`);
    // It was erased while the answer was on its way.
    if (this.#known.get(seq) === 'gone') return;
    if (answer.ok) this.#put(seq, answer.value.deleted ? 'gone' : answer.value);
    else if ('refused' in answer) this.#put(seq, 'gone');
    else return;
    came();
  }

  /** Takes in messages that came along with something else. */
  learn(messages: readonly Message[]): void {
    for (const message of messages) this.#put(message.seq, message.deleted ? 'gone' : message);
  }

  /** Takes in changes to messages. */
  events(events: readonly Event[]): void {
    for (const event of events) {
      if (event.class !== 'change' || !('target' in event)) continue;
      const known = this.#known.get(event.target);
      if (known === undefined || known === 'gone') continue;
      if (event.kind === 'message.deleted') this.#put(event.target, 'gone');
      else if (known === 'asked') this.#known.delete(event.target);
      else this.#put(event.target, changed(known, event, this.#me));
    }
  }

  /** What was asked for in vain may be asked for again. */
  retry(): void {
    for (const [seq, known] of this.#known) {
      if (known !== 'asked') continue;
      this.#known.delete(seq);
      this.news.push(seq);
    }
  }

  #put(seq: number, message: Message | 'gone'): void {
    this.#known.set(seq, message);
    this.news.push(seq);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT_MAX && oldest !== undefined) this.#known.delete(oldest);
  }
}
