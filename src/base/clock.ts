// The port to time. Universal code never asks the system itself, so tests can move the clock.

/** A timer that can be called off. */
export interface Timer {
  cancel(): void;
}

/** What tells the time and wakes up later. */
export interface Clock {
  /** Milliseconds since 1970 (UTC); may jump, forwards and backwards. */
  now(): number;
  /** Milliseconds since some moment; never goes back. For durations. */
  elapsed(): number;
  /** Calls `wake` once, no sooner than `delayMs` from now. */
  after(delayMs: number, wake: () => void): Timer;
}

/** Resolves after `delayMs` of this clock. */
export function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
