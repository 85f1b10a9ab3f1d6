// `kith chat` in a pseudo-terminal, signed in among 200 chats, the first of them very long: what a key costs while one
// types, scrolls through the whole history and changes between chats, and how much memory the process has in the end.
// The baseline is a Node that writes back what is typed.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTerminalIfStale } from '#tools/build-terminal.ts';
import type { Pace } from '../load/contest.ts';
import { furnish } from '../load/furnish.ts';
import { startKith, unpinLoad } from '../load/server-process.ts';
import { FRAME_END, openTerminal, type Terminal } from '../load/terminal.ts';
import { type Figure, type Line, printTable, quantile } from '../report.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/kith.js');
const SIZE = { columns: 120, rows: 40 };
const PEOPLE = 20;
const CHATS = 200;
const MESSAGES = 10_000;
const MESSAGES_QUICK = 1_000;
/** In each of the other chats. */
const SHORT = 30;
const SWITCHES = 40;
const TYPED = 'What is typed at some length, as people do, with @p0000 and a comma. ';
const TYPED_TIMES = 3;
const TOGETHER = 30;
const TOP_MS = 1_000;
const KEY = { pageUp: '\u001b[5~', pageDown: '\u001b[6~', up: '\u001b[1;3A', down: '\u001b[1;3B' };
const CTRL_K = '\u000b';
const CTRL_L = '\u000c';
const CTRL_U = '\u0015';

/** What keys of one kind cost, ms each. */
interface Keys {
  readonly shown: number[];
  /** The same, less the waiting for a core. */
  readonly own: number[];
  readonly cpu: number[];
  /** Of all threads, over all keys. */
  all: number;
}

interface Round {
  readonly typing: Keys;
  readonly scrolling: Keys;
  readonly changing: Keys;
  readonly together: { readonly frames: number; readonly lastMs: number };
  readonly startMB: number;
  readonly rssMB: number;
  readonly peakMB: number;
}

/** Prints what keys cost, and the memory. `--quick`: with a chat of 1,000 messages. */
export async function benchTerminal({ rounds }: Pace): Promise<void> {
  if (!existsSync('/proc/self/schedstat')) {
    console.log('\nterminal: left out, only Linux says what a process uses.');
    return;
  }
  await buildTerminalIfStale();
  const messages = rounds === 1 ? MESSAGES_QUICK : MESSAGES;
  const short = Array<number>(CHATS - 1).fill(SHORT);
  const furnished = await furnish({
    people: PEOPLE,
    rooms: CHATS,
    messages: [messages, ...short],
  });
  const server = await startKith({ data: furnished.copy() });
  unpinLoad();
  const bare = await typeIntoBare();
  const all: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const home = mkdtempSync(join(tmpdir(), 'kith-bench-home-'));
    const forget = (): void => rmSync(home, { recursive: true, force: true });
    process.once('exit', forget);
    const env = {
      XDG_CONFIG_HOME: home,
      KITH_SERVER: `http://127.0.0.1:${server.port}`,
      KITH_TOKEN: furnished.people[0]?.token ?? '',
    };
    const terminal = await openTerminal([process.execPath, PROGRAM, 'chat'], SIZE, env);
    all.push(await useIt(terminal));
    await terminal.close();
    forget();
  }
  await server.stop();
  furnished.remove();
  const title = `terminal: ${CHATS} chats, ${messages.toLocaleString('en-US')} messages`;
  printTable(title, table(all, bare));
}

interface Bare {
  readonly typing: Keys;
  readonly rssMB: number;
}

async function typeIntoBare(): Promise<Bare> {
  const echo = `process.stdin.setRawMode(true).on('data', (key) => {
    if (key[0] === 3) process.exit();
    process.stdout.write(key + ${JSON.stringify(FRAME_END)});
  });`;
  const terminal = await openTerminal([process.execPath, '-e', echo], SIZE);
  // Until it listens, the terminal itself writes keys back.
  while ((await terminal.press('x', TOP_MS)) === undefined);
  await terminal.settled();
  const typing = await each(terminal, keysOf(TYPED));
  const { rssMB } = terminal.used();
  await terminal.close();
  return { typing, rssMB };
}

async function useIt(terminal: Terminal): Promise<Round> {
  await terminal.shows('Message');
  await terminal.settled();
  const startMB = terminal.used().rssMB;
  await goTo(terminal, 'Room 0');
  const scrolling = await scroll(terminal);
  const typing = await each(terminal, keysOf(TYPED.repeat(TYPED_TIMES)));
  await each(terminal, [CTRL_U]);
  await terminal.press('x'.repeat(TOGETHER));
  const together = await terminal.settled();
  const changing = await change(terminal);
  const { rssMB, peakMB } = terminal.used();
  const round = { typing, scrolling, changing, together, startMB, rssMB, peakMB };
  console.error(`  ${told(round)}`);
  return round;
}

async function goTo(terminal: Terminal, name: string): Promise<void> {
  await terminal.press(CTRL_K);
  await terminal.settled();
  await terminal.press(name);
  await terminal.settled();
  await terminal.press('\r');
  await terminal.settled();
  await seen(terminal, `  ${name}  `);
}

/** Whether the whole screen, drawn anew, shows this. */
async function seen(terminal: Terminal, text: string): Promise<void> {
  await terminal.press(CTRL_L);
  await terminal.settled();
  await terminal.shows(text);
}

/** Up to the first message, and a little down again. */
async function scroll(terminal: Terminal): Promise<Keys> {
  const keys = none();
  const before = terminal.used();
  while (await one(terminal, KEY.pageUp, keys, TOP_MS));
  await seen(terminal, ' (1) ');
  for (let times = 0; times < SWITCHES; times += 1) await one(terminal, KEY.pageDown, keys);
  keys.all = terminal.used().allMs - before.allMs;
  return keys;
}

/** Down the list, to chats that are opened for the first time, and up again. */
function change(terminal: Terminal): Promise<Keys> {
  const half = Array<string>(SWITCHES / 2);
  return each(terminal, [...half.fill(KEY.up), ...Array<string>(SWITCHES / 2).fill(KEY.down)]);
}

function keysOf(text: string): string[] {
  return [...text];
}

function none(): Keys {
  return { shown: [], own: [], cpu: [], all: 0 };
}

async function each(terminal: Terminal, pressed: readonly string[]): Promise<Keys> {
  const keys = none();
  const before = terminal.used();
  for (const key of pressed) await one(terminal, key, keys);
  keys.all = terminal.used().allMs - before.allMs;
  return keys;
}

/** One key, and everything it leads to; false when no frame comes. */
async function one(terminal: Terminal, key: string, keys: Keys, most?: number): Promise<boolean> {
  const before = terminal.used();
  const took = await terminal.press(key, most);
  if (took === undefined) {
    if (most === undefined) throw new Error(`nothing was drawn for ${JSON.stringify(key)}`);
    return false;
  }
  await terminal.settled();
  keys.shown.push(took.ms);
  keys.own.push(Math.max(0, took.ms - took.waitedMs));
  keys.cpu.push(terminal.used().mainMs - before.mainMs);
  return true;
}

const SHARES = [0.5, 0.99, 1] as const;

function table(rounds: readonly Round[], bare: Bare): Line[] {
  const figure = (of: (round: Round) => number): Figure => ({
    name: 'kith chat',
    values: rounds.map(of),
  });
  const base = (value: number): Figure => ({ name: 'bare Node', values: [value] });
  const kinds = ['typing', 'scrolling', 'changing'] as const;
  const rows = [
    ['key to screen', 'shown', undefined],
    ['the same, less waiting for a core', 'own', '≤ 16'],
    ['CPU', 'cpu', undefined],
  ] as const;
  const perKey = kinds.flatMap((kind) => [
    ...rows.flatMap(([what, name, aim]) =>
      SHARES.map((share) => ({
        what: `${kind}: ${what}, ${nameOf(share)}, ms`,
        unit: '',
        figure: figure((round) => quantile(round[kind][name], share)),
        baseline: base(quantile(bare.typing[name], share)),
        aim: share === 1 ? aim : undefined,
      })),
    ),
    line(
      `${kind}: CPU of all threads, mean, ms`,
      (round) => round[kind].all / round[kind].cpu.length,
    ),
  ]);
  const memory = base(bare.rssMB);
  return [
    ...perKey,
    line(`${TOGETHER} keys at once: ms`, (round) => round.together.lastMs),
    line(`${TOGETHER} keys at once: frames`, (round) => round.together.frames),
    { ...line('memory when it is open, MB', ({ startMB }) => startMB), baseline: memory },
    { ...line('memory in the end, MB', ({ rssMB }) => rssMB), baseline: memory, aim: '≤ 150' },
    line('memory at most, MB', ({ peakMB }) => peakMB),
  ];

  function line(what: string, of: (round: Round) => number): Line {
    return { what, unit: '', figure: figure(of) };
  }
}

function nameOf(share: number): string {
  return share === 1 ? 'max' : `p${share * 100}`;
}

function told({ typing, scrolling, changing, rssMB }: Round): string {
  const kinds = Object.entries({ typing, scrolling, changing });
  const each = kinds.map(([kind, { shown, own, cpu }]) => {
    const [screen, mine, used] = [shown, own, cpu].map((all) =>
      SHARES.map((share) => quantile(all, share).toFixed(1)).join('/'),
    );
    return `${kind} ${cpu.length} keys: to screen ${screen}, less waiting ${mine}, CPU ${used}`;
  });
  return `${each.join('; ')}; ${rssMB.toFixed(0)} MB`;
}
