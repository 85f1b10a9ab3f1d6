// A program in a pseudo-terminal of its own, which util-linux's `script` holds: presses keys, sees frames come, and says
// what the program has used. A frame ends with the end of a synchronized update (DEC mode 2026).
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

/** The end of a frame. */
export const FRAME_END = '\u001b[?2026l';
/** So long without output, and the program is taken to have nothing more to say. */
const QUIET_MS = 60;
const FRAME_MS_MAX = 20_000;
const PID = /PID (\d+)\r?\n/;

/** How long it took until a frame had come after a key. */
export interface Took {
  readonly ms: number;
  /** Of that: nobody had a core for the program, `script` or this process while they could have run. */
  readonly waitedMs: number;
}

/** What the program has used since it started. */
export interface Used {
  /** CPU of its main thread. */
  readonly mainMs: number;
  /** CPU of all its threads. */
  readonly allMs: number;
  readonly rssMB: number;
  readonly peakMB: number;
}

/** A program in a terminal. */
export interface Terminal {
  /** Presses keys, given as bytes; undefined when no frame comes within `most` ms. */
  press(keys: string, most?: number): Promise<Took | undefined>;
  /** Waits until nothing more comes; the number of frames that came meanwhile, and ms until the last of them. */
  settled(): Promise<{ readonly frames: number; readonly lastMs: number }>;
  /** Waits until the text of what came since the last key, without escape sequences, holds this. */
  shows(text: string): Promise<void>;
  used(): Used;
  close(): Promise<void>;
}

/** How large the terminal is. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Starts a command; resolves when it runs. */
export async function openTerminal(
  command: readonly string[],
  { columns, rows }: Size,
  env: NodeJS.ProcessEnv = {},
): Promise<Terminal> {
  const words = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const line = `stty cols ${columns} rows ${rows}; echo PID $$; exec ${words}`;
  const holder = spawn('script', ['-qfec', line, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm-256color', COLORTERM: '', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const orphan = (): void => void holder.kill('SIGKILL');
  process.once('exit', orphan);
  const heard = listen(holder);
  await heard.until('its process id', () => PID.test(heard.text()));
  const pid = PID.exec(heard.text())?.[1] ?? '';
  const waited = (): number =>
    [pid, holder.pid, 'self'].reduce<number>((sum, id) => sum + scheduled(`/proc/${id}`)[1], 0);
  return {
    async press(keys, most = FRAME_MS_MAX) {
      heard.forget();
      const waitedBefore = waited();
      const before = performance.now();
      holder.stdin.write(keys);
      if (!(await heard.frame(most))) return undefined;
      return { ms: heard.lastAt() - before, waitedMs: waited() - waitedBefore };
    },
    async settled() {
      while (performance.now() - heard.lastAt() < QUIET_MS) await pause(QUIET_MS / 4);
      return { frames: heard.frames(), lastMs: heard.lastAt() - heard.since() };
    },
    shows: (text) => heard.until(text, () => stripVTControlCharacters(heard.text()).includes(text)),
    used: () => usedBy(pid),
    async close() {
      const gone = once(holder, 'exit');
      holder.stdin.end('\u0003');
      await gone;
      process.off('exit', orphan);
    },
  };
}

interface Heard {
  text(): string;
  forget(): void;
  frames(): number;
  since(): number;
  lastAt(): number;
  /** Whether a frame comes within `most` ms. */
  frame(most: number): Promise<boolean>;
  until(what: string, isThere: () => boolean): Promise<void>;
}

function listen({ stdout }: ChildProcess): Heard {
  let text = '';
  let since = performance.now();
  let lastAt = since;
  let look = (): void => undefined;
  stdout?.setEncoding('utf8').on('data', (some: string) => {
    text += some;
    lastAt = performance.now();
    look();
  });
  const comes = (isThere: () => boolean, most: number): Promise<boolean> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), most);
      look = () => {
        if (!isThere()) return;
        clearTimeout(timer);
        look = () => undefined;
        resolve(true);
      };
      look();
    });
  return {
    text: () => text,
    forget: () => {
      text = '';
      since = performance.now();
    },
    frames: () => text.split(FRAME_END).length - 1,
    since: () => since,
    lastAt: () => lastAt,
    frame: (most) => comes(() => text.includes(FRAME_END), most),
    async until(what, isThere) {
      if (!(await comes(isThere, FRAME_MS_MAX))) throw new Error(`never seen: ${what}\n${text}`);
    },
  };
}

function usedBy(pid: string): Used {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
  const [mainMs] = scheduled(`/proc/${pid}`);
  const allMs = readdirSync(`/proc/${pid}/task`)
    .map((thread) => scheduled(`/proc/${pid}/task/${thread}`)[0])
    .reduce((sum, ms) => sum + ms, 0);
  return { mainMs, allMs, rssMB: megabytes('VmRSS'), peakMB: megabytes('VmHWM') };
}

/** Ms on a core, and ms of waiting for one. */
function scheduled(path: string): [number, number] {
  const [ran = 0, waited = 0] = readFileSync(`${path}/schedstat`, 'utf8').split(' ').map(Number);
  return [ran / 1e6, waited / 1e6];
}
