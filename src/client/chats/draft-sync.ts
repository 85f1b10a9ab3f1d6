// Drafts on one's other devices: what is written here is told a second later, one telling at a time, and told again when
// it did not arrive; what others wrote is adopted where nobody is writing here. What is typed here wins.
import type { Clock, Timer } from '#base/clock.ts';

const TELL_DEBOUNCE_MS = 1_000;
/** So long after the last key nobody is writing any more. */
const WRITING_MS = 5_000;

/** What the telling needs from its surroundings. */
export interface DraftSyncPorts {
  readonly clock: Clock;
  /** Says how a draft stands; false when it did not arrive and is to be said again. */
  tell(chat: string, text: string): Promise<boolean>;
  isOpen(): boolean;
  /** The draft as it stands here. */
  textOf(chat: string): string;
  /** Another device wrote this. */
  adopt(chat: string, text: string): void;
  /** What all devices know now. */
  agreed(chat: string, text: string): void;
}

interface Shared {
  /** What all devices know. */
  agreed: string;
  writtenAt: number;
  telling: boolean;
  timer?: Timer | undefined;
}

/** The drafts of one account as its other devices know them. */
export class DraftSync {
  readonly #ports: DraftSyncPorts;
  readonly #shared = new Map<string, Shared>();
  #closed = false;

  constructor(ports: DraftSyncPorts) {
    this.#ports = ports;
  }

  /** What was agreed on before a reload; to be called before anything else of this chat. */
  restore(chat: string, agreed: string): void {
    this.#of(chat).agreed = agreed;
    if (this.#ports.textOf(chat) !== agreed) this.#soon(chat);
  }

  /** Something was written here. */
  written(chat: string): void {
    const shared = this.#of(chat);
    shared.writtenAt = this.#ports.clock.elapsed();
    shared.timer?.cancel();
    shared.timer = undefined;
    this.#soon(chat);
  }

  /** The server says how a draft stands. */
  heard(chat: string, text: string): void {
    const shared = this.#of(chat);
    const { clock, textOf, adopt, agreed } = this.#ports;
    const here = textOf(chat);
    const isSettled = here === shared.agreed && !shared.telling;
    if (text === shared.agreed) return;
    const isWriting = clock.elapsed() - shared.writtenAt < WRITING_MS;
    if (here !== text && (!isSettled || (isWriting && here !== ''))) return;
    shared.agreed = text;
    agreed(chat, text);
    if (here !== text) adopt(chat, text);
  }

  /** To be called when the link is open (again). */
  opened(): void {
    for (const [chat, { agreed }] of this.#shared) {
      if (this.#ports.textOf(chat) !== agreed) this.#soon(chat);
    }
  }

  close(): void {
    this.#closed = true;
    for (const { timer } of this.#shared.values()) timer?.cancel();
  }

  #soon(chat: string): void {
    const shared = this.#of(chat);
    if (this.#closed) return;
    shared.timer ??= this.#ports.clock.after(TELL_DEBOUNCE_MS, () => {
      shared.timer = undefined;
      void this.#tell(chat, shared);
    });
  }

  async #tell(chat: string, shared: Shared): Promise<void> {
    const { textOf, tell, isOpen, agreed } = this.#ports;
    const text = textOf(chat);
    if (shared.telling || text === shared.agreed || !isOpen()) return;
    shared.telling = true;
    const went = await tell(chat, text);
    shared.telling = false;
    if (this.#closed) return;
    if (went) {
      shared.agreed = text;
      agreed(chat, text);
    }
    if (textOf(chat) !== shared.agreed && isOpen()) this.#soon(chat);
  }

  #of(chat: string): Shared {
    const shared = this.#shared.get(chat) ?? {
      agreed: '',
      writtenAt: Number.NEGATIVE_INFINITY,
      telling: false,
    };
    this.#shared.set(chat, shared);
    return shared;
  }
}
