// Tells the server how far one has read, and what has arrived at this device: gathered, at most once a second and chat,
// and again after a reconnect until it was answered. Whose unread counts change is the roster's affair.
import type { Clock, Timer } from '#base/clock.ts';
import { chatLog } from '#core/log-name.ts';
import { RETRYABLE, type RejectionCode } from '#protocol/rejection.ts';
import type { MarkRequest } from '#protocol/socket.ts';
import { isRejection } from '../api.ts';
import type { Link } from '../link.ts';

const READ_EVERY_MS = 1_000;
const DELIVERED_EVERY_MS = 1_000;

interface Mark {
  wanted: number;
  /** Sent, whether it arrived or not. */
  told: number;
  answered: number;
  timer?: Timer | undefined;
}

/** One's own marks on their way to the server. */
export class Marks {
  readonly #link: Link;
  readonly #clock: Clock;
  readonly #read = new Map<string, Mark>();
  readonly #delivered = new Map<string, Mark>();
  #timer: Timer | undefined;
  #closed = false;

  constructor(link: Link, clock: Clock) {
    this.#link = link;
    this.#clock = clock;
  }

  /** Read up to `seq`. */
  read(chat: string, seq: number): void {
    this.#tellRead(chat, raised(this.#read, chat, seq));
  }

  /** Arrived here up to `seq`. */
  delivered(chat: string, seq: number): void {
    const mark = raised(this.#delivered, chat, seq);
    if (mark.wanted > mark.told) this.#tellDeliveredSoon();
  }

  opened(): void {
    for (const mark of this.#delivered.values()) mark.told = mark.answered;
    for (const [chat, mark] of this.#read) {
      mark.told = mark.answered;
      this.#tellRead(chat, mark);
    }
    if (this.#delivered.size > 0) this.#tellDeliveredSoon();
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    for (const { timer } of this.#read.values()) timer?.cancel();
  }

  #tellRead(chat: string, mark: Mark): void {
    if (mark.timer || mark.wanted <= mark.told || !this.#link.isOpen) return;
    this.#tellReadLater(chat, mark);
    const request = { log: chatLog(chat), seq: mark.wanted };
    void this.#tell(request, mark, () => this.#tellReadLater(chat, mark));
  }

  #tellReadLater(chat: string, mark: Mark): void {
    mark.timer ??= this.#clock.after(READ_EVERY_MS, () => {
      mark.timer = undefined;
      this.#tellRead(chat, mark);
    });
  }

  #tellDeliveredSoon(): void {
    this.#timer ??= this.#clock.after(DELIVERED_EVERY_MS, () => this.#tellDelivered());
  }

  #tellDelivered(): void {
    this.#timer = undefined;
    if (!this.#link.isOpen) return;
    for (const [chat, mark] of this.#delivered) {
      // What was read has also arrived.
      const read = this.#read.get(chat)?.told ?? 0;
      if (mark.wanted <= Math.max(mark.told, read)) continue;
      const request: MarkRequest = { log: chatLog(chat), seq: mark.wanted, state: 'delivered' };
      void this.#tell(request, mark, () => this.#tellDeliveredSoon());
    }
  }

  /** What is refused for now is said again. */
  async #tell(request: MarkRequest, mark: Mark, again: () => void): Promise<void> {
    mark.told = request.seq;
    const answer = await this.#link.call('read', request).catch(() => undefined);
    if (answer === undefined) return;
    const code = isRejection(answer) ? (answer.rejected as RejectionCode) : undefined;
    if (code === undefined || !RETRYABLE.has(code)) {
      mark.answered = Math.max(mark.answered, request.seq);
      return;
    }
    mark.told = mark.answered;
    if (!this.#closed) again();
  }
}

function raised(marks: Map<string, Mark>, chat: string, seq: number): Mark {
  const mark = marks.get(chat) ?? { wanted: 0, told: 0, answered: 0 };
  marks.set(chat, mark);
  mark.wanted = Math.max(mark.wanted, seq);
  return mark;
}
