// What comes in on one connection, one at a time and in order: the originals answer an event before they read the
// next. Bounded; a fault in one turn is noted and does not end the others.
import type { NoteFault } from '../faults.ts';

const WAITING_MAX = 256;

/** The turns of one connection. */
export class Turns {
  readonly #noteFault: NoteFault;
  readonly #onFault: (incident: string) => void;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  /** `onFault` tells the client, where its original has a way to. */
  constructor(noteFault: NoteFault, onFault: (incident: string) => void = () => undefined) {
    this.#noteFault = noteFault;
    this.#onFault = onFault;
  }

  /** Does `work` after all that came before. False when too much waits: the connection should end. */
  take(where: string, work: () => void | Promise<void>): boolean {
    if (this.#waiting >= WAITING_MAX) return false;
    this.#waiting += 1;
    this.#last = this.#last.then(async () => {
      try {
        await work();
      } catch (fault) {
        this.#onFault(this.#noteFault(fault, where));
      } finally {
        this.#waiting -= 1;
      }
    });
    return true;
  }

  /** Resolves when all that was taken is done. */
  done(): Promise<void> {
    return this.#last;
  }
}
