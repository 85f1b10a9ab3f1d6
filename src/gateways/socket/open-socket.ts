// The Socket.IO gateway: handshake, connections, goodbye. Attached to the HTTP gateway's server at /socket.io/.
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import { FOLLOWER_BYTES_MAX, PACKET_BYTES_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { Handshake } from '#protocol/socket.ts';
import { ACCOUNT_HEADER, findCredential, hasCookie, isOwnOrigin } from '../credentials.ts';
import { rest } from '../resting.ts';
import { inWords } from '../words.ts';
import { Connection } from './connection.ts';
import { acknowledgeQuickly, cutOff, stopReading, waitingBytesOf } from './raw-frame.ts';
import { followSocket } from './socket-follower.ts';

/** How the socket gateway is set up. */
export interface SocketOptions {
  readonly messenger: Messenger;
  readonly server: HttpServer;
  readonly random: Random;
  readonly clock: Clock;
  /** KITH_ORIGIN. */
  readonly origin?: string | undefined;
  readonly https: boolean;
  /** Notes a fault and its incident number, without contents. */
  readonly log: (line: string) => void;
  /** Writes frames straight to WebSockets; on unless switched off. */
  readonly quickFrames?: boolean | undefined;
}

/** The open gateway. */
export interface SocketGateway {
  close(): Promise<void>;
}

const PING_INTERVAL_MS = 25_000;
const PING_TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 15_000;

/** Opens the gateway on a server that may be listening already. */
export function openSocket(options: SocketOptions): SocketGateway {
  const io = new Server(options.server, {
    path: '/socket.io/',
    serveClient: false,
    transports: ['websocket', 'polling'],
    maxHttpBufferSize: PACKET_BYTES_MAX,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    allowRequest: (request, decide) => decide(null, mayConnect(request, options)),
  });
  io.use((socket, next) => {
    void admit(socket, options).then((refused) => next(refused));
  });
  io.on('connection', (socket) => welcome(socket, options));
  return { close: () => closeServer(io) };
}

/**
 * Asked about each handshake, by polling and by WebSocket; what follows names a connection that only its client knows.
 * A browser brings cookies by itself, so with ours it must come from our own page. A GET for polling has no Origin, but
 * only our own page can give it a header that browsers do not send by themselves, which a script tag (JSONP) cannot.
 */
function mayConnect(request: IncomingMessage, { https, origin }: SocketOptions): boolean {
  if (!hasCookie(request, https) || isOwnOrigin(request, origin)) return true;
  const { headers, method } = request;
  const plainGet = method === 'GET' && headers.origin === undefined && !headers.upgrade;
  return plainGet && headers[ACCOUNT_HEADER] !== undefined;
}

async function admit(socket: Socket, options: SocketOptions): Promise<Error | undefined> {
  try {
    const actor = await actorOf(socket, options);
    if (isRejected(actor)) return refusal(actor);
    socket.data = actor;
    return undefined;
  } catch (fault) {
    return refusal({ rejected: 'fault', incident: noteFault(options)(fault) });
  }
}

async function actorOf(socket: Socket, options: SocketOptions): Promise<Actor | Rejection> {
  const named = Handshake.safeParse(socket.handshake.auth);
  if (!named.success) return { rejected: 'notSignedIn' };
  const credential = findCredential(socket.request, options.https, named.data);
  if (isRejected(credential)) return credential;
  const actor = await options.messenger.authenticate(credential.token);
  const strange = credential.kind === 'cookie' && actor?.user !== credential.user;
  return actor && !strange ? actor : { rejected: 'notSignedIn' };
}

/** Socket.IO passes `message` and `data` on to the client's `connect_error`. */
function refusal(rejection: Rejection): Error {
  return Object.assign(new Error(rejection.rejected), { data: inWords(rejection) });
}

function welcome(socket: Socket, options: SocketOptions): void {
  const follower = followSocket(socket, socket.data as Actor, options.quickFrames ?? true);
  const connection = new Connection(options.messenger, follower, noteFault(options), () => {
    const goOn = stopReading(socket);
    if (goOn) rest(options.clock, goOn);
  });
  slim(socket);
  if (options.quickFrames ?? true) acknowledgeQuickly(socket);
  if (connection.enter()) {
    follower.end('tooMany');
    return;
  }
  socket.on('disconnect', () => connection.leave());
  // Who asks and does not read the answers is ended: they would fill the memory.
  socket.use((_event, next) => {
    if (waitingBytesOf(socket) > FOLLOWER_BYTES_MAX) cutOff(socket);
    else next();
  });
  socket.onAny((name: string, ...rest: unknown[]) => {
    const last = rest.at(-1);
    const acknowledge = typeof last === 'function' ? (last as (said: unknown) => void) : undefined;
    void connection.handle(name, rest[0], (said) => acknowledge?.(said));
  });
}

/** The handshake holds the headers and the token; neither is needed any more, and idle connections are many. */
function slim(socket: Socket): void {
  const held = socket as unknown as { handshake: unknown; data: unknown };
  held.handshake = undefined;
  held.data = undefined;
  (socket.conn as unknown as { request: unknown }).request = null;
}

function noteFault({ random, log }: SocketOptions): (fault: unknown) => string {
  return (fault) => {
    const incident = mintId(random).slice(0, 8);
    log(`incident ${incident}: ${fault instanceof Error ? fault.stack : String(fault)}`);
    return incident;
  };
}

function closeServer(io: Server): Promise<void> {
  return new Promise((resolve) => {
    io.disconnectSockets(true);
    io.engine.close();
    resolve();
  });
}
