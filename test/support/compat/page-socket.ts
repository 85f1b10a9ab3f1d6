// The original page's connection to template: its Socket.IO 4.0.1 with the browser's cookies, every `incoming` kept in
// order as one line, `text` or `text [colour]`. Reconnects by itself, with the cookies as they are then.
import type { Socket } from 'socket.io-client';
import { type Generation, OLDER } from './generations.ts';

const open = new Set<PageSocket>();

/** A browser's cookies: what the server set, and what the page's own script sets. */
export interface Jar {
  session: string;
  username?: string;
  room_id?: string;
}

/** How a page connects, where it is not as the original does. */
export interface Way {
  readonly generation?: Generation;
  readonly transports?: readonly ('polling' | 'websocket')[];
  /** The origin of the page, where it is another's. */
  readonly origin?: string;
}

/** A page that is open at /home. */
export class PageSocket {
  readonly lines: string[] = [];
  readonly jar: Jar;
  readonly #socket: Socket;
  #read = 0;
  #wake: () => void = () => undefined;

  private constructor(url: string, jar: Jar, { generation = OLDER, transports, origin }: Way) {
    this.jar = jar;
    const headers = { cookie: cookieOf(jar), ...(origin !== undefined && { origin }) };
    const socket = generation.connect(url, {
      forceNew: true,
      ...(transports && { transports: [...transports] }),
      autoConnect: false,
      extraHeaders: headers,
      reconnectionDelay: 100,
      reconnectionDelayMax: 200,
    });
    this.#socket = socket;
    socket.io.on('reconnect_attempt', () => {
      headers.cookie = cookieOf(jar);
    });
    socket.on('incoming', (text: string, ...colour: string[]) => {
      this.lines.push([text, ...colour.map((one) => `[${one}]`)].join(' '));
      this.#wake();
    });
    open.add(this);
  }

  /** Connects; rejects with the server's reason when it is refused. */
  static async open(url: string, jar: Jar, way: Way = {}): Promise<PageSocket> {
    const page = new PageSocket(url, jar, way);
    await new Promise<void>((resolve, reject) => {
      page.#socket.once('connect', resolve);
      page.#socket.once('connect_error', reject);
      page.#socket.connect();
    });
    return page;
  }

  /** Ends what a test left open. */
  static closeAll(): void {
    for (const page of open) page.close();
    open.clear();
  }

  /** Asks for a room; remembers its number as the page does. */
  async join(sender: unknown, receiver: unknown): Promise<number | string> {
    const said = await new Promise<number | string>((resolve) => {
      this.#socket.emit('join', sender, receiver, resolve);
    });
    if (typeof said === 'number') this.jar.room_id = String(said);
    return said;
  }

  send(username: string, message: unknown, room: unknown): void {
    this.#socket.emit('send', username, message, room);
  }

  leave(username: string, room: unknown): void {
    this.#socket.emit('leave', username, room);
  }

  emit(event: string, ...data: unknown[]): void {
    this.#socket.emit(event, ...data);
  }

  /** The next line; waits for it. */
  async next(): Promise<string> {
    while (this.lines.length <= this.#read) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#read += 1;
    return this.lines[this.#read - 1] ?? '';
  }

  /** Breaks the network's part; the client comes back by itself. */
  async breakOff(): Promise<void> {
    const back = new Promise((resolve) => this.#socket.once('connect', () => resolve(undefined)));
    this.#socket.io.engine.close();
    await back;
  }

  /** Resolves when the connection is there (again). */
  async connected(): Promise<void> {
    if (this.#socket.connected) return;
    await new Promise<void>((resolve) => this.#socket.once('connect', resolve));
  }

  /** Resolves with the reason when the connection has ended. */
  ended(): Promise<string> {
    return new Promise((resolve) => this.#socket.once('disconnect', resolve));
  }

  close(): void {
    this.#socket.disconnect();
  }
}

function cookieOf({ session, ...set }: Jar): string {
  const pairs = Object.entries(set).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return [session, ...pairs].filter((pair) => pair !== '').join('; ');
}
