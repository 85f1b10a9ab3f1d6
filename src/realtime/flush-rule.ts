// When the next flush may come. Measured: see docs/decisions/0003-fan-out.md and bench/README.md.

const REST_FACTOR = 2;
const REST_MS_MAX = 25;

/**
 * How long to gather after a flush that took `tookMs` and told more than one event of some log: twice its duration, at
 * most 25 ms. A server without a rush flushes at once; a busy one gathers more per write, which is what costs.
 */
export function flushDelayMs(tookMs: number): number {
  return Math.min(REST_MS_MAX, REST_FACTOR * tookMs);
}
