// `kith chat`: the full-screen client from start to end. Takes the terminal over, signs in when it must, and gives the
// terminal back as it was, however it ends.
import './memory.ts';
import { parseArgs } from 'node:util';
import { render } from 'ink';
import { openDoor } from '#client/door.ts';
import type { Client, Door, Outcome } from '#client/model.ts';
import type { Platform } from '#client/platform.ts';
import type { Account } from '#protocol/person.ts';
import type { Place as ServerPlace } from '#protocol/route.ts';
import { EXIT, expectValue, Stop } from '../exit-codes.ts';
import { Face } from '../face/face.ts';
import type { Press } from '../face/press.ts';
import { Frames } from '../lines/frame.ts';
import { deviceName } from '../pipe/login.ts';
import { findTarget, type Target } from '../pipe/options.ts';
import { rememberAnswers } from '../platform/remembered.ts';
import { keepSession } from '../platform/sessions.ts';
import { openPlatform } from '../platform/terminal-platform.ts';
import { safeLine } from '../text/safe.ts';
import { words } from '../words.ts';
import { DoorForm } from './door.ts';
import { openKeyboard } from './keyboard.ts';
import { openPictures } from './pictures.ts';
import { type Drawn, Screen } from './screen.tsx';

const FRAMES_PER_SECOND = 60;
const LEAVE_MS_MAX = 2_000;
const LAST = 'terminal:last';
const KNOWN = 'terminal:known';
const BELL = '\u0007';

/** What has the screen at the moment. */
interface Shown extends Drawn {
  press(press: Press): void;
  resize(columns: number, rows: number): void;
}

/** Runs until the person leaves; the code to exit with. */
export async function chat(args: readonly string[]): Promise<number> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Stop(
      EXIT.usage,
      'kith chat needs a terminal. For scripts there are kith send and kith tail.',
    );
  }
  const { values } = parseArgs({ args: [...args], options: { server: { type: 'string' } } });
  const target = await findTarget(values.server, process.env);
  const stage = openStage();
  try {
    await Promise.race([run(target, stage), stage.left]);
  } finally {
    stage.close();
  }
  process.stdout.write(`${words.goodbye}\n`);
  return EXIT.done;
}

/** The terminal as a stage: shows one thing after another. */
interface Stage {
  readonly left: Promise<void>;
  show(shown: Shown): void;
  leave(): void;
  redraw(): void;
  ring(text: string): void;
  /** Is called at the end, before the terminal is given back. */
  atEnd(work: () => void): void;
  close(): void;
}

function openStage(): Stage {
  const { stdin, stdout, env } = process;
  const colors = !env.NO_COLOR && env.TERM !== 'dumb';
  const ends: (() => void)[] = [];
  let shown: Shown | undefined;
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const pressed = (press: Press): void => {
    if (press.key === 'C-c') leave();
    else shown?.press(press);
  };
  const instance = render(null, {
    alternateScreen: true,
    exitOnCtrlC: false,
    incrementalRendering: true,
    maxFps: FRAMES_PER_SECOND,
    patchConsole: false,
    interactive: true,
  });
  const stopKeys = openKeyboard(stdin, stdout, pressed);
  const resized = (): void => shown?.resize(stdout.columns, stdout.rows);
  stdout.on('resize', resized);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);
  return {
    left,
    leave,
    show(next) {
      shown = next;
      next.resize(stdout.columns, stdout.rows);
      instance.rerender(<Screen drawn={next} colors={colors} key={String(Math.random())} />);
    },
    redraw() {
      stdout.write('\u001b[2J');
      resized();
    },
    ring: (text) =>
      stdout.write(
        env.TERM_PROGRAM || env.KITTY_WINDOW_ID ? `${BELL}\u001b]9;${text}${BELL}` : BELL,
      ),
    atEnd: (work) => ends.push(work),
    close() {
      // A second Ctrl+C, from now on, ends it at once.
      process.once('SIGINT', () => process.exit(EXIT.interrupted));
      stdout.off('resize', resized);
      for (const end of ends) end();
      instance.unmount();
      stopKeys();
      setTimeout(() => process.exit(), LEAVE_MS_MAX).unref();
    },
  };
}

async function run(target: Target, stage: Stage): Promise<void> {
  const platform = platformOf(target);
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
  await talk(target, stage, platform, door.open(account), name);
}

/** What one must know to open without a network. */
interface Known {
  readonly account: Account;
  readonly place: string;
}

type WithToken = Platform & { readonly token: string | undefined };

function platformOf({ server, folder, token }: Target): WithToken {
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
  return Object.defineProperty(remembered, 'token', { get: () => current }) as WithToken;
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

/** Until one leaves. */
async function talk(
  target: Target,
  stage: Stage,
  platform: Platform,
  client: Client,
  placeName: string,
): Promise<void> {
  const me = client.account.get().id;
  const { storage } = platform;
  const face = new Face(client, {
    origin: target.server,
    placeName,
    ring: (text) => stage.ring(safeLine(text)),
    leave: stage.leave,
    redraw: stage.redraw,
    remember: ({ id }) => void storage.set(me, LAST, id).catch(() => undefined),
    signOut: async () => {
      const outcome = await client.signOut();
      if (!outcome.ok) {
        face.say(words.lost);
        return;
      }
      await keepSession(target.folder, target.server, undefined);
      stage.leave();
    },
  });
  const pictures = openPictures(
    target.server,
    () => (platform as WithToken).token,
    () => {
      frames.forget();
      face.changed();
    },
  );
  const frames = new Frames(pictures);
  stage.atEnd(() => {
    face.close();
    client.close();
  });
  const last = await storage.get(me, LAST);
  if (last !== undefined) face.open({ kind: 'chat', id: last });
  stage.show(shownOf(face, frames));
  return stage.left;
}

function shownOf(face: Face, frames: Frames): Shown {
  return {
    subscribe: face.subscribe,
    version: face.version,
    frame: () => frames.frame(face),
    press: (press) => face.press(press),
    resize: (columns, rows) => face.resize(columns, rows),
    drawn: () => face.drawn(),
  };
}

try {
  process.exitCode = await chat(process.argv.slice(3));
} catch (fault) {
  if (!(fault instanceof Stop)) throw fault;
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = fault.code;
}
