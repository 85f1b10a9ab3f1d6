// What a compatibility gateway is: its name, what it is made from, and what can be done with an open one.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { Messenger } from '#core/messenger.ts';
import type { Log } from '../../http/errors.ts';
import type { Site } from '../../http/handlers/handler.ts';

/** The applications whose clients are let in, in the order of their ports. */
export const GATEWAY_NAMES = [
  'twidder',
  'messenger',
  'template',
  'chatroom',
  'flask-chat',
] as const;
/** The name of a gateway. */
export type GatewayName = (typeof GATEWAY_NAMES)[number];

/** What a gateway is made from. */
export interface CompatOptions {
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly random: Random;
  /** The server's place on the network. A gateway's own origin is this scheme and the request's Host. */
  readonly site: Site;
  /** The main port, where the web app is unless the site has an origin. */
  readonly webPort: number;
  /** KITH_COMPAT_ORIGINS: pages elsewhere that may use the messenger gateway with its cookie. */
  readonly origins: readonly string[];
  /** Where faults are told, each once. */
  readonly log: Log;
}

/** An open gateway: an HTTP server of its own. */
export interface CompatGateway {
  readonly server: Server;
  readonly app: FastifyInstance;
  /** Listens; port 0 takes a free one. Rejects with Node's own error. */
  listen(where: { port: number; host: string }): Promise<AddressInfo>;
  /** Ends live connections, lets answers under way finish for up to two seconds. */
  close(): Promise<void>;
}
