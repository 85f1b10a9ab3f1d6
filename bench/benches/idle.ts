// 10,000 people who are connected and say nothing, each following the Lobby and the own log: memory per connection.
import { setTimeout as sleep } from 'node:timers/promises';
import { bare, type Contestant, compete, kith, type Pace } from '../load/contest.ts';
import { furnish } from '../load/furnish.ts';
import type { ServerProcess } from '../load/server-process.ts';
import { weigh } from '../load/weigh.ts';
import { printTable } from '../report.ts';

const PEOPLE = 10_000;
const FIRST = 500;
const IDLE_MS = 5_000;
const ROUNDS_MAX = 3;
const BYTES_PER_MB = 1_024 * 1_024;

/** Prints kB per connection and the memory of a server that nobody uses. */
export async function benchIdle({ rounds, seconds }: Pace): Promise<void> {
  const furnished = await furnish({ people: PEOPLE });
  const ours = kith('Kith', furnished);
  const theirs = bare('bare ws');
  const pace = { rounds: Math.min(rounds, ROUNDS_MAX), seconds };
  const of = await compete([ours, theirs], pace, async (server) => {
    const { port } = server;
    const seats = furnished.people.map(({ id, token }) => {
      return { port, token, logs: ['chat:lobby', `user:${id}`] };
    });
    const { crowd, emptyBytes, bytesEach } = await weigh(server, seats, FIRST);
    const cpu = await idle(server);
    await crowd.close();
    return { empty: emptyBytes / BYTES_PER_MB, each: bytesEach / 1_024, cpu };
  });
  furnished.remove();
  const line = (what: string, key: 'empty' | 'each' | 'cpu', aim?: string) => {
    const against = (one: Contestant) => of(one, key);
    return { what, unit: '', figure: against(ours), baseline: against(theirs), aim };
  };
  printTable('idle: 10,000 connections', [
    line('kB for a connection', 'each', '20; ≤ 30'),
    line('MB with nobody there', 'empty', '≤ 100'),
    line('share of the core', 'cpu'),
  ]);
}

/** The share of the core that a server with nothing to do takes. */
async function idle(server: ServerProcess): Promise<number> {
  const { cpuMs } = await server.vitals();
  const from = performance.now();
  await sleep(IDLE_MS);
  return ((await server.vitals()).cpuMs - cpuMs) / (performance.now() - from);
}
