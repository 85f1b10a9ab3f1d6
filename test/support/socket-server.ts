// The socket gateway on a real port over any messenger, and two clients for it: Socket.IO's own, and a plain WebSocket
// that sees the bytes. For tests of the gateway.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import type { Actor, Follower, Messenger } from '#core/messenger.ts';
import { openSocket, type SocketOptions } from '#gateways/socket/open-socket.ts';
import { systemClock } from '#server/clock.ts';
import { seededRandom } from './clock.ts';

/** An open gateway. */
export interface SocketServer {
  readonly port: number;
  /** What was noted of faults. */
  readonly noted: string[];
  close(): Promise<void>;
}

const leftovers = new Set<() => void>();

/** Ends what a failed test left open, so that its process ends: for `afterEach`. */
export function closeLeftovers(): void {
  for (const end of leftovers) end();
  leftovers.clear();
}

/** Opens the gateway on a port of 127.0.0.1. */
export async function openSocketServer(
  messenger: Messenger,
  more: Partial<Pick<SocketOptions, 'clock' | 'origin' | 'https' | 'quickFrames'>> = {},
): Promise<SocketServer> {
  const server = createServer((_request, response) => response.writeHead(404).end());
  const noted: string[] = [];
  const gateway = openSocket({
    messenger,
    server,
    random: seededRandom(3),
    clock: systemClock,
    https: false,
    log: (line) => void noted.push(line),
    ...more,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  leftovers.add(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    port: (server.address() as AddressInfo).port,
    noted,
    close: async () => {
      await gateway.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A messenger that lets everybody in and hands out the followers; what is not among `verbs` is a fault. */
export function openDoor(actor: Actor, verbs: Partial<Messenger> = {}) {
  const followers: Follower[] = [];
  const left: Follower[] = [];
  const arrivals: ((follower: Follower) => void)[] = [];
  const messenger: Partial<Messenger> = {
    ...verbs,
    authenticate: async () => actor,
    enter: (follower) => {
      followers.push(follower);
      arrivals.shift()?.(follower);
      return undefined;
    },
    leave: (follower) => void left.push(follower),
  };
  const next = (): Promise<Follower> => new Promise((resolve) => arrivals.push(resolve));
  return { messenger: messenger as Messenger, followers, left, next };
}

/** What a Socket.IO client brings along. */
export interface Brought {
  readonly auth?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly transports?: ('polling' | 'websocket')[];
}

/** A Socket.IO client that tries once. */
export function socketClient(port: number, brought: Brought = {}): Socket {
  const { auth = {}, headers = {}, transports = ['websocket'] } = brought;
  const client = io(`http://127.0.0.1:${port}`, {
    auth,
    extraHeaders: headers,
    transports,
    reconnection: false,
    forceNew: true,
  });
  leftovers.add(() => client.disconnect());
  return client;
}

/** How an attempt to connect ended: `connected`, or why not (the code that was told, or Socket.IO's own message). */
export function attempt(port: number, brought: Brought): Promise<string> {
  const client = socketClient(port, brought);
  return new Promise<string>((resolve) => {
    client.on('connect', () => resolve('connected'));
    client.on('connect_error', (refused: Error & { data?: { rejected?: string } }) =>
      resolve(refused.data?.rejected ?? refused.message),
    );
  }).finally(() => client.disconnect());
}

/** A WebSocket that speaks Socket.IO by hand and keeps the bytes it receives. */
export class RawClient {
  readonly messages: string[] = [];
  readonly webSocket: WebSocket;
  readonly closed: Promise<unknown>;
  network: NetSocket | undefined;
  #chunks: Buffer[] = [];
  #waiting: (() => void)[] = [];

  private constructor(webSocket: WebSocket) {
    this.webSocket = webSocket;
    leftovers.add(() => webSocket.terminate());
    this.closed = once(webSocket, 'close');
    webSocket.on('upgrade', ({ socket }: IncomingMessage) => {
      this.network = socket;
    });
    // Not sooner: the WebSocket must be the first to listen.
    webSocket.on('open', () => {
      this.network?.on('data', (chunk: Buffer) => void this.#chunks.push(chunk));
    });
    webSocket.on('error', () => undefined);
    webSocket.on('message', (data) => {
      this.messages.push(String(data));
      for (const look of this.#waiting.splice(0)) look();
    });
  }

  /** Connects to the namespace, which answers with its own id. */
  static async open(port: number, auth: object = {}): Promise<RawClient> {
    const url = `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`;
    const client = new RawClient(new WebSocket(url, { perMessageDeflate: false }));
    await client.find((message) => message.startsWith('0'));
    client.send(`40${JSON.stringify(auth)}`);
    await client.find((message) => message.startsWith('40'));
    return client;
  }

  send(text: string): void {
    this.webSocket.send(text);
  }

  /** The first message for which `wanted` holds, now or later. */
  async find(wanted: (message: string) => boolean): Promise<string> {
    for (;;) {
      const found = this.messages.find(wanted);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Forgets what was received so far. */
  forget(): void {
    this.messages.length = 0;
    this.#chunks = [];
  }

  /** The bytes received since. */
  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  close(): Promise<unknown> {
    this.webSocket.terminate();
    return this.closed;
  }
}
