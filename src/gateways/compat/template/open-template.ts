// The gateway `template`: pages by a cookie of its own, text answers that are always 200, and rooms over Socket.IO.
// Who talks is who the cookie of the handshake says, whatever names the page sends.
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import { isRejected } from '#base/result.ts';
import type { Actor } from '#core/messenger.ts';
import { nameKey } from '#core/person-name.ts';
import type { Account } from '#protocol/person.ts';
import { isOwnOrNoPage } from '../frame/cookies.ts';
import { actorBy } from '../frame/entering.ts';
import type { CompatGateway, CompatOptions } from '../frame/gateway.ts';
import { mountSockets, SOCKETS_PATH } from '../frame/live/sockets.ts';
import { Turns } from '../frame/live/turns.ts';
import { sendPage } from '../frame/page/pages.ts';
import { makeServing } from '../frame/serving.ts';
import { claimsIn } from './claims.ts';
import { mountEntrance, sayProblem } from './entrance.ts';
import { Guest, type GuestParts } from './guest.ts';
import { frontPage, HOME_POLICY, homePage, loginPage, serveOwnFiles, signupPage } from './pages.ts';
import { Rooms } from './rooms.ts';

/** Who is at a connection, since its handshake was checked. */
interface Known {
  readonly actor: Actor;
  readonly account: Account;
  /** The room that the page says it is in. */
  readonly room: number | undefined;
}

/** Opens the gateway; it does not listen yet. */
export async function openTemplate(options: CompatOptions): Promise<CompatGateway> {
  const { site } = options;
  const serving = makeServing('template', options, sayProblem, SOCKETS_PATH);
  const { app, noteFault, aside } = serving;
  await serveOwnFiles(app, site.https);
  mountEntrance({ ...options, app });
  app.get('/', (_request, reply) => sendPage(reply, site.https, frontPage()));
  app.get('/login', (_request, reply) => sendPage(reply, site.https, loginPage()));
  app.get('/signup', (_request, reply) => sendPage(reply, site.https, signupPage()));
  app.get('/home', async (request, reply) => {
    const { username } = request.query as { username?: unknown };
    if (typeof username !== 'string') return reply.callNotFound();
    const person = await personBy(options, request.raw);
    const own = person && nameKey(person.account.username) === nameKey(username);
    if (!own) return reply.redirect('/login', 302);
    return sendPage(reply, site.https, homePage(person.account.username), HOME_POLICY);
  });
  const parts: GuestParts = {
    ...options,
    noteFault,
    aside,
    rooms: new Rooms(),
    joins: new Turns(noteFault),
  };
  const sockets = mountSockets({
    server: app.server,
    https: site.https,
    mayConnect: (request) => isOwnOrNoPage(request, site.https),
    welcome: (socket, recognise) => {
      recognise();
      welcome(socket, parts);
    },
  });
  sockets.io.use((socket, next) => {
    check(options, socket).then(
      (known) => {
        if (typeof known === 'string') return next(new Error(known));
        Object.assign(socket.data as object, known);
        return next();
      },
      (fault: unknown) => next(new Error(`incident ${noteFault(fault, 'handshake')}`)),
    );
  });
  serving.onClose(() => sockets.close());
  return serving.open();
}

/** Who asks, by the cookie; undefined for strangers. */
async function personBy(
  options: CompatOptions,
  request: IncomingMessage,
): Promise<Pick<Known, 'actor' | 'account'> | undefined> {
  const actor = await actorBy(options, request, 'template');
  const account = actor && (await options.messenger.read.account(actor));
  return actor && account && !isRejected(account) ? { actor, account } : undefined;
}

/** Who connects; a sentence for why they may not. */
async function check(options: CompatOptions, { request }: Socket): Promise<Known | string> {
  const person = await personBy(options, request);
  if (!person) return 'Please log in';
  const { username, room } = claimsIn(request);
  if (username === undefined || room === undefined) return { ...person, room: undefined };
  if (nameKey(username) !== nameKey(person.account.username)) return 'Unknown sender!';
  const number = Number(room);
  if (!/^\d{1,15}$/.test(room)) return 'Unknown room!';
  return { ...person, room: number };
}

function welcome(socket: Socket, parts: GuestParts): void {
  const { actor, account, room } = socket.data as Known;
  const guest = new Guest(socket, actor, account.username, parts);
  const turns = new Turns(parts.noteFault, (incident) => {
    guest.fail(`Something is wrong on the server: incident ${incident}`);
  });
  const take = (where: string, work: () => void | Promise<void>): void => {
    if (!turns.take(where, work)) socket.disconnect(true);
  };
  take('connect', () => guest.arrive(turns, room));
  socket.on('join', (sender: unknown, receiver: unknown, ack: unknown) => {
    const answer = typeof ack === 'function' ? (ack as (said: number | string) => void) : () => {};
    take('join', () => guest.join(sender, receiver, answer));
  });
  socket.on('send', (username: unknown, message: unknown, number: unknown) => {
    take('send', () => guest.send(username, message, number));
  });
  socket.on('leave', (username: unknown, number: unknown) => {
    take('leave', () => guest.leave(username, number));
  });
  socket.once('disconnect', () => guest.gone());
}
