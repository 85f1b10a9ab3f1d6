// One room of 1,000 members, as many messages as the server takes, each stored before its acknowledgement.
import { bare, type Contestant, compete, kith, type Pace } from '../load/contest.ts';
import { gather } from '../load/crowd.ts';
import { furnish } from '../load/furnish.ts';
import { postersIn, type Saturated, saturate } from '../load/saturate.ts';
import type { ServerProcess } from '../load/server-process.ts';
import { type Line, printTable } from '../report.ts';

const MEMBERS = 1_000;
const LOBBY = 'chat:lobby';
const POSTERS = 32;
const UNDER_WAY = 2_048;
const UNDER_WAY_ONCE = 64;

/** Prints deliveries and member-writes per second. */
export async function benchSaturated(pace: Pace): Promise<void> {
  const furnished = await furnish({ people: MEMBERS });
  const gathered = kith('Kith', furnished);
  const once = kith('Kith, a write per message', furnished, { oncePerMessage: true });
  const emitted = kith('Kith by emit', furnished, { quickFrames: false });
  const bareOnce = bare('bare ws, a write per message');
  const bareGathered = bare('bare ws, gathered', { gathered: true });
  const all = [gathered, once, emitted, bareOnce, bareGathered];
  const tokens = furnished.people.map(({ token }) => token);
  const of = await compete(all, pace, (server, seconds, contestant) =>
    measureRoom(server, seconds, contestant, tokens),
  );
  furnished.remove();
  const line = (
    what: string,
    key: keyof Saturated,
    [one, other]: readonly [Contestant, Contestant],
    aim?: string,
  ): Line => ({ what, unit: '', figure: of(one, key), baseline: of(other, key), aim });
  printTable('saturated: one room of 1,000 members', [
    line('deliveries/s', 'deliveries', [gathered, once], '≥ 5,000,000'),
    line('deliveries/s', 'deliveries', [gathered, bareOnce]),
    line('deliveries/s', 'deliveries', [gathered, bareGathered]),
    line('deliveries/s', 'deliveries', [gathered, emitted]),
    line('member-writes/s', 'memberWrites', [once, bareOnce], '≥ 0.8 times'),
    line('member-writes/s', 'memberWrites', [gathered, bareGathered]),
    line('events in a write', 'eventsPerWrite', [gathered, bareGathered]),
    line('bytes for a delivery', 'bytesPerDelivery', [gathered, once]),
    line('share of the core', 'cpu', [gathered, bareGathered]),
  ]);
}

/** Saturates one server with the Lobby. */
export async function measureRoom(
  server: ServerProcess,
  seconds: number,
  { once }: Pick<Contestant, 'once'>,
  tokens: readonly string[],
): Promise<Saturated> {
  const { port } = server;
  const crowd = await gather(tokens.map((token) => ({ port, token, logs: [LOBBY] })));
  const posters = postersIn(crowd, POSTERS, () => [LOBBY]);
  const underWay = once ? UNDER_WAY_ONCE : UNDER_WAY;
  const load = { crowd, posters, underWay, followers: MEMBERS, seconds };
  const saturated = await saturate(server, load);
  await crowd.close();
  return saturated;
}
