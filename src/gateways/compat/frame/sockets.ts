// Socket.IO at a gateway's port, as the originals' clients speak it: polling first, namespace `/`. Which origins may
// come is each gateway's own rule; limits are the same for all.
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { PACKET_BYTES_MAX } from '#protocol/limits.ts';

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
  /** Ends all connections. */
  close(): void;
}

const PING_INTERVAL_MS = 25_000;
const PING_TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 15_000;
/** Of one gateway, signed in or not. The messenger limits those of one person. */
const CONNECTIONS_MAX = 2_000;

/** Mounts Socket.IO at /socket.io/ of a gateway's server. */
export function mountSockets({ server, mayConnect, cors, welcome }: SocketsOptions): Sockets {
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
    ...(cors && { cors }),
    allowRequest: (request, decide) => {
      const known = request.url?.includes('sid=') ?? false;
      const room = known || io.engine.clientsCount < CONNECTIONS_MAX;
      decide(null, room && mayConnect(request));
    },
  });
  io.on('connection', welcome);
  return {
    io,
    close: () => {
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}
