// A clock that stands still until a test moves it, and randomness from a seed. For tests and the simulator.
import type { Clock, Timer } from '#base/clock.ts';
import type { Random } from '#base/random.ts';

interface Alarm {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/** Time under a test's control. `now` can jump by itself (`skew`), `elapsed` cannot. */
export class FakeClock implements Clock {
  #elapsed = 0;
  #order = 0;
  #skew = 1_700_000_000_000;
  #alarms: Alarm[] = [];

  now(): number {
    return Math.floor(this.#elapsed) + this.#skew;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  after(delayMs: number, wake: () => void): Timer {
    this.#order += 1;
    const alarm = { at: this.#elapsed + Math.max(0, delayMs), order: this.#order, wake };
    this.#alarms.push(alarm);
    return { cancel: () => this.#remove(alarm) };
  }

  /** Lets the wall clock jump, forwards or backwards. */
  jump(byMs: number): void {
    this.#skew += byMs;
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#alarms.length;
  }

  /** Moves on by `ms`, waking what is due in order; lets promises settle in between. */
  async advance(ms: number): Promise<void> {
    const until = this.#elapsed + ms;
    await settle();
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#remove(next);
      this.#elapsed = Math.max(this.#elapsed, next.at);
      next.wake();
      await settle();
    }
    this.#elapsed = until;
  }

  /** Wakes the next timer, whenever it is due; false when there is none. */
  async step(): Promise<boolean> {
    const next = this.#next(Number.POSITIVE_INFINITY);
    if (!next) return false;
    await this.advance(Math.max(0, next.at - this.#elapsed));
    return true;
  }

  #next(until: number): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.#alarms) {
      if (alarm.at > until) continue;
      if (!first || alarm.at < first.at || (alarm.at === first.at && alarm.order < first.order)) {
        first = alarm;
      }
    }
    return first;
  }

  #remove(alarm: Alarm): void {
    this.#alarms = this.#alarms.filter((other) => other !== alarm);
  }
}

/** Lets everything that is ready run: promises, and what they start. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** The same sequence for the same seed (mulberry32). Not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    fraction,
    bytes: (length) => Uint8Array.from({ length }, () => Math.floor(fraction() * 256)),
  };
}
