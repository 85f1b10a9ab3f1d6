// How the tools run one step after another: a heading, the time it took, and a list of what failed.
// It knows nothing of what the steps do.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

/** The folder of the whole repository; programs are started in it. */
export const ROOT = dirname(import.meta.dirname);

/** Runs steps; a step that fails does not stop the next, it is remembered. */
export class Steps {
  readonly failed: string[] = [];

  /**
   * Runs one step, which says by `false` or by throwing that it failed. Returns whether it went
   * well.
   */
  async run(name: string, work: () => Promise<boolean> | boolean): Promise<boolean> {
    console.log(`\n── ${name} ${'─'.repeat(Math.max(3, 76 - name.length))}`);
    const start = performance.now();
    const passed = await succeed(work);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${passed ? '✔' : '✖'} ${name} ${passed ? 'done' : 'FAILED'} (${seconds} s)`);
    if (!passed) this.failed.push(name);
    return passed;
  }
}

async function succeed(work: () => Promise<boolean> | boolean): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** What a program left behind; a program that a signal ended has code 1 here. */
export interface Finished {
  readonly code: number;
  readonly output: string;
}

/**
 * Options of `execute`: `live` also shows the output while it comes; after `timeoutMs` the program
 * is ended.
 */
export interface ExecuteOptions {
  readonly live?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
}

/**
 * Runs a program in ROOT without stdin and gathers stdout and stderr. Rejects when it cannot be
 * started.
 */
export function execute(
  command: string,
  args: readonly string[],
  { live = false, env = {}, timeoutMs = 0 }: ExecuteOptions = {},
): Promise<Finished> {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...(live && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
      if (live) process.stdout.write(text);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
