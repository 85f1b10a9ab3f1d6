// A server as a process of its own, as people start it: spawned, waited for, killed, asked to stop.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../src/server/main.ts');

/** How a process ended, and what it said until then. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A running `kith serve`. */
export interface ServerProcess {
  /** Resolves when it says that it is ready; rejects when it ends before that. */
  readonly ready: Promise<void>;
  readonly ended: Promise<Ended>;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<Ended>;
  /** Asks it to stop; resolves when it has. */
  stop(): Promise<Ended>;
}

/** Starts `kith serve` with these arguments. */
export function spawnServer(...arguments_: string[]): ServerProcess {
  const env = { ...process.env, NO_COLOR: '1' };
  const child = spawn(process.execPath, [MAIN, 'serve', ...arguments_], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whatever becomes of the test, its server does not outlive it.
  const orphan = (): void => void child.kill('SIGKILL');
  process.once('exit', orphan);
  let output = '';
  const ended = once(child, 'close').then(([code]): Ended => {
    process.off('exit', orphan);
    return { code: code as number | null, output };
  });
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes('Kith is ready')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    ended.then(() => reject(new Error(`the server ended: ${output}`)), reject);
  });
  // Whoever only waits for the end need not listen here.
  ready.catch(() => undefined);
  return {
    ready,
    ended,
    kill: () => end(child, ended, 'SIGKILL'),
    stop: () => end(child, ended, 'SIGTERM'),
  };
}

function end(child: ChildProcess, ended: Promise<Ended>, signal: NodeJS.Signals): Promise<Ended> {
  child.kill(signal);
  return ended;
}

/** A port that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks again and again, in real time, until `isSo` says yes; rejects when it has not by the deadline. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  deadlineMs = 60_000,
): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
