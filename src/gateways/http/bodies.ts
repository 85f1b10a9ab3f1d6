// How bodies are read: JSON or nothing. An empty body is no body, whatever its type says, because
// many clients send a content type with every request.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

type Done = (error: Error | null, body?: unknown) => void;

/** Makes this server read JSON bodies, take empty ones as absent, and refuse all else with 415. */
export function readBodies(app: FastifyInstance): void {
  // __proto__ and constructor.prototype as keys are refused, not dropped: nobody sends them in
  // earnest.
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    (request: FastifyRequest, body: string, done: Done) => {
      if (isEncoded(request)) done(unsupported());
      else if (body === '') done(null, undefined);
      else parseJson(request, body, done);
    },
  );
  app.addContentTypeParser('*', (request: FastifyRequest, _payload: unknown, done: Done) => {
    if (request.headers['content-length'] === '0') done(null, undefined);
    else done(unsupported());
  });
}

/** Leaves bodies of any type to the handlers of this context, as they come. */
export function leaveBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request: FastifyRequest, _payload: unknown, done: Done) => {
    done(null, undefined);
  });
}

/** Where a body was not read to its end, the connection ends with the answer: nobody reads the rest. */
export function endUnread(request: FastifyRequest, reply: FastifyReply): void {
  if (!request.raw.complete) reply.header('connection', 'close');
}

function isEncoded(request: FastifyRequest): boolean {
  return (request.headers['content-encoding'] ?? 'identity') !== 'identity';
}

function unsupported(): FastifyError {
  const problem = new Error('unsupported content type');
  return Object.assign(problem, { name: 'UnsupportedType', code: 'KITH_TYPE', statusCode: 415 });
}
