// Pictures: taken in as the original's client uploads them, decoded and checked by the messenger, and given out under
// /static/ to those who may see them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRejected } from '#base/result.ts';
import type { File as StoredAs } from '#protocol/blob.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { endUnread } from '../../http/bodies.ts';
import { sendFile } from '../../http/files/send-file.ts';
import { blobIn, DEFAULT_PICTURE, fileName } from './file-names.ts';
import { type Asker, idOf, type Parts, refuse, route } from './routing.ts';

const UPLOAD_BYTES_MAX = 16 * 1024 * 1024;
/** Uploads under way at a time, which are held in memory: of one person, and of all. */
const OWN_MAX = 2;
const ALL_MAX = 8;
const BUSY: Rejection = { rejected: 'busy', retryAfterMs: 1_000 };
const PICTURES: ReadonlySet<string> = new Set(['png', 'jpg', 'jpeg', 'gif']);
const SOUNDS: ReadonlySet<string> = new Set(['mp3', 'wav']);
const DEFAULT_FILE = join(import.meta.dirname, 'page', DEFAULT_PICTURE);

/** Adds the routes of pictures. */
export async function mountImages(parts: Parts): Promise<void> {
  const { app, messenger } = parts;
  // Bodies of uploads are read where they are wanted, by whoever may upload.
  app.addContentTypeParser('multipart/form-data', (_request, _body, done) => done(null, undefined));
  app.get('/uploadimage', async () => ({}));
  const underWay: string[] = [];
  route(parts, 'POST', '/uploadimage', async (asker, request, reply) => {
    const { user } = asker.actor;
    const own = underWay.filter((one) => one === user).length;
    if (own >= OWN_MAX || underWay.length >= ALL_MAX) return refuseUnread(request, reply, BUSY);
    underWay.push(user);
    try {
      return await takeUpload(asker, request, reply);
    } finally {
      underWay.splice(underWay.indexOf(user), 1);
    }
  });
  const standIn = await readFile(DEFAULT_FILE);
  app.get(`/static/${DEFAULT_PICTURE}`, (_request, reply) => {
    reply.header('cross-origin-resource-policy', 'same-site');
    return reply.header('cache-control', 'max-age=86400').type('image/png').send(standIn);
  });
  route(parts, 'GET', '/static/:id', async ({ actor }, request, reply) => {
    const blob = blobIn(idOf(request));
    const stored = blob && (await messenger.getBlob(actor, blob, 'full'));
    if (!stored || isRejected(stored)) return reply.code(404).send({});
    const sent = sendFile(request, reply, { stored, download: false });
    // The original's page is served from another port; pictures on it come from here.
    return sent.header('cross-origin-resource-policy', 'same-site');
  });
}

function refuseUnread(
  request: FastifyRequest,
  reply: FastifyReply,
  rejection: Rejection,
): FastifyReply {
  endUnread(request, reply);
  return refuse(reply, rejection);
}

async function takeUpload(
  { messenger, actor }: Asker,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const refused = await messenger.uploads.mayBegin(actor);
  if (refused) return refuseUnread(request, reply, refused);
  const body = await readUpTo(request, UPLOAD_BYTES_MAX);
  if (!body) {
    return refuseUnread(request, reply, { rejected: 'tooLarge', maxBytes: UPLOAD_BYTES_MAX });
  }
  const upload = await fileIn(body, request.headers['content-type'] ?? '');
  if (!upload) return reply.code(302).header('location', '/uploadimage').send();
  const ending = /\.([a-z0-9]+)$/i.exec(upload.name)?.[1]?.toLowerCase() ?? '';
  if (!PICTURES.has(ending) && !SOUNDS.has(ending)) return reply.send({});
  const bytes = bytesOf(new Uint8Array(await upload.arrayBuffer()));
  const name = upload.name.slice(-100);
  const file = await messenger.putBlob(actor, { name, bytes });
  // What is not what its name says is answered like a name of another kind.
  if (isRejected(file)) {
    return file.rejected === 'notTaken' ? reply.send({}) : refuse(reply, file);
  }
  return reply.send(isAsNamed(file, ending) ? { filename: fileName(file) } : {});
}

function isAsNamed({ kind }: StoredAs, ending: string): boolean {
  return PICTURES.has(ending) ? kind === 'image' : kind === 'audio' || kind === 'voice';
}

async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The body; undefined when it is longer than that, or breaks off. */
async function readUpTo(
  request: FastifyRequest,
  max: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.raw.iterator({ destroyOnReturn: false })) {
      length += (chunk as Buffer).length;
      if (length > max) return undefined;
      chunks.push(chunk as Buffer);
    }
  } catch {
    return undefined;
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The field `file` of a form; undefined when there is none, or the body is no such form. */
async function fileIn(body: Uint8Array<ArrayBuffer>, type: string): Promise<File | undefined> {
  try {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    const file = form.get('file');
    return file instanceof File && file.name !== '' ? file : undefined;
  } catch {
    return undefined;
  }
}
