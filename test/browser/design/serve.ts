// Builds the design page and serves it on a free port, with the policy of the real server, so that what it forbids is
// forbidden here, too.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import { pageHeaders } from '#gateways/http/headers.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PICTURES = join(import.meta.dirname, 'pictures');
const BUILT = join(ROOT, '.cache/design');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** A design page that is served until `close`. */
export interface DesignPage {
  readonly url: string;
  close(): void;
}

/** Builds the page anew and serves it. Rejects when it does not build. */
export async function serveDesign(): Promise<DesignPage> {
  await build({
    configFile: join(ROOT, 'vite.config.ts'),
    root: import.meta.dirname,
    logLevel: 'warn',
    build: { outDir: BUILT },
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://design');
    void answerTo(pathname).then(({ type, body }) => {
      response.writeHead(200, { ...pageHeaders(false), 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** A file of the built page or a fake upload; the page itself for every other address. */
async function answerTo(pathname: string): Promise<{ type: string; body: Buffer }> {
  const path = pathname.startsWith('/fake/')
    ? join(PICTURES, normalize(pathname.slice('/fake'.length)))
    : join(BUILT, normalize(pathname));
  const type = TYPES[extname(path)];
  const page = { type: 'text/html; charset=utf-8', path: join(BUILT, 'index.html') };
  if (type === undefined) return { type: page.type, body: await readFile(page.path) };
  const body = await readFile(path).catch(() => readFile(page.path));
  return { type, body };
}
