// HTTP requests with a bearer token, and files that go up from a path.
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { LocalFile } from '#client/model.ts';
import type { HttpAnswer, Sending } from '#client/platform.ts';

const REQUEST_MS_MAX = 20_000;

const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};

/** One request to `origin`; throws when no answer came within 20 seconds. */
export async function request(
  origin: string,
  token: string | undefined,
  method: string,
  path: string,
  body?: unknown,
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
  return { status: answer.status, body: parse(await answer.text()) };
}

/** What a path leads to, as the client knows files; throws when it cannot be read or is no file. */
export async function localFile(path: string): Promise<LocalFile> {
  const stats = await stat(path);
  if (!stats.isFile()) throw new Error(`${path} is not a file`);
  const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  return { name: basename(path), type, size: stats.size, source: path };
}

/** Sends a file up in one request; its source is a path. `told` gets 0 and then 1. */
export function upload(
  origin: string,
  token: string,
  { name, source }: LocalFile,
  told: (progress: number) => void = () => undefined,
): Sending {
  const controller = new AbortController();
  const send = async (): Promise<HttpAnswer> => {
    told(0);
    const answer = await fetch(`${origin}/api/v1/blobs?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: await openAsBlob(String(source)),
      signal: controller.signal,
    });
    told(1);
    return { status: answer.status, body: parse(await answer.text()) };
  };
  return { done: send(), cancel: () => controller.abort() };
}

/** Something else than JSON comes from proxies only, and has no meaning here. */
function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
