// Somebody at a running server over plain HTTP and a plain socket, without the client's model: for tests of what the
// server itself tells and refuses.
import { io, type Socket } from 'socket.io-client';
import type { Command } from '#protocol/command.ts';
import type { Event } from '#protocol/event.ts';
import type { TestServer } from './running-server.ts';

const PATIENCE_MS = 10_000;

/** What tests look at in bodies; which of it is there, each test knows of what it asked for. */
export interface Looked {
  readonly id: string;
  readonly username: string;
  readonly code: string;
  readonly usesLeft: number;
  readonly seq: number;
  readonly role: string;
  readonly memberCount: number;
  readonly readOnly: boolean;
  readonly body: { readonly text: string };
  readonly items: readonly Looked[];
}

/** An answer over HTTP: its status, and its body. */
export interface Answered {
  readonly status: number;
  readonly body: Looked;
}

/** An answer to a command over the socket. */
export interface Acked {
  readonly seq?: number;
  readonly rejected?: string;
  readonly what?: string;
  readonly [more: string]: unknown;
}

/** Somebody with an account. */
export class WireFriend {
  readonly id: string;
  readonly username: string;
  readonly token: string;
  readonly #server: TestServer;
  #socket: Socket | undefined;
  #commands = 0;
  /** Events that came over the socket, by log, in their order. */
  readonly heard = new Map<string, Event[]>();
  #changed: () => void = () => undefined;

  constructor(server: TestServer, user: { id: string; username: string }, token: string) {
    this.#server = server;
    this.id = user.id;
    this.username = user.username;
    this.token = token;
  }

  /** Somebody new. */
  static async signUp(server: TestServer, username: string): Promise<WireFriend> {
    const { user, token } = await server.signUp(username);
    return new WireFriend(server, user, token);
  }

  /** One request under /api/v1. */
  async call(method: string, path: string, body?: unknown): Promise<Answered> {
    const answer = await this.#server.call(this.token, method, `/api/v1${path}`, body);
    return { status: answer.status, body: answer.body as Looked };
  }

  /** One command over the socket. */
  async ask(log: string, ask: Command): Promise<Acked> {
    this.#commands += 1;
    return this.send('append', { log, command: `c${this.#commands}`, ...ask }) as Promise<Acked>;
  }

  /** Follows logs from their ends on; what comes is in `heard`. Returns the answers. */
  async follow(...logs: string[]): Promise<Acked[]> {
    const wanted = { logs: logs.map((log) => ({ log, after: 'tail' })) };
    const answer = (await this.send('follow', wanted)) as { logs?: Acked[] };
    return answer.logs ?? [];
  }

  /** Resolves when an event of this kind has come from this log. */
  hears(log: string, kind: Event['kind']): Promise<Event> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.heard.get(log)?.find((event) => event.kind === kind);
        if (found) resolve(found);
      };
      const before = this.#changed;
      this.#changed = () => {
        before();
        look();
      };
      look();
    });
  }

  close(): void {
    this.#socket?.disconnect();
  }

  /** One event over the socket, and its answer. */
  async send(event: string, payload: unknown): Promise<unknown> {
    const socket = await this.#connected();
    return socket.timeout(PATIENCE_MS).emitWithAck(event, payload);
  }

  async #connected(): Promise<Socket> {
    if (this.#socket) return this.#socket;
    const auth = { token: this.token };
    const socket = io(this.#server.url, { auth, transports: ['websocket'], reconnection: false });
    this.#socket = socket;
    socket.on('events', ({ log, events }: { log: string; events: Event[] }) => {
      this.heard.set(log, [...(this.heard.get(log) ?? []), ...events]);
      this.#changed();
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }
}
