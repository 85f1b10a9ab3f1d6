// A fixed number of messages per second into one room, whether the server keeps up or not, and how long each takes to
// some of the members. The text carries the number of the post.
import { setTimeout as sleep } from 'node:timers/promises';
import { median, quantile } from '../report.ts';
import { gather } from './crowd.ts';
import type { Poster } from './poster.ts';
import { postersIn } from './saturate.ts';
import type { ServerProcess } from './server-process.ts';

/** Latencies in ms from the post's send to the members' receipt. */
export type Steady = {
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
};

/** A room and how much is said in it. */
export interface Rate {
  readonly tokens: readonly string[];
  readonly log: string;
  readonly perSecond: number;
  readonly seconds: number;
  /** Every how many members one is looked at. */
  readonly sampleEvery: number;
}

const WARM_UP_SECONDS = 2;
const TALKERS = 20;
const REST_MS = 500;
const NUMBER = /"text":"(\d+) /g;

/** A conversation that goes on: measured once, or several times with something else beside it. */
export interface Conversation {
  /**
   * Talks for so many seconds, and again until it is `enough`, and says how long messages took. Rejects when a sampled
   * member missed anything.
   */
  measure(seconds: number, enough?: () => Promise<boolean>): Promise<Steady>;
  close(): Promise<void>;
}

/** Measures after a warm-up at the same rate. Rejects when a sampled member missed anything. */
export async function keepSteady(server: ServerProcess, rate: Rate): Promise<Steady> {
  const conversation = await startTalking(server, rate);
  const steady = await conversation.measure(rate.seconds);
  await conversation.close();
  return steady;
}

/** Connects everybody and warms up. */
export async function startTalking(server: ServerProcess, rate: Rate): Promise<Conversation> {
  const clock = new Latencies();
  const crowd = await gather(seatsOf(server, rate, clock));
  const posters = postersIn(crowd, TALKERS, () => [rate.log]);
  await talk(posters, rate, WARM_UP_SECONDS, clock);
  const sampled = crowd.members.filter((_, at) => isSampled(rate, at)).length;
  const measure: Conversation['measure'] = async (seconds, enough = async () => true) => {
    clock.restart();
    const { cpuMs } = await server.vitals();
    const from = performance.now();
    let posts = 0;
    do posts += await talk(posters, rate, seconds, clock);
    while (!(await enough()));
    const took = performance.now() - from;
    const used = (await server.vitals()).cpuMs - cpuMs;
    await sleep(REST_MS);
    const { taken } = clock;
    if (taken.length !== posts * sampled) throw new Error('a sampled member missed a message');
    return { p50: median(taken), p99: quantile(taken, 0.99), cpu: used / took };
  };
  return { measure, close: () => crowd.close() };
}

/** When posts left, and how long they took. */
class Latencies {
  readonly sentAt: number[] = [];
  taken: number[] = [];
  #from = 0;

  /** Forgets what was measured; what is still under way does not count. */
  restart(): void {
    this.#from = this.sentAt.length;
    this.taken = [];
  }

  readonly receive = (packet: string): void => {
    const now = performance.now();
    for (const [, number] of packet.matchAll(NUMBER)) {
      const sent = Number(number) >= this.#from ? this.sentAt[Number(number)] : undefined;
      if (sent !== undefined) this.taken.push(now - sent);
    }
  };
}

function seatsOf({ port }: ServerProcess, rate: Rate, { receive }: Latencies) {
  return rate.tokens.map((token, at) => {
    const seat = { port, token, logs: [rate.log] };
    return isSampled(rate, at) ? { ...seat, onPacket: receive } : seat;
  });
}

// None of those who talk: they stand at other places.
function isSampled({ sampleEvery }: Rate, at: number): boolean {
  return at % sampleEvery === sampleEvery - 1;
}

/** By the clock: posts that are late are sent at once, so that a pause does not lower the rate. */
async function talk(
  posters: readonly Poster[],
  { perSecond }: Rate,
  seconds: number,
  { sentAt }: Latencies,
): Promise<number> {
  const from = performance.now();
  const posts = perSecond * seconds;
  for (let post = 0; post < posts; post += 1) {
    const waitMs = from + (post * 1_000) / perSecond - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    posters[post % posters.length]?.post(`${sentAt.length} and the good chairs, please.`);
    sentAt.push(performance.now());
  }
  await Promise.all(posters.map((poster) => poster.stop()));
  return posts;
}
