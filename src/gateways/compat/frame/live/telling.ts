// What happens, told to one client in its order. Telling may have to ask for something first, a name or a number: what
// comes meanwhile waits.
import type { Turns } from './turns.ts';

/** About what one event takes that waits to be told. */
const EVENT_BYTES = 500;

/** What waits to be told to one client. */
export class Telling<Item> {
  readonly #turns: Turns;
  readonly #tell: (items: readonly Item[]) => Promise<void>;
  #waiting: Item[] = [];
  #telling = false;

  /** `tell` takes its turn among the others of the client. */
  constructor(turns: Turns, tell: (items: readonly Item[]) => Promise<void>) {
    this.#turns = turns;
    this.#tell = tell;
  }

  /** About how much waits. */
  get waitingBytes(): number {
    return this.#waiting.length * EVENT_BYTES;
  }

  /** Something has happened, in this order. */
  hear(items: readonly Item[]): void {
    this.#waiting.push(...items);
    if (this.#telling || this.#waiting.length === 0) return;
    // Where too many turns wait, the next item asks again.
    this.#telling = this.#turns.take('events', () => this.#tellAll());
  }

  /** Tells nothing more. */
  stop(): void {
    this.#waiting = [];
  }

  async #tellAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const items = this.#waiting;
        this.#waiting = [];
        await this.#tell(items);
      }
    } finally {
      this.#telling = false;
    }
  }
}
