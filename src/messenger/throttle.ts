// Limits on how often: token buckets by key, in memory, bounded. For guessing and for floods.
import type { Clock } from '#base/clock.ts';

/** A bucket's size, and how often one token comes back. */
export interface Allowance {
  readonly burst: number;
  readonly refillMs: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const KEYS_MAX = 50_000;

/** Buckets of one kind. */
export interface Throttle {
  /** Takes a token; returns 0, or after how many ms one will be there. */
  take(key: string): number;
  /** Gives a token back (what it was taken for turned out well). */
  giveBack(key: string): void;
}

/** Opens a throttle. Of more than 50,000 keys the longest unused are forgotten. */
export function openThrottle(clock: Clock, allowance: Allowance): Throttle {
  const buckets = new Map<string, Bucket>();
  const { burst, refillMs } = allowance;

  const bucketOf = (key: string): Bucket => {
    const now = clock.elapsed();
    const known = buckets.get(key);
    const bucket = known ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / refillMs);
    bucket.at = now;
    // Behind the others: a Map keeps the order of insertion, so the first key is the longest unused.
    buckets.delete(key);
    buckets.set(key, bucket);
    return bucket;
  };
  const forget = (): void => {
    const oldest = buckets.keys().next();
    if (buckets.size > KEYS_MAX && !oldest.done) buckets.delete(oldest.value);
  };
  return {
    take(key) {
      const bucket = bucketOf(key);
      forget();
      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) * refillMs);
      bucket.tokens -= 1;
      return 0;
    },
    giveBack(key) {
      const bucket = buckets.get(key);
      if (bucket) bucket.tokens = Math.min(burst, bucket.tokens + 1);
    },
  };
}
