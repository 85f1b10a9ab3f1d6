// A process of its own: one account that does as much as it can, over twenty WebSockets and eight HTTP connections: posts,
// edits, reactions, marks, signals, uploads. Started and stopped by messages from the bench, to which it says what it got.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { Member } from './member.ts';

/** Who floods what. */
export interface Flood {
  readonly port: number;
  readonly token: string;
  /** The log that is flooded. */
  readonly log: string;
  /** People whose presence is asked for again and again. */
  readonly people: readonly string[];
}

/** What the bench asks for: `patient` waits as long as a refusal says, `rude` does not. */
export type FloodWord = 'patient' | 'rude' | 'stop';

/** What the flood did since it was started. */
export interface Flooded {
  readonly done: number;
  readonly refused: number;
}

const SOCKETS = 20;
const WINDOW = 16;
const POSTERS = 5;
const UPLOADERS = 3;
const TEXT = 'And another thing, while we are at it.';

let how: FloodWord = 'stop';
let done = 0;
let refused = 0;
let minted = 0;
let target = 1;

/** Keeps one call after the other under way while the flood is on. `call` resolves with the answer's text. */
async function keepAt(call: (turn: number) => Promise<string>): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    while (how === 'stop') await sleep(20);
    const text = await call(turn);
    const waitMs = Number(/"retryAfterMs":(\d+)/.exec(text)?.[1] ?? 0);
    const isRefused = text.includes('"rejected"') || text.startsWith('{"error"');
    if (isRefused) refused += 1;
    else done += 1;
    if (isRefused && how === 'patient') await sleep(waitMs);
  }
}

function nextCommand(): string {
  minted += 1;
  return `flood${process.pid}x${minted}`.padEnd(20, '0');
}

async function floodSocket(flood: Flood): Promise<void> {
  const { port, token, log } = flood;
  const member = new Member({ port, token, logs: [log] });
  const waiting = new Map<number, (text: string) => void>();
  let calls = 0;
  member.onAnswer = (id, text) => {
    waiting.get(id)?.(text);
    waiting.delete(id);
  };
  await member.enter();
  const call = (turn: number): Promise<string> =>
    new Promise((resolve) => {
      calls += 1;
      waiting.set(calls, resolve);
      member.call(calls, asAscii(packet(flood, turn)));
    });
  for (let at = 0; at < WINDOW; at += 1) void keepAt(async (turn) => noted(await call(turn + at)));
}

function packet({ log, people }: Flood, turn: number): [name: string, payload: object] {
  const append = (ask: object): [string, object] => {
    return ['append', { log, command: nextCommand(), ...ask }];
  };
  const packets = [
    () => append({ kind: 'postMessage', body: { text: TEXT } }),
    () => append({ kind: 'editMessage', target, body: { text: `${TEXT} ${turn}` } }),
    () => append({ kind: 'reactToMessage', target, emoji: '\u{1f44d}', on: turn % 12 > 5 }),
    () => ['read', { log, seq: target }],
    () => ['signal', { kind: 'typing', log, on: turn % 12 > 5 }],
    () => ['signal', { kind: 'watch', users: people }],
  ] satisfies (() => [string, object])[];
  return packets[turn % packets.length]?.() ?? ['signal', {}];
}

function asAscii(value: unknown): string {
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Keeps the number of a message of ours, to edit and react to. */
function noted(text: string): string {
  if (text.includes('"seq"')) target = Number(/"seq":(\d+)/.exec(text)?.[1] ?? target);
  return text;
}

function floodHttp({ port, token, log }: Flood, picture: Buffer): void {
  const agent = new Agent({ keepAlive: true });
  const send = (path: string, type: string, body: string | Buffer): Promise<string> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': type };
      const asked = request(
        { agent, port, host: '127.0.0.1', method: 'POST', path, headers },
        (answer) => {
          let text = '';
          answer.setEncoding('latin1').on('data', (some: string) => {
            text += some;
          });
          answer.on('end', () => resolve(text));
        },
      );
      asked.on('error', reject).end(body);
    });
  const posts = `/api/v1/chats/${log.slice('chat:'.length)}/messages`;
  const body = JSON.stringify({ text: TEXT });
  for (let at = 0; at < POSTERS; at += 1) {
    void keepAt(() => send(posts, 'application/json', body));
  }
  for (let at = 0; at < UPLOADERS; at += 1) {
    void keepAt(() => send('/api/v1/blobs?name=little.png', 'image/png', picture));
  }
}

async function main(): Promise<void> {
  const flood = JSON.parse(process.argv[2] ?? '{}') as Flood;
  const colour = { width: 200, height: 150, channels: 3, background: '#286' } as const;
  const picture = await sharp({ create: colour }).png().toBuffer();
  for (let at = 0; at < SOCKETS; at += 1) await floodSocket(flood);
  floodHttp(flood, picture);
  process.on('message', (word: FloodWord) => {
    how = word;
    process.send?.({ done, refused } satisfies Flooded);
    [done, refused] = [0, 0];
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ done, refused });
}

await main();
