// Socket.IO at a gateway's port, as the originals' clients speak it: polling first, namespace `/`. Which origins may
// come is each gateway's own rule; limits are the same for all.
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { FOLLOWER_BYTES_MAX, REQUEST_BYTES_MAX } from '#protocol/limits.ts';
import type { ByeReason } from '#protocol/socket.ts';
import { answerHeaders } from '../../../http/headers.ts';
import { cutOff, waitingBytesOf } from '../../../socket/raw-frame.ts';
import { Strangers } from './strangers.ts';

/** How Socket.IO is mounted. */
export interface SocketsOptions {
  readonly server: HttpServer;
  readonly https: boolean;
  /** Whether a request may go on. Every one is asked about: handshakes, polls, posts and upgrades. */
  mayConnect(request: IncomingMessage): boolean;
  /** Hears of each upgrade of a connection, which may bring what its handshake did not. */
  upgrading?(request: IncomingMessage, connection: string): void;
  /** Answers to preflights, and headers, for pages of other origins; none unless given. */
  readonly cors?: ServerOptions['cors'];
  /** Namespaces beside `/`; none unless given. */
  readonly namespaces?: RegExp;
  /** A connection is there. `recognise` is to be called once it is somebody's. */
  welcome(socket: Socket, recognise: () => void): void;
  /** Connections at a time, of everybody: those of one person the messenger limits. */
  readonly connectionsMax?: number;
}

/** The path of Socket.IO. */
export const SOCKETS_PATH = '/socket.io/';

/** The mounted server. */
export interface Sockets {
  readonly io: Server;
  /** Ends all connections; their clients come back by themselves. */
  close(): void;
}

const PING_INTERVAL_MS = 25_000;
const PING_TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 15_000;
const CONNECTIONS_MAX = 2_000;

/** Mounts Socket.IO at /socket.io/ of a gateway's server. */
export function mountSockets(options: SocketsOptions): Sockets {
  const { server, https, cors, namespaces, connectionsMax = CONNECTIONS_MAX } = options;
  const io = new Server(server, {
    path: SOCKETS_PATH,
    serveClient: false,
    transports: ['polling', 'websocket'],
    maxHttpBufferSize: REQUEST_BYTES_MAX,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    cleanupEmptyChildNamespaces: true,
    ...(cors && { cors }),
  });
  const strangers = new Strangers<Socket['conn']>(connectionsMax, (conn) => conn.close(true));
  io.engine.on('connection', (conn: Socket['conn']) => {
    strangers.meet(conn);
    conn.once('close', () => strangers.forget(conn));
  });
  const headers = answerHeaders(https);
  io.engine.on('headers', (answer: Record<string, unknown>) => void Object.assign(answer, headers));
  const doors = guard(io, options, strangers);
  const one = oneAtATime();
  for (const place of namespaces ? [io, io.of(namespaces)] : [io]) {
    place.use(one);
    place.on('connection', (socket) => {
      watch(socket);
      options.welcome(socket, () => strangers.forget(socket.conn));
    });
  }
  return {
    io,
    // No goodbye in Socket.IO's own words: a client that gets one does not come back by itself.
    // And whoever comes back before the port is closed would only be ended once more.
    close: () => {
      doors.shut();
      io.engine.close();
    },
  };
}

/** The parts of the query that engine.io has read from a request. */
type Asked = IncomingMessage & { readonly _query: { readonly sid?: string; readonly j?: string } };

const FORBIDDEN = '{"code":4,"message":"Forbidden"}';

/**
 * Asks about every request. Not by the library's `allowRequest`, which hears of handshakes only: what follows names a
 * connection in its address, and a page elsewhere could send that. Its JSONP (`j`) answers as a script, which any page
 * may load and read past all rules of origins, and with which no client has come for years.
 */
function guard(
  io: Server,
  { mayConnect, upgrading }: SocketsOptions,
  strangers: Strangers<Socket['conn']>,
): { shut(): void } {
  let shut = false;
  io.engine.use((request: Asked, response: ServerResponse, next: () => void) => {
    const { sid, j } = request._query;
    const allowed = !shut && j === undefined && mayConnect(request);
    if (!allowed || (sid === undefined && !strangers.makeRoom(io.engine.clientsCount))) {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end(FORBIDDEN);
      return;
    }
    if (sid !== undefined && request.headers.upgrade !== undefined) upgrading?.(request, sid);
    next();
  });
  return {
    shut: () => {
      shut = true;
    },
  };
}

/** A connection may be in one namespace: each costs as much as a connection, and anybody can ask for thousands. */
function oneAtATime() {
  const taken = new WeakSet<object>();
  return (socket: Socket, next: (wrong?: Error) => void): void => {
    if (taken.has(socket.conn)) {
      next(new Error('One namespace at a time'));
      return;
    }
    taken.add(socket.conn);
    next();
  };
}

/** Who asks and does not read the answers is ended: they would fill the memory. And nobody stays without a namespace. */
function watch(socket: Socket): void {
  socket.once('disconnect', () => socket.conn.close());
  // A client may send an event of this name, which Node would take for a fault of the program.
  socket.on('error', () => undefined);
  socket.use((_event, next) => {
    if (waitingBytesOf(socket) > FOLLOWER_BYTES_MAX) cutOff(socket);
    else next();
  });
}

/**
 * Ends a connection. For good when its session is over; otherwise only the network's part, so that the client comes
 * back by itself, as after a restart of its original.
 */
export function endSocket(socket: Socket, reason: ByeReason): void {
  if (reason === 'slow') cutOff(socket);
  else if (reason === 'stopping') socket.conn.close();
  else socket.disconnect(true);
}
