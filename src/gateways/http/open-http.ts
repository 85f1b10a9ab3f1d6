// The HTTP gateway: Fastify with the routes of the protocol, the web app's files and the API's
// description, behind one set of limits, headers and error answers. Translates and holds no rule.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { Messenger } from '#core/messenger.ts';
import { REQUEST_BYTES_MAX } from '#protocol/limits.ts';
import { restOnRefusal } from '../resting.ts';
import { readBodies } from './bodies.ts';
import { serveDescription } from './description/serve-description.ts';
import {
  answerClientError,
  errorHandler,
  HEADER_BYTES_MAX,
  type Log,
  sendRejection,
} from './errors.ts';
import { endSlowBodies } from './files/slow.ts';
import { mountUploads } from './files/tus.ts';
import type { Site } from './handlers/handler.ts';
import { answerHeaders } from './headers.ts';
import { closeGently, listen, upgradesBelow, watchUpgrades } from './listening.ts';
import { mountRoutes } from './mount.ts';
import { serveWeb } from './web-files.ts';

/** What the gateway is made from. */
export interface HttpOptions {
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly random: Random;
  /**
   * KITH_ORIGIN: scheme and host (and port) under which people know the server; must be a URL if
   * given.
   */
  readonly origin?: string | undefined;
  /**
   * Proxies in front whose X-Forwarded-For is believed; 0 for none. With any, the port must not be
   * open to others: they could claim to be anywhere.
   */
  readonly trustedHops: number;
  /** The folder of the built web app; without it only the API is served. */
  readonly webRoot?: string | undefined;
  /** Where faults are told, each once. */
  readonly log: Log;
}

/** The open gateway. */
export interface HttpGateway {
  /** For Socket.IO to attach to, and for tests. */
  readonly server: Server;
  /** The library's instance: its `inject` answers requests without a network. */
  readonly app: FastifyInstance;
  /** How cookies are named and origins judged here, for the socket gateway. */
  readonly site: Site;
  /**
   * Listens; port 0 takes a free one. Resolves to the address taken, rejects with Node's own error.
   */
  listen(where: { port: number; host: string }): Promise<AddressInfo>;
  /**
   * Takes no more requests, lets those under way finish for up to two seconds, then ends all
   * connections.
   */
  close(): Promise<void>;
}

// Slow on purpose is how an attacker holds connections; the slowest phone is faster than this.
const HEADERS_MS_MAX = 15_000;
const IDLE_MS_MAX = 72_000;

/** Opens the gateway; it does not listen yet. */
export async function openHttp(options: HttpOptions): Promise<HttpGateway> {
  const { messenger, random, clock } = options;
  const site = siteOf(options);
  const app = makeApp(options, site);
  const cutOff = watchUpgrades(app.server);
  readBodies(app);
  setHeaders(app, site);
  endSlowBodies(app, clock);
  restOnRefusal(app, clock);
  mountRoutes(app, { messenger, random, site });
  await mountUploads(app, { messenger, random, site, clock });
  await serveDescription(app, site.https);
  await serveWeb(app, options.webRoot, site.https);
  await app.ready();
  return {
    server: app.server,
    app,
    site,
    listen: (where) => listen(app.server, where),
    close: () => closeGently(app, clock, cutOff),
  };
}

function siteOf({ origin, trustedHops }: HttpOptions): Site {
  const normalised = origin === undefined ? undefined : new URL(origin).origin;
  return { origin: normalised, https: normalised?.startsWith('https:') ?? false, trustedHops };
}

function makeApp({ random, log, trustedHops }: HttpOptions, site: Site): FastifyInstance {
  const handleError = errorHandler(random, log);
  const app = fastify({
    logger: false,
    bodyLimit: REQUEST_BYTES_MAX,
    trustProxy: trustedHops > 0 && ((_address, hop) => hop < trustedHops),
    // Files may take long: what bodies may take is said in files/slow.ts.
    requestTimeout: 0,
    keepAliveTimeout: IDLE_MS_MAX,
    http: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: HEADERS_MS_MAX,
      shouldUpgradeCallback: upgradesBelow('/socket.io/'),
    },
    return503OnClosing: false,
    // The schemas say what is too long, in words; this only has to be no shorter than a request
    // line.
    routerOptions: { maxParamLength: HEADER_BYTES_MAX },
    frameworkErrors(error, request, reply) {
      reply.headers(answerHeaders(site.https));
      handleError(error, request, reply);
    },
    clientErrorHandler: answerClientError,
  });
  app.setErrorHandler(handleError);
  return app;
}

/**
 * Headers before all else, so that errors carry them too; and the questions that browsers ask
 * beforehand.
 */
function setHeaders(app: FastifyInstance, site: Site): void {
  const headers = answerHeaders(site.https);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
  app.options('/api/*', (request, reply) => {
    const allowed = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
    // Without Kith-Account: nothing that goes by cookie is ever open to another origin.
    if (request.headers['access-control-request-method'] !== undefined) {
      reply.headers({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': allowed,
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-max-age': '600',
      });
    }
    return reply.code(204).header('allow', allowed).send();
  });
  app.options('*', (_request, reply) =>
    sendRejection(reply, { rejected: 'notFound', what: 'route' }),
  );
}
