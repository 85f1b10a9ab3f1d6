// The terminal's own clock and randomness: the system's.
import { randomBytes, randomInt } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';

const FRACTION_STEPS = 2 ** 47;

/** The system's clock. */
export const clock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(delayMs, wake) {
    const timer = setTimeout(wake, Math.max(0, delayMs));
    return { cancel: () => clearTimeout(timer) };
  },
};

/** The system's cryptographic randomness. */
export const random: Random = {
  bytes: (length) => randomBytes(length),
  fraction: () => randomInt(FRACTION_STEPS) / FRACTION_STEPS,
};
