// How bad the world is at the moment: delays, failing disks, kills that are planned. Calm at the end of every round.
import type { Chance } from '#test/sim/chance.ts';
import type { DatabaseStep } from './mortal-database.ts';

/** What a planned kill waits for: a step of the database, or the moment before an acknowledgement leaves. */
export type FatalStep = DatabaseStep | 'acknowledging' | 'acknowledged';

/** The troubles of a run. */
export class Weather {
  readonly #chance: Chance;
  /** Nothing fails while it is calm, and everything is quick. */
  calm = false;
  #killIn: number | undefined;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** The server is to be killed at the `steps`-th step from now. */
  planKill(steps: number): void {
    this.#killIn ??= steps;
  }

  clear(): void {
    this.calm = true;
    this.#killIn = undefined;
  }

  /** Whether this is the step at which the server dies. */
  isFatal(): boolean {
    if (this.#killIn === undefined) return false;
    this.#killIn -= 1;
    if (this.#killIn > 0) return false;
    this.#killIn = undefined;
    return true;
  }

  diskFails(step: DatabaseStep): boolean {
    if (this.calm || (step !== 'written' && step !== 'asked')) return false;
    return this.#chance.happens(step === 'written' ? 0.004 : 0.0003);
  }

  diskMs(step: DatabaseStep): number {
    const share = step === 'committed' || step === 'begun' || step === 'read' ? 0.3 : 0.05;
    if (this.calm || !this.#chance.happens(share)) return 0;
    return this.#chance.delayMs(8, 120);
  }

  networkMs(): number {
    return this.calm ? 1 : this.#chance.delayMs(60, 2_000);
  }

  storageMs(): number {
    return this.calm ? 0 : this.#chance.delayMs(10, 3_000);
  }

  cpuMs(): number {
    return this.calm || this.#chance.happens(0.8) ? 0 : this.#chance.random.fraction() * 10;
  }

  happens(probability: number): boolean {
    return !this.calm && this.#chance.happens(probability);
  }
}
