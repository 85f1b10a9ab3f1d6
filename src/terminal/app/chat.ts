// `kith chat`: the full-screen client from start to end. Takes the terminal over, signs in when it must, and gives the
// terminal back as it was, however it ends.
import './memory.ts';
import { parseArgs } from 'node:util';
import { openDoor } from '#client/door.ts';
import type { Door, Outcome } from '#client/model.ts';
import type { Platform } from '#client/platform.ts';
import type { Account } from '#protocol/person.ts';
import type { Place as ServerPlace } from '#protocol/route.ts';
import { EXIT, expectValue, Stop } from '../exit-codes.ts';
import { helpOf } from '../help.ts';
import { deviceName } from '../pipe/login.ts';
import { findTarget, type Target } from '../pipe/options.ts';
import { rememberAnswers } from '../platform/remembered.ts';
import { keepSession } from '../platform/sessions.ts';
import { openPlatform } from '../platform/terminal-platform.ts';
import { span } from '../text/spans.ts';
import { words } from '../words.ts';
import { DoorForm } from './door.ts';
import { type SignedIn, talk } from './signed-in.ts';
import { openStage, type Shown, type Stage } from './stage.ts';

const KNOWN = 'terminal:known';

/** Runs until the person leaves; the code to exit with. */
export async function chat(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(helpOf('chat'));
    return EXIT.done;
  }
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Stop(
      EXIT.usage,
      'kith chat needs a terminal. For scripts there are kith send and kith tail.',
    );
  }
  const { server, mouse } = readFlags(args);
  const target = await findTarget(server, process.env);
  const stage = openStage();
  try {
    await Promise.race([run(target, stage, mouse), stage.left]);
  } finally {
    stage.close();
  }
  process.stdout.write(`${words.goodbye}\n`);
  return EXIT.done;
}

function readFlags(args: readonly string[]): { server?: string; mouse: boolean } {
  try {
    const options = { server: { type: 'string' }, mouse: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...args], options });
    return { mouse: false, ...values };
  } catch (fault) {
    throw new Stop(EXIT.usage, (fault as Error).message);
  }
}

async function run(target: Target, stage: Stage, mouse: boolean): Promise<void> {
  const platform = platformOf(target);
  stage.show(waiting(target.server));
  const door = openDoor(platform);
  const place = await door.place();
  const resumed = await resume(target, platform, door);
  const name = place.ok ? place.value.name : (resumed?.place ?? 'Kith');
  const account = resumed?.account ?? (await enter(target, stage, door, place));
  const token = platform.token ?? '';
  if (!process.env.KITH_TOKEN) {
    const { id, username } = account;
    await keepSession(target.folder, target.server, { account: id, username, token });
  }
  const known: Known = { account, place: name };
  await platform.storage.set(account.id, KNOWN, JSON.stringify(known));
  await talk({ target, stage, platform, client: door.open(account), place: name, mouse });
}

/** Until the server has answered. */
function waiting(server: string): Shown {
  const lines = [[], [span(`  ${words.connecting(server)}`, { dim: true })]];
  return {
    subscribe: () => () => undefined,
    frame: () => ({ lines, cursor: undefined }),
    press: () => undefined,
    resize: () => undefined,
  };
}

/** What one must know to open without a network. */
interface Known {
  readonly account: Account;
  readonly place: string;
}

function platformOf({ server, folder, token }: Target): SignedIn['platform'] {
  let current = token;
  const platform = openPlatform({
    origin: server,
    folder,
    token,
    kept: async (_account, fresh) => {
      current = fresh;
    },
  });
  const remembered = rememberAnswers(platform);
  return Object.defineProperty(remembered, 'token', {
    get: () => current,
  }) as SignedIn['platform'];
}

/** Who was signed in, also when nobody answers: then as it was known last. */
async function resume(
  { token, account = 'me' }: Target,
  { storage }: Platform,
  door: Door,
): Promise<Partial<Known> | undefined> {
  if (token === undefined) return undefined;
  const outcome = await door.resume(account);
  if (outcome.ok) return { account: outcome.value };
  const kept = 'offline' in outcome ? await storage.get(account, KNOWN) : undefined;
  return kept === undefined ? undefined : (JSON.parse(kept) as Known);
}

function enter(
  target: Target,
  stage: Stage,
  door: Door,
  place: Outcome<ServerPlace>,
): Promise<Account> {
  const server = expectValue(place, target.server);
  return new Promise((resolve) => {
    stage.show(new DoorForm(door, server, deviceName(), resolve));
  });
}

try {
  process.exitCode = await chat(process.argv.slice(3));
} catch (fault) {
  if (!(fault instanceof Stop)) throw fault;
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = fault.code;
}
