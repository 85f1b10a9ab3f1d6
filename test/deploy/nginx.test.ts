// The recipe for nginx: run by nginx itself where that is installed (`apt-get install nginx-light`), in front of a real
// server, as a browser comes by; its text is looked at everywhere.
import { equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { ALLOWANCES } from '#messenger/messenger.ts';
import { startServer, type TestServer } from '#test/support/running-server.ts';
import { hasNginx, NAME, type RunningProxy, recipe, send, startNginx } from './proxy.ts';

const ORIGIN = `https://${NAME}`;
const PAGE = { 'content-type': 'application/json', origin: ORIGIN };
const PASSWORD = 'plums in the orchard';
const UPLOAD_BYTES = 10 * 1024 * 1024;
/** Wrong guesses that one address has. */
const GUESSES = 3;

test('the recipe for nginx says all that Kith needs, running or not', () => {
  const text = recipe();
  for (const line of [
    /proxy_set_header Upgrade +\$http_upgrade;/,
    /proxy_set_header Connection +\$kith_connection;/,
    /proxy_set_header X-Forwarded-For +\$remote_addr;/,
    /proxy_set_header X-Forwarded-Proto +\$scheme;/,
    /proxy_set_header Host +\$http_host;/,
    /location \/socket\.io\/ \{[^}]*proxy_read_timeout 120s;/,
    /location ~ \^\/api\/v1\/\(blobs\|uploads\)[^{]*\{[^}]*client_max_body_size 0;[^}]*proxy_request_buffering off;/,
    /KITH_ORIGIN=https:\/\/chat\.example\.org KITH_TRUSTED_HOPS=1/,
  ]) {
    match(text, line);
  }
});

const missing = hasNginx ? false : 'nginx is not installed here; only the recipe’s text was read';

describe('behind nginx with the recipe', { skip: missing, timeout: 120_000 }, () => {
  let folder: string;
  let house: TestServer;
  let proxy: RunningProxy;
  let cookie: string;
  let account: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kith-nginx-'));
    house = await startServer(
      { allowances: { ...ALLOWANCES, signInByAddress: { burst: GUESSES, refillMs: 3_600_000 } } },
      { origin: ORIGIN, trustedHops: 1, compat: [{ name: 'chatroom', port: 0 }] },
    );
    const [gateway] = house.server.compat;
    proxy = await startNginx(folder, house.server.port, gateway?.port ?? 0);
  });
  after(async () => {
    await proxy?.close();
    await house?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function signUp(username: string, more: object): ReturnType<typeof send> {
    const body = JSON.stringify({ username, password: PASSWORD, cookie: true, ...more });
    return send(proxy, 'POST', '/api/v1/users', PAGE, body);
  }

  test('whoever comes through it is not at the machine: the first account needs the code', async () => {
    equal((await signUp('nora', {})).status, 403);
    const answer = await signUp('nora', { code: house.server.code });
    equal(answer.status, 201, answer.body);
    account = JSON.parse(answer.body).user.id;
    const [set = ''] = answer.headers['set-cookie'] ?? [];
    match(set, /^__Host-kith-.*; HttpOnly; SameSite=Lax; Secure$/);
    cookie = set.split(';')[0] ?? '';
    const own = await send(proxy, 'GET', '/api/v1/users/me', { cookie, 'kith-account': account });
    equal(own.status, 200, own.body);
  });

  test('a page elsewhere gets no cookie', async () => {
    const body = JSON.stringify({ login: 'nora', password: PASSWORD, cookie: true });
    const headers = { ...PAGE, origin: 'https://evil.example' };
    equal((await send(proxy, 'POST', '/api/v1/sessions', headers, body)).status, 403);
  });

  test('a WebSocket connects with the cookie, and from elsewhere does not', async () => {
    const connects = (origin: string): Promise<string> => {
      const socket = io(`https://127.0.0.1:${proxy.port}`, {
        ...{ transports: ['websocket'], reconnection: false, forceNew: true, auth: { account } },
        ...{ ca: proxy.certificate, extraHeaders: { cookie, origin } },
      });
      return new Promise<string>((said) => {
        socket.once('connect', () => said('connected'));
        socket.once('connect_error', () => said('refused'));
      }).finally(() => socket.disconnect());
    };
    equal(await connects(ORIGIN), 'connected');
    equal(await connects('https://evil.example'), 'refused');
  });

  test('10 MB pass, in one request and in pieces', async () => {
    const bytes = new Uint8Array(UPLOAD_BYTES).fill(7);
    const own = { cookie, origin: ORIGIN, 'kith-account': account };
    const type = { 'content-type': 'application/octet-stream' };
    const whole = await send(proxy, 'POST', '/api/v1/blobs?name=a.bin', { ...own, ...type }, bytes);
    equal(whole.status, 201, whole.body);
    const tus = { ...own, 'tus-resumable': '1.0.0' };
    const made = await send(proxy, 'POST', '/api/v1/uploads', {
      ...{ ...tus, 'upload-length': String(UPLOAD_BYTES) },
      'upload-metadata': `filename ${btoa('b.bin')}`,
    });
    equal(made.status, 201, made.body);
    const path = new URL(String(made.headers.location), ORIGIN).pathname;
    const piece = { ...tus, 'content-type': 'application/offset+octet-stream' };
    const sent = await send(proxy, 'PATCH', path, { ...piece, 'upload-offset': '0' }, bytes);
    ok([200, 204].includes(sent.status), `${sent.status} ${sent.body}`);
    equal(sent.headers['upload-offset'], String(UPLOAD_BYTES));
  });

  test('guesses count by the address that nginx saw, whatever the guesser claims', async () => {
    const guess = async (from: string, claimed: string): Promise<number> => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': claimed };
      const body = JSON.stringify({ login: 'nobody', password: PASSWORD });
      return (await send(proxy, 'POST', '/api/v1/sessions', headers, body, from)).status;
    };
    for (let at = 0; at < GUESSES; at++) equal(await guess('127.0.0.2', `192.0.2.${at}`), 401);
    equal(await guess('127.0.0.2', '192.0.2.99'), 429);
    equal(await guess('127.0.0.3', '127.0.0.2'), 401);
  });

  test('a gateway has a port of its own there, live connections included', async () => {
    const behind = { ...proxy, port: proxy.gatewayPort };
    equal((await send(behind, 'GET', '/health')).status, 200);
    const body = JSON.stringify({ username: 'amara', password: PASSWORD });
    const headers = { 'content-type': 'application/json' };
    equal((await send(behind, 'POST', '/register', headers, body)).status, 201);
    for (const transport of ['polling', 'websocket']) {
      const socket = io(`https://127.0.0.1:${proxy.gatewayPort}`, {
        ...{ transports: [transport], reconnection: false, forceNew: true },
        ca: proxy.certificate,
      });
      await new Promise<void>((connected, refused) => {
        socket.once('connect', () => connected()).once('connect_error', refused);
      }).finally(() => socket.disconnect());
    }
  });

  test('plain http is sent on to https', async () => {
    const url = `http://127.0.0.1:${proxy.plainPort}/some?where=1`;
    const answer = await fetch(url, { redirect: 'manual' });
    equal(answer.status, 301);
    equal(answer.headers.get('location'), 'https://127.0.0.1/some?where=1');
  });
});
