// The raw WebSocket /echo: says its token once, and from then on at most one session of its person is live. The
// original's rule: another session's hello signs the older ones out, and tells them so.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Clock, Timer } from '#base/clock.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { NoteFault } from '../frame/faults.ts';
import { Following } from '../frame/live/following.ts';
import { Strangers } from '../frame/live/strangers.ts';

/** What the sockets need. */
export interface EchoOptions {
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly server: Server;
  readonly noteFault: NoteFault;
}

/** The live sockets. */
export interface Echo {
  /** Closes the socket of a session that signs itself out; nothing is said to it. */
  closeOf(actor: Actor): void;
  close(): void;
}

interface Live {
  readonly socket: WebSocket;
  readonly actor: Actor;
  readonly following: Following;
}

const HELLO_MS_MAX = 10_000;
const PING_MS = 25_000;
const HELLO_BYTES_MAX = 1_024;
const SOCKETS_MAX = 2_000;
/** Where sockets are. */
export const ECHO_PATH = '/echo';
const SIGN_OUT = 'sign_out';

/** Answers upgrades of /echo on a server; others are refused. */
export function openEcho(options: EchoOptions): Echo {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: HELLO_BYTES_MAX,
    perMessageDeflate: false,
  });
  const live = new Map<string, Live>();
  const strangers = new Strangers<WebSocket>(SOCKETS_MAX, (socket) => socket.terminate());
  options.server.on('upgrade', (request: IncomingMessage, network: Duplex, head: Buffer) => {
    const path = request.url?.split('?', 1)[0];
    if (path !== ECHO_PATH || !strangers.makeRoom(sockets.clients.size)) {
      network.destroy();
      return;
    }
    sockets.handleUpgrade(request, network, head, (socket) => {
      strangers.meet(socket);
      socket.once('close', () => strangers.forget(socket));
      expectHello(socket, live, { ...options, recognise: () => strangers.forget(socket) });
    });
  });
  const stopPings = pingAll(sockets, options.clock);
  return {
    closeOf: ({ session }) => {
      const found = live.get(session);
      if (found) part(live, found);
    },
    close: () => {
      stopPings();
      for (const socket of sockets.clients) socket.close(1001);
      sockets.close();
    },
  };
}

/** What a socket's greeting needs; `recognise` is called when it is somebody's. */
interface Greeting extends EchoOptions {
  recognise(): void;
}

/** Waits for the token: the first frame, and soon. What comes after it says nothing. */
function expectHello(socket: WebSocket, live: Map<string, Live>, options: Greeting): void {
  const late = options.clock.after(HELLO_MS_MAX, () => socket.close());
  socket.once('close', () => late.cancel());
  socket.on('error', () => socket.terminate());
  socket.once('message', (data: RawData) => {
    late.cancel();
    hello(socket, String(data), live, options).catch((fault: unknown) => {
      options.noteFault(fault, '/echo');
      socket.close(1011);
    });
  });
}

async function hello(
  socket: WebSocket,
  token: string,
  live: Map<string, Live>,
  { messenger, recognise }: Greeting,
): Promise<void> {
  const actor = token.length <= 200 ? await messenger.authenticate(token) : undefined;
  if (!actor || socket.readyState !== socket.OPEN) {
    socket.close();
    return;
  }
  const following = new Following(messenger, actor, {
    events: () => undefined,
    waitingBytes: () => socket.bufferedAmount,
    end: (reason) => {
      if (reason === 'signedOut') socket.send(SIGN_OUT);
      socket.close(reason === 'stopping' ? 1001 : 1000);
    },
  });
  const own: Live = { socket, actor, following };
  // The refreshed page's old socket makes room without a word; those of other sessions are signed out.
  const older = [...live.values()].filter((one) => one.actor.user === actor.user);
  for (const one of older) {
    if (one.actor.session !== actor.session) one.socket.send(SIGN_OUT);
    part(live, one);
  }
  if (following.enter()) {
    socket.close();
  } else {
    recognise();
    live.set(actor.session, own);
    socket.once('close', () => leave(live, own));
  }
  for (const { actor: other } of older) {
    if (other.session !== actor.session) await messenger.endSession(other, other.session);
  }
}

function leave(live: Map<string, Live>, one: Live): void {
  one.following.leave();
  if (live.get(one.actor.session) === one) live.delete(one.actor.session);
}

/** First out of the book, so that the end of its session says nothing more to it. */
function part(live: Map<string, Live>, one: Live): void {
  leave(live, one);
  one.socket.close();
}

/** Ends sockets whose other side is gone without a word: they would count as people who are here. */
function pingAll(sockets: WebSocketServer, clock: Clock): () => void {
  const unanswered = new WeakSet<WebSocket>();
  let timer: Timer;
  const sweep = (): void => {
    for (const socket of sockets.clients) {
      if (unanswered.has(socket)) {
        socket.terminate();
        continue;
      }
      unanswered.add(socket);
      socket.once('pong', () => unanswered.delete(socket));
      socket.ping();
    }
    timer = clock.after(PING_MS, sweep);
  };
  timer = clock.after(PING_MS, sweep);
  return () => timer.cancel();
}
