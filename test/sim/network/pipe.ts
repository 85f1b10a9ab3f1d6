// One direction of a simulated TCP connection: bytes arrive late but in order, or stop arriving.
import type { Clock } from '#base/clock.ts';

interface Parcel<T> {
  readonly item: T;
  readonly bytes: number;
}

/** A first-in-first-out way through the network. */
export class Pipe<T> {
  readonly #clock: Clock;
  readonly #delayMs: () => number;
  readonly #deliver: (item: T) => void;
  #parcels: Parcel<T>[] = [];
  #lastDue = 0;
  #arrived = 0;
  #bytes = 0;
  #state: 'flowing' | 'stalled' | 'cut' = 'flowing';

  constructor(clock: Clock, delayMs: () => number, deliver: (item: T) => void) {
    this.#clock = clock;
    this.#delayMs = delayMs;
    this.#deliver = deliver;
  }

  /** Bytes that are on the way. */
  get bytes(): number {
    return this.#bytes;
  }

  get state(): 'flowing' | 'stalled' | 'cut' {
    return this.#state;
  }

  put(item: T, bytes = 0): void {
    if (this.#state === 'cut') return;
    this.#parcels.push({ item, bytes });
    this.#bytes += bytes;
    const now = this.#clock.elapsed();
    this.#lastDue = Math.max(this.#lastDue, now + this.#delayMs());
    this.#clock.after(this.#lastDue - now, () => {
      this.#arrived += 1;
      this.#drain();
    });
  }

  /** The other end takes nothing until `resume`. */
  stall(): void {
    if (this.#state === 'flowing') this.#state = 'stalled';
  }

  resume(): void {
    if (this.#state !== 'stalled') return;
    this.#state = 'flowing';
    this.#drain();
  }

  /** Whatever is on the way is lost. */
  cut(): void {
    this.#state = 'cut';
    this.#parcels = [];
    this.#bytes = 0;
  }

  #drain(): void {
    while (this.#arrived > 0 && this.#state === 'flowing') {
      const parcel = this.#parcels.shift();
      this.#arrived -= 1;
      if (!parcel) continue;
      this.#bytes -= parcel.bytes;
      this.#deliver(parcel.item);
    }
  }
}
