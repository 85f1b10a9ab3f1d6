// How long to wait before the next try: doubling, with full jitter, up to a limit.
import type { Random } from './random.ts';

/** Bounds of a backoff, in milliseconds. */
export interface BackoffBounds {
  readonly firstMs: number;
  readonly mostMs: number;
}

/**
 * The delay before try number `attempt` (0 is the first retry), in milliseconds: between half and the
 * whole of `firstMs` doubled per attempt, at most `mostMs`. The jitter keeps a thousand clients from coming back at once.
 */
export function backoffMs(attempt: number, bounds: BackoffBounds, random: Random): number {
  const ceiling = Math.min(bounds.mostMs, bounds.firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(ceiling / 2 + (random.fraction() * ceiling) / 2);
}
