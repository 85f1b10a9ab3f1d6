// From the start of the process until the server listens, on a data folder with 1,000 people: as it is (`main.ts`), and
// with everything around it (`npm start`, the second time). Both print their line once they listen.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Pace } from '../load/contest.ts';
import { furnish } from '../load/furnish.ts';
import { printTable } from '../report.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const TRIES = 10;
const READY = 'Kith is ready';

/** Prints the time until the server listens, beside that of a Node that does nothing. */
export async function benchStart(_pace: Pace): Promise<void> {
  const furnished = await furnish({ people: 1_000 });
  const where = ['serve', '--port', '0', '--host', '127.0.0.1', '--data', furnished.copy()];
  const node = [process.execPath, '-e', `console.log('${READY}')`];
  const main = [process.execPath, 'src/server/main.ts', ...where];
  const npm = ['npm', 'start', '--silent', '--', ...where.slice(1)];
  const cached = { NODE_COMPILE_CACHE: furnished.copy() };
  const figure = async (name: string, command: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    await timeOf(command, env);
    const values: number[] = [];
    for (let tries = 0; tries < TRIES; tries += 1) values.push(await timeOf(command, env));
    return { name, values };
  };
  const baseline = await figure('node -e', node);
  const ms = { what: 'ms', unit: '', baseline };
  const lines = [
    { ...ms, figure: await figure('main.ts', main), aim: '≤ 300' },
    { ...ms, figure: await figure('main.ts, compile cache', main, cached), aim: '≤ 300' },
    { ...ms, figure: await figure('npm start', npm), aim: '≤ 1,000' },
  ];
  furnished.remove();
  printTable('start: until the server listens', lines);
}

async function timeOf(
  [program = '', ...rest]: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const from = performance.now();
  const child = spawn(program, rest, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const gone = once(child, 'exit');
  await ready(child);
  const took = performance.now() - from;
  // npm passes no signal on to whoever it started: the whole group is told.
  if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  await gone;
  return took;
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      if (said.includes(READY)) resolve();
    });
    child.once('exit', () => reject(new Error(`it ended before it listened: ${said}`)));
  });
}
