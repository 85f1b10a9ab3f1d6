// The boundary where everything that went wrong becomes an answer: rejections, what Fastify
// refuses, and faults, which are logged once under an incident number and told without their
// insides.
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Random } from '#base/random.ts';
import { REQUEST_BYTES_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { errorAnswer, seconds, wordsOf } from '../words.ts';

/** Writes one line, or several, to the server's log. */
export type Log = (text: string) => void;

/**
 * Request line and headers together, in bytes: Node's own limit, set here so that the answer can
 * name it.
 */
export const HEADER_BYTES_MAX = 16 * 1024;

const LOGGED_CHARS_MAX = 4_000;

/**
 * Answers a rejection: its status (or `status`), its words, and Retry-After where waiting helps.
 */
export function sendRejection(
  reply: FastifyReply,
  rejection: Rejection,
  status: number = wordsOf(rejection).status,
): FastifyReply {
  if ('retryAfterMs' in rejection) reply.header('retry-after', seconds(rejection.retryAfterMs));
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .type(JSON_TYPE)
    .send(JSON.stringify(errorAnswer(rejection)));
}

/** The content type of every answer of the API. */
export const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * What Fastify calls for everything thrown: its own refusals become rejections, the rest are
 * faults.
 */
export function errorHandler(random: Random, log: Log) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const refused = refusalOf(error);
    if (refused) {
      sendRejection(reply, refused, refused.rejected === 'notFound' ? 404 : error.statusCode);
      return;
    }
    const incident = Buffer.from(random.bytes(4)).toString('hex');
    log(
      `fault ${incident} in ${request.method} ${request.routeOptions.url ?? '-'}: ${told(error)}`,
    );
    sendRejection(reply, { rejected: 'fault', incident });
  };
}

function refusalOf(error: FastifyError): Rejection | undefined {
  const status = error.statusCode ?? 500;
  if (status < 400 || status > 499) return undefined;
  if (status === 413) return { rejected: 'tooLarge', maxBytes: REQUEST_BYTES_MAX };
  if (status === 415) return invalid('content-type', 'must be application/json');
  // The file server's own words for a path that leads out of its folder.
  if (status === 403 || status === 404) return { rejected: 'notFound', what: 'route' };
  if (error.code === 'FST_ERR_BAD_URL') return invalid('path', 'must be a well-formed URL');
  return invalid('body', 'must be JSON, and as long as its header says');
}

function invalid(field: string, reason: string): Rejection {
  return { rejected: 'invalid', field, reason };
}

/** Answers what Node's parser refuses before there is a request, and ends the connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [line, rejection] = clientErrors[error.code ?? ''] ?? [
    '400 Bad Request',
    invalid('request', 'must be HTTP'),
  ];
  const body = JSON.stringify(errorAnswer(rejection));
  const head = [
    `HTTP/1.1 ${line}`,
    `Content-Type: ${JSON_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const clientErrors: Readonly<Record<string, readonly [string, Rejection]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    { rejected: 'tooLarge', maxBytes: HEADER_BYTES_MAX },
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    invalid('request', 'must arrive without long pauses'),
  ],
};

/** A fault with its causes, for the log; bounded. */
export function told(error: unknown): string {
  const causes: string[] = [];
  let at: unknown = error;
  while (at instanceof Error && causes.length < 5) {
    causes.push(at.stack ?? String(at));
    at = at.cause;
  }
  return (causes.join('\ncaused by ') || String(error)).slice(0, LOGGED_CHARS_MAX);
}
