// Sends a stored file: its headers, the part that was asked for, and its bytes as they are read.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StoredFile } from '#core/messenger.ts';
import type { GivenFile } from '../handlers/files.ts';

/** Bytes of a file, both ends included. */
export interface Part {
  readonly from: number;
  readonly until: number;
}

/** What browsers show or play by themselves; everything else is saved and never opened here. */
const PLAYED: ReadonlySet<string> = new Set(['video', 'audio', 'voice']);
const SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'";
/** Why a picture may be kept for a while is in docs/decisions/0008-files.md. */
const KEPT = 'private, max-age=3600';
const NOT_KEPT = 'private, no-store';

/** Answers with the file, or the part of it that the request names. */
export function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { stored, download }: GivenFile,
): FastifyReply {
  const { bytes, path } = stored;
  reply.headers(headersOf(stored, download));
  const part = request.headers['if-range'] ? 'all' : partOf(request.headers.range, bytes);
  if (part === 'none') {
    return reply.code(416).header('content-range', `bytes */${bytes}`).send();
  }
  const { from, until } = part === 'all' ? { from: 0, until: bytes - 1 } : part;
  if (part !== 'all') {
    reply.code(206).header('content-range', `bytes ${from}-${until}/${bytes}`);
  }
  reply.header('content-length', until - from + 1);
  // A stream without anything in it: the answer to HEAD keeps the length that was just said.
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  return reply.send(createReadStream(path, { start: from, end: until }));
}

function headersOf({ type, file }: StoredFile, download: boolean): Record<string, string> {
  const picture = file.kind === 'image';
  const inline = !download && (picture || PLAYED.has(file.kind));
  const place = inline ? 'inline' : 'attachment';
  return {
    'content-type': inline ? type : 'application/octet-stream',
    'content-disposition': `${place}; filename*=UTF-8''${encoded(file.name)}`,
    'content-security-policy': SANDBOX,
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': picture && inline ? KEPT : NOT_KEPT,
    'accept-ranges': 'bytes',
    // Whoever signs out here or signs in as another person does not get what was kept for the one before.
    vary: 'Cookie, Authorization, Kith-Account',
  };
}

/** RFC 8187: what encodeURIComponent leaves and a header may not hold. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The part that a Range header asks for. One that is not understood, or several, is as good as none. */
export function partOf(range: string | undefined, bytes: number): Part | 'all' | 'none' {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range?.trim() ?? '');
  if (!asked) return 'all';
  const [, first = '', last = ''] = asked;
  if (first === '' && last === '') return 'all';
  if (first === '') return lastOf(Number(last), bytes);
  const from = Number(first);
  const until = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== '' && Number(last) < from) return 'all';
  return from < bytes ? { from, until } : 'none';
}

function lastOf(count: number, bytes: number): Part | 'none' {
  return count === 0 || bytes === 0
    ? 'none'
    : { from: Math.max(0, bytes - count), until: bytes - 1 };
}
