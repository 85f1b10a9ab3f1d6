// The flush rule with other numbers: how much gathering gives when saturated, and what it costs and saves at 1,000
// messages per second into one room of 1,000 members.
import { compete, kith, type Pace } from '../load/contest.ts';
import { furnish } from '../load/furnish.ts';
import { keepSteady } from '../load/steady.ts';
import { type Line, printTable } from '../report.ts';
import { measureRoom } from './saturated.ts';

const MEMBERS = 1_000;
const PER_SECOND = 1_000;
const RULES = [
  { factor: 0, msMax: 0 },
  { factor: 1, msMax: 25 },
  { factor: 2, msMax: 10 },
  { factor: 2, msMax: 25 },
  { factor: 2, msMax: 50 },
  { factor: 4, msMax: 25 },
] as const;
const CHOSEN = 3;

/** Prints deliveries per second, CPU and latency for each rule, beside the chosen one. */
export async function benchFlushRule({ rounds, seconds }: Pace): Promise<void> {
  const furnished = await furnish({ people: MEMBERS });
  const tokens = furnished.people.map(({ token }) => token);
  const rate = { tokens, log: 'chat:lobby', perSecond: PER_SECOND, sampleEvery: 50, seconds };
  const contestants = RULES.map((rest) => {
    const name = rest.factor === 0 ? 'no rest' : `${rest.factor} ×, at most ${rest.msMax} ms`;
    return kith(name, furnished, { rest });
  });
  const pace = { rounds: Math.min(rounds, 3), seconds };
  const saturated = await compete(contestants, pace, (server, _seconds, one) =>
    measureRoom(server, seconds, one, tokens),
  );
  const steady = await compete(contestants, pace, (server) => keepSteady(server, rate));
  furnished.remove();
  const chosen = contestants[CHOSEN];
  const lines = contestants.flatMap((one): Line[] => [
    { what: 'deliveries/s', unit: '', figure: saturated(one, 'deliveries') },
    { what: 'p50 at 1,000/s, ms', unit: '', figure: steady(one, 'p50') },
    { what: 'core at 1,000/s', unit: '', figure: steady(one, 'cpu') },
  ]);
  const base = chosen && [
    saturated(chosen, 'deliveries'),
    steady(chosen, 'p50'),
    steady(chosen, 'cpu'),
  ];
  const sorted = lines
    .map((line, at) => ({ ...line, baseline: base?.[at % 3] }))
    .sort((one, other) => one.what.localeCompare(other.what));
  printTable('flush-rule: rest after a flush', sorted);
}
