// Ways for a message from one person to others, the main server's own and the gateways', each with people of its own; and a
// stopwatch that measures all of them at the same time, so that what the machine does meanwhile hits all alike.
import { setTimeout as sleep } from 'node:timers/promises';

/** A way that is open. */
export interface Way {
  readonly name: string;
  /** To how many people each message goes. */
  readonly receivers: number;
  /** Says a text as one of its people, in turn. */
  post(text: string): void;
  close(): void;
}

interface Sent {
  readonly name: string;
  readonly at: number;
}

const NUMBER = /\b(\d+) and the good chairs/g;
const DRAIN_MS_MAX = 10_000;

/** Messages by their numbers: by which way each left and when, and how long it took. */
export class Stopwatch {
  readonly #sent: Sent[] = [];
  #from = 0;
  #taken = new Map<string, number[]>();

  /** For the receivers of one way, by its name: they tell what came. What came by other ways does not count. */
  ear(name: string): (text: string) => void {
    return (text) => {
      const now = performance.now();
      // Several may have come in one packet; some may be late, from the measurement before.
      for (const [, number] of text.matchAll(NUMBER)) {
        const sent = Number(number) >= this.#from ? this.#sent[Number(number)] : undefined;
        if (sent?.name === name) this.#taken.get(name)?.push(now - sent.at);
      }
    };
  }

  /**
   * Says so many messages a second by the clock, whether they come or not, by all ways in turn. By the ways' names: how
   * long each took to each receiver, in ms.
   */
  async measure(
    ways: readonly Way[],
    perSecond: number,
    seconds: number,
  ): Promise<ReadonlyMap<string, readonly number[]>> {
    this.#from = this.#sent.length;
    this.#taken = new Map(ways.map(({ name }) => [name, []]));
    const rounds = Math.ceil((perSecond * seconds) / ways.length);
    const start = performance.now();
    for (let round = 0; round < rounds; round += 1) {
      // Each time in another order: nobody always comes behind the same one.
      for (const way of shuffled(ways)) {
        const posts = this.#sent.length - this.#from;
        const waitMs = start + (posts * 1_000) / perSecond - performance.now();
        if (waitMs > 0) await sleep(waitMs);
        this.#post(way);
      }
    }
    for (const way of ways) await this.#drained(way, rounds * way.receivers);
    return this.#taken;
  }

  #post(way: Way): void {
    const number = this.#sent.length;
    this.#sent.push({ name: way.name, at: performance.now() });
    way.post(`${number} and the good chairs, please.`);
  }

  async #drained({ name }: Way, wanted: number): Promise<void> {
    const from = performance.now();
    const came = (): number => this.#taken.get(name)?.length ?? 0;
    while (came() < wanted) {
      if (performance.now() - from > DRAIN_MS_MAX) {
        throw new Error(`${name}: ${came()} of ${wanted} messages came`);
      }
      await sleep(5);
    }
    if (came() > wanted) throw new Error(`${name}: a message came twice`);
  }
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}
