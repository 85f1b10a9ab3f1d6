// 500 pairs in direct chats over the socket: both sides post, wait for the acknowledgement, and post again. Every post is
// stored, with a sync, before it is acknowledged; on this disk, and on disks whose sync takes 2 and 5 ms.
import { bare, type Contestant, compete, kith, type Pace } from '../load/contest.ts';
import { gather } from '../load/crowd.ts';
import { furnish } from '../load/furnish.ts';
import { Poster } from '../load/poster.ts';
import { type Saturated, saturate } from '../load/saturate.ts';
import { type Line, printTable } from '../report.ts';

const PAIRS = 500;

/** Prints posts per second. */
export async function benchDirect(pace: Pace): Promise<void> {
  const furnished = await furnish({ people: 2 * PAIRS, pairs: PAIRS });
  const { people, pairs } = furnished;
  const slow = (ms: number, aside: boolean): Contestant => {
    const name = `Kith, sync of ${ms} ms${aside ? ' aside' : ''}`;
    return kith(name, furnished, { slowDisk: { ms, aside } });
  };
  const ours = kith('Kith', furnished);
  const theirs = bare('bare ws');
  const slowed = [slow(2, false), slow(5, false), slow(2, true), slow(5, true)];
  const logOf = (at: number): string[] => [pairs[Math.floor(at / 2)] ?? ''];
  const of = await compete([ours, theirs, ...slowed], pace, async (server, seconds) => {
    const { port } = server;
    const crowd = await gather(people.map(({ token }, at) => ({ port, token, logs: logOf(at) })));
    const posters = crowd.members.map((member, at) => new Poster(member, logOf(at)));
    const load = { crowd, posters, underWay: people.length, followers: 2, seconds };
    const saturated = await saturate(server, load);
    await crowd.close();
    return saturated;
  });
  furnished.remove();
  const line = (one: Contestant, other: Contestant, key: keyof Saturated, aim?: string): Line => {
    const what = key === 'posts' ? 'posts/s' : 'share of the core';
    return { what, unit: '', figure: of(one, key), baseline: of(other, key), aim };
  };
  printTable('direct: 500 pairs over the socket', [
    line(ours, theirs, 'posts', '≥ 15,000'),
    ...slowed.map((one) => line(one, ours, 'posts')),
    line(ours, theirs, 'cpu'),
  ]);
}
