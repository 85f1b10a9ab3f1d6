// As much as a server takes: many posters in closed loops, everybody receives. What is counted is what the members got,
// and it must be what the server says it holds, to the byte.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Crowd } from './crowd.ts';
import { Poster } from './poster.ts';
import type { ServerProcess } from './server-process.ts';

/** What saturation gave, per second where it is a count. */
export type Saturated = {
  readonly posts: number;
  readonly deliveries: number;
  readonly memberWrites: number;
  readonly eventsPerWrite: number;
  /** Bytes on the wire for one event that one follower receives. */
  readonly bytesPerDelivery: number;
  /** Share of one core that the server used. */
  readonly cpu: number;
};

/** Who posts, and who receives. */
export interface Load {
  readonly crowd: Crowd;
  readonly posters: readonly Poster[];
  /** Posts under way at once, all posters together. */
  readonly underWay: number;
  /** Into how many members' hands each post goes. */
  readonly followers: number;
  readonly seconds: number;
}

const WARM_UP_MS = 1_500;

/** Warms up, then measures from the first post until the last byte has come. Rejects when anything is lost. */
export async function saturate(server: ServerProcess, load: Load): Promise<Saturated> {
  const before = await server.stored();
  await post(load, WARM_UP_MS);
  const warm = await settle(server, load, before.bytes);
  const { cpuMs } = await server.vitals();
  const from = performance.now();
  await post(load, load.seconds * 1_000);
  const done = await settle(server, load, before.bytes);
  const usedMs = (await server.vitals()).cpuMs - cpuMs;
  const posts = done.posts - warm.posts;
  if (posts !== done.acknowledged - warm.acknowledged) throw new Error('a post was not stored');
  const took = (done.lastAt - from) / 1_000;
  const deliveries = posts * load.followers;
  const packets = done.packets - warm.packets;
  return {
    posts: posts / took,
    deliveries: deliveries / took,
    memberWrites: packets / took,
    eventsPerWrite: deliveries / packets,
    bytesPerDelivery: (done.wireBytes - warm.wireBytes) / deliveries,
    cpu: usedMs / took / 1_000,
  };
}

async function post({ posters, underWay }: Load, ms: number): Promise<void> {
  for (const poster of posters) poster.start(Math.ceil(underWay / posters.length));
  await sleep(ms);
  await Promise.all(posters.map((poster) => poster.stop()));
}

/** Waits until all that is stored has come to everybody who should get it. */
async function settle(server: ServerProcess, { crowd, posters, followers }: Load, from: number) {
  const { bytes, posts } = await server.stored();
  const acknowledged = posters.reduce((sum, poster) => sum + poster.acknowledged, 0);
  const received = await crowd.drained((bytes - from) * followers);
  return { ...received, posts, acknowledged };
}

/** Posters on some of a crowd's members, spread over it. */
export function postersIn(
  crowd: Crowd,
  count: number,
  logsOf: (member: number) => readonly string[],
): Poster[] {
  const step = Math.floor(crowd.members.length / count);
  const seated = crowd.members.map((member, at) => ({ member, at }));
  return seated
    .filter(({ at }) => at % step === 0)
    .slice(0, count)
    .map(({ member, at }) => new Poster(member, logsOf(at)));
}
