// Serves the API's description, and a page to try it. The page is a stranger to the rest of the
// server: the sandbox puts it into an origin of its own, so it reaches no cookie and no store of
// the web app, only what a token opens.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { JSON_TYPE } from '../errors.ts';
import { type Headers, pageHeaders } from '../headers.ts';
import { describeApi } from './open-api.ts';

const PAGE_POLICY = [
  'sandbox allow-scripts allow-forms',
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/**
 * Adds `/api/openapi.json` and `/api/docs`. Reads the page's files once, from beside this one; the description is made
 * when it is asked for first, because it costs time and memory that most servers never need.
 */
export async function serveDescription(app: FastifyInstance, https: boolean): Promise<void> {
  let made: string | undefined;
  const description = (): string => {
    made ??= JSON.stringify(describeApi());
    return made;
  };
  app.get('/api/openapi.json', (_request, reply) => reply.type(JSON_TYPE).send(description()));
  const headers = { ...pageHeaders(https, PAGE_POLICY), 'cache-control': 'no-cache' };
  app.get('/api/docs', (_request, reply) =>
    reply.headers(headers).type('text/html; charset=utf-8').send(pageOf(description())),
  );
  // To a page in an origin of its own, our own files come from elsewhere.
  const parts = { ...headers, 'cross-origin-resource-policy': 'cross-origin' };
  serve(app, '/api/docs/api-page.js', 'text/javascript', await read('api-page.js'), parts);
  serve(app, '/api/docs/api-page.css', 'text/css', await read('api-page.css'), parts);
}

function read(name: string): Promise<string> {
  return readFile(join(import.meta.dirname, name), 'utf8');
}

function serve(
  app: FastifyInstance,
  path: string,
  type: string,
  text: string,
  headers: Headers,
): void {
  app.get(path, (_request, reply) =>
    reply.headers(headers).type(`${type}; charset=utf-8`).send(text),
  );
}

// The description stands in the page, because the page may not read it from the server: it is a
// stranger there. As data it is no script to the policy; `<` is written so that no text in it can
// end the element.
function pageOf(description: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kith: the API</title>
<link rel="stylesheet" href="/api/docs/api-page.css">
<script src="/api/docs/api-page.js" defer></script>
</head>
<body>
<script type="application/json" id="description">${description.replaceAll('<', '\\u003c')}</script>
<noscript>This page needs JavaScript. The description itself is at /api/openapi.json.</noscript>
</body>
</html>
`;
}
