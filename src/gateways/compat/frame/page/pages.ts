// What a gateway serves to browsers: pages of its own under a strict policy, and files from beside its code.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Headers, pageHeaders } from '../../../http/headers.ts';
import { type Html, html, type Part } from './html.ts';

// Nothing inline, nothing from elsewhere. No trusted types: the originals' own scripts write innerHTML, and
// whoever serves them in place of ours must be able to.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The headers of pages and their files. `https`: a page that builds ws:// by itself gets wss://. */
function headersForPages(https: boolean, more: readonly string[] = []): Headers {
  const upgrade = https ? ['upgrade-insecure-requests'] : [];
  return pageHeaders(https, [POLICY, ...more, ...upgrade].join('; '));
}

/** Answers a page, which may be somebody's own and is kept nowhere. `more`: what its policy allows beside. */
export function sendPage(
  reply: FastifyReply,
  https: boolean,
  page: Html,
  ...more: readonly string[]
): FastifyReply {
  return reply
    .headers({ ...headersForPages(https, more), 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(page.toString());
}

/** A whole page: `head` for its scripts and styles. */
export function pageOf(title: string, head: Part, body: Part): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/favicon.ico" type="image/svg+xml">
${head}
</head>
${body}
</html>
`;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Serves files of a folder under the paths that a client asks for, read once: `{'/static/a.js': 'a.js'}`. */
export async function serveFiles(
  app: FastifyInstance,
  folder: string,
  files: Readonly<Record<string, string>>,
  https: boolean,
): Promise<void> {
  const headers = { ...headersForPages(https), 'cache-control': 'no-cache' };
  for (const [path, name] of Object.entries(files)) {
    const bytes = await readFile(join(folder, name));
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    app.get(path, (_request, reply) => reply.headers(headers).type(type).send(bytes));
  }
}

/** Serves what the gateways' pages share: a look, a script for lists, and an icon where browsers look for one. */
export function serveLook(app: FastifyInstance, https: boolean): Promise<void> {
  const files = {
    '/static/page.css': 'page.css',
    '/static/js/stay-at-end.js': 'stay-at-end.js',
    '/favicon.ico': 'icon.svg',
  };
  return serveFiles(app, import.meta.dirname, files, https);
}
