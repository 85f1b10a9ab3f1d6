// Stands in for realtime/flush-rule.ts with other numbers; without any it never rests.
import { type KithOptions, ownOptions } from './options.ts';

const { factor, msMax } = ownOptions<KithOptions>().rest ?? { factor: 0, msMax: 0 };

/** How long to gather after a flush that took `tookMs`. */
export function flushDelayMs(tookMs: number): number {
  return Math.min(msMax, factor * tookMs);
}
