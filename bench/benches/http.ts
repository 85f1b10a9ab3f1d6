// Posts over HTTP: 64 kept-alive connections with bearer tokens, each posts, waits for its 201, and posts again.
import { setTimeout as sleep } from 'node:timers/promises';
import { chatOf } from '#core/log-name.ts';
import { bare, compete, kith, type Pace } from '../load/contest.ts';
import { furnish } from '../load/furnish.ts';
import { HttpCaller } from '../load/http-caller.ts';
import type { ServerProcess } from '../load/server-process.ts';
import { printTable } from '../report.ts';

const CALLERS = 64;
const WARM_UP_MS = 1_500;

/** Prints posts per second. */
export async function benchHttp(pace: Pace): Promise<void> {
  const furnished = await furnish({ people: 2 * CALLERS, pairs: CALLERS });
  const { people, pairs } = furnished;
  const ours = kith('Kith', furnished);
  const theirs = bare('bare node:http');
  const of = await compete([ours, theirs], pace, async (server, seconds) => {
    const callers = pairs.map((log, at) => {
      const path = `/api/v1/chats/${chatOf(log)}/messages`;
      return new HttpCaller(server.port, path, people[2 * at]?.token ?? '');
    });
    await Promise.all(callers.map((caller) => caller.connected()));
    const before = (await server.stored()).posts;
    const measured = await measure(server, callers, seconds);
    const stored = (await server.stored()).posts - before;
    if (stored !== answeredBy(callers)) throw new Error('a post was not stored');
    for (const caller of callers) caller.close();
    return measured;
  });
  furnished.remove();
  const line = (what: string, key: 'posts' | 'cpu', aim?: string) => ({
    what,
    unit: '',
    figure: of(ours, key),
    baseline: of(theirs, key),
    aim,
  });
  printTable('http: posts over 64 kept-alive connections', [
    line('posts/s', 'posts', '≥ 5,000'),
    line('share of the core', 'cpu'),
  ]);
}

async function measure(server: ServerProcess, callers: readonly HttpCaller[], seconds: number) {
  await call(callers, WARM_UP_MS);
  const warm = answeredBy(callers);
  const { cpuMs } = await server.vitals();
  const from = performance.now();
  await call(callers, seconds * 1_000);
  const took = performance.now() - from;
  const used = (await server.vitals()).cpuMs - cpuMs;
  return { posts: ((answeredBy(callers) - warm) * 1_000) / took, cpu: used / took };
}

async function call(callers: readonly HttpCaller[], ms: number): Promise<void> {
  for (const caller of callers) caller.start();
  await sleep(ms);
  await Promise.all(callers.map((caller) => caller.stop()));
}

function answeredBy(callers: readonly HttpCaller[]): number {
  return callers.reduce((sum, caller) => sum + caller.answered, 0);
}
