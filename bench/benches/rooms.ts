// 1,000 people who share 20 rooms, saturated: many logs per follower, so that packets are joined only at the socket.
import { bare, type Contestant, compete, kith, type Pace } from '../load/contest.ts';
import { furnish } from '../load/furnish.ts';
import { postersIn, type Saturated, saturate } from '../load/saturate.ts';
import { weigh } from '../load/weigh.ts';
import { type Line, printTable } from '../report.ts';

const PEOPLE = 1_000;
const ROOMS = 20;
const FIRST = 200;
const POSTERS = 40;
const UNDER_WAY = 2_560;
const UNDER_WAY_ONCE = 80;

/** Prints deliveries per second, bytes on the wire, and memory per follower. */
export async function benchRooms(pace: Pace): Promise<void> {
  const furnished = await furnish({ people: PEOPLE, rooms: ROOMS });
  const { people, rooms } = furnished;
  const gathered = kith('Kith', furnished);
  const once = kith('Kith, a write per message', furnished, { oncePerMessage: true });
  const bareOnce = bare('bare ws, a write per message');
  const bareGathered = bare('bare ws, gathered', { gathered: true });
  const all = [gathered, once, bareOnce, bareGathered];
  const of = await compete(all, pace, async (server, seconds, contestant) => {
    const { port } = server;
    const seats = people.map(({ token }) => ({ port, token, logs: rooms }));
    const { crowd, bytesEach } = await weigh(server, seats, FIRST);
    const posters = postersIn(crowd, POSTERS, () => rooms);
    const underWay = contestant.once ? UNDER_WAY_ONCE : UNDER_WAY;
    const load = { crowd, posters, underWay, followers: PEOPLE, seconds };
    const saturated = await saturate(server, load);
    await crowd.close();
    return { ...saturated, memory: bytesEach / 1_024 };
  });
  furnished.remove();
  const line = (
    what: string,
    key: keyof Saturated | 'memory',
    [one, other]: readonly [Contestant, Contestant],
  ): Line => ({ what, unit: '', figure: of(one, key), baseline: of(other, key) });
  printTable('rooms: 1,000 people who share 20 rooms', [
    line('deliveries/s', 'deliveries', [gathered, once]),
    line('deliveries/s', 'deliveries', [gathered, bareOnce]),
    line('deliveries/s', 'deliveries', [gathered, bareGathered]),
    line('events in a packet', 'eventsPerWrite', [gathered, bareGathered]),
    line('bytes for a delivery', 'bytesPerDelivery', [gathered, once]),
    line('memory of a follower, kB', 'memory', [gathered, bareGathered]),
  ]);
}
