// The HTTP server under each gateway: limits, timeouts, headers, bodies, and what a fault or a refusal of
// the library looks like there. Routes are the gateways' own.
import { setImmediate } from 'node:timers/promises';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { REQUEST_BYTES_MAX } from '#protocol/limits.ts';
import { answerClientError, HEADER_BYTES_MAX } from '../../http/errors.ts';
import { endSlowBodies } from '../../http/files/slow.ts';
import { answerHeaders } from '../../http/headers.ts';
import { closeGently, listen, upgradesBelow, watchUpgrades } from '../../http/listening.ts';
import { restOnRefusal } from '../../resting.ts';
import { type NoteFault, noteFaults } from './faults.ts';
import { readForms } from './forms.ts';
import type { CompatGateway, CompatOptions, GatewayName } from './gateway.ts';
import type { Html } from './page/html.ts';
import { sendPage } from './page/pages.ts';

/** What went wrong before or in a route. `incident` is there for faults (status 500) only. */
export interface Problem {
  readonly status: number;
  readonly message: string;
  readonly incident?: string | undefined;
}

/** What a gateway says in its original's form: a page, or a body of some type, or nothing. */
export interface Said {
  readonly status: number;
  readonly page?: Html;
  readonly type?: string;
  readonly body?: string;
}

/** The form of errors at one gateway. `path` without the query. */
export type SayProblem = (problem: Problem, path: string) => Said;

/** Does work that nobody waits for, behind what is being answered just now. `where`: as for faults. */
export type Aside = (where: string, work: () => Promise<unknown>) => void;

/** A server without routes yet. Add them, then call `open`. */
export interface Serving {
  readonly app: FastifyInstance;
  readonly noteFault: NoteFault;
  /** For what need not be done before an answer is given; faults are noted, and closing waits for it. */
  aside: Aside;
  /** Whenever the gateway closes: before its HTTP connections end. Last added, first called. */
  onClose(end: () => void | Promise<void>): void;
  open(): Promise<CompatGateway>;
}

const HEADERS_MS_MAX = 15_000;
const IDLE_MS_MAX = 72_000;

/**
 * Makes the server of a gateway. Bodies arrive as JSON, as a form (URLSearchParams), or not at all. `sockets`: the path
 * of WebSockets, where there are any.
 */
export function makeServing(
  name: GatewayName,
  options: CompatOptions,
  say: SayProblem,
  sockets?: string,
): Serving {
  const noteFault = noteFaults(name, options);
  const sayProblem = problemSayer(options, noteFault, say);
  const app = makeApp(options, sayProblem, sockets);
  const cutOff = watchUpgrades(app.server);
  const headers = answerHeaders(options.site.https);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
  readForms(app);
  endSlowBodies(app, options.clock);
  restOnRefusal(app, options.clock);
  app.setErrorHandler(sayProblem);
  app.setNotFoundHandler((request, reply) => {
    const said = say({ status: 404, message: 'Not found' }, pathOf(request.url));
    return send(reply, options.site.https, said);
  });
  const refuseOthers = otherMethods(app, (request, reply) => {
    const said = say({ status: 405, message: 'Method not allowed' }, pathOf(request.url));
    return send(reply, options.site.https, said);
  });
  const ends: (() => void | Promise<void>)[] = [];
  const going = new Set<Promise<void>>();
  const aside: Aside = (where, work) => {
    const done = setImmediate()
      .then(work)
      .then(
        () => undefined,
        (fault: unknown) => void noteFault(fault, where),
      );
    going.add(done);
    void done.then(() => going.delete(done));
  };
  return {
    app,
    noteFault,
    aside,
    onClose: (end) => ends.unshift(end),
    open: async () => {
      refuseOthers();
      await app.ready();
      const close = async (): Promise<void> => {
        for (const end of ends) await end();
        await closeGently(app, options.clock, cutOff);
        await Promise.all(going);
      };
      return { server: app.server, app, listen: (where) => listen(app.server, where), close };
    },
  };
}

type SayError = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

function makeApp(
  { site }: CompatOptions,
  sayProblem: SayError,
  sockets: string | undefined,
): FastifyInstance {
  return fastify({
    logger: false,
    bodyLimit: REQUEST_BYTES_MAX,
    trustProxy: site.trustedHops > 0 && ((_address, hop) => hop < site.trustedHops),
    // What bodies may take is said in http/files/slow.ts.
    requestTimeout: 0,
    keepAliveTimeout: IDLE_MS_MAX,
    http: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: HEADERS_MS_MAX,
      shouldUpgradeCallback: sockets === undefined ? () => false : upgradesBelow(sockets),
    },
    return503OnClosing: false,
    routerOptions: { maxParamLength: HEADER_BYTES_MAX },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void sayProblem(error, request, reply),
  });
}

/** Says what went wrong; with the headers of all answers, which come too late where the address makes no sense. */
function problemSayer({ site }: CompatOptions, noteFault: NoteFault, say: SayProblem): SayError {
  const headers = answerHeaders(site.https);
  return (error, request, reply) => {
    const problem = problemOf(error, request.routeOptions?.url, noteFault);
    return send(reply.headers(headers), site.https, say(problem, pathOf(request.url)));
  };
}

function send(reply: FastifyReply, https: boolean, said: Said): FastifyReply {
  const { status, page, type = 'text/plain; charset=utf-8', body = '' } = said;
  if (page) return sendPage(reply.code(status), https, page);
  return reply.code(status).type(type).send(body);
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Where a path has routes, its other methods get 405 and no 404, as the originals' framework answers. */
function otherMethods(
  app: FastifyInstance,
  refuse: (request: FastifyRequest, reply: FastifyReply) => FastifyReply,
): () => void {
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
        onRequest: async (request, reply) => refuse(request, reply.header('allow', allow)),
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
