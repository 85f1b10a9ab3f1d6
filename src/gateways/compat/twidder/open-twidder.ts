// The gateway `twidder`: the routes of the original, by a token in the header `auth`, its page, and its WebSocket.
// Statuses are all that errors say; bodies are empty but where JSON is shown.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRejected } from '#base/result.ts';
import { wallLog } from '#core/log-name.ts';
import type { Actor } from '#core/messenger.ts';
import { PasswordChange } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { ask, checked } from '../frame/asking.ts';
import { objectOf } from '../frame/forms.ts';
import type { CompatGateway, CompatOptions } from '../frame/gateway.ts';
import { makeServing, type Problem, type Said, type Serving } from '../frame/serving.ts';
import { ECHO_PATH, type Echo, openEcho } from './echo.ts';
import { logIn, type NewPerson, register, SIGN_UP_KEYS, statusOf } from './entrance.ts';
import { serveClient } from './page.ts';
import { dataOf, findPerson } from './people.ts';
import { isEmail, standsFor, wrongIn } from './validation.ts';
import { readWall } from './walls.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks at a route that needs a token. */
    twidderActor: Actor | undefined;
  }
}

interface Parts extends CompatOptions, Pick<Serving, 'app'> {
  readonly echo: Echo;
}

type Object_ = Readonly<Record<string, unknown>>;

/** Opens the gateway; it does not listen yet. */
export async function openTwidder(options: CompatOptions): Promise<CompatGateway> {
  const serving = makeServing('twidder', options, sayProblem, ECHO_PATH);
  const { app, noteFault } = serving;
  const { messenger, clock } = options;
  app.decorateRequest('twidderActor', undefined);
  const echo = openEcho({ messenger, clock, server: app.server, noteFault });
  serving.onClose(() => echo.close());
  const parts: Parts = { ...options, app, echo };
  mountEntrance(parts);
  mountAccount(parts);
  mountReads(parts);
  mountPosting(parts);
  await serveClient(app, options.site.https);
  return serving.open();
}

const HTML_TYPE = 'text/html; charset=utf-8';

function sayProblem({ status }: Problem): Said {
  return { status, type: HTML_TYPE };
}

function say(reply: FastifyReply, status: number): FastifyReply {
  return reply.code(status).type(HTML_TYPE).send('');
}

function give(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply.code(status).type('application/json').send(JSON.stringify(body));
}

/** The body as an object that breaks no rule; else the status to answer. */
function bodyOf({ body }: FastifyRequest, fresh = false): Object_ | number {
  const object = objectOf(body);
  return object === undefined ? 400 : (wrongIn(object, fresh) ?? object);
}

function has<Key extends string>(
  body: Object_,
  keys: readonly Key[],
): body is Readonly<Record<Key, string>> {
  return keys.every((key) => typeof body[key] === 'string');
}

function mountEntrance(parts: Parts): void {
  const { app } = parts;
  app.get('/socketInfo', async (_request, reply) => say(reply, 200));
  app.post('/sign_up', async (request, reply) => {
    const body = bodyOf(request, true);
    if (typeof body === 'number') return say(reply, body);
    if (!has(body, SIGN_UP_KEYS)) return say(reply, 400);
    const person: NewPerson = body;
    // Addresses that stand for people here can be nobody's own.
    if (standsFor(person.email) !== undefined) return say(reply, 422);
    return say(reply, await register(parts, request, person));
  });
  app.post('/sign_in', async (request, reply) => {
    const body = bodyOf(request);
    if (typeof body === 'number') return say(reply, body);
    if (!has(body, ['email', 'password'])) return say(reply, 400);
    const done = await logIn(parts, request, body);
    return typeof done === 'number' ? say(reply, done) : give(reply, 201, { data: done.token });
  });
}

/** Before the body is read: who has no token is told so whatever else is wrong. */
function withToken({ messenger }: Parts) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const token = request.headers.auth;
    const known = typeof token === 'string' && token.length <= 200;
    request.twidderActor = known ? await messenger.authenticate(token) : undefined;
    return request.twidderActor ? undefined : say(reply, 401);
  };
}

type Handle = (actor: Actor, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

function route(parts: Parts, method: 'GET' | 'POST' | 'PUT', url: string, handle: Handle): void {
  parts.app.route({
    method,
    url,
    onRequest: withToken(parts),
    handler: async (request, reply) => {
      const actor = request.twidderActor;
      return actor ? handle(actor, request, reply) : say(reply, 401);
    },
  });
}

function mountAccount(parts: Parts): void {
  const { messenger, echo } = parts;
  route(parts, 'POST', '/token/sign_out', async (actor, _request, reply) => {
    echo.closeOf(actor);
    await messenger.endSession(actor, actor.session);
    return say(reply, 200);
  });
  route(parts, 'PUT', '/token/change_password', async (actor, request, reply) => {
    const body = bodyOf(request);
    if (typeof body === 'number') return say(reply, body);
    if (!has(body, ['oldPassword', 'newPassword'])) return say(reply, 400);
    const { oldPassword, newPassword } = body;
    const change = checked(PasswordChange, { oldPassword, newPassword });
    const refused = isRejected(change)
      ? change
      : await messenger.changePassword(actor, change.value);
    return say(reply, refused ? statusOf(refused) : 200);
  });
}

/** `get_*` say their errors with an empty JSON text. */
function refuse(reply: FastifyReply, status: number): FastifyReply {
  return give(reply, status, '');
}

function mountReads(parts: Parts): void {
  const { messenger } = parts;
  route(parts, 'GET', '/token/get_data', async (actor, _request, reply) => {
    const account = await messenger.read.account(actor);
    if (isRejected(account)) return refuse(reply, statusOf(account));
    return give(reply, 200, { data: dataOf(account) });
  });
  route(parts, 'GET', '/token/get_message', (actor, _request, reply) =>
    sendWall(parts, actor, actor.user, reply),
  );
  route(parts, 'GET', '/email/get_data/:email', async (actor, request, reply) => {
    const person = await personIn(parts, actor, request);
    // The original stumbles over an address that it does not know; its page shows that status.
    if (isRejected(person)) {
      return refuse(reply, person.rejected === 'notFound' ? 500 : statusOf(person));
    }
    return give(reply, 200, { data: dataOf(person) });
  });
  route(parts, 'GET', '/email/get_message/:email', async (actor, request, reply) => {
    const person = await personIn(parts, actor, request);
    if (isRejected(person)) return refuse(reply, statusOf(person));
    return sendWall(parts, actor, person.id, reply);
  });
}

async function personIn({ messenger }: Parts, actor: Actor, { params }: FastifyRequest) {
  const { email } = params as { email: string };
  const wrong: Rejection = { rejected: 'invalid', field: 'email', reason: 'must be an address' };
  return isEmail(email) ? findPerson(messenger, actor, email) : wrong;
}

async function sendWall(
  { messenger }: Parts,
  actor: Actor,
  owner: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const data = await readWall(messenger, actor, owner);
  return isRejected(data) ? refuse(reply, statusOf(data)) : give(reply, 200, { data });
}

function mountPosting(parts: Parts): void {
  route(parts, 'POST', '/token/post_message', async (actor, request, reply) => {
    const body = bodyOf(request);
    if (typeof body === 'number') return say(reply, body);
    if (!has(body, ['message'])) return say(reply, 400);
    const owner = await ownerIn(parts, actor, body);
    if (typeof owner === 'number') return say(reply, owner);
    const said = { kind: 'postMessage', body: { text: body.message } } as const;
    const posted = await ask(parts, actor, wallLog(owner), said);
    return say(reply, isRejected(posted) ? statusOf(posted) : 201);
  });
}

/** On whose wall: one's own without an address. */
async function ownerIn(
  { messenger }: Parts,
  actor: Actor,
  body: Object_,
): Promise<string | number> {
  if (typeof body.email !== 'string') return actor.user;
  const person = await findPerson(messenger, actor, body.email);
  return isRejected(person) ? statusOf(person) : person.id;
}
