// What must work behind any proxy with its recipe: one suite, run by nginx and by Caddy in front of a real server, as a
// browser comes by.
import { equal, match, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';
import { ALLOWANCES } from '#messenger/messenger.ts';
import { startServer, type TestServer } from '#test/support/running-server.ts';
import { dial, NAME, type RunningProxy, type StartProxy, send } from './proxy.ts';

const ORIGIN = `https://${NAME}`;
const PAGE = { 'content-type': 'application/json', origin: ORIGIN };
const PASSWORD = 'plums in the orchard';
const UPLOAD_BYTES = 10 * 1024 * 1024;
/** Wrong guesses that one address has. */
const GUESSES = 3;

/** Runs the suite for a proxy; `missing` says why it cannot be run here. */
export function describeProxy(name: string, missing: string | false, start: StartProxy): void {
  describe(`behind ${name} with the recipe`, { skip: missing, timeout: 120_000 }, () => {
    let folder: string;
    let house: TestServer;
    let proxy: RunningProxy;
    let cookie: string;
    let account: string;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'kith-proxy-'));
      house = await startServer(
        { allowances: { ...ALLOWANCES, signInByAddress: { burst: GUESSES, refillMs: 3_600_000 } } },
        { origin: ORIGIN, trustedHops: 1, compat: [{ name: 'template', port: 0 }] },
      );
      const [gateway] = house.server.compat;
      proxy = await start(folder, house.server.port, gateway?.port ?? 0);
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
      const tries = (origin: string): Promise<string> =>
        connects(proxy, proxy.port, {
          ...{ transports: ['websocket'], auth: { account }, extraHeaders: { cookie, origin } },
        });
      equal(await tries(ORIGIN), 'connected');
      equal(await tries('https://evil.example'), 'refused');
    });

    test('10 MB pass, in one request and in pieces', async () => {
      const bytes = new Uint8Array(UPLOAD_BYTES).fill(7);
      const own = { cookie, origin: ORIGIN, 'kith-account': account };
      const headers = { ...own, 'content-type': 'application/octet-stream' };
      const whole = await send(proxy, 'POST', '/api/v1/blobs?name=a.bin', headers, bytes);
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

    test('guesses count by the address that it saw, whatever the guesser claims', async () => {
      const guess = async (from: string, claimed: string): Promise<number> => {
        const headers = { 'content-type': 'application/json', 'x-forwarded-for': claimed };
        const body = JSON.stringify({ login: 'nobody', password: PASSWORD });
        return (await send(proxy, 'POST', '/api/v1/sessions', headers, body, from)).status;
      };
      for (let at = 0; at < GUESSES; at++) equal(await guess('127.0.0.2', `192.0.2.${at}`), 401);
      equal(await guess('127.0.0.2', '192.0.2.99'), 429);
      equal(await guess('127.0.0.3', '127.0.0.2'), 401);
    });

    test('a gateway has a port of its own there, with a cookie and live connections for its own pages', async () => {
      const behind = { ...proxy, port: proxy.gatewayPort };
      const host = `${NAME}:${behind.port}`;
      const origin = `https://${host}`;
      equal((await send(behind, 'GET', '/', { host })).status, 200);
      const body = JSON.stringify({ username: 'amara', password: PASSWORD });
      const headers = { 'content-type': 'application/json', host };
      const evil = { ...headers, origin: 'https://evil.example' };
      match((await send(behind, 'POST', '/signup/user', evil, body)).body, /^Error/);
      const signedUp = await send(behind, 'POST', '/signup/user', { ...headers, origin }, body);
      equal(signedUp.body, '/home?username=amara');
      const [set = ''] = signedUp.headers['set-cookie'] ?? [];
      match(set, /^__Host-kith-template=.*; Secure$/);
      const own = { cookie: `${set.split(';')[0]}; username=amara`, origin };
      for (const transport of ['polling', 'websocket']) {
        const come = (extraHeaders: typeof own): Promise<string> =>
          connects(proxy, behind.port, { transports: [transport], extraHeaders });
        equal(await come(own), 'connected');
        equal(await come({ ...own, origin: 'https://evil.example' }), 'refused');
        equal(await come({ ...own, origin: ORIGIN }), 'refused');
      }
    });

    test('plain http is sent on to https', async () => {
      const path = '/some?where=1';
      const options = { port: proxy.plainPort, path, headers: { host: NAME }, agent: false };
      const [answer] = await once(request(options).end(), 'response');
      answer.resume();
      ok([301, 308].includes(answer.statusCode), String(answer.statusCode));
      const to = new URL(answer.headers.location);
      equal(to.protocol + to.hostname + to.pathname + to.search, `https:${NAME}${path}`);
    });
  });
}

/** Whether Socket.IO comes through. */
async function connects(
  proxy: RunningProxy,
  port: number,
  options: Partial<ManagerOptions & SocketOptions>,
): Promise<string> {
  // The types know the agents of browsers only, which is none.
  const { agent, ca } = dial(proxy) as unknown as { agent: string; ca: string };
  const way = { agent, ca, reconnection: false, forceNew: true, ...options };
  const socket = io(`https://${NAME}:${port}`, way);
  return new Promise<string>((said) => {
    socket.once('connect', () => said('connected'));
    socket.once('connect_error', () => said('refused'));
  }).finally(() => socket.disconnect());
}
