// Which pages may use this gateway: its own, and those of the origins that were named; without any, port 3000 of the same
// host, where the original's page is served. Never whoever asks.
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { isOwnOrNoPage, isOwnPage } from '../frame/cookies.ts';
import type { CompatOptions } from '../frame/gateway.ts';

/** A request's headers and address. */
export type Asking = Pick<IncomingMessage, 'headers' | 'url' | 'method'>;

const PAGE_PORT = 3_000;
const METHODS = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT';
const PREFLIGHT_SECONDS = '600';

/** Whether a page of another origin asks, and it is one of those that may. */
export function isFriendlyPage({ headers }: Asking, options: CompatOptions): boolean {
  const { origin, host } = headers;
  if (origin === undefined || host === undefined) return false;
  if (options.origins.length > 0) return options.origins.includes(origin);
  const own = URL.parse(`http${options.site.https ? 's' : ''}://${host}`);
  return own !== null && origin === `${own.protocol}//${own.hostname}:${PAGE_PORT}`;
}

/** Whether a request may be answered at all, cookie or not. */
export function mayAsk(request: Asking, options: CompatOptions): boolean {
  if (isOwnOrNoPage(request, options.site.https) || isFriendlyPage(request, options)) return true;
  return isPictureOnPage(request);
}

/** A page on another port of this host shows a picture: browsers then tell no origin, and the page cannot read it. */
function isPictureOnPage({ headers, method, url }: Asking): boolean {
  const read = method === 'GET' || method === 'HEAD';
  const near = headers['sec-fetch-site'] === 'same-site' && headers['sec-fetch-dest'] === 'image';
  return read && near && headers.origin === undefined && (url ?? '').startsWith('/static/');
}

/** Refuses strangers' pages, answers preflights, and lets friendly pages read the answers. */
export function guardOrigins(app: FastifyInstance, options: CompatOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('vary', 'Origin');
    const { raw } = request;
    // A link elsewhere may lead a person to the notice, which says the same to all.
    if (raw.method === 'GET' && request.routeOptions.url === '/') return undefined;
    if (!mayAsk(raw, options)) {
      return reply.code(403).send({ error: 'Pages of this origin may not use this server' });
    }
    const { origin } = raw.headers;
    if (origin !== undefined && !isOwnPage(raw, options.site.https)) {
      reply.header('access-control-allow-origin', origin);
      reply.header('access-control-allow-credentials', 'true');
    }
    if (raw.method !== 'OPTIONS') return undefined;
    reply.header('access-control-allow-methods', METHODS);
    reply.header('access-control-max-age', PREFLIGHT_SECONDS);
    const wanted = raw.headers['access-control-request-headers'];
    if (wanted !== undefined) reply.header('access-control-allow-headers', wanted);
    return reply.code(200).send('');
  });
}
