// Lines that wait for their time: until then somebody may think better of them.
import type { Clock, Timer } from '#base/clock.ts';
import type { Outgoing } from '../platform.ts';

/** Clocks are set back: nothing waits longer than this. */
const DELAY_MAX_MS = 10_000;

/** The waiting lines of one outbox, by command. */
export class Delays {
  readonly #clock: Clock;
  readonly #wake: (log: string) => void;
  readonly #timers = new Map<string, Timer>();
  /** Those that have waited long enough, whatever the time is. */
  readonly #ripe = new Set<string>();

  /** `wake` is called with the log of a line whose time may have come. */
  constructor(clock: Clock, wake: (log: string) => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

  /** Whether its time has come; else it is looked at again then. */
  isDue({ notBefore, command, log }: Outgoing): boolean {
    const waitMs = (notBefore ?? 0) - this.#clock.now();
    if (waitMs <= 0 || this.#ripe.has(command)) return true;
    if (this.#timers.has(command)) return false;
    const look = (): void => {
      this.#timers.delete(command);
      this.#ripe.add(command);
      this.#wake(log);
    };
    this.#timers.set(command, this.#clock.after(Math.min(waitMs, DELAY_MAX_MS), look));
    return false;
  }

  stop(command: string): void {
    this.#timers.get(command)?.cancel();
    this.#timers.delete(command);
    this.#ripe.delete(command);
  }

  close(): void {
    for (const timer of this.#timers.values()) timer.cancel();
  }
}
