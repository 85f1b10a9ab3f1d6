// A terminal client of chatroom: Python's `requests` and `python-socketio` where this machine has them, as the original
// is written; otherwise the same steps in JavaScript. Which one, `TECHNOLOGY` says, for the names of tests.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { io, type Socket } from 'socket.io-client';
import { request } from './requests.ts';

/** What came: an event, or the answer to a request by its path. */
export interface Heard {
  readonly event: string;
  readonly data: unknown;
}

const PATIENCE_MS = 20_000;
const SCRIPT = join(import.meta.dirname, 'chatroom_client.py');
const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import requests, socketio, websocket']).status === 0,
);

/** The client that the tests use here. */
export const TECHNOLOGY =
  PYTHON === undefined ? 'socket.io-client, for want of Python’s' : 'python-socketio';

const EVENTS = [
  'message_history',
  'user_joined',
  'user_left',
  'new_message',
  'online_users',
  'error',
  'disconnect',
] as const;

type Asked =
  | { readonly do: 'post'; readonly path: string }
  | { readonly do: 'connect' | 'exit' }
  | { readonly do: 'emit'; readonly event: string; readonly data: readonly unknown[] };

/** Somebody at a terminal. */
export class TerminalClient {
  readonly heard: Heard[] = [];
  readonly username: string;
  readonly #ask: (asked: Asked) => void;
  readonly #ended: Promise<unknown>;
  readonly #read = new Map<string, number>();
  #wake: () => void = () => undefined;

  constructor(url: string, username: string, password = 'plums in the orchard') {
    this.username = username;
    const hear = (heard: Heard): void => {
      this.heard.push(heard);
      this.#wake();
    };
    const way = PYTHON === undefined ? byScript(url, hear) : byPython(PYTHON, url, hear);
    const { ask, ended } = way(username, password);
    this.#ask = ask;
    this.#ended = ended;
  }

  /** Registers or logs in; the answer. */
  async post(path: '/register' | '/login'): Promise<{ status: number; body: object }> {
    this.#ask({ do: 'post', path });
    return (await this.next(path)) as { status: number; body: object };
  }

  /** Connects and joins; the history. */
  async join(): Promise<object[]> {
    await this.connect();
    this.emit('join', { username: this.username });
    const { messages } = (await this.next('message_history')) as { messages: object[] };
    return messages;
  }

  async connect(): Promise<void> {
    this.#ask({ do: 'connect' });
    await this.next('connect');
  }

  emit(event: string, ...data: unknown[]): void {
    this.#ask({ do: 'emit', event, data });
  }

  /**
   * The next event of this name that has not been read yet. Python's client hands each event to a thread of its own, so
   * that events of different names may come in any order.
   */
  async next(event: string): Promise<unknown> {
    const read = this.#read.get(event) ?? 0;
    this.#read.set(event, read + 1);
    for (;;) {
      const found = this.heard.filter((heard) => heard.event === event)[read];
      if (found) return found.data;
      await this.#more(event);
    }
  }

  /** Resolves when something more has come; a wait in vain ends the test with what came instead. */
  #more(event: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const heard = () => JSON.stringify(this.heard.slice(-5));
      const inVain = (): void => reject(new Error(`no ${event} for ${this.username}: ${heard()}`));
      const timer = setTimeout(inVain, PATIENCE_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Leaves as a person does; resolves when the program is gone. */
  async exit(): Promise<void> {
    this.#ask({ do: 'exit' });
    await this.#ended;
  }
}

interface Way {
  ask(asked: Asked): void;
  readonly ended: Promise<unknown>;
}
type Hear = (heard: Heard) => void;

function byPython(python: string, url: string, hear: Hear) {
  return (username: string, password: string): Way => {
    const child: ChildProcess = spawn(python, [SCRIPT, url, username, password], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const orphan = (): void => void child.kill('SIGKILL');
    process.once('exit', orphan);
    const ended = once(child, 'close').then(() => process.off('exit', orphan));
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) =>
        hear(JSON.parse(line) as Heard),
      );
    }
    return { ask: (asked) => void child.stdin?.write(`${JSON.stringify(asked)}\n`), ended };
  };
}

/** The same in JavaScript; one step after the other, as the script takes them. */
function byScript(url: string, hear: Hear) {
  return (username: string, password: string): Way => {
    const options = { autoConnect: false, forceNew: true, reconnectionDelay: 100 };
    const socket = io(url, { ...options, reconnectionDelayMax: 200, randomizationFactor: 0 });
    for (const event of EVENTS) socket.on(event, (data?: unknown) => hear({ event, data }));
    socket.on('connect', () => hear({ event: 'connect', data: null }));
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const take = async (asked: Asked): Promise<void> => {
      if (asked.do === 'post') await post(url, asked.path, { username, password }, hear);
      else if (asked.do === 'connect') await connected(socket);
      else if (asked.do === 'emit') socket.emit(asked.event, ...asked.data);
      else {
        socket.disconnect();
        end();
      }
    };
    let last = Promise.resolve();
    return {
      ask: (asked) => {
        last = last.then(() => take(asked));
      },
      ended,
    };
  };
}

async function post(url: string, path: string, json: object, hear: Hear): Promise<void> {
  const { status, json: body } = await request('POST', url + path, { json });
  hear({ event: path, data: { status, body } });
}

async function connected(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.once('connect', resolve);
  socket.connect();
  await promise;
}
