// Serves twidder's page from beside this file, under the addresses that the original has.
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { serveFiles, serveLook } from '../frame/page/pages.ts';

const PAGE = join(import.meta.dirname, 'page');

/** Adds the page and its files. Read once. */
export async function serveClient(app: FastifyInstance, https: boolean): Promise<void> {
  const files = {
    '/': 'client.html',
    '/myServer': 'client.html',
    '/static/client.js': 'client.js',
    '/static/client.css': 'client.css',
  };
  await serveFiles(app, PAGE, files, https);
  await serveLook(app, https);
}
