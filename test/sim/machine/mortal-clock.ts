// The clock of one simulated process: when the process dies, its timers are gone with it.
import type { Clock, Timer } from '#base/clock.ts';

/** A clock that can stop for good. */
export class MortalClock implements Clock {
  readonly #clock: Clock;
  readonly #busyMs: () => number;
  readonly #timers = new Set<Timer>();
  #busy = 0;
  #dead = false;

  /** `busyMs`: how long the process has worked since it last looked at the clock. */
  constructor(clock: Clock, busyMs: () => number = () => 0) {
    this.#clock = clock;
    this.#busyMs = busyMs;
  }

  now(): number {
    return this.#clock.now();
  }

  elapsed(): number {
    this.#busy += this.#busyMs();
    return this.#clock.elapsed() + this.#busy;
  }

  after(delayMs: number, wake: () => void): Timer {
    if (this.#dead) return { cancel: () => undefined };
    const timer = this.#clock.after(delayMs, () => {
      this.#timers.delete(own);
      wake();
    });
    const own: Timer = {
      cancel: () => {
        timer.cancel();
        this.#timers.delete(own);
      },
    };
    this.#timers.add(own);
    return own;
  }

  /** Nothing wakes any more. */
  die(): void {
    this.#dead = true;
    for (const timer of [...this.#timers]) timer.cancel();
  }
}
