// How bodies are read at the gateways: JSON as itself, forms as URLSearchParams, anything else as absent.
import type { FastifyInstance, FastifyRequest } from 'fastify';

type Done = (error: Error | null, body?: unknown) => void;

/** Replaces the library's parsers. A body that says it is JSON and is not is refused with 400. */
export function readForms(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    (request: FastifyRequest, body: string, done: Done) => {
      if (body === '') done(null, undefined);
      else parseJson(request, body, done);
    },
  );
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request: FastifyRequest, body: string, done: Done) => {
      done(null, new URLSearchParams(body));
    },
  );
  // Read to the end, so that the connection can be used again; what it says is nobody's business.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done: Done) => {
    done(null, undefined);
  });
}

/** A form's field; undefined when it is missing. */
export function fieldOf(body: unknown, name: string): string | undefined {
  return body instanceof URLSearchParams ? (body.get(name) ?? undefined) : undefined;
}

const NUMBER_MAX = 2 ** 53 - 1;

/** A whole number from 1 on, also as digits; undefined for anything else. */
export function numberIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  const whole = typeof number === 'number' && Number.isInteger(number);
  return whole && number >= 1 && number <= NUMBER_MAX ? number : undefined;
}

/** A JSON object's own keys; undefined when the body is no object. */
export function objectOf(body: unknown): Readonly<Record<string, unknown>> | undefined {
  const plain = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (!plain || body instanceof URLSearchParams) return undefined;
  return Object.assign(Object.create(null) as Record<string, unknown>, body);
}
