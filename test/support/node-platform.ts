// The headless client's world in Node: Socket.IO and fetch with a bearer token, the system's clock, storage in memory that
// outlives the client. Talks to one server.
import { io, type Socket } from 'socket.io-client';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { LocalFile } from '#client/model.ts';
import type {
  HttpAnswer,
  Outgoing,
  Platform,
  Sending,
  Storage,
  Wire,
  WireClosed,
  WireListener,
} from '#client/platform.ts';

const REQUEST_MS_MAX = 20_000;

/** What a Node platform is made of. */
export interface NodePlatformParts {
  /** Scheme, host and port of the server. */
  readonly origin: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Another storage than a fresh one: of a client that is gone. */
  readonly storage?: Storage;
  /** Tokens by account, likewise. */
  readonly tokens?: Map<string, string>;
}

/** A platform with bearer tokens. */
export function openNodePlatform(parts: NodePlatformParts): Platform {
  const { origin, clock, random, storage = memoryStorage(), tokens = new Map() } = parts;
  return {
    clock,
    random,
    storage,
    cookies: false,
    keepToken: (account, token) => void tokens.set(account, token),
    connect: (account, listener) => openWire(origin, tokens.get(account) ?? '', listener),
    request: (account, method, path, body) =>
      request(origin, account === undefined ? undefined : tokens.get(account), method, path, body),
    upload: (account, file) => upload(origin, tokens.get(account) ?? '', file),
  };
}

/** Sends a file up in one request; its source is a buffer. */
function upload(origin: string, token: string, { name, source }: LocalFile): Sending {
  const controller = new AbortController();
  const send = async (): Promise<HttpAnswer> => {
    const answer = await fetch(`${origin}/api/v1/blobs?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: source as Uint8Array<ArrayBuffer>,
      signal: controller.signal,
    });
    return { status: answer.status, body: await answer.json() };
  };
  return { done: send(), cancel: () => controller.abort() };
}

function openWire(origin: string, token: string, listener: WireListener): Wire {
  const socket = io(origin, {
    auth: { token },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  let open = true;
  const closed = (reason: WireClosed): void => {
    if (!open) return;
    open = false;
    socket.disconnect();
    listener.closed(reason);
  };
  socket.on('connect', () => open && listener.opened());
  socket.onAny((event: string, payload: unknown) => open && listener.received(event, payload));
  socket.on('connect_error', (error) => closed(reasonOf(error)));
  socket.on('disconnect', () => closed({ kind: 'lost' }));
  return {
    call: (event, payload, timeoutMs) => call(socket, event, payload, timeoutMs),
    close: () => {
      open = false;
      socket.disconnect();
    },
  };
}

function reasonOf(error: Error): WireClosed {
  const { data } = error as { data?: { rejected?: string } };
  return data?.rejected === 'notSignedIn' ? { kind: 'notSignedIn' } : { kind: 'lost' };
}

/** Rejects at once when the connection ends, and not only when its patience does. */
function call(
  socket: Socket,
  event: string,
  payload: unknown,
  timeoutMs: number,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const lost = (): void => reject(new Error('the connection has ended'));
    socket.once('disconnect', lost);
    socket
      .timeout(timeoutMs)
      .emitWithAck(event, payload)
      .then(resolve, reject)
      .finally(() => socket.off('disconnect', lost));
  });
}

async function request(
  origin: string,
  token: string | undefined,
  method: string,
  path: string,
  body: unknown,
): Promise<HttpAnswer> {
  const answer = await fetch(`${origin}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(REQUEST_MS_MAX),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** Storage in memory. */
export function memoryStorage(): Storage {
  const outgoing = new Map<string, Outgoing>();
  const values = new Map<string, string>();
  return {
    outgoing: async (account) => [...outgoing.values()].filter((one) => one.account === account),
    keep: async (one) => void outgoing.set(one.command, one),
    drop: async (_account, command) => void outgoing.delete(command),
    get: async (account, key) => values.get(`${account} ${key}`),
    set: async (account, key, value) => {
      if (value === undefined) values.delete(`${account} ${key}`);
      else values.set(`${account} ${key}`, value);
    },
    forget: async (account) => {
      for (const [command, one] of outgoing) if (one.account === account) outgoing.delete(command);
      for (const key of values.keys()) if (key.startsWith(`${account} `)) values.delete(key);
    },
  };
}
