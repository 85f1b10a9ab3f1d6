// Serves the built web app: hashed files for ever, the page itself fresh, and the page for every
// address that a person may open inside the app.
import { basename } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendRejection } from './errors.ts';
import { pageHeaders } from './headers.ts';

const HASHED = /^\/assets\//;
const NOT_THE_APP = /^\/(api|assets|socket\.io|healthz)(\/|$|\?)/;

/**
 * Serves `webRoot` (with .br and .gz beside its files), and answers all unknown addresses of the
 * server.
 */
export async function serveWeb(
  app: FastifyInstance,
  webRoot: string | undefined,
  https: boolean,
): Promise<void> {
  if (webRoot !== undefined) await serveFiles(app, webRoot, https);
  app.setNotFoundHandler((request, reply) => {
    if (webRoot !== undefined && wantsPage(request)) return reply.sendFile('index.html');
    return sendRejection(reply, { rejected: 'notFound', what: 'route' });
  });
}

async function serveFiles(app: FastifyInstance, webRoot: string, https: boolean): Promise<void> {
  const headers = pageHeaders(https);
  await app.register(fastifyStatic, {
    root: webRoot,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
    setHeaders(reply, path) {
      reply.headers({ ...headers, 'cache-control': cachingOf(reply, path) });
    },
  });
}

// The hash in a name makes it a name for these bytes alone; everything else is asked for again and
// compared by ETag.
function cachingOf({ request }: FastifyReply, path: string): string {
  const hashed = HASHED.test(request.url) && !basename(path).startsWith('index.html');
  return hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
}

// By what is asked for, not by how the address looks: names of people and ids of chats contain
// dots.
function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  const reading = method === 'GET' || method === 'HEAD';
  return reading && !NOT_THE_APP.test(url) && (headers.accept ?? '').includes('text/html');
}
