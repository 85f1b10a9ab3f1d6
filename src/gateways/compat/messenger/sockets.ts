// Connections of the original's client. Who it is, the cookie says: of the handshake where the page is this gateway's own,
// of the upgrade to a WebSocket where it is another's, for browsers send none with polling across origins. Until then, all
// that it says waits. Names that it claims are nobody's business.
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import { isRejected } from '#base/result.ts';
import { chatLog, directChat } from '#core/log-name.ts';
import type { Actor } from '#core/messenger.ts';
import { askInTurn } from '../frame/asking.ts';
import { tokenIn } from '../frame/cookies.ts';
import type { NoteFault } from '../frame/faults.ts';
import { objectOf } from '../frame/forms.ts';
import type { CompatOptions } from '../frame/gateway.ts';
import { endSocket, mountSockets } from '../frame/live/sockets.ts';
import { Turns } from '../frame/live/turns.ts';
import type { Serving } from '../frame/serving.ts';
import { Company } from './company.ts';
import { Live } from './live.ts';
import { saidBy } from './message-routes.ts';
import { mayAsk } from './origins.ts';

interface Parts extends CompatOptions {
  readonly company: Company;
  readonly noteFault: NoteFault;
  readonly visitors: Map<string, Visitor>;
}

/** Of what waits for the cookie, as JSON. */
const HELD_CHARS_MAX = 64 * 1024;
/** With an https address the original's client takes host and port for a namespace. */
const NAMESPACES = /^\/[\w.:[\]-]{1,255}$/;

/** Mounts the sockets on a gateway's server. */
export function openSockets(serving: Serving, options: CompatOptions): void {
  const { app, noteFault } = serving;
  const parts: Parts = { ...options, company: new Company(), noteFault, visitors: new Map() };
  const sockets = mountSockets({
    server: app.server,
    https: options.site.https,
    mayConnect: (request) => mayAsk(request, options),
    // Never a poll's: any page can make a browser send one, without a word of where it comes from.
    upgrading: (request, connection) => {
      parts.visitors.get(connection)?.hearToken(tokenOf(request, options));
    },
    cors: (request, decide) => {
      const friendly = mayAsk(request as IncomingMessage, options);
      decide(null, { origin: friendly, credentials: true });
    },
    namespaces: NAMESPACES,
    welcome: (socket, recognise) => welcome(socket, parts, recognise),
  });
  serving.onClose(() => sockets.close());
}

function tokenOf(request: IncomingMessage, { site }: CompatOptions): string | undefined {
  return tokenIn(request, 'messenger', site.https);
}

function welcome(socket: Socket, parts: Parts, recognise: () => void): void {
  const { conn } = socket;
  const visitor = new Visitor(socket, parts, recognise);
  const sid = (conn as unknown as { id: string }).id;
  parts.visitors.set(sid, visitor);
  visitor.hearToken(tokenOf(socket.request, parts));
  conn.once('upgrade', () => visitor.hearUpgraded());
  socket.on('login', (data: unknown) => visitor.take('login', () => visitor.logIn(data)));
  for (const [event, hear] of Object.entries(EVENTS)) {
    socket.on(event, (data: unknown) => {
      visitor.take(event, () =>
        visitor.hold(data, (actor, live) => hear(data, { parts, actor, live })),
      );
    });
  }
  socket.once('disconnect', () => {
    if (parts.visitors.get(sid) === visitor) parts.visitors.delete(sid);
    visitor.leave();
  });
}

interface Speaking {
  readonly parts: Parts;
  readonly actor: Actor;
  readonly live: Live;
}

/**
 * What a client may say. `contact_added` and `message_updated` only repeat what the routes have been told; everybody
 * has heard it by then.
 */
const EVENTS: Readonly<Record<string, (data: unknown, by: Speaking) => void | Promise<void>>> = {
  user_status_change: async (data, { parts, live }) => {
    const { userId, status } = objectOf(data) ?? {};
    if (typeof userId !== 'string' || (status !== 'online' && status !== 'offline')) return;
    const online = status === 'online';
    if (await live.mayTell(online)) parts.company.tell(userId, live.user, online);
  },
  message: hearMessage,
};

/** With an id it repeats a message that was posted by the route. Without one it is said here for the first time. */
async function hearMessage(data: unknown, { parts, actor, live }: Speaking): Promise<void> {
  const body = typeof data === 'string' ? objectOf(parsed(data)) : undefined;
  if (!body || body.id !== undefined || typeof body.recipient !== 'string') return;
  const said = saidBy(body);
  const other = live.idOf(body.recipient) ?? (await personOf(parts, actor, body.recipient));
  if (isRejected(said) || other === undefined) return;
  await askInTurn(parts, actor, chatLog(directChat(actor.user, other)), said);
}

async function personOf(
  { messenger }: Parts,
  actor: Actor,
  username: string,
): Promise<string | undefined> {
  const user = await messenger.read.user(actor, username);
  return isRejected(user) ? undefined : user.id;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Held = (actor: Actor, live: Live) => void | Promise<void>;

/** One connection: nobody until a cookie has come and it has said `login`. */
class Visitor {
  readonly #socket: Socket;
  readonly #parts: Parts;
  readonly #recognise: () => void;
  readonly #turns: Turns;
  #token: string | undefined;
  #wants = false;
  #gone = false;
  #held: Held[] = [];
  #heldChars = 0;
  #bound: { readonly actor: Actor; readonly live: Live } | undefined;

  constructor(socket: Socket, parts: Parts, recognise: () => void) {
    this.#socket = socket;
    this.#parts = parts;
    this.#recognise = recognise;
    this.#turns = new Turns(parts.noteFault);
  }

  take(event: string, work: () => void | Promise<void>): void {
    if (!this.#turns.take(event, work)) this.#socket.disconnect(true);
  }

  /** The cookie of the handshake or of the upgrade; the first one counts. */
  hearToken(token: string | undefined): void {
    this.#token ??= token;
  }

  /** The upgrade is complete: who waited for its cookie comes in, or has none. */
  hearUpgraded(): void {
    if (this.#wants) this.take('upgrade', () => this.#bind());
  }

  async logIn(data: unknown): Promise<void> {
    const { username } = objectOf(data) ?? {};
    if (this.#bound || typeof username !== 'string') return;
    this.#wants = true;
    const waits = this.#token === undefined && this.#socket.conn.transport.name === 'polling';
    if (!waits) await this.#bind();
  }

  /** Does something as whoever it is, now or when that is known. What comes before `login` is dropped. */
  async hold(data: unknown, work: Held): Promise<void> {
    if (this.#bound) {
      await work(this.#bound.actor, this.#bound.live);
      return;
    }
    this.#heldChars += JSON.stringify([data]).length;
    if (this.#wants && this.#heldChars <= HELD_CHARS_MAX) this.#held.push(work);
  }

  leave(): void {
    this.#gone = true;
    this.#held = [];
    this.#bound?.live.leave();
  }

  async #bind(): Promise<void> {
    const { messenger, company, noteFault } = this.#parts;
    if (this.#bound || this.#gone) return;
    const actor = this.#token && (await messenger.authenticate(this.#token));
    const account = actor && (await messenger.read.account(actor));
    if (!actor || !account || isRejected(account)) {
      // It was opened before the session began, or the session is over: it comes back with the cookie of then.
      this.#socket.conn.close();
      return;
    }
    const end = (reason: Parameters<typeof endSocket>[1]): void => {
      this.#bound?.live.leave();
      endSocket(this.#socket, reason);
    };
    this.#recognise();
    const { username } = account;
    const options = { messenger, company, noteFault, actor, username, socket: this.#socket, end };
    const live = new Live(options);
    this.#bound = { actor, live };
    const refused = this.#gone ? undefined : await live.enter();
    if (refused) this.#socket.disconnect(true);
    if (this.#gone) live.leave();
    for (const work of this.#held.splice(0)) await work(actor, live);
  }
}
