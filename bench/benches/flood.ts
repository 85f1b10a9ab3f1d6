// One account floods a room, within the program's own limits and past them, while 50 others talk there: how long their
// messages take with and without it.
import { setPriority } from 'node:os';
import { startBeside } from '../load/beside.ts';
import { type Contestant, compete, kith, type Measured, type Pace } from '../load/contest.ts';
import type { Flooded, FloodWord } from '../load/flooder.ts';
import { furnish, type Person } from '../load/furnish.ts';
import type { ServerProcess } from '../load/server-process.ts';
import { startTalking } from '../load/steady.ts';
import { type Line, printTable } from '../report.ts';

const OTHERS = 50;
const PER_SECOND = 50;
const LOBBY = 'chat:lobby';
/** Of the flood: whoever measures goes first on the core that both share. */
const NICENESS = 5;
const WAYS = ['patient', 'rude'] as const;

/** Prints latencies from a post's send to its receipt by the others, beside those without the flood. */
export async function benchFlood(pace: Pace): Promise<void> {
  const furnished = await furnish({ people: OTHERS + 1 });
  const ours = kith('Kith', furnished, { limited: true });
  const [flooder, ...others] = furnished.people;
  if (!flooder) throw new Error('nobody to flood');
  const of = await compete([ours], pace, (server, seconds) => {
    return measure(server, flooder, others, seconds * 2);
  });
  furnished.remove();
  printTable('flood: 50 messages/s among 50 people while one account floods', linesOf(ours, of));
}

type Figures = Awaited<ReturnType<typeof compete<Measured>>>;

function linesOf(ours: Contestant, of: Figures): Line[] {
  const named = (name: string, what: string) => ({ ...of(ours, what), name });
  return WAYS.flatMap((how): Line[] => {
    const line = (what: string, key: string, aim?: string): Line => {
      const baseline = named('without', `${key}Without`);
      return { what, unit: '', figure: named(how, `${key} ${how}`), baseline, aim };
    };
    const did = (what: string): Line => {
      return { what: `${what}/s`, unit: '', figure: named(how, `${what} ${how}`) };
    };
    return [
      line('p50, ms', 'p50'),
      line('p99, ms', 'p99', '≤ 1.5 times'),
      did('done'),
      did('refused'),
    ];
  });
}

async function measure(
  server: ServerProcess,
  { token }: Person,
  others: readonly Person[],
  seconds: number,
): Promise<Measured> {
  const tokens = others.map((one) => one.token);
  const rate = { tokens, log: LOBBY, perSecond: PER_SECOND, sampleEvery: 2, seconds };
  const flood = await startBeside<FloodWord, Flooded>('flooder.ts', {
    port: server.port,
    token,
    log: LOBBY,
    people: others.map(({ id }) => id),
  });
  setPriority(flood.pid, NICENESS);
  const talk = await startTalking(server, rate);
  const without = await talk.measure(seconds);
  const measured: Record<string, number> = { p50Without: without.p50, p99Without: without.p99 };
  for (const how of WAYS) {
    await flood.ask(how);
    const during = await talk.measure(seconds);
    const { done, refused } = await flood.ask('stop');
    measured[`p50 ${how}`] = during.p50;
    measured[`p99 ${how}`] = during.p99;
    measured[`done ${how}`] = done / seconds;
    measured[`refused ${how}`] = refused / seconds;
    await talk.measure(1);
  }
  await talk.close();
  flood.stop();
  return measured;
}
