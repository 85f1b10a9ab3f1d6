// HTTP without a network: a request goes straight to the handlers of the HTTP gateway, through the same schemas and to
// the same answers. What belongs to the transport (headers, cookies, limits of bytes) is left out.
import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { Random } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import type { HttpAnswer } from '#client/platform.ts';
import type { Actor, Messenger, Peer } from '#core/messenger.ts';
import { handlers } from '#gateways/http/handlers/handlers.ts';
import { rejectionOf } from '#gateways/invalid.ts';
import { errorAnswer, wordsOf } from '#gateways/words.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { ROUTES, type Route, type RouteName } from '#protocol/route.ts';

/** A request as it arrives: `path` with its query. */
export interface DeskRequest {
  readonly token: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

interface Matched {
  readonly name: RouteName;
  readonly route: Route;
  readonly params: Record<string, string>;
}

type AnyHandler = (call: object) => Promise<{ status: number; body: unknown } | Rejection>;

const PEER: Peer = { address: '127.0.0.1', direct: true, device: 'simulated' };
const SITE = { origin: undefined, https: false, trustedHops: 0 };
const TABLE = (Object.keys(ROUTES) as RouteName[]).map((name) => {
  const route: Route = ROUTES[name];
  return { name, route, parts: route.path.split('/') };
});

/** Answers a request. `noteFault` is told what was thrown. */
export async function answerRequest(
  messenger: Messenger,
  random: Random,
  request: DeskRequest,
  noteFault: (fault: unknown) => string,
): Promise<HttpAnswer> {
  try {
    const answer = await answerOf(messenger, random, request);
    if (isRejected(answer)) return refused(answer);
    return { status: answer.status, body: answer.status === 204 ? undefined : answer.body };
  } catch (fault) {
    return refused({ rejected: 'fault', incident: noteFault(fault) });
  }
}

async function answerOf(
  messenger: Messenger,
  random: Random,
  request: DeskRequest,
): Promise<{ status: number; body: unknown } | Rejection> {
  const url = new URL(request.path, 'http://sim');
  const matched = match(request.method, url.pathname);
  if (!matched) return { rejected: 'notFound', what: 'route' };
  const { name, route } = matched;
  const actor = request.token ? await messenger.authenticate(request.token) : undefined;
  if (route.auth === 'session' && !actor) return { rejected: 'notSignedIn' };
  const params = parse(route.params, matched.params);
  if (isRejected(params)) return { rejected: 'notFound', what: 'chat' };
  const query = parse(route.query, Object.fromEntries(url.searchParams));
  if (isRejected(query)) return query as Rejection;
  const body = parse(route.body, request.body);
  if (isRejected(body)) return body as Rejection;
  const known = { actor: actor as Actor, credential: { kind: 'bearer', token: request.token } };
  const asked = { headers: {}, method: request.method } as IncomingMessage;
  const call = { params, query, body, known, messenger, random, site: SITE, request: asked };
  return (handlers[name] as AnyHandler)({ ...call, peer: () => PEER });
}

function match(method: string, pathname: string): Matched | undefined {
  const asked = pathname.split('/').map(decodeURIComponent);
  const fitting = TABLE.filter(
    ({ route, parts }) =>
      route.method === method &&
      parts.length === asked.length &&
      parts.every((part, index) => part.startsWith(':') || part === asked[index]),
  );
  // As Fastify has it: a fixed part goes before a named one.
  const found = fitting.find(({ parts }) => !parts.at(-1)?.startsWith(':')) ?? fitting[0];
  if (!found) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of found.parts.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = asked[index] ?? '';
  }
  return { ...found, params };
}

function parse(schema: z.ZodType | undefined, input: unknown): Rejection | object | undefined {
  if (!schema) return undefined;
  const parsed = schema.safeParse(input);
  return parsed.success ? (parsed.data as object) : rejectionOf(parsed.error, input);
}

function refused(rejection: Rejection): HttpAnswer {
  // Over the wire it is text, so nothing is shared with the server.
  const body: unknown = JSON.parse(JSON.stringify(errorAnswer(rejection)));
  return { status: wordsOf(rejection).status, body };
}
