// The gateway `flask-chat`: the original's forms, pages and two JSON routes, by a cookie of its own.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#core/messenger.ts';
import { clearCookie, isOwnOrNoPage } from '../frame/cookies.ts';
import { actorBy } from '../frame/entering.ts';
import { objectOf } from '../frame/forms.ts';
import type { CompatGateway, CompatOptions } from '../frame/gateway.ts';
import { type Html, html } from '../frame/page/html.ts';
import { sendPage } from '../frame/page/pages.ts';
import { makeServing, type Problem, type Said, type Serving } from '../frame/serving.ts';
import { listChats } from './chats.ts';
import { mountEntrance } from './entrance.ts';
import { readChat, say } from './messages.ts';
import { chatPage, frontPage, plainPage, serveOwnFiles } from './pages.ts';

/** What the routes are made from. */
export interface Parts extends CompatOptions, Pick<Serving, 'app' | 'aside'> {
  /** Who asks, by the cookie; undefined for strangers. */
  whoAsks(request: FastifyRequest): Promise<Actor | undefined>;
}

/** Opens the gateway; it does not listen yet. */
export async function openFlaskChat(options: CompatOptions): Promise<CompatGateway> {
  const { site } = options;
  const serving = makeServing('flask-chat', options, sayProblem);
  const { app, aside } = serving;
  const whoAsks: Parts['whoAsks'] = ({ raw }) => actorBy(options, raw, 'flask-chat');
  const parts: Parts = { ...options, app, aside, whoAsks };
  await serveOwnFiles(app, site.https);
  mountPages(parts);
  mountEntrance(parts);
  mountMessages(parts);
  return serving.open();
}

function mountPages(parts: Parts): void {
  const { app, messenger, site, whoAsks } = parts;
  app.get('/', async (request, reply) => {
    const actor = await whoAsks(request);
    const account = actor && (await messenger.read.account(actor));
    const username = account && 'username' in account ? account.username : undefined;
    return sendPage(reply, site.https, frontPage(username));
  });
  app.get('/ChatPage', async (request, reply) => {
    const actor = await whoAsks(request);
    const account = actor && (await messenger.read.account(actor));
    if (!account || 'rejected' in account) return reply.redirect('/', 302);
    const chats = await listChats(messenger, actor, account);
    return sendPage(reply, site.https, chatPage(account.username, chats));
  });
  app.get('/logout', async (request, reply) => {
    // A page elsewhere can lead a browser here, and signs nobody out by it.
    if (!isOwnOrNoPage(request.raw, site.https)) return reply.redirect('/', 302);
    const actor = await whoAsks(request);
    if (actor) await messenger.endSession(actor, actor.session);
    return reply.header('set-cookie', clearCookie('flask-chat', site.https)).redirect('/', 302);
  });
}

function mountMessages(parts: Parts): void {
  const { app, site, whoAsks } = parts;
  app.get('/get_messages/:chat', async (request, reply) => {
    const { chat } = request.params as { chat: string };
    if (!/^\d+$/.test(chat)) return reply.callNotFound();
    const actor = await whoAsks(request);
    return give(reply, actor ? await readChat(parts, actor, chat) : []);
  });
  app.post('/send_message', async (request, reply) => {
    const body = objectOf(request.body);
    if (!body) return sendPage(reply.code(400), site.https, problemPage('Bad Request'));
    const allowed = isOwnOrNoPage(request.raw, site.https);
    const actor = allowed ? await whoAsks(request) : undefined;
    const success = actor !== undefined && (await say(parts, actor, body.chat_id, body.message));
    return give(reply, { success });
  });
}

function give(reply: FastifyReply, body: unknown): FastifyReply {
  return reply.type('application/json').send(JSON.stringify(body));
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
};

function sayProblem({ status, incident }: Problem): Said {
  const title = TITLES[status] ?? 'Bad Request';
  return { status, page: problemPage(title, incident) };
}

function problemPage(title: string, incident?: string): Html {
  const why = incident !== undefined && html`<p>Tell whoever runs this server: ${incident}</p>`;
  const back = html`<p><a class="button" href="/">To the beginning</a></p>`;
  return plainPage(title, html`<h1>${title}</h1>${why}${back}`);
}
