// How bodies are read: JSON or nothing. An empty body is no body, whatever its type says, because
// many clients send a content type with every request.
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';

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

function isEncoded(request: FastifyRequest): boolean {
  return (request.headers['content-encoding'] ?? 'identity') !== 'identity';
}

function unsupported(): FastifyError {
  const problem = new Error('unsupported content type');
  return Object.assign(problem, { name: 'UnsupportedType', code: 'KITH_TYPE', statusCode: 415 });
}
