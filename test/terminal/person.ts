// Somebody at a command line: runs `kith` as a process of its own, with a configuration folder of their own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The program in the repository. */
export const PROGRAM = join(import.meta.dirname, '../../bin/kith.js');

/** How a command is run. */
export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly program?: string;
}

/** What a command left behind. */
export interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** The environment of a person: nothing of whoever runs the tests. */
export function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { KITH_SERVER: _server, KITH_TOKEN: _token, ...rest } = process.env;
  return { ...rest, ...more };
}

/** Runs a command to its end. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { env, input = '', program = PROGRAM } = options;
  const child = spawn(process.execPath, [program, ...args], { env: environment(env) });
  const orphan = (): void => void child.kill('SIGKILL');
  process.once('exit', orphan);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const [code] = await once(child, 'close');
  process.off('exit', orphan);
  return { code: code as number | null, output, errors };
}

/** A command that goes on: its lines, one after the other. */
export interface Running {
  readonly child: ChildProcess;
  /** The next line; waits for it. */
  line(): Promise<string>;
  /** Ends it by a signal; its code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts a command. */
export function start(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const orphan = (): void => void child.kill('SIGKILL');
  process.once('exit', orphan);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    async line() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`kith ${args.join(' ')} has ended`);
      return value;
    },
    async end(signal) {
      const ended = once(child, 'exit');
      child.kill(signal);
      const [code] = await ended;
      process.off('exit', orphan);
      return code as number | null;
    },
  };
}
