// A server as a process of its own on core 0, and the talk with it; the load stays on core 1. One server at a time.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { BareOptions, KithOptions, Question, Stored, Vitals } from '../servers/options.ts';

const SERVER_CORE = '0';
const LOAD_CORE = '1';
// Asked before this process is pinned: afterwards it has one core, and the server would be started beside it on that one.
const CORES = availableParallelism();

let profiles: string | undefined;

/** From now on each server writes a CPU profile into this folder when it ends. */
export function profileInto(folder: string): void {
  profiles = folder;
}

/** A running server process. */
export interface ServerProcess {
  readonly port: number;
  /** Ports of the compatibility gateways, by their names; none unless the server was to have them. */
  readonly compat: Readonly<Record<string, number>>;
  /** What it has used so far; `settled` collects garbage first. */
  vitals(how?: 'settled'): Promise<Vitals>;
  stored(): Promise<Stored>;
  /** Lets it close its data, and ends it. */
  stop(): Promise<void>;
}

/** Starts Kith. */
export function startKith(options: KithOptions): Promise<ServerProcess> {
  return start('kith-server.ts', options);
}

/** Starts the bare server. */
export function startBare(options: BareOptions = {}): Promise<ServerProcess> {
  return start('bare-server.ts', options);
}

/** Keeps this process, which is the load, off the server's core. False where that cannot be done. */
export function pinLoad(): boolean {
  if (!canPin()) return false;
  execFileSync('taskset', ['-acp', LOAD_CORE, String(process.pid)], { stdio: 'ignore' });
  return true;
}

/** Lets this process, and what it starts from now on, run everywhere again: a browser needs more than one core. */
export function unpinLoad(): void {
  if (!canPin()) return;
  const all = `${SERVER_CORE}-${CORES - 1}`;
  execFileSync('taskset', ['-acp', all, String(process.pid)], { stdio: 'ignore' });
}

function canPin(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return CORES > 1;
  } catch {
    return false;
  }
}

async function start(script: string, options: object): Promise<ServerProcess> {
  const child = launch(script, options);
  const ask = asker(child);
  const { port, compat = {} } = await ask<Pick<ServerProcess, 'port'> & Partial<ServerProcess>>();
  return {
    port,
    compat,
    vitals: (how) => ask<Vitals>(how ?? 'vitals'),
    stored: () => ask<Stored>('stored'),
    stop: async () => {
      const gone = once(child, 'exit');
      await ask('stop');
      await gone;
    },
  };
}

function launch(script: string, options: object): ChildProcess {
  const file = new URL(`../servers/${script}`, import.meta.url).pathname;
  const node = ['--expose-gc', ...(profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [])];
  const command = [process.execPath, ...node, file, JSON.stringify(options)];
  if (canPin()) command.unshift('taskset', '-c', SERVER_CORE);
  const [program = '', ...rest] = command;
  return spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/** One question at a time. Rejects when the process ends instead of answering. */
function asker(child: ChildProcess): <Said>(question?: Question) => Promise<Said> {
  return (question) =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => {
        reject(new Error(`the server ended with ${code} before it answered`));
      };
      child.once('exit', ended);
      child.once('message', (said) => {
        child.off('exit', ended);
        resolve(said as never);
      });
      if (question) child.send(question);
    });
}
