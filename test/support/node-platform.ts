// The headless client's world in Node: the terminal's ways to one server, the system's clock, storage in memory that
// outlives the client.
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { LocalFile } from '#client/model.ts';
import type { HttpAnswer, Outgoing, Platform, Sending, Storage } from '#client/platform.ts';
import { request } from '#terminal/platform/requests.ts';
import { openWire } from '#terminal/platform/wire.ts';

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
