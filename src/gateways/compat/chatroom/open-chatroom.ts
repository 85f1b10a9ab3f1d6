// The gateway `chatroom`: one room, the Lobby, for terminal clients that log in over HTTP and talk over Socket.IO
// without saying there who they are. Which connection is whose, tickets.ts says.
import type { Socket } from 'socket.io';
import { isRejected } from '#base/result.ts';
import { chatLog } from '#core/log-name.ts';
import type { Actor } from '#core/messenger.ts';
import { nameKey } from '#core/person-name.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { wordsOf } from '../../words.ts';
import { askInTurn } from '../frame/asking.ts';
import { isOwnOrNoPage } from '../frame/cookies.ts';
import type { NoteFault } from '../frame/faults.ts';
import { objectOf } from '../frame/forms.ts';
import type { CompatGateway, CompatOptions } from '../frame/gateway.ts';
import { endSocket, mountSockets, SOCKETS_PATH } from '../frame/live/sockets.ts';
import { Turns } from '../frame/live/turns.ts';
import { html } from '../frame/page/html.ts';
import { type Notice, serveNotice } from '../frame/page/notice.ts';
import { peerOfHandshake } from '../frame/peer.ts';
import { makeServing } from '../frame/serving.ts';
import { mountEntrance, sayProblem } from './entrance.ts';
import { Room } from './room.ts';
import { Tickets } from './tickets.ts';
import { Visitor } from './visitor.ts';

interface Parts extends CompatOptions {
  readonly noteFault: NoteFault;
  readonly tickets: Tickets;
  readonly room: Room;
  /** Ends a session that nobody uses any more; its end may wait for the others. */
  endSession(actor: Actor): void;
}

/** Opens the gateway; it does not listen yet. */
export async function openChatroom(options: CompatOptions): Promise<CompatGateway> {
  const { messenger, clock, site } = options;
  const serving = makeServing('chatroom', options, sayProblem, SOCKETS_PATH);
  const { app, noteFault, aside } = serving;
  const endSession = (actor: Actor): void => {
    aside('the end of a session', () => messenger.endSession(actor, actor.session));
  };
  await serveNotice(app, options, NOTICE);
  const tickets = new Tickets(clock, endSession);
  const room = new Room();
  mountEntrance({ ...options, app, tickets, online: () => room.occupants.length });
  const parts: Parts = { ...options, noteFault, tickets, room, endSession };
  const sockets = mountSockets({
    server: app.server,
    https: site.https,
    // Programs send no Origin or our own; a page elsewhere could join on a ticket that is not its own.
    mayConnect: (request) => isOwnOrNoPage(request, site.https),
    welcome: (socket, recognise) => welcome(socket, parts, recognise),
  });
  serving.onClose(() => {
    sockets.close();
    tickets.close();
  });
  return serving.open();
}

/** For people who open it in a browser. */
const NOTICE: Notice = {
  name: 'chatroom',
  howTo: (address) => html`<p>Start it with <code>client.py --server ${address}</code>.</p>`,
};

type Call = (data: unknown) => void | Promise<void>;

function welcome(socket: Socket, parts: Parts, recognise: () => void): void {
  const guest = new Guest(socket, parts, recognise);
  const turns = new Turns(parts.noteFault, (incident) => {
    guest.fail(`Something is wrong on the server: incident ${incident}`);
  });
  const on = (name: string, call: Call): void => {
    socket.on(name, (data: unknown) => {
      if (!turns.take(name, () => call(data))) socket.disconnect(true);
    });
  };
  on('join', (data) => guest.join(data));
  on('send_message', (data) => guest.send(data));
  on('get_online_users', () => guest.list());
  socket.once('disconnect', () => guest.leave());
}

/** One connection: nobody, until a ticket says who. */
class Guest {
  readonly #socket: Socket;
  readonly #parts: Parts;
  readonly #recognise: () => void;
  readonly #address: string;
  #visitor: Visitor | undefined;
  #actor: Actor | undefined;

  constructor(socket: Socket, parts: Parts, recognise: () => void) {
    this.#socket = socket;
    this.#parts = parts;
    this.#recognise = recognise;
    this.#address = peerOfHandshake(socket.request, parts.site).address;
  }

  fail(message: string): void {
    this.#socket.emit('error', { message });
  }

  async join(data: unknown): Promise<void> {
    const username = objectOf(data)?.username;
    if (typeof username !== 'string' || username.trim() === '') {
      this.fail('Missing username');
      return;
    }
    if (this.#visitor) {
      await this.#joinAgain(this.#visitor, username);
      return;
    }
    const actor = this.#parts.tickets.claim(this.#address, username, {
      end: () => this.#end('Somebody else joined as you. Please log in again.'),
    });
    if (!actor) {
      this.fail('Please log in first');
      return;
    }
    this.#recognise();
    await this.#enter(actor);
  }

  async #joinAgain(visitor: Visitor, username: string): Promise<void> {
    if (nameKey(username.trim()) === nameKey(visitor.username)) await visitor.tellHistory();
    else this.fail('You have joined as somebody else');
  }

  async #enter(actor: Actor): Promise<void> {
    const { messenger, room, noteFault } = this.#parts;
    this.#actor = actor;
    const account = await messenger.read.account(actor);
    if (isRejected(account) || !this.#socket.connected) {
      this.#end('Please log in again');
      return;
    }
    const visitor = new Visitor({
      messenger,
      room,
      actor,
      noteFault,
      socket: this.#socket,
      username: account.username,
      end: (reason) => {
        if (reason === 'signedOut') this.fail('You have been signed out');
        this.leave();
        endSocket(this.#socket, reason);
      },
    });
    this.#visitor = visitor;
    const refused = await visitor.join();
    if (refused) this.#end(wordsOf(refused).message);
    else if (!this.#socket.connected) this.leave();
  }

  async send(data: unknown): Promise<void> {
    const content = objectOf(data)?.content;
    if (!this.#visitor || !this.#actor) {
      this.fail('You must join the chat first');
      return;
    }
    const text = typeof content === 'string' ? content.trim() : '';
    if (text === '') {
      this.fail('Message cannot be empty');
      return;
    }
    const said = { kind: 'postMessage', body: { text } } as const;
    const posted = await askInTurn(this.#parts, this.#actor, chatLog(LOBBY), said);
    if (isRejected(posted)) this.fail(wordsOf(posted).message);
  }

  /** Strangers learn nobody's name. */
  list(): void {
    this.#socket.emit('online_users', { users: this.#visitor?.online() ?? [] });
  }

  /** The connection is gone; its session was for it alone. As often as one likes. */
  leave(): void {
    this.#visitor?.leave();
    const actor = this.#actor;
    this.#actor = undefined;
    if (actor) this.#parts.endSession(actor);
  }

  #end(message: string): void {
    this.fail(message);
    this.leave();
    this.#socket.disconnect(true);
  }
}
