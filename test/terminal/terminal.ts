// A person at a real pseudo-terminal: tmux holds it, types keys into it and reads its screen. Where there is no tmux there
// is no screen to be read, and the stories are skipped with a reason.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { until } from '#test/support/server-process.ts';
import { PROGRAM } from './person.ts';

const run = promisify(execFile);
/** An end for what never comes; no assertion is about time. */
const WAIT_MS_MAX = 30_000;

/** Why these tests cannot run here; undefined when they can. */
export const noTerminal: string | undefined = (() => {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'there is no tmux, which holds the pseudo-terminals of these stories';
  }
})();

/** How a terminal is opened. */
export interface TerminalOptions {
  readonly server: string;
  readonly columns?: number;
  readonly rows?: number;
  /** A configuration folder of before. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A terminal in which `kith chat` runs. */
export interface Terminal {
  /** The configuration folder. */
  readonly home: string;
  /** Types text as it is. */
  type(text: string): Promise<void>;
  /** Presses keys by tmux's names: Enter, Escape, C-k, M-Up. */
  press(...keys: string[]): Promise<void>;
  /** The screen, line by line; `escapes` with colours. */
  screen(escapes?: boolean): Promise<string>;
  /** Waits until the screen shows this. */
  shows(what: string | RegExp): Promise<string>;
  /** Waits until it no longer does. */
  showsNo(what: string | RegExp): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
}

let opened = 0;

/** Opens a terminal and starts `kith chat` there; it is gone when the test ends. */
export async function openTerminal(t: TestContext, options: TerminalOptions): Promise<Terminal> {
  const { server, columns = 80, rows = 24, env = {} } = options;
  opened += 1;
  const socket = `kith-test-${process.pid}-${opened}`;
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'kith-terminal-')));
  const tmux = async (...args: string[]): Promise<string> =>
    (await run('tmux', ['-L', socket, '-f', '/dev/null', ...args])).stdout;
  const settings = { XDG_CONFIG_HOME: home, KITH_SERVER: server, KITH_TOKEN: '', ...env };
  const assigned = Object.entries(settings).map(([name, value]) => quoted(`${name}=${value}`));
  const command = [process.execPath, PROGRAM, 'chat'].map(quoted).join(' ');
  // What comes after it stays on screen, for tests of leaving.
  const line = `env ${assigned.join(' ')} ${command}; echo "left with $?"; stty -a | tr ' ' '\\n' | grep -x -e echo -e icanon | tr '\\n' ' '; exec cat`;
  await tmux('new-session', '-d', '-s', 'k', '-x', `${columns}`, '-y', `${rows}`, line);
  t.after(async () => {
    await tmux('kill-server').catch(() => undefined);
    if (options.home === undefined) await rm(home, { recursive: true, force: true });
  });
  const screen = (escapes = false): Promise<string> =>
    tmux('capture-pane', '-p', ...(escapes ? ['-e'] : []), '-t', 'k');
  const matches = async (what: string | RegExp): Promise<boolean> => {
    const text = await screen();
    return typeof what === 'string' ? text.includes(what) : what.test(text);
  };
  const wait = async (what: string | RegExp, wanted: boolean): Promise<string> => {
    try {
      await until(String(what), async () => (await matches(what)) === wanted, WAIT_MS_MAX);
    } catch {
      throw new Error(`${wanted ? 'never' : 'still'} on screen: ${what}\n${await screen()}`);
    }
    return screen();
  };
  return {
    home,
    type: async (text) => void (await tmux('send-keys', '-t', 'k', '-l', text)),
    press: async (...keys) => void (await tmux('send-keys', '-t', 'k', ...keys)),
    screen,
    shows: (what) => wait(what, true),
    showsNo: async (what) => void (await wait(what, false)),
    resize: async (x, y) =>
      void (await tmux('resize-window', '-t', 'k', '-x', `${x}`, '-y', `${y}`)),
  };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Makes an account at the door. */
export async function signUpAt(terminal: Terminal, name: string): Promise<void> {
  await terminal.shows(/Sign in to|Welcome to/);
  if ((await terminal.screen()).includes('Sign in to')) await terminal.press('C-r');
  await terminal.shows('Welcome to');
  await terminal.type(name);
  await terminal.press('Tab');
  await terminal.type('plums in the orchard');
  await terminal.shows('(not shown)');
  await terminal.press('Enter');
  await terminal.shows('Message');
}
