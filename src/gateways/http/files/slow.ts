// Bodies that come too slowly end their connection: slow on purpose is how an attacker holds many. A file may take as
// long as it needs while it keeps coming; everything else must be there soon.
import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock, Timer } from '#base/clock.ts';
import { answerClientError } from '../errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is a file: it may take long. */
    takesFiles?: boolean;
  }
}

const BODY_MS_MAX = 30_000;
/** Of a file at least so much must come in each stretch of that length: 1 KB a second. */
const BYTES_MIN = 30 * 1024;

/** Watches over all bodies of this server. */
export function endSlowBodies(app: FastifyInstance, clock: Clock): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { headers } = request.raw;
    const body = headers['transfer-encoding'] !== undefined || headers['content-length'] !== '0';
    if (body && (headers['transfer-encoding'] ?? headers['content-length']))
      watch(request, reply, clock);
    done();
  });
}

function watch(request: FastifyRequest, reply: FastifyReply, clock: Clock): void {
  const { raw } = request;
  const { socket } = raw;
  // A request that tests put in has no connection.
  if (!(socket instanceof Socket)) return;
  const patient = request.routeOptions.config.takesFiles === true;
  let timer: Timer;
  let before = socket.bytesRead;
  const look = (): void => {
    const came = socket.bytesRead - before;
    before = socket.bytesRead;
    if (patient && came >= BYTES_MIN) timer = clock.after(BODY_MS_MAX, look);
    else if (reply.raw.writableEnded) socket.destroy();
    else answerClientError(tooSlow(), socket);
  };
  timer = clock.after(BODY_MS_MAX, look);
  const stop = (): void => {
    timer.cancel();
    socket.off('close', stop);
  };
  raw.once('end', stop);
  raw.once('close', stop);
  // Of a request that was answered before its body came, Node tells nothing when its connection ends.
  socket.once('close', stop);
}

function tooSlow(): NodeJS.ErrnoException {
  return Object.assign(new Error('too slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
}
