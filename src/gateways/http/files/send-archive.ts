// Sends an archive that is made while it goes out: no length is known, and a fault in the middle breaks the connection
// off, so that half of one never looks whole.
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Bytes } from '#core/messenger.ts';

/** An archive as an answer. */
export interface GivenArchive {
  readonly name: string;
  readonly bytes: Bytes;
}

/** Answers with the archive, to be saved. */
export function sendArchive(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, bytes }: GivenArchive,
): FastifyReply {
  reply.headers({
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  });
  if (request.method !== 'HEAD') return reply.send(Readable.from(bytes, { objectMode: false }));
  // Nobody will read it: given back at once, so that the real request is not told to wait.
  void bytes[Symbol.asyncIterator]().return?.();
  return reply.send(Readable.from([]));
}
