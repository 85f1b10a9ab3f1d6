// 50 messages per second into one room of 1,000 members: how long they take, and what the server uses for them.
import { bare, type Contestant, compete, kith, type Pace } from '../load/contest.ts';
import { furnish } from '../load/furnish.ts';
import { keepSteady, type Steady } from '../load/steady.ts';
import { type Line, printTable } from '../report.ts';

const MEMBERS = 1_000;
const PER_SECOND = 50;
const LOBBY = 'chat:lobby';

/** Prints latencies from a post's send to its receipt by the members. */
export async function benchSteady(pace: Pace): Promise<void> {
  const furnished = await furnish({ people: MEMBERS });
  const ours = kith('Kith', furnished);
  const theirs = bare('bare ws');
  const tokens = furnished.people.map(({ token }) => token);
  const rate = { tokens, log: LOBBY, perSecond: PER_SECOND, sampleEvery: 10 };
  const of = await compete([ours, theirs], pace, (server, seconds) =>
    keepSteady(server, { ...rate, seconds: seconds * 2 }),
  );
  furnished.remove();
  const line = (what: string, key: keyof Steady, aim?: string): Line => {
    const against = (one: Contestant) => of(one, key);
    return { what, unit: '', figure: against(ours), baseline: against(theirs), aim };
  };
  printTable('steady: 50 messages/s into one room of 1,000 members', [
    line('p50, ms', 'p50'),
    line('p99, ms', 'p99', '≤ 1.3 times'),
    line('share of the core', 'cpu'),
  ]);
}
