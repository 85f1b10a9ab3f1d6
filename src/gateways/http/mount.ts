// Puts every route of the protocol onto Fastify: finds the actor before the body is read, parses by
// the protocol's schemas, calls the handler, answers plain JSON.
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { z } from 'zod';
import type { Random } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import type { Messenger } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { ROUTES, type Route, type RouteName } from '#protocol/route.ts';
import { findCredential, isForeignChange } from '../credentials.ts';
import { rejectionOf } from '../invalid.ts';
import { endUnread, leaveBodies } from './bodies.ts';
import { JSON_TYPE, sendRejection } from './errors.ts';
import { type GivenArchive, sendArchive } from './files/send-archive.ts';
import { sendFile } from './files/send-file.ts';
import type { GivenFile } from './handlers/files.ts';
import type { Known, Site } from './handlers/handler.ts';
import { handlers } from './handlers/handlers.ts';
import { peerOf } from './peer.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; there once a session route has found out. */
    known: Known | undefined;
  }
}

/** What the routes need of the server. */
export interface Surroundings {
  readonly messenger: Messenger;
  readonly random: Random;
  readonly site: Site;
}

interface AnyAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly cookie?: string | undefined;
  readonly forget?: boolean | undefined;
  readonly file?: GivenFile | undefined;
  readonly archive?: GivenArchive | undefined;
}

/**
 * A handler whose route is not known any more: the record that it comes from is what the types
 * prove.
 */
type AnyHandler = (call: object) => Promise<AnyAnswer | Rejection>;

interface Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * Mounts all routes. Strangers to a session route get 401 whatever else is wrong with their
 * request.
 */
export function mountRoutes(app: FastifyInstance, around: Surroundings): void {
  app.decorateRequest('known', undefined);
  const names = Object.keys(ROUTES) as RouteName[];
  const takesBytes = (name: RouteName): boolean => (ROUTES[name] as Route).raw === 'bytes';
  for (const name of names) if (!takesBytes(name)) mountRoute(app, name, around);
  // In a context of its own, because what reads bodies is set for all routes of one.
  app.register(async (inner) => {
    leaveBodies(inner);
    for (const name of names) if (takesBytes(name)) mountRoute(inner, name, around);
  });
}

function mountRoute(app: FastifyInstance, name: RouteName, around: Surroundings): void {
  const route: Route = ROUTES[name];
  const handle = handlers[name] as AnyHandler;
  app.route({
    method: route.method as HTTPMethods,
    url: route.path,
    ...(route.raw === 'bytes' && { config: { takesFiles: true } }),
    ...(route.auth === 'session' && { onRequest: doorkeeper(around, route.raw === 'file') }),
    async handler(request, reply) {
      const input = parse(route, request);
      if (isRejected(input)) return sendRejection(reply, input);
      const peer = () => peerOf(request.raw, request.ip, around.site);
      const call = { ...input, ...around, known: request.known, request: request.raw, peer };
      const answer = await handle(call);
      if (route.raw === 'bytes') endUnread(request, reply);
      if ('file' in answer && answer.file) return sendFile(request, reply, answer.file);
      if ('archive' in answer && answer.archive) {
        return sendArchive(request, reply, answer.archive);
      }
      return send(reply, answer);
    },
  });
}

/**
 * Lets nobody in but who shows a living session, and no change by cookie but from our own pages.
 * `inQuery`: pictures and sound that a page shows cannot send a header, so the address says whose
 * they are.
 */
export function doorkeeper({ messenger, site }: Surroundings, inQuery = false) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const named = inQuery ? accountIn(request.query) : {};
    const credential = findCredential(request.raw, site.https, named);
    if (isRejected(credential)) return sendRejection(reply, credential);
    if (isForeignChange(request.raw, credential, site.origin)) {
      return sendRejection(reply, { rejected: 'wrongOrigin' });
    }
    const actor = await messenger.authenticate(credential.token);
    const strange = credential.kind === 'cookie' && actor?.user !== credential.user;
    if (!actor || strange) return sendRejection(reply, { rejected: 'notSignedIn' });
    request.known = { actor, credential };
    // Pages elsewhere may read what a token opens, since no browser sends one by itself; strangers
    // read nothing.
    const readable = credential.kind === 'bearer' && request.headers.origin !== undefined;
    if (readable) reply.header('access-control-allow-origin', '*');
    return undefined;
  };
}

function accountIn(query: unknown): { account?: string } {
  const { account } = query as { account?: unknown };
  return typeof account === 'string' ? { account } : {};
}

function parse(route: Route, request: FastifyRequest): Input | Rejection {
  const params = parsePath(route, request.params);
  if (isRejected(params)) return params;
  const query = parsePart(route.query, request.query, 'query');
  if (isRejected(query)) return query;
  if (route.raw === 'bytes') return { params: params.value, query: query.value, body: undefined };
  const body = parsePart(route.body, request.body, 'body');
  if (isRejected(body)) return body;
  return { params: params.value, query: query.value, body: body.value };
}

type ParsedPart = { readonly value: unknown };

function parsePart(
  schema: z.ZodType | undefined,
  input: unknown,
  part: 'query' | 'body',
): ParsedPart | Rejection {
  if (!schema) return parseNothing(input, part);
  const result = schema.safeParse(input);
  return result.success ? { value: result.data } : rejectionOf(result.error, input);
}

// A path names a thing; a name that nothing can have is the name of nothing.
function parsePath(route: Route, input: unknown): ParsedPart | Rejection {
  const result = route.params?.safeParse(input);
  if (!result) return { value: undefined };
  if (result.success) return { value: result.data };
  const at = result.error.issues[0]?.path[0];
  if (at === 'username') return { rejected: 'notFound', what: 'user' };
  if (at === 'seq') return { rejected: 'notFound', what: 'message' };
  if (at === 'code') return { rejected: 'notFound', what: 'invite' };
  if (at === 'emoji') return invalid('emoji', 'must be one emoji');
  if (route.tag === 'files') return { rejected: 'notFound', what: 'blob' };
  return { rejected: 'notFound', what: route.tag === 'sessions' ? 'session' : 'chat' };
}

function parseNothing(input: unknown, part: 'query' | 'body'): ParsedPart | Rejection {
  if (input === undefined || input === null) return { value: undefined };
  if (typeof input !== 'object') return invalid(part, 'must be empty');
  const key = Object.keys(input)[0];
  return key === undefined ? { value: undefined } : invalid(key.slice(0, 100), 'is not known here');
}

function invalid(field: string, reason: string): Rejection {
  return { rejected: 'invalid', field, reason };
}

function send(reply: FastifyReply, answer: AnyAnswer | Rejection): FastifyReply {
  if (isRejected(answer)) return sendRejection(reply, answer);
  if (answer.cookie !== undefined) reply.header('set-cookie', answer.cookie);
  if (answer.forget) reply.header('clear-site-data', '"cache"');
  reply.code(answer.status);
  if (answer.status === 204) return reply.send();
  return reply.type(JSON_TYPE).send(JSON.stringify(answer.body));
}
