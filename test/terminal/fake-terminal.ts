// A small terminal of our own, for what tmux does not do: it answers questions, takes pictures by Kitty's graphics protocol, and
// knows what stands in every cell. util-linux's `script` holds the pseudo-terminal.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import stringWidth from 'string-width';
import { until } from '#test/support/server-process.ts';
import { environment, PROGRAM } from './person.ts';

const WAIT_MS_MAX = 30_000;
const ESC = '\u001b';
// Strings, sequences, and what is shown.
const PARTS = new RegExp(
  `${ESC}([_P\\]])([^${ESC}\u0007]*)(?:${ESC}\\\\|\u0007)|${ESC}\\[([<-?]?)([\\d;]*)([@-~])|([^${ESC}])`,
  'uy',
);

/** Why these tests cannot run here; undefined when they can. */
export const noScript: string | undefined = (() => {
  try {
    execFileSync('script', ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'there is no script (of util-linux), which holds the pseudo-terminal of these stories';
  }
})();

/** A character with its marks, and the true colour it has. */
export interface Cell {
  readonly text: string;
  readonly color: string;
}

/** How it behaves. `answers`: what it says to a question, by a piece of the question. */
export interface FakeOptions {
  readonly server: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly answers?: Readonly<Record<string, string>>;
}

/** A terminal in which `kith chat` runs. */
export class FakeTerminal {
  columns = 80;
  rows = 24;
  /** What came between APC and ST, in order. */
  readonly strings: string[] = [];
  /** What came between OSC and its end. */
  readonly told: string[] = [];
  /** Modes that are on, such as `?1006`. */
  readonly modes = new Set<string>();
  readonly #child: ChildProcess;
  readonly #answers: Readonly<Record<string, string>>;
  #grid: Cell[][] = [];
  #x = 0;
  #y = 0;
  #color = '';
  #rest = '';
  readonly #device: string;

  constructor(child: ChildProcess, device: string, answers: Readonly<Record<string, string>>) {
    this.#child = child;
    this.#device = device;
    this.#answers = answers;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#take(text));
  }

  /** Types text, or presses keys by their sequences. */
  type(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** The cells of a row. */
  cells(row: number): readonly Cell[] {
    return this.#grid[row] ?? [];
  }

  screen(): string {
    const lines = Array.from({ length: this.rows }, (_, row) =>
      Array.from(this.cells(row), (cell) => cell?.text ?? ' ').join(''),
    );
    return lines.map((line) => line.trimEnd()).join('\n');
  }

  /** Waits until the screen shows this. */
  async shows(what: string | RegExp): Promise<void> {
    await this.is(String(what), () =>
      typeof what === 'string' ? this.screen().includes(what) : what.test(this.screen()),
    );
  }

  /** Waits until something is so. */
  async is(what: string, isSo: () => boolean): Promise<void> {
    await until(what, isSo, WAIT_MS_MAX).catch(() => {
      throw new Error(
        `in vain: ${what}\n${this.screen()}\n${this.strings.join('\n').slice(0, 900)}`,
      );
    });
  }

  /** Makes an account at the door. */
  async signUp(name: string): Promise<void> {
    await this.shows(/Sign in to|Welcome to/);
    if (this.screen().includes('Sign in to')) this.type('\u0012');
    await this.shows('Welcome to');
    this.type(`${name}\tplums in the orchard`);
    await this.shows('(not shown)');
    this.type('\r');
    await this.shows('Message');
  }

  /** Another size; the program is told by the system. */
  resize(columns: number, rows: number): void {
    [this.columns, this.rows] = [columns, rows];
    const size = ['cols', `${columns}`, 'rows', `${rows}`];
    execFileSync('stty', ['-F', readFileSync(this.#device, 'utf8').trim(), ...size]);
  }

  /** Resolves when the program has ended: its code. */
  async ended(): Promise<number | null> {
    const { exitCode } = this.#child;
    return exitCode ?? ((await once(this.#child, 'exit'))[0] as number | null);
  }

  #take(text: string): void {
    const all = this.#rest + text;
    let at = 0;
    for (;;) {
      PARTS.lastIndex = at;
      const part = PARTS.exec(all);
      if (!part) break;
      at = PARTS.lastIndex;
      this.#obey(part);
    }
    this.#rest = all.slice(at);
  }

  #obey(part: RegExpExecArray): void {
    const [whole, kind, inside = '', prefix = '', numbers = '', final = '', shown] = part;
    if (shown !== undefined) this.#show(shown);
    else if (kind === '_') this.strings.push(inside);
    else if (kind === ']') this.told.push(inside);
    else if (final === 'm') this.#paint(numbers);
    else if (prefix === '' && 'HGJK'.includes(final) && final !== '') this.#move(numbers, final);
    else if (final === 'h') this.modes.add(prefix + numbers);
    else if (final === 'l') this.modes.delete(prefix + numbers);
    const answer = Object.keys(this.#answers).find((asked) => whole.includes(asked));
    if (answer !== undefined) this.type(this.#answers[answer] ?? '');
  }

  #show(text: string): void {
    if (text === '\n') this.#y += 1;
    else if (text === '\r') this.#x = 0;
    else if (text >= ' ') {
      this.#grid[this.#y] ??= [];
      const row = this.#grid[this.#y] as Cell[];
      const before = row[this.#x - 1];
      if (before && /^\p{M}$/u.test(text)) {
        row[this.#x - 1] = { ...before, text: before.text + text };
        return;
      }
      row[this.#x] = { text, color: this.#color };
      const width = stringWidth(text);
      if (width === 2) row[this.#x + 1] = { text: '', color: this.#color };
      this.#x += Math.max(1, width);
    }
  }

  #paint(numbers: string): void {
    const color = /38;2;(\d+;\d+;\d+)/.exec(numbers)?.[1];
    this.#color = color ?? (numbers === '0' || numbers === '' ? '' : this.#color);
  }

  #move(numbers: string, final: string): void {
    const [first = 1, second = 1] = numbers.split(';').map((one) => Number(one || 1));
    if (final === 'H') [this.#y, this.#x] = [first - 1, second - 1];
    else if (final === 'G') this.#x = first - 1;
    else if (final === 'J') this.#grid = [];
    else this.#grid[this.#y] = [];
  }
}

/** Opens it and starts `kith chat` there; it is gone when the test ends. */
export async function openFake(t: TestContext, options: FakeOptions): Promise<FakeTerminal> {
  const home = await mkdtemp(join(tmpdir(), 'kith-fake-'));
  const device = join(home, 'tty');
  const command = `tty > '${device}'; stty cols 80 rows 24; exec '${process.execPath}' '${PROGRAM}' chat`;
  const { TMUX: _tmux, TERM_PROGRAM: _program, NO_COLOR: _colors, ...mine } = environment();
  const env = {
    ...mine,
    XDG_CONFIG_HOME: home,
    KITH_SERVER: options.server,
    SHELL: '/bin/sh',
    COLORTERM: '',
    ...options.env,
  };
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(async () => {
    if (child.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  return new FakeTerminal(child, device, options.answers ?? {});
}
