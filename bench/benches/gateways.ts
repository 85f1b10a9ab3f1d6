// A message through each compatibility gateway, from its sending to its receipt by another client, beside the same over the
// main server: in one server process, all ways in turn, 200 messages a second together.
import { compete, kith, type Measured, type Pace } from '../load/contest.ts';
import { type Furnished, furnish } from '../load/furnish.ts';
import * as reading from '../load/gateways/reading-ways.ts';
import * as telling from '../load/gateways/socket-ways.ts';
import { Stopwatch, type Way } from '../load/gateways/way.ts';
import type { ServerProcess } from '../load/server-process.ts';
import { type Line, median, printTable, quantile } from '../report.ts';

const PEOPLE_EACH = 20;
const WAYS = 11;
const PER_SECOND = 200;
const WARM_UP_SECONDS = 1;
/** How often the Lobby changes hands in a measurement. */
const TURNS = 4;
const AIM = '≤ 1.2';

/** Which way is compared with which. */
const COMPARED = [
  ['messenger, by its event', 'main socket, direct'],
  ['messenger, by its route', 'main API to main socket'],
  ['template', 'main socket, group'],
  ['chatroom', 'main socket, Lobby'],
  ['twidder', 'main API, walls'],
  ['flask-chat', 'main API, direct'],
] as const;

/** Prints latencies, each beside its baseline. */
export async function benchGateways(pace: Pace): Promise<void> {
  const people = PEOPLE_EACH * WAYS;
  const { PASSWORD: password } = telling;
  const furnished = await furnish({ people, pairs: people / 2, password });
  const ours = kith('Kith', furnished, { compat: true });
  const of = await compete([ours], pace, (server, seconds) => measure(server, seconds, furnished));
  furnished.remove();
  const lines = COMPARED.flatMap(([way, base]): Line[] => {
    const named = (name: string, what: string) => ({ ...of(ours, `${name} ${what}`), name });
    const line = (key: 'p50' | 'p99'): Line => {
      return { what: `${key}, ms`, unit: '', figure: named(way, key), baseline: named(base, key) };
    };
    // Of each round by itself: what the machine did meanwhile hit both sides of it.
    const times = { what: 'p50, round by round', unit: ' times', figure: named(way, 'times') };
    return [{ ...times, aim: AIM }, line('p50'), line('p99')];
  });
  printTable(`gateways: ${PER_SECOND} messages/s, post to receipt`, lines);
}

async function measure(
  server: ServerProcess,
  seconds: number,
  furnished: Furnished,
): Promise<Measured> {
  const watch = new Stopwatch();
  const { ways, lobbies } = await openAll(server, furnished, watch);
  const taken = new Map<string, number[]>();
  for (let turn = 0; turn < TURNS; turn += 1) {
    const all = [...ways, await (turn % 2 === 0 ? lobbies.main() : lobbies.chatroom())];
    await watch.measure(all, PER_SECOND, WARM_UP_SECONDS);
    const took = await watch.measure(all, PER_SECOND, (2 * seconds) / TURNS);
    for (const [name, some] of took) taken.set(name, [...(taken.get(name) ?? []), ...some]);
    all.at(-1)?.close();
  }
  for (const way of ways) way.close();
  const measured: Record<string, number> = {};
  for (const [name, all] of taken) {
    measured[`${name} p50`] = median(all);
    measured[`${name} p99`] = quantile(all, 0.99);
  }
  for (const [way, base] of COMPARED) {
    measured[`${way} times`] = (measured[`${way} p50`] ?? 0) / (measured[`${base} p50`] ?? 0);
  }
  return measured;
}

/**
 * Opens each way for people of its own. There is only one Lobby, and who is told second is told later: its two ways are
 * there one after the other.
 */
async function openAll(
  server: ServerProcess,
  { people, pairs }: Furnished,
  watch: Stopwatch,
): Promise<{ ways: Way[]; lobbies: Readonly<Record<'main' | 'chatroom', () => Promise<Way>>> }> {
  let at = 0;
  const next = (): telling.Seats => {
    const from = at;
    at += PEOPLE_EACH;
    const logs = pairs.slice(from / 2, at / 2);
    return { server, people: people.slice(from, at), logs, watch };
  };
  const ways = [
    await telling.mainDirect(next()),
    await telling.messengerByEvent(next()),
    await telling.mainByRoute(next()),
    await telling.messengerByRoute(next()),
    await telling.mainGroup(next()),
    await telling.template(next()),
    reading.mainWalls(next()),
    reading.twidder(next()),
    reading.mainChats(next()),
    reading.flaskChat(next()),
  ];
  const lobby = next();
  const main = () => telling.mainLobby(lobby);
  const chatroom = () => telling.chatroom(lobby);
  return { ways, lobbies: { main, chatroom } };
}
