// Servers that are measured against each other in one run: round after round, one after the other, so that what the
// machine does meanwhile hits all of them alike.
import type { Figure } from '../report.ts';
import type { BareOptions, KithOptions } from '../servers/options.ts';
import type { Furnished } from './furnish.ts';
import { type ServerProcess, startBare, startKith } from './server-process.ts';

/** How long and how often a bench measures. */
export interface Pace {
  readonly rounds: number;
  readonly seconds: number;
}

/** A server that takes part. */
export interface Contestant {
  readonly name: string;
  /** Writes once per message: saturated by few posts under way, and long to drain with many. */
  readonly once: boolean;
  start(): Promise<ServerProcess>;
}

/** What one measurement gave, by name. */
export type Measured = Readonly<Record<string, number>>;

/** Kith on a fresh copy of a furnished folder. */
export function kith(
  name: string,
  furnished: Furnished,
  options: Omit<KithOptions, 'data'> = {},
): Contestant {
  const start = () => startKith({ data: furnished.copy(), ...options });
  return { name, once: options.oncePerMessage ?? false, start };
}

/** The bare server. */
export function bare(name: string, options: BareOptions = {}): Contestant {
  return { name, once: !options.gathered, start: () => startBare(options) };
}

/** Measures every contestant in every round; gives what was measured of one of them as a figure. */
export async function compete<Result extends Measured>(
  contestants: readonly Contestant[],
  { rounds, seconds }: Pace,
  measure: (server: ServerProcess, seconds: number, contestant: Contestant) => Promise<Result>,
): Promise<(contestant: Contestant, what: keyof Result) => Figure> {
  const results = new Map<Contestant, Result[]>(contestants.map((one) => [one, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of contestants) {
      const server = await contestant.start();
      const result = await measure(server, seconds, contestant);
      await server.stop();
      console.error(`  ${contestant.name}: ${told(result)}`);
      results.get(contestant)?.push(result);
    }
  }
  return (contestant, what) => ({
    name: contestant.name,
    values: (results.get(contestant) ?? []).map((result) => result[what] ?? Number.NaN),
  });
}

function told(result: Measured): string {
  return Object.entries(result)
    .map(([what, value]) => `${what} ${Number(value.toPrecision(4)).toLocaleString('en-US')}`)
    .join(', ');
}
