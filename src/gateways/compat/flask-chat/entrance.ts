// Registering and logging in by forms: what went wrong stands on the page, in the original's words where it has some.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRejected } from '#base/result.ts';
import type { SignedIn } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { wordsOf } from '../../words.ts';
import { isOwnOrNoPage, issueCookie } from '../frame/cookies.ts';
import { signIn, signUp } from '../frame/entering.ts';
import { fieldOf } from '../frame/forms.ts';
import type { CompatOptions } from '../frame/gateway.ts';
import { sendPage } from '../frame/page/pages.ts';
import type { Serving } from '../frame/serving.ts';
import { placeNewcomer } from './chats.ts';
import { loginPage, registerPage } from './pages.ts';

interface EntranceOptions extends CompatOptions, Pick<Serving, 'app'> {
  whoAsks(request: FastifyRequest): Promise<unknown>;
}

type Enter = (request: FastifyRequest) => Promise<SignedIn | string>;

/** Mounts /register and /login. */
export function mountEntrance(options: EntranceOptions): void {
  mountWay(options, '/register', registerPage, (request) => register(options, request));
  mountWay(options, '/login', loginPage, (request) => logIn(options, request));
}

function mountWay(
  { app, site, whoAsks }: EntranceOptions,
  path: string,
  page: typeof loginPage,
  enter: Enter,
): void {
  app.get(path, async (request, reply) => {
    if (await whoAsks(request)) return reply.redirect('/', 302);
    return sendPage(reply, site.https, page());
  });
  app.post(path, async (request, reply): Promise<FastifyReply> => {
    // A page elsewhere may sign nobody in here.
    if (!isOwnOrNoPage(request.raw, site.https)) return reply.redirect('/', 302);
    if (await whoAsks(request)) return reply.redirect('/', 302);
    const entered = await enter(request);
    if (typeof entered === 'string') {
      const login = fieldOf(request.body, 'login') ?? '';
      return sendPage(reply, site.https, page({ wrong: entered, login }));
    }
    const cookie = issueCookie('flask-chat', entered.token, site.https);
    return reply.header('set-cookie', cookie).redirect('/ChatPage', 302);
  });
}

async function register(
  options: EntranceOptions,
  request: FastifyRequest,
): Promise<SignedIn | string> {
  const { body } = request;
  const [username, password] = [fieldOf(body, 'login'), fieldOf(body, 'password')];
  if (password !== fieldOf(body, 'password1')) return 'passwords are not the same';
  const made = await signUp(options, request, { username, password });
  if (isRejected(made)) return said(made);
  const { account, session } = made;
  await placeNewcomer(options.messenger, { user: account.id, session }, account);
  return made;
}

async function logIn(
  options: EntranceOptions,
  request: FastifyRequest,
): Promise<SignedIn | string> {
  const { body } = request;
  const credentials = { login: fieldOf(body, 'login'), password: fieldOf(body, 'password') };
  const done = await signIn(options, request, credentials);
  return isRejected(done) ? said(done) : done;
}

// Neither word of the original is told apart: `unknown user` would say who is here.
function said(rejection: Rejection): string {
  if (rejection.rejected === 'usernameTaken') return 'user already exist';
  return rejection.rejected === 'wrongCredentials'
    ? 'unknown user or Wrong password'
    : wordsOf(rejection).message;
}
