// The web app's files and pages: what is cached, what a browser may do with them, and what is no
// page.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { openFake } from './fake-messenger.ts';

const PAGE = '<!doctype html><title>Kith</title>';
const SCRIPT = 'console.log(1);';
const BROWSER = { accept: 'text/html,application/xhtml+xml' };

let webRoot: string;
let fake: Awaited<ReturnType<typeof openFake>>;
before(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'kith-web-'));
  await mkdir(join(webRoot, 'assets'));
  await writeFile(join(webRoot, 'index.html'), PAGE);
  await writeFile(join(webRoot, 'index.html.br'), brotliCompressSync(PAGE));
  await writeFile(join(webRoot, 'assets/app-1a2b3c.js'), SCRIPT);
  await writeFile(join(webRoot, 'assets/app-1a2b3c.js.br'), brotliCompressSync(SCRIPT));
  await writeFile(join(webRoot, '.secret'), 'secret');
  fake = await openFake({}, { webRoot });
});
after(async () => {
  await fake.close();
  await rm(webRoot, { recursive: true });
});

function get(url: string, headers: Record<string, string> = {}) {
  return fake.app.inject({ url, headers });
}

test('the page is asked for anew each time and compared by its tag', async () => {
  const first = await get('/', BROWSER);
  assert.deepEqual([first.statusCode, first.body], [200, PAGE]);
  assert.equal(first.headers['cache-control'], 'no-cache');
  assert.match(String(first.headers['content-type']), /^text\/html; charset=utf-8/);
  const again = await get('/', { ...BROWSER, 'if-none-match': String(first.headers.etag) });
  assert.deepEqual([again.statusCode, again.body], [304, '']);
});

test('hashed files are kept for ever, compressed where the browser can take it', async () => {
  const plain = await get('/assets/app-1a2b3c.js');
  assert.deepEqual([plain.statusCode, plain.body], [200, SCRIPT]);
  assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable');
  const small = await get('/assets/app-1a2b3c.js', { 'accept-encoding': 'gzip, br' });
  assert.equal(small.headers['content-encoding'], 'br');
  assert.match(String(small.headers['content-type']), /javascript/);
  assert.match(String(small.headers.vary), /accept-encoding/i);
});

describe('pages', () => {
  test('every address inside the app is the app, dots and all', async () => {
    const addresses = ['/sign-in', '/chats/lobby', '/chats/d0.aaa.bbb', '/people/nora.l', '/x?y=1'];
    for (const url of addresses) {
      const answer = await get(url, BROWSER);
      assert.deepEqual([answer.statusCode, answer.body], [200, PAGE], url);
      assert.equal(answer.headers['cache-control'], 'no-cache');
      assert.match(String(answer.headers['content-security-policy']), /script-src 'self'/);
    }
    const head = await fake.app.inject({ method: 'HEAD', url: '/sign-in', headers: BROWSER });
    assert.deepEqual([head.statusCode, head.body], [200, '']);
  });

  test('what is missing elsewhere is missing, and so is what no browser opens', async () => {
    for (const url of [
      '/api/v1/nothing',
      '/api',
      '/assets/app-0.js',
      '/socket.io/',
      '/healthz/x',
    ]) {
      const answer = await get(url, BROWSER);
      assert.deepEqual([answer.statusCode, answer.json().error.code], [404, 'notFound'], url);
    }
    assert.equal((await get('/sign-in', { accept: '*/*' })).statusCode, 404);
    assert.equal((await get('/sign-in')).statusCode, 404);
    const posted = await fake.app.inject({ method: 'POST', url: '/sign-in', headers: BROWSER });
    assert.equal(posted.statusCode, 404);
  });

  test('nothing leads out of the folder, or to its hidden files', async () => {
    for (const url of [
      '/.secret',
      '/../package.json',
      '/..%2f..%2fetc/passwd',
      '/assets/..%2f.secret',
      '/assets/%2e%2e/.secret',
      '//etc/passwd',
      '/%5c..%5c.secret',
      '/%00',
    ]) {
      const answer = await get(url);
      assert.ok([400, 404].includes(answer.statusCode), `${url}: ${answer.statusCode}`);
      assert.match(answer.json().error.code, /notFound|invalid/);
    }
  });
});

describe('headers', () => {
  test('WEB1: a page loads what is ours and nothing else', async () => {
    const { headers } = await get('/', BROWSER);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    assert.match(policy, /require-trusted-types-for 'script'; trusted-types kith-worker$/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(String(headers['permissions-policy']), /camera=\(\)/);
  });

  test('behind TLS the page is alone in its window, and stays behind TLS', async () => {
    const secure = await openFake({}, { webRoot, origin: 'https://kith.test' });
    const { headers } = await secure.app.inject({ url: '/', headers: BROWSER });
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(headers['strict-transport-security'], 'max-age=31536000');
    await secure.close();
  });

  test('everything says what it is, tells nobody where one was, and is for us alone', async () => {
    for (const url of ['/', '/assets/app-1a2b3c.js', '/healthz', '/api/v1/nothing', '/%zz']) {
      const { headers } = await get(url, BROWSER);
      assert.equal(headers['x-content-type-options'], 'nosniff', url);
      assert.equal(headers['referrer-policy'], 'no-referrer', url);
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin', url);
      assert.equal(headers['x-frame-options'], 'DENY', url);
      assert.ok(headers['content-security-policy'], url);
      assert.equal(headers['access-control-allow-origin'], undefined, url);
      assert.equal(headers['strict-transport-security'], undefined, url);
    }
  });

  test('answers of the API are kept nowhere', async () => {
    for (const url of ['/healthz', '/api/v1/users/me', '/api/v1/nothing']) {
      assert.equal((await get(url)).headers['cache-control'], 'no-store', url);
    }
  });
});
