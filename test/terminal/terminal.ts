// A person at a real pseudo-terminal: tmux holds it, types keys into it and reads its screen. Where there is no tmux there
// is no screen to be read, and the stories are skipped with a reason.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import stringWidth from 'string-width';
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
  readonly args?: readonly string[];
}

/** A terminal in which `kith chat` runs. */
export interface Terminal {
  /** The configuration folder. */
  readonly home: string;
  /** Types text as it is. */
  type(text: string): Promise<void>;
  /** Pastes text, as from a clipboard. */
  paste(text: string): Promise<void>;
  /** Presses keys by tmux's names: Enter, Escape, C-k, M-Up. */
  press(...keys: string[]): Promise<void>;
  /** The screen, line by line; `escapes` with colours. */
  screen(escapes?: boolean): Promise<string>;
  /** Waits until the screen shows this. */
  shows(what: string | RegExp): Promise<string>;
  /** Waits until the screen with its sequences looks like this. */
  looks(what: RegExp): Promise<void>;
  /** Waits until it no longer does. */
  showsNo(what: string | RegExp): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** Sends a signal to `kith chat`. */
  signal(name: NodeJS.Signals): Promise<void>;
  /** Something that tmux knows of the terminal, by its format: `mouse_any_flag`. */
  state(name: string): Promise<string>;
  /** What the mouse does, as the terminal reports it: a click, or a turn of the wheel, at this cell. */
  mouse(what: 'click' | 'wheelup' | 'wheeldown', x: number, y: number): Promise<void>;
  /** Clicks on the first of these words on the screen. */
  click(words: string): Promise<void>;
}

const BUTTONS = { click: 0, wheelup: 64, wheeldown: 65 };

type Tmux = (...args: string[]) => Promise<string>;

let opened = 0;

/** Opens a terminal and starts `kith chat` there; it is gone when the test ends. */
export async function openTerminal(t: TestContext, options: TerminalOptions): Promise<Terminal> {
  opened += 1;
  const socket = `kith-test-${process.pid}-${opened}`;
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'kith-terminal-')));
  const pidFile = join(home, `pid-${opened}`);
  const tmux: Tmux = async (...args) =>
    (await run('tmux', ['-u', '-L', socket, '-f', '/dev/null', ...args])).stdout;
  const { columns = 80, rows = 24 } = options;
  const size = ['-x', `${columns}`, '-y', `${rows}`];
  await tmux('new-session', '-d', '-s', 'k', ...size, lineFor(options, home, pidFile));
  t.after(async () => {
    await tmux('kill-server').catch(() => undefined);
    // Whoever still runs there may still write.
    const retried = { maxRetries: 50, retryDelay: 100 };
    if (options.home === undefined) await rm(home, { recursive: true, force: true, ...retried });
  });
  const signal: Terminal['signal'] = async (name) =>
    void process.kill(Number((await readFile(pidFile, 'utf8')).trim()), name);
  const eyes = eyesOn(tmux);
  return { home, signal, ...eyes, ...handsOn(tmux, eyes) };
}

/** What a shell there does: `kith chat`, with its process id in a file; what comes after it stays on screen. */
function lineFor({ server, env, args = [] }: TerminalOptions, home: string, pidFile: string) {
  const settings = {
    XDG_CONFIG_HOME: home,
    KITH_SERVER: server,
    KITH_TOKEN: '',
    NO_COLOR: '',
    COLORTERM: '',
    ...env,
  };
  const assigned = Object.entries(settings).map(([name, value]) => quoted(`${name}=${value}`));
  const command = [process.execPath, PROGRAM, 'chat', ...args].map(quoted).join(' ');
  const started = quoted(`echo $$ >"${pidFile}"; exec ${command}`);
  const modes = "stty -a | tr ' ' '\\n' | grep -x -e echo -e icanon | tr '\\n' ' '";
  return `env ${assigned.join(' ')} sh -c ${started}; echo "left with $?"; ${modes}; exec cat`;
}

function eyesOn(tmux: Tmux) {
  const screen: Terminal['screen'] = (escapes = false) =>
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
    screen,
    shows: (what: string | RegExp) => wait(what, true),
    showsNo: async (what: string | RegExp) => void (await wait(what, false)),
    looks: (what: RegExp) =>
      until(String(what), async () => what.test(await screen(true)), WAIT_MS_MAX),
    state: async (name: string) =>
      (await tmux('display-message', '-p', '-t', 'k', `#{${name}}`)).trim(),
  };
}

function handsOn(tmux: Tmux, { shows }: Pick<Terminal, 'shows'>) {
  const type = async (text: string): Promise<void> =>
    void (await tmux('send-keys', '-t', 'k', '-l', text));
  const mouse: Terminal['mouse'] = async (what, x, y) => {
    const at = `${BUTTONS[what]};${x + 1};${y + 1}`;
    await type(`\u001b[<${at}M`);
    if (what === 'click') await type(`\u001b[<${at}m`);
  };
  return {
    type,
    mouse,
    press: async (...keys: string[]) => void (await tmux('send-keys', '-t', 'k', ...keys)),
    async paste(text: string) {
      await tmux('set-buffer', '--', text);
      await tmux('paste-buffer', '-p', '-r', '-t', 'k');
    },
    resize: async (x: number, y: number) =>
      void (await tmux('resize-window', '-t', 'k', '-x', `${x}`, '-y', `${y}`)),
    async click(words: string) {
      const lines = (await shows(words)).split('\n');
      const y = lines.findIndex((text) => text.includes(words));
      await mouse('click', stringWidth((lines[y] ?? '').split(words)[0] ?? ''), y);
    },
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
