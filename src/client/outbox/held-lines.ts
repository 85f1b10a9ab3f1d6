// Lines that were written in another tab: that one sends them, unless it seems to be gone.
import type { Clock, Timer } from '#base/clock.ts';

/** How long another tab has to send its own line before this one does it, too. */
const OTHER_TAB_MS = 10_000;

/** The held lines of one outbox, by command. */
export class HeldLines {
  readonly #clock: Clock;
  readonly #waited: (command: string, log: string) => Promise<void>;
  readonly #held = new Set<string>();
  readonly #timers = new Map<string, Timer>();

  /** `waited` is called when the other tab had its time. */
  constructor(clock: Clock, waited: (command: string, log: string) => Promise<void>) {
    this.#clock = clock;
    this.#waited = waited;
  }

  has(command: string): boolean {
    return this.#held.has(command);
  }

  add(command: string, log: string): void {
    this.#stop(command);
    this.#held.add(command);
    this.#timers.set(
      command,
      this.#clock.after(OTHER_TAB_MS, () => {
        this.#timers.delete(command);
        void this.#waited(command, log);
      }),
    );
  }

  delete(command: string): void {
    this.#held.delete(command);
  }

  /** The line is gone. */
  drop(command: string): void {
    this.#stop(command);
    this.#held.delete(command);
  }

  close(): void {
    for (const timer of this.#timers.values()) timer.cancel();
  }

  #stop(command: string): void {
    this.#timers.get(command)?.cancel();
    this.#timers.delete(command);
  }
}
