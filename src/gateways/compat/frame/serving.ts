// The HTTP server under each gateway: limits, timeouts, headers, bodies, and what a fault or a refusal of
// the library looks like there. Routes are the gateways' own.
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { REQUEST_BYTES_MAX } from '#protocol/limits.ts';
import { answerClientError, HEADER_BYTES_MAX } from '../../http/errors.ts';
import { endSlowBodies } from '../../http/files/slow.ts';
import { answerHeaders } from '../../http/headers.ts';
import { closeGently, listen, watchUpgrades } from '../../http/listening.ts';
import { type NoteFault, noteFaults } from './faults.ts';
import { readForms } from './forms.ts';
import type { CompatGateway, CompatOptions, GatewayName } from './gateway.ts';

/** What went wrong before or in a route. `incident` is there for faults (status 500) only. */
export interface Problem {
  readonly status: number;
  readonly message: string;
  readonly incident?: string | undefined;
}

/** What a gateway says in its original's form; an empty body is none. */
export interface Said {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
}

/** The form of errors at one gateway. `path` without the query. */
export type SayProblem = (problem: Problem, path: string) => Said;

/** A server without routes yet. Add them, then call `open`. */
export interface Serving {
  readonly app: FastifyInstance;
  readonly noteFault: NoteFault;
  /** Whenever the gateway closes: before its HTTP connections end. Last added, first called. */
  onClose(end: () => void | Promise<void>): void;
  open(): Promise<CompatGateway>;
}

const HEADERS_MS_MAX = 15_000;
const IDLE_MS_MAX = 72_000;

/** Makes the server of a gateway. Bodies arrive as JSON, as a form (URLSearchParams), or not at all. */
export function makeServing(name: GatewayName, options: CompatOptions, say: SayProblem): Serving {
  const noteFault = noteFaults(name, options);
  const app = makeApp(options);
  const cutOff = watchUpgrades(app.server);
  const headers = answerHeaders(options.site.https);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
  readForms(app);
  endSlowBodies(app, options.clock);
  sayProblems(app, noteFault, say);
  const refuseOthers = otherMethods(app, say);
  const ends: (() => void | Promise<void>)[] = [];
  return {
    app,
    noteFault,
    onClose: (end) => ends.unshift(end),
    open: async () => {
      refuseOthers();
      await app.ready();
      const close = async (): Promise<void> => {
        for (const end of ends) await end();
        await closeGently(app, options.clock, cutOff);
      };
      return { server: app.server, app, listen: (where) => listen(app.server, where), close };
    },
  };
}

function makeApp({ site }: CompatOptions): FastifyInstance {
  return fastify({
    logger: false,
    bodyLimit: REQUEST_BYTES_MAX,
    trustProxy: site.trustedHops > 0 && ((_address, hop) => hop < site.trustedHops),
    // What bodies may take is said in http/files/slow.ts.
    requestTimeout: 0,
    keepAliveTimeout: IDLE_MS_MAX,
    http: { maxHeaderSize: HEADER_BYTES_MAX, headersTimeout: HEADERS_MS_MAX },
    return503OnClosing: false,
    routerOptions: { maxParamLength: HEADER_BYTES_MAX },
    clientErrorHandler: answerClientError,
  });
}

function sayProblems(app: FastifyInstance, noteFault: NoteFault, say: SayProblem): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const said = say(problemOf(error, request.routeOptions.url, noteFault), pathOf(request.url));
    reply.code(said.status).type(said.type ?? 'text/plain; charset=utf-8');
    return reply.send(said.body ?? '');
  });
  app.setNotFoundHandler((request, reply) => {
    const said = say({ status: 404, message: 'Not found' }, pathOf(request.url));
    reply.code(said.status).type(said.type ?? 'text/plain; charset=utf-8');
    return reply.send(said.body ?? '');
  });
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Where a path has routes, its other methods get 405 and no 404, as the originals' framework answers. */
function otherMethods(app: FastifyInstance, say: SayProblem): () => void {
  const taken = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = taken.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one.toUpperCase());
    taken.set(url, known);
  });
  return () => {
    for (const [url, known] of [...taken]) {
      const allow = [...known].sort().join(', ');
      const others = METHODS.filter((method) => !known.has(method));
      if (others.length === 0) continue;
      app.route({
        method: others,
        url,
        onRequest: async (request, reply) => {
          const said = say({ status: 405, message: 'Method not allowed' }, pathOf(request.url));
          reply.code(said.status).header('allow', allow);
          return reply.type(said.type ?? 'text/plain; charset=utf-8').send(said.body ?? '');
        },
        handler: async () => undefined,
      });
    }
  };
}

function problemOf(error: FastifyError, route: string | undefined, noteFault: NoteFault): Problem {
  const status = error.statusCode ?? 500;
  if (status >= 400 && status <= 499) return { status, message: error.message };
  const incident = noteFault(error, route);
  return {
    status: 500,
    message: `Something is wrong on the server: incident ${incident}`,
    incident,
  };
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
