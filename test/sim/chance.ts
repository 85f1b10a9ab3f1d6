// The simulator's dice: every choice of a run comes from here, so a seed replays it.
import type { Random } from '#base/random.ts';
import { seededRandom } from '#test/support/clock.ts';

/** Choices that are the same for the same seed. */
export class Chance {
  readonly random: Random;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  /** True with this probability. */
  happens(probability: number): boolean {
    return this.random.fraction() < probability;
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.random.fraction() * (most - least + 1));
  }

  /** One of the items; undefined when there is none. */
  pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.random.fraction() * items.length)];
  }

  /** Up to `most` different items. */
  some<T>(items: readonly T[], most: number): T[] {
    return items.filter(() => this.happens(0.5)).slice(0, most);
  }

  /** Mostly short, now and then up to `longMs`: how networks and disks take their time. */
  delayMs(shortMs: number, longMs: number): number {
    const most = this.happens(0.05) ? longMs : shortMs;
    return this.random.fraction() * most;
  }

  /** One of the weighted names. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    const sum = entries.reduce((total, [, weight]) => total + weight, 0);
    let left = this.random.fraction() * sum;
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    return entries[0]?.[0] as Name;
  }
}
