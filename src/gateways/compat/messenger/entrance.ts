// Coming in and going out: accounts, sessions by the cookie, in the original's words.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRejected } from '#base/result.ts';
import type { Visibility } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { clearCookie, issueCookie } from '../frame/cookies.ts';
import { signIn, signUp } from '../frame/entering.ts';
import { objectOf } from '../frame/forms.ts';
import { ownUser } from './people.ts';
import { actorIn, give, type Parts, pleaseLogIn, refuse, route, wrong } from './routing.ts';

/** In the original everybody sees everybody's names and address; in the web app one can change that. */
const AS_IN_THE_ORIGINAL: Partial<Visibility> = {
  firstName: 'everybody',
  familyName: 'everybody',
  email: 'everybody',
};
const KEYS = ['username', 'fname', 'lname', 'email', 'password_hash'] as const;
const ALPHABETIC = /^\p{L}+$/u;

/** Adds the routes. */
export function mountEntrance(parts: Parts): void {
  const { app, messenger, site } = parts;
  route(parts, 'GET', '/session', async ({ actor }, _request, reply) => {
    const account = await messenger.read.account(actor);
    if (isRejected(account)) return pleaseLogIn(reply);
    return reply.send(await ownUser(messenger, actor, account));
  });
  app.post('/login', (request, reply) => logIn(parts, request, reply));
  app.post('/users', (request, reply) => register(parts, request, reply));
  route(parts, 'DELETE', '/logout', async ({ actor }, _request, reply) => {
    await messenger.endSession(actor, actor.session);
    reply.header('set-cookie', clearCookie('messenger', site.https));
    return reply.code(204).send();
  });
}

async function logIn(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { messenger, site } = parts;
  const { username: login, password_hash: password } = objectOf(request.body) ?? {};
  const done = await signIn(parts, request, { login, password });
  if (isRejected(done)) {
    if (done.rejected !== 'wrongCredentials') return refuse(reply, done);
    return reply.code(401).send({ error: 'username/password not on file' });
  }
  // Whoever logs in anew is done with the session before.
  const before = await actorIn(parts, request);
  if (before) await messenger.endSession(before, before.session);
  const actor = { user: done.account.id, session: done.session };
  reply.header('set-cookie', issueCookie('messenger', done.token, site.https));
  return reply.send(await ownUser(messenger, actor, done.account));
}

async function register(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const body = objectOf(request.body) ?? {};
  const reason = wrongIn(body);
  if (reason !== undefined) return wrong(reply, reason);
  const { username, fname, lname, email, password_hash: password } = body;
  const names = { displayName: `${fname} ${lname}`, firstName: fname, familyName: lname };
  const person = { username, password, ...names, ...(email !== '' && { email }) };
  const made = await signUp(parts, request, person);
  if (isRejected(made)) return refuseSignUp(reply, made);
  const { messenger } = parts;
  const actor = { user: made.account.id, session: made.session };
  const changed = await messenger.changeAccount(actor, { visibility: AS_IN_THE_ORIGINAL });
  const answer = await ownUser(messenger, actor, isRejected(changed) ? made.account : changed);
  // The original's sign-up signs nobody in.
  await messenger.endSession(actor, made.session);
  return give(reply, 201, { ...answer, status: 'offline' });
}

/** What the original's own rules refuse, in its words. */
function wrongIn(body: Readonly<Record<string, unknown>>): string | undefined {
  for (const key of ['fname', 'lname'] as const) {
    const name = body[key];
    if (name === undefined || name === null) continue;
    if (typeof name === 'string' && ALPHABETIC.test(name)) continue;
    const named = key === 'fname' ? 'Fname' : 'Lname';
    return `${named} must contain only alphabetic characters.`;
  }
  if (body.password_hash === '') return 'Password must be non-empty.';
  const missing = KEYS.find((key) => body[key] === undefined || body[key] === null);
  return missing && `(sqlite3.IntegrityError) NOT NULL constraint failed: users.${missing}`;
}

const TAKEN: Partial<Record<Rejection['rejected'], string>> = {
  usernameTaken: '(sqlite3.IntegrityError) UNIQUE constraint failed: users.username',
  emailTaken: '(sqlite3.IntegrityError) UNIQUE constraint failed: users.email',
};

function refuseSignUp(reply: FastifyReply, rejection: Rejection): FastifyReply {
  const taken = TAKEN[rejection.rejected];
  return taken === undefined ? refuse(reply, rejection) : wrong(reply, taken);
}
