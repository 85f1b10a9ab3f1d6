// Large files in pieces, by tus 1.0 under /api/v1/uploads: the library keeps offsets and locks, here is whose an upload
// is, how it becomes a file, and what is said when that does not go well.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock, Timer } from '#base/clock.ts';
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { File } from '#protocol/blob.ts';
import { FILE_NAME_CHARS_MAX } from '#protocol/limits.ts';
import { RETRYABLE, type Rejection } from '#protocol/rejection.ts';
import { errorAnswer, wordsOf } from '../../words.ts';
import { leaveBodies } from '../bodies.ts';
import { JSON_TYPE, sendRejection } from '../errors.ts';
import { barsOf } from '../handlers/files.ts';
import { doorkeeper, type Surroundings } from '../mount.ts';
import { PIECES_MS, type Piece, Pieces } from './pieces.ts';

const PATH = '/api/v1/uploads';
const SWEEP_MS = 3_600_000;
const UNFINISHED_MAX = 20;
const NO_UPLOAD: Rejection = { rejected: 'notFound', what: 'upload' };
const TOO_MANY: Rejection = { rejected: 'tooMany', field: 'uploads', max: UNFINISHED_MAX };
/** Answers of the library that would speak for our own server; what is said to other origins, we say. */
const OURS = /^(access-control-allow-|cache-control|content-length|connection)/;

interface Desk extends Surroundings {
  readonly clock: Clock;
  readonly pieces: Pieces;
  /** Uploads that become files just now. */
  readonly finishing: Map<string, Promise<File | Rejection>>;
}

/** Mounts the uploads; they end with the server. */
export async function mountUploads(
  app: FastifyInstance,
  around: Surroundings & { readonly clock: Clock },
): Promise<void> {
  const { folder } = around.messenger.uploads;
  if (folder === '') return;
  const pieces = new Pieces(folder, around.clock);
  await pieces.load();
  await pieces.sweep();
  const desk: Desk = { ...around, pieces, finishing: new Map() };
  const tus = openTus(desk, folder);
  keepSwept(app, desk);
  app.register(async (inner) => {
    leaveBodies(inner);
    const route = { onRequest: doorkeeper(around), config: { takesFiles: true } };
    inner.post(PATH, route, (request, reply) => create(desk, tus, request, reply));
    inner.route({
      ...route,
      method: ['HEAD', 'GET', 'PATCH', 'DELETE'],
      url: `${PATH}/:id`,
      exposeHeadRoute: false,
      handler: (request, reply) => goOn(desk, tus, request, reply),
    });
  });
}

function openTus(desk: Desk, folder: string): Server {
  const datastore = new FileStore({ directory: folder });
  datastore.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  return new Server({
    path: PATH,
    datastore,
    relativeLocation: true,
    maxSize: desk.messenger.uploads.bytesMax,
    namingFunction: () => mintId(desk.random),
    async onUploadCreate(request, { id, size = 0, metadata = {} }) {
      const account = request.headers.get('x-kith-user') ?? '';
      const begun = desk.clock.now();
      desk.pieces.add({ id, account, begun, size, said: metadata });
      return { metadata: { ...metadata, account, begun: String(begun) } };
    },
    async onUploadFinish(request, { id }) {
      const account = request.headers.get('x-kith-user') ?? '';
      const piece = desk.pieces.find(id, account);
      const file = piece ? await finish(desk, { user: account, session: '' }, piece) : NO_UPLOAD;
      if (isRejected(file)) throw asFault(file);
      return {
        status_code: 200,
        headers: { 'Upload-Blob': ascii(file) },
        body: JSON.stringify(file),
      };
    },
    onResponseError: (_request, fault) => {
      const { status_code: status = 500, body } = fault as { status_code?: number; body?: string };
      if (body?.startsWith('{')) return { status_code: status, body };
      const { bytesMax } = desk.messenger.uploads;
      return {
        status_code: status,
        body: JSON.stringify(errorAnswer(refusal(status, body, bytesMax))),
      };
    },
  });
}

function refusal(status: number, body: string | undefined, maxBytes: number): Rejection {
  if (status === 404 || status === 410) return NO_UPLOAD;
  if (status === 413) return { rejected: 'tooLarge', maxBytes };
  const reason = status < 500 ? (body ?? '').trim().slice(0, 200) : 'could not be taken';
  return { rejected: 'invalid', field: 'upload', reason };
}

function asFault(rejection: Rejection): { status_code: number; body: string } {
  return { status_code: wordsOf(rejection).status, body: JSON.stringify(errorAnswer(rejection)) };
}

async function create(
  desk: Desk,
  tus: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = actorOf(request);
  if (desk.pieces.countOf(actor.user) >= UNFINISHED_MAX) return sendRejection(reply, TOO_MANY);
  const refused = await desk.messenger.uploads.mayBegin(actor);
  return refused ? sendRejection(reply, refused) : delegate(tus, request, reply, PATH);
}

async function goOn(
  desk: Desk,
  tus: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = actorOf(request);
  const { id } = request.params as { id: string };
  const piece = desk.pieces.find(id, actor.user);
  if (!piece) return sendRejection(reply, NO_UPLOAD);
  reply.header('upload-expires', new Date(piece.begun + PIECES_MS).toUTCString());
  if (request.method === 'DELETE') await desk.finishing.get(id);
  const asks = request.method === 'HEAD' || request.method === 'GET';
  if (asks && (await desk.pieces.isComplete(piece))) {
    // The last answer may have been lost, or the process may have ended before it.
    const file = await finish(desk, actor, piece);
    if (isRejected(file)) return sendRejection(reply, file);
    reply.header('upload-blob', ascii(file));
    if (request.method === 'GET') return reply.type(JSON_TYPE).send(JSON.stringify(file));
  }
  if (request.method === 'GET') return sendRejection(reply, NO_UPLOAD);
  const answered = await delegate(tus, request, reply, `${PATH}/${piece.id}`);
  if (request.method === 'DELETE') await desk.pieces.remove(id);
  return answered;
}

/** Makes a file of a complete upload, once however often it is asked for. */
function finish(desk: Desk, actor: Actor, piece: Piece): Promise<File | Rejection> {
  if (piece.file) return Promise.resolve(piece.file);
  const known = desk.finishing.get(piece.id);
  if (known) return known;
  const done = makeFile(desk, actor, piece).finally(() => desk.finishing.delete(piece.id));
  desk.finishing.set(piece.id, done);
  return done;
}

async function makeFile(
  { messenger, pieces }: Desk,
  actor: Actor,
  piece: Piece,
): Promise<File | Rejection> {
  const bytes = createReadStream(pieces.pathOf(piece.id));
  const file = await messenger.putBlob(actor, { ...described(piece.said), bytes });
  if (!isRejected(file)) await pieces.finish(piece, file);
  else if (!RETRYABLE.has(file.rejected)) await pieces.remove(piece.id);
  return file;
}

/** What Upload-Metadata says, as the query of the other way says it; what makes no sense is not heard. */
function described(said: Piece['said']): Parameters<Messenger['putBlob']>[1] {
  const name = (said.name ?? said.filename ?? 'file').slice(0, 4 * FILE_NAME_CHARS_MAX);
  const lasts = said.durationMs ?? '';
  const bars = said.waveform ?? '';
  return {
    name,
    voice: said.voice === 'true',
    durationMs: /^\d{1,8}$/.test(lasts) ? Number(lasts) : undefined,
    waveform: /^[0-9a-v]{1,64}$/.test(bars) ? barsOf(bars) : undefined,
    bytes: Readable.from([]),
  };
}

/**
 * Hands the request to the library and its answer back. Who asks goes along under a name that we set ourselves; so does
 * the path, because the library takes the end of the whole address, query and all, for the id.
 */
async function delegate(
  tus: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
): Promise<FastifyReply> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && !name.startsWith('x-')) headers.set(name, value);
  }
  headers.set('x-kith-user', actorOf(request).user);
  const body = request.method === 'HEAD' || request.method === 'DELETE' ? null : toWeb(request);
  const answer = await tus.handleWeb(
    new Request(`http://kith${path}`, {
      method: request.method,
      headers,
      body,
      duplex: 'half',
    }),
  );
  answer.headers.forEach((value, name) => {
    if (!OURS.test(name)) reply.header(name, value);
  });
  if (!request.raw.complete) reply.header('connection', 'close');
  const text = request.method === 'HEAD' ? '' : await answer.text();
  if (text.startsWith('{')) reply.type(JSON_TYPE);
  return reply.code(answer.status).send(text === '' ? undefined : text);
}

function toWeb(request: FastifyRequest): ReadableStream {
  return Readable.toWeb(request.raw) as ReadableStream;
}

function actorOf({ known }: FastifyRequest): Actor {
  if (!known) throw new Error('a session route without an actor');
  return known.actor;
}

/** A header holds ASCII only; JSON says everything else in escapes. */
function ascii(file: File): string {
  return JSON.stringify(file).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function keepSwept(app: FastifyInstance, { clock, pieces }: Desk): void {
  let timer: Timer;
  const plan = (): void => {
    // A disk that does not answer is asked again at the next turn.
    timer = clock.after(
      SWEEP_MS,
      () =>
        void pieces
          .sweep()
          .catch(() => undefined)
          .then(plan),
    );
  };
  plan();
  app.addHook('onClose', async () => timer.cancel());
}
