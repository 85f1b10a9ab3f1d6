// A real server under load, killed with -9 again and again while real clients write. At the end everything acknowledged is in
// the log exactly once, what every client shows equals the log, and unread equals a recount.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#test/support/clock.ts';
import { freePort, type ServerProcess, spawnServer, until } from '#test/support/server-process.ts';
import { consultOracle, type Oracle } from '#test/support/world/oracle.ts';
import { chatsOf, compareChat, compareList, textOf } from '#test/support/world/views.ts';
import { enterAll, type Guest } from './guest.ts';

/** What is to be done. `log` hears of every kill. */
export interface TorturePlan {
  readonly seed: number;
  readonly kills: number;
  readonly clients: number;
  readonly log?: (line: string) => void;
}

/** What was counted, and what differs. */
export interface TortureReport {
  readonly counts: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
}

const SETTLE_MS_MAX = 120_000;

interface Scene {
  readonly plan: TorturePlan;
  readonly random: ReturnType<typeof seededRandom>;
  readonly folder: string;
  readonly port: number;
  readonly guests: Guest[];
  server: ServerProcess;
}

/** Tortures a server. The folder and all processes are gone afterwards. */
export async function torture(plan: TorturePlan): Promise<TortureReport> {
  const folder = mkdtempSync(join(tmpdir(), 'kith-torture-'));
  const port = await freePort();
  const random = seededRandom(plan.seed);
  const server = serve(port, folder);
  const scene: Scene = { plan, random, folder, port, guests: [], server };
  try {
    await server.ready;
    scene.guests.push(...(await enterAll(`http://127.0.0.1:${port}`, plan.clients, random)));
    await kills(scene);
    return await judge(scene);
  } finally {
    for (const guest of scene.guests) guest.close();
    await scene.server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function serve(port: number, folder: string): ServerProcess {
  return spawnServer('--port', String(port), '--host', '127.0.0.1', '--data', folder);
}

async function kills(scene: Scene): Promise<void> {
  const { plan, random, guests } = scene;
  for (const guest of guests) guest.startWriting();
  for (let kill = 1; kill <= plan.kills; kill += 1) {
    // Now and then before it has even said that it is ready.
    const early = random.fraction() < 0.15;
    if (!early) await someoneIsAnswered(scene);
    await rest(random.fraction() * (early ? 250 : 1_200));
    await scene.server.kill();
    await rest(random.fraction() * 300);
    scene.server = serve(scene.port, scene.folder);
    plan.log?.(`kill ${kill} of ${plan.kills}: ${sum(guests, 'acknowledged')} acknowledged so far`);
  }
  await someoneIsAnswered(scene);
  for (const guest of guests) guest.stopWriting();
}

/** A kill under load needs load: clients are back, and the server answers them. */
async function someoneIsAnswered({ guests, server }: Scene): Promise<void> {
  await server.ready;
  const before = sum(guests, 'acknowledged');
  await until('a message is acknowledged', () => sum(guests, 'acknowledged') > before);
}

function sum(guests: readonly Guest[], what: 'acknowledged' | 'written'): number {
  return guests.reduce((total, guest) => total + guest[what].length, 0);
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function judge({ guests, folder, plan }: Scene): Promise<TortureReport> {
  const failures: string[] = [];
  const fail = (what: string): void => void failures.push(what);
  const isSettled = (): boolean => guests.every((guest) => guest.isSettled);
  await until('everybody is connected and has sent all', isSettled, SETTLE_MS_MAX).catch(
    (late: Error) => fail(late.message),
  );
  const file = join(folder, 'kith.db');
  await until(
    'everybody shows what the log has',
    () => differences(guests, file).length === 0,
    SETTLE_MS_MAX,
  ).catch(() => failures.push(...differences(guests, file)));
  const oracle = consultOracle(file);
  for (const guest of guests) await guest.openAll(chatsOf(oracle, guest.user));
  for (const guest of guests) compareGuest(fail, oracle, guest);
  compareLog(fail, oracle, guests);
  for (const guest of guests) for (const what of await guest.recount(oracle)) fail(what);
  return { counts: countsOf(oracle, guests, plan.kills), failures };
}

function differences(guests: readonly Guest[], file: string): string[] {
  const oracle = consultOracle(file);
  const found: string[] = [];
  for (const { client, user, name } of guests) {
    compareList((what) => found.push(`${name}: ${what}`), oracle, client, user);
  }
  return found;
}

function compareGuest(fail: (what: string) => void, oracle: Oracle, guest: Guest): void {
  for (const id of chatsOf(oracle, guest.user)) {
    const chat = oracle.chats.get(id);
    const failHere = (what: string): void => fail(`${guest.name} in ${id}: ${what}`);
    if (chat) compareChat(failHere, oracle, chat, guest.client, guest.user);
  }
}

function compareLog(
  fail: (what: string) => void,
  { logs }: Oracle,
  guests: readonly Guest[],
): void {
  const places = new Map<string, number>();
  for (const [log, events] of logs) {
    for (const [index, event] of events.entries()) {
      if (event.seq !== index + 1) fail(`LOG1 ${log} has ${event.seq} at ${index + 1}`);
      const text = textOf(event);
      if (text !== undefined) places.set(text, (places.get(text) ?? 0) + 1);
    }
  }
  for (const { written, acknowledged } of guests) {
    for (const text of written) {
      if (places.get(text) !== 1) fail(`LOG3 "${text}" is there ${places.get(text) ?? 0} times`);
    }
    for (const { log, seq, text } of acknowledged) {
      const event = logs.get(log)?.[seq - 1];
      const there = event && textOf(event);
      if (there !== text) fail(`LOG2 ${log} ${seq} was acknowledged for "${text}", has "${there}"`);
    }
  }
}

function countsOf(
  { logs, chats }: Oracle,
  guests: readonly Guest[],
  kills: number,
): Record<string, number> {
  const events = [...logs.values()].flat();
  return {
    kills,
    clients: guests.length,
    logs: logs.size,
    chats: chats.size,
    written: sum(guests, 'written'),
    acknowledged: sum(guests, 'acknowledged'),
    reconnects: guests.reduce((total, { reconnects }) => total + reconnects, 0),
    messages: events.filter(({ kind }) => kind === 'message.posted').length,
    events: events.length,
  };
}
