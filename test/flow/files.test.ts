// Files over HTTP against a whole server: who gets them, with which headers, in which parts; and large ones in pieces with
// the client that browsers use, through broken connections and restarts.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import * as tus from 'tus-js-client';
import type { File } from '#protocol/blob.ts';
import { FakeClock } from '#test/support/clock.ts';
import { hostileFiles, photo } from '#test/support/hostile-files.ts';
import { startServer, type TestServer } from '#test/support/running-server.ts';

const TYPE = 'application/octet-stream';

async function withServer(body: (server: TestServer) => Promise<void>): Promise<void> {
  const server = await startServer();
  try {
    await body(server);
    assert.deepEqual(server.logged, []);
  } finally {
    await server.close();
  }
}

function get(server: TestServer, token: string, path: string, headers = {}): Promise<Response> {
  return fetch(server.url + path, { headers: { authorization: `Bearer ${token}`, ...headers } });
}

function post(
  server: TestServer,
  token: string,
  bytes: Uint8Array,
  name: string,
): Promise<Response> {
  return fetch(`${server.url}/api/v1/blobs?${new URLSearchParams({ name })}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': TYPE },
    body: new Uint8Array(bytes),
  });
}

async function put(server: TestServer, token: string, bytes: Uint8Array, name: string) {
  const answer = await post(server, token, bytes, name);
  assert.equal(answer.status, 201, name);
  return (await answer.json()) as File;
}

describe('a file over HTTP', () => {
  test('FILE2: whatever was sent, nothing comes back that a browser would run', async () => {
    await withServer(async (server) => {
      const { token } = await server.signUp('nora');
      for (const { name, bytes, kind } of await hostileFiles()) {
        const { id } = await put(server, token, bytes, name);
        const answer = await get(server, token, `/api/v1/blobs/${id}`);
        const header = (key: string): string => answer.headers.get(key) ?? '';
        assert.equal(answer.status, 200, name);
        assert.equal(header('x-content-type-options'), 'nosniff');
        assert.equal(header('cross-origin-resource-policy'), 'same-origin');
        assert.match(header('content-security-policy'), /sandbox; default-src 'none'/);
        const picture = kind === 'image';
        assert.equal(header('content-type'), picture ? 'image/webp' : TYPE, name);
        assert.equal(
          header('content-disposition').split(';')[0],
          picture ? 'inline' : 'attachment',
        );
        assert.equal(
          header('cache-control'),
          picture ? 'private, max-age=3600' : 'private, no-store',
        );
        const length = (await answer.arrayBuffer()).byteLength;
        assert.equal(Number(header('content-length')), length, name);
      }
    });
  });

  test('parts are sent as asked, HEAD says how long it is', async () => {
    await withServer(async (server) => {
      const { token } = await server.signUp('nora');
      const { id } = await put(server, token, Buffer.from('0123456789'), 'ä"b.txt');
      const path = `/api/v1/blobs/${id}`;
      const cases = [
        ['bytes=2-4', 206, '234'],
        ['bytes=7-', 206, '789'],
        ['bytes=-3', 206, '789'],
        ['bytes=5-500', 206, '56789'],
        ['bytes=10-', 416, ''],
        ['bytes=-0', 416, ''],
        ['bytes=4-2', 200, '0123456789'],
        ['bytes=0-1,4-5', 200, '0123456789'],
        ['lines=1-2', 200, '0123456789'],
      ] as const;
      for (const [range, status, text] of cases) {
        const answer = await get(server, token, path, { range });
        assert.deepEqual([answer.status, await answer.text()], [status, text], range);
      }
      const partly = await get(server, token, path, { range: 'bytes=2-4' });
      assert.equal(partly.headers.get('content-range'), 'bytes 2-4/10');
      assert.match(
        partly.headers.get('content-disposition') ?? '',
        /filename\*=UTF-8''%C3%A4_b\.txt$/,
      );
      const headers = { authorization: `Bearer ${token}` };
      const head = await fetch(server.url + path, { method: 'HEAD', headers });
      assert.deepEqual([head.status, head.headers.get('content-length')], [200, '10']);
    });
  });

  test('FILE1: a stranger gets what nobody has: 404, and 401 without a session', async () => {
    await withServer(async (server) => {
      const { token } = await server.signUp('nora');
      const stranger = await server.signUp('pavel');
      const { id } = await put(server, token, await photo().png().toBuffer(), 'p.png');
      for (const end of ['', '/info', '/thumbnail']) {
        const path = `/api/v1/blobs/${id}${end}`;
        assert.equal((await get(server, token, path)).status, 200, path);
        assert.equal((await get(server, stranger.token, path)).status, 404, path);
        assert.equal((await fetch(server.url + path)).status, 401, path);
      }
      const other = await get(server, token, '/api/v1/blobs/..%2f..%2fkith.db');
      assert.equal(other.status, 404);
    });
  });

  test('FILE1 WALL1: who may read the wall reads its files; when it closes they close with it', async () => {
    await withServer(async (server) => {
      const nora = await server.signUp('nora');
      const amara = await server.signUp('amara');
      const { id } = await put(server, nora.token, Buffer.from('plans'), 'plans.txt');
      const wall = '/api/v1/users/nora/wall/messages';
      const posted = await server.call(nora.token, 'POST', wall, {
        commandId: 'one',
        text: 'See',
        blobs: [id],
      });
      assert.equal(posted.status, 201, JSON.stringify(posted.body));
      const path = `/api/v1/blobs/${id}`;
      assert.equal(await (await get(server, amara.token, path)).text(), 'plans');
      const settings = { settings: { wallReaders: 'nobody' } };
      assert.equal(
        (await server.call(nora.token, 'PATCH', '/api/v1/users/me', settings)).status,
        200,
      );
      assert.equal((await get(server, amara.token, path)).status, 404);
    });
  });

  test('with several accounts the address of a picture says whose it is', async () => {
    await withServer(async (server) => {
      const [nora, amara] = [await server.signUp('nora'), await server.signUp('amara')];
      const { id } = await put(server, nora.token, Buffer.from('mine'), 'mine.txt');
      const cookie = [nora, amara].map(({ user, token }) => `kith-${user.id}=${token}`).join('; ');
      const ask = async (account: string): Promise<number> => {
        const url = `${server.url}/api/v1/blobs/${id}${account && `?account=${account}`}`;
        return (await fetch(url, { headers: { cookie } })).status;
      };
      assert.equal(await ask(nora.user.id), 200);
      assert.equal(await ask(amara.user.id), 404);
      assert.equal(await ask(''), 400);
      const url = `${server.url}/api/v1/blobs?account=${nora.user.id}`;
      const foreign = await fetch(url, { method: 'POST', headers: { cookie }, body: 'x' });
      assert.ok(foreign.status === 400 || foreign.status === 403);
    });
  });

  test('what is too large is refused before it is read', async () => {
    await withServer(async (server) => {
      const { token } = await server.signUp('nora');
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(server.server.port, '127.0.0.1');
        let text = '';
        socket.on('data', (data) => {
          text += String(data);
        });
        socket.once('close', () => resolve(text));
        socket.once('error', reject);
        socket.write(
          `POST /api/v1/blobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
            'Content-Type: image/png\r\nContent-Length: 999999999999\r\n\r\nabc',
        );
      });
      assert.match(answer, /^HTTP\/1\.1 413 /);
      assert.match(answer, /"tooLarge"/);
    });
  });
});

describe('a body that does not come', () => {
  test('ends its connection: a file’s as well as any other', async () => {
    const data = mkdtempSync(join(tmpdir(), 'kith-slow-'));
    const first = await startServer({}, { data });
    const { token } = await first.signUp('nora');
    await first.close();
    const clock = new FakeClock();
    clock.jump(Date.now() - clock.now());
    const server = await startServer({ clock }, { data });
    for (const path of ['/api/v1/sessions', '/api/v1/blobs']) {
      assert.match(await halfSent(server, clock, token, path), /^HTTP\/1\.1 408 /, path);
    }
    assert.deepEqual(server.logged, []);
    await server.close();
    assert.deepEqual(readdirSync(join(data, 'blobs/new')), []);
    rmSync(data, { recursive: true });
  });
});

/** Sends the beginning of a request and then nothing, while the time goes on. */
async function halfSent(server: TestServer, clock: FakeClock, token: string, path: string) {
  const socket = connect(server.server.port, '127.0.0.1');
  let text = '';
  let open = true;
  socket.on('data', (data) => {
    text += String(data);
  });
  socket.once('close', () => {
    open = false;
  });
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
      'Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"a',
  );
  while (open) await clock.advance(1_000);
  return text;
}

/** A door in front of a server that falls shut after so many bytes, once. */
class BreakingDoor {
  readonly #server: Server;
  readonly #port: number;
  /** Bytes after which the next connection breaks; undefined for never. */
  breakAfter: number | undefined;
  broken = 0;

  constructor(port: number) {
    this.#port = port;
    this.#server = createServer((socket) => this.#pass(socket));
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
  }

  #pass(socket: Socket): void {
    const behind = connect(this.#port, '127.0.0.1');
    const end = (): void => {
      socket.destroy();
      behind.destroy();
    };
    let passed = 0;
    socket.on('data', (data) => {
      passed += data.length;
      behind.write(data);
      if (this.breakAfter === undefined || passed < this.breakAfter) return;
      this.breakAfter = undefined;
      this.broken += 1;
      end();
    });
    behind.on('data', (data) => socket.write(data));
    for (const one of [socket, behind]) one.on('error', end).on('close', end);
  }
}

interface Sent {
  readonly file: File | undefined;
  readonly url: string | null;
}

function upload(url: string, token: string, bytes: Buffer, more: Partial<tus.UploadOptions> = {}) {
  return new Promise<Sent>((resolve, reject) => {
    const sending = new tus.Upload(bytes, {
      endpoint: `${url}/api/v1/uploads`,
      headers: { authorization: `Bearer ${token}` },
      metadata: { name: 'garden.bin' },
      chunkSize: 256 * 1024,
      retryDelays: [0, 0, 0, 0],
      onSuccess: ({ lastResponse }) => {
        const text = lastResponse.getBody() || lastResponse.getHeader('upload-blob') || '';
        resolve({ file: text ? (JSON.parse(text) as File) : undefined, url: sending.url });
      },
      onError: reject,
      ...more,
    });
    sending.start();
  });
}

describe('a large file in pieces', () => {
  const bytes = Buffer.alloc(1024 * 1024 + 7, 'Plums in the orchard. ');

  test('FILE4: comes whole through a connection that breaks in the middle', async () => {
    await withServer(async (server) => {
      const { token } = await server.signUp('nora');
      const door = new BreakingDoor(server.server.port);
      const url = await door.open();
      door.breakAfter = 700 * 1024;
      const { file } = await upload(url, token, bytes);
      door.close();
      assert.equal(door.broken, 1);
      assert.equal(file?.name, 'garden.bin');
      const answer = await get(server, token, `/api/v1/blobs/${file.id}`);
      assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes);
    });
  });

  test('is its account’s alone, and what came of it is said again', async () => {
    await withServer(async (server) => {
      const { token } = await server.signUp('nora');
      const stranger = await server.signUp('pavel');
      const { file, url } = await upload(server.url, token, await photo(900, 700).png().toBuffer());
      assert.equal(file?.kind, 'image');
      const path = new URL(url ?? '').pathname;
      const said = await get(server, token, path);
      assert.deepEqual(await said.json(), file);
      const head = (who: string) =>
        fetch(server.url + path, {
          method: 'HEAD',
          headers: { authorization: `Bearer ${who}`, 'tus-resumable': '1.0.0' },
        });
      const again = await head(token);
      assert.deepEqual(JSON.parse(again.headers.get('upload-blob') ?? ''), file);
      assert.equal(again.headers.get('upload-offset'), again.headers.get('upload-length'));
      assert.equal((await head(stranger.token)).status, 404);
      assert.equal((await get(server, stranger.token, path)).status, 404);
    });
  });

  test('FILE4: goes on after the server was started anew, and runs out after a day', async () => {
    const data = mkdtempSync(join(tmpdir(), 'kith-pieces-'));
    const first = await startServer({}, { data });
    const { token } = await first.signUp('nora');
    const url = await begin(first, token, bytes);
    await first.close();
    const clock = new FakeClock();
    clock.jump(Date.now() - clock.now());
    const second = await startServer({ clock }, { data });
    const here = second.url + new URL(url).pathname;
    const { file } = await upload(second.url, token, bytes, { uploadUrl: here });
    assert.equal(file?.bytes, bytes.length);
    const late = await begin(second, token, bytes);
    clock.jump(24 * 3_600_000 + 1);
    const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
    assert.equal((await fetch(late, { method: 'HEAD', headers })).status, 404);
    await second.close();
    const third = await startServer({ clock }, { data });
    await third.close();
    assert.deepEqual(readdirSync(join(data, 'uploads')), []);
    rmSync(data, { recursive: true });
  });

  test('FILE4: nobody reaches another’s through the address of their own', async () => {
    await withServer(async (server) => {
      const [nora, mallory] = [await server.signUp('nora'), await server.signUp('mallory')];
      const hers = await begin(server, nora.token, bytes);
      const own = await begin(server, mallory.token, bytes.subarray(0, 400_000));
      const headers = { authorization: `Bearer ${mallory.token}`, 'tus-resumable': '1.0.0' };
      const bent = `${own}?x=/${hers.split('/').at(-1)}`;
      const looked = await fetch(bent, { method: 'HEAD', headers });
      assert.equal(looked.headers.get('upload-length'), '400000');
      assert.equal((await fetch(bent, { method: 'DELETE', headers })).status, 204);
      assert.equal((await fetch(own, { method: 'HEAD', headers })).status, 404);
      const kept = { ...headers, authorization: `Bearer ${nora.token}` };
      const there = await fetch(hers, { method: 'HEAD', headers: kept });
      assert.deepEqual([there.status, there.headers.get('upload-offset')], [200, '300000']);
    });
  });

  test('one that is too large or given up leaves nothing', async () => {
    await withServer(async (server) => {
      const { token } = await server.signUp('nora');
      const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
      const large = await fetch(`${server.url}/api/v1/uploads`, {
        method: 'POST',
        headers: { ...headers, 'upload-length': '99999999999' },
      });
      assert.equal(large.status, 413);
      assert.equal(((await large.json()) as { error: { code: string } }).error.code, 'tooLarge');
      const url = await begin(server, token, bytes);
      assert.equal((await fetch(url, { method: 'DELETE', headers })).status, 204);
      assert.equal((await fetch(url, { method: 'HEAD', headers })).status, 404);
    });
  });
});

/** Sends the first piece and leaves it at that. */
async function begin(server: TestServer, token: string, bytes: Buffer): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
  const made = await fetch(`${server.url}/api/v1/uploads`, {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(bytes.length) },
  });
  assert.equal(made.status, 201);
  const url = new URL(made.headers.get('location') ?? '', server.url).href;
  const sent = await fetch(url, {
    method: 'PATCH',
    headers: {
      ...headers,
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    body: new Uint8Array(bytes.subarray(0, 300_000)),
  });
  assert.equal(sent.headers.get('upload-offset'), '300000');
  return url;
}
