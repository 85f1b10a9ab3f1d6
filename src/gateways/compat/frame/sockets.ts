// Socket.IO at a gateway's port, as the originals' clients speak it: polling first, namespace `/`. Which origins may
// come is each gateway's own rule; limits are the same for all.
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { PACKET_BYTES_MAX } from '#protocol/limits.ts';
import type { ByeReason } from '#protocol/socket.ts';
import { cutOff } from '../../socket/raw-frame.ts';

/** How Socket.IO is mounted. */
export interface SocketsOptions {
  readonly server: HttpServer;
  /** Whether a handshake may go on: every polling request and upgrade is asked about. */
  mayConnect(request: IncomingMessage): boolean;
  /** Answers to preflights, and headers, for pages of other origins; none unless given. */
  readonly cors?: ServerOptions['cors'];
  welcome(socket: Socket): void;
}

/** The mounted server. */
export interface Sockets {
  readonly io: Server;
  /** Ends all connections; their clients come back by themselves. */
  close(): void;
}

const PING_INTERVAL_MS = 25_000;
const PING_TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 15_000;
/** Of one gateway, signed in or not. The messenger limits those of one person. */
const CONNECTIONS_MAX = 2_000;

/** Mounts Socket.IO at /socket.io/ of a gateway's server. */
export function mountSockets({ server, mayConnect, cors, welcome }: SocketsOptions): Sockets {
  let closed = false;
  const io = new Server(server, {
    path: '/socket.io/',
    serveClient: false,
    transports: ['polling', 'websocket'],
    maxHttpBufferSize: PACKET_BYTES_MAX,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    cleanupEmptyChildNamespaces: true,
    ...(cors && { cors }),
    allowRequest: (request, decide) => {
      const known = request.url?.includes('sid=') ?? false;
      const room = known || io.engine.clientsCount < CONNECTIONS_MAX;
      decide(null, !closed && room && mayConnect(request));
    },
  });
  io.on('connection', (socket) => {
    // A client may send an event of this name, which Node would take for a fault of the program.
    socket.on('error', () => undefined);
    welcome(socket);
  });
  return {
    io,
    // No goodbye in Socket.IO's own words: a client that gets one does not come back by itself.
    // And whoever comes back before the port is closed would only be ended once more.
    close: () => {
      closed = true;
      io.engine.close();
    },
  };
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
