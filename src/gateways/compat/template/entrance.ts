// Logging in and signing up: JSON in, text out, always 200. A page opens what begins with `/` and shows the rest.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRejected } from '#base/result.ts';
import type { SignedIn } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { wordsOf } from '../../words.ts';
import { clearCookie, isOwnOrNoPage, issueCookie } from '../frame/cookies.ts';
import { actorBy, signIn, signUp } from '../frame/entering.ts';
import { objectOf } from '../frame/forms.ts';
import type { CompatOptions } from '../frame/gateway.ts';
import type { Problem, Said, Serving } from '../frame/serving.ts';
import { problemPage } from './pages.ts';

interface EntranceOptions extends CompatOptions, Pick<Serving, 'app'> {}

type Enter = (
  body: Readonly<Record<string, unknown>>,
  request: FastifyRequest,
) => Promise<SignedIn | Rejection>;

/** Mounts the routes that the original has, and one for signing out, which it lacks. */
export function mountEntrance(options: EntranceOptions): void {
  const { app, messenger, site } = options;
  mountWay(options, '/login/user', ({ username: login, password }, request) =>
    signIn(options, request, { login, password }),
  );
  mountWay(options, '/signup/user', ({ username, password }, request) =>
    signUp(options, request, { username, password }),
  );
  app.post('/logout/user', async (request, reply) => {
    if (!isOwnOrNoPage(request.raw, site.https)) return say(reply, NOT_HERE);
    const actor = await actorBy(options, request.raw, 'template');
    if (actor) await messenger.endSession(actor, actor.session);
    return say(reply.header('set-cookie', clearCookie('template', site.https)), '/login');
  });
}

const NOT_HERE = 'Error: This page is served from elsewhere.';

function mountWay({ app, site }: EntranceOptions, path: string, enter: Enter): void {
  app.post(path, async (request, reply) => {
    const body = objectOf(request.body);
    if (!body) return reply.callNotFound();
    if (!isOwnOrNoPage(request.raw, site.https)) return say(reply, NOT_HERE);
    const entered = await enter(body, request);
    if (isRejected(entered)) return say(reply, `Error: ${reasonFor(entered)}`);
    const { username } = entered.account;
    return say(
      reply.header('set-cookie', issueCookie('template', entered.token, site.https)),
      `/home?${new URLSearchParams({ username }).toString()}`,
    );
  });
}

function reasonFor(rejection: Rejection): string {
  return rejection.rejected === 'usernameTaken'
    ? 'User already exists!'
    : wordsOf(rejection).message;
}

function say(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(text);
}

/** What the original says of all that it does not know, and of what is no JSON; of faults, where its page shows them. */
export function sayProblem({ status, message, incident }: Problem, path: string): Said {
  const way = path === '/login/user' || path === '/signup/user';
  if (way && status >= 413 && status !== 415) {
    return { status: 200, type: 'text/html; charset=utf-8', body: `Error: ${message}` };
  }
  if (incident !== undefined) return { status, page: problemPage(status, message) };
  return { status: 404, page: problemPage(404, 'There is nothing here.') };
}
