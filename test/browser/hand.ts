// Somebody without a browser: an account that acts over HTTP, for stories that need much said and many people.
import type { SignUp } from '#protocol/person.ts';
import { PASSWORD } from './person.ts';
import type { Site } from './stage.ts';

/** An account, and its way to the server. */
export interface Hand {
  readonly username: string;
  /** Asks a route below `/api/v1`; its parsed answer. Rejects when it is refused. */
  ask<T>(path: string, method?: string, body?: unknown): Promise<T>;
  /** Uploads a text file; its id. */
  upload(name: string): Promise<string>;
}

/** Makes an account. */
export async function openHand(site: Site, account: Partial<SignUp> & { username: string }) {
  const asked = { password: PASSWORD, ...account };
  const { token } = await send<{ token: string }>(site, '/users', 'POST', { json: asked });
  const hand: Hand = {
    username: account.username,
    ask: (path, method = 'GET', json) => send(site, path, method, { token, json }),
    upload: async (name) => {
      const path = `/blobs?name=${encodeURIComponent(name)}`;
      return (await send<{ id: string }>(site, path, 'POST', { token, bytes: 'hello' })).id;
    },
  };
  return hand;
}

interface Sent {
  readonly token?: string;
  readonly json?: unknown;
  readonly bytes?: string;
}

async function send<T>(site: Site, path: string, method: string, sent: Sent): Promise<T> {
  const headers: Record<string, string> = {};
  if (sent.token !== undefined) headers.authorization = `Bearer ${sent.token}`;
  if (sent.json !== undefined) headers['content-type'] = 'application/json';
  if (sent.bytes !== undefined) headers['content-type'] = 'application/octet-stream';
  const body = sent.bytes ?? (sent.json === undefined ? null : JSON.stringify(sent.json));
  const answer = await fetch(`${site.url}/api/v1${path}`, { method, headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
