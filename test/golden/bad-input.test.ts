// Bad input of every kind on every route and every event, generated from the schemas: a clear error, nothing stored,
// and the server goes on. What is tried is a valid example with one thing made wrong, or something else altogether.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { io, type Socket } from 'socket.io-client';
import { ROUTES, type Route } from '#protocol/route.ts';
import { ClientEvents } from '#protocol/socket.ts';
import { startServer, type TestServer } from '../support/running-server.ts';

const TRIES = 25;
const HOSTILE = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '../../etc/passwd',
  "'; DROP TABLE users; --",
  '<img src=x onerror=alert(1)>',
  '\u202eevil',
  'x'.repeat(50_000),
  '%00',
  '__proto__',
];

let server: TestServer;
let token: string;
let socket: Socket;

before(async () => {
  server = await startServer();
  token = (await server.signUp('nora')).token;
  socket = io(server.url, { auth: { token }, transports: ['websocket'], reconnection: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
});

after(async () => {
  socket.disconnect();
  await server.close();
});

/** Any JSON, and texts that have hurt others. */
const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(...HOSTILE), fc.integer(), fc.double());

/** A valid example with one of its fields replaced, taken away or one added; or anything at all. */
function spoiled(example: Record<string, unknown>): fc.Arbitrary<unknown> {
  const keys = Object.keys(example);
  const replaced = fc
    .tuple(fc.constantFrom(...(keys.length > 0 ? keys : ['x'])), anything)
    .map(([key, value]) => ({ ...example, [key]: value }));
  const lessened = fc
    .constantFrom(...(keys.length > 0 ? keys : ['x']))
    .map((key) => Object.fromEntries(Object.entries(example).filter(([name]) => name !== key)));
  const widened = fc
    .tuple(fc.string({ minLength: 1 }), anything)
    .map(([key, value]) => ({ ...example, [key]: value }));
  return fc.oneof(replaced, lessened, widened, anything);
}

async function countRows(): Promise<string> {
  return server.server.store.read(async (q) => {
    const counts = [];
    for (const table of ['events', 'commands', 'users', 'members', 'chats']) {
      counts.push((await q.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))?.n);
    }
    return counts.join(' ');
  });
}

function isClearError(body: unknown): boolean {
  const { error } = (body ?? {}) as { error?: { code?: unknown; message?: unknown } };
  return typeof error?.code === 'string' && /^[A-Z‘].*[.]$/.test(String(error.message));
}

/** What went wrong, or nothing: refused input stores nothing and says why; no input makes a fault. */
async function tryRoute(route: Route, path: string, body: unknown): Promise<void> {
  const rows = await countRows();
  const sent = route.method === 'GET' ? undefined : body;
  const answer = await server.call(token, route.method, path, sent);
  assert.ok(answer.status < 500, `${route.method} ${path}: ${answer.status}`);
  if (answer.status < 400) return;
  assert.ok(isClearError(answer.body), JSON.stringify(answer.body));
  assert.equal(await countRows(), rows, 'something was stored');
}

function exampleOf(route: Route, part: 'body' | 'params'): Record<string, unknown> {
  const examples = route[part]?.meta()?.examples;
  return ((Array.isArray(examples) ? examples[0] : undefined) ?? {}) as Record<string, unknown>;
}

function pathOf(route: Route, params: Record<string, unknown>): string {
  return route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name] ?? 'lobby').toWellFormed()),
  );
}

// Ending the session or the account that the other tries use would prove nothing.
const LAST = ['endCurrentSession', 'changePassword', 'deleteMe'];

describe('bad input over HTTP', () => {
  for (const [name, route] of Object.entries(ROUTES) as [string, Route][]) {
    if (LAST.includes(name)) continue;
    test(`WIRE2: ${name} refuses spoiled bodies`, async () => {
      const path = pathOf(route, exampleOf(route, 'params'));
      await fc.assert(
        fc.asyncProperty(spoiled(exampleOf(route, 'body')), (body) => tryRoute(route, path, body)),
        { numRuns: TRIES },
      );
    });
    test(`WIRE2: ${name} refuses spoiled paths and queries`, async () => {
      const input = fc.tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE));
      await fc.assert(
        fc.asyncProperty(input, async ([param, value]) => {
          const params = { id: param, username: param };
          const query = new URLSearchParams({
            after: value,
            limit: value,
            before: value,
            q: value,
          });
          const long = `${pathOf(route, params)}?${query}`.slice(0, 12_000);
          await tryRoute(route, long.replace(/%[0-9A-F]?$/i, ''), exampleOf(route, 'body'));
        }),
        { numRuns: TRIES },
      );
    });
  }

  test('WIRE2: what is not JSON, or not well-formed, is refused in words', async () => {
    for (const body of ['{', '[1,', 'null', '"text"', '{"a":1}}', '\u0000']) {
      const answer = await server.call(token, 'POST', '/api/v1/chats/lobby/messages', body);
      assert.ok(answer.status === 400 && isClearError(answer.body), body);
    }
  });

  test('WIRE6: a body that is too large is refused, and the server goes on', async () => {
    const text = 'x'.repeat(200_000);
    const answer = await server.call(token, 'POST', '/api/v1/chats/lobby/messages', { text });
    assert.equal(answer.status, 413);
    assert.ok(isClearError(answer.body));
    assert.equal((await server.call(token, 'GET', '/healthz')).status, 200);
  });
});

/** None of which can become valid, and store something, by another value in one field. */
const EVENT_EXAMPLES: Record<string, Record<string, unknown>> = {
  append: { log: 'chat:lobby', command: 'c1', kind: 'postMessage', body: { text: '' } },
  follow: { logs: [{ log: 'chat:lobby', after: -1 }] },
  unfollow: { logs: ['chat:lobby', 'nothing'] },
  read: { log: 'chat:nowhere', seq: 0 },
  signal: { kind: 'typing', log: 'chat:nowhere', on: true },
};

interface Refusal {
  rejected?: unknown;
  message?: unknown;
}

describe('bad input over the socket', () => {
  for (const name of [...Object.keys(ClientEvents), 'nonsense', 'toString', 'error']) {
    test(`WIRE2: the event ${name} answers spoiled input, and the connection lives`, async () => {
      const rows = await countRows();
      const inputs = spoiled(EVENT_EXAMPLES[name] ?? {}).filter((input) => input !== undefined);
      await fc.assert(
        fc.asyncProperty(inputs, async (payload) => {
          const answer = (await socket.timeout(5_000).emitWithAck(name, payload)) as Refusal;
          if (answer.rejected === undefined) return;
          assert.notEqual(answer.rejected, 'fault');
          assert.ok(typeof answer.message === 'string' && answer.message.endsWith('.'));
        }),
        { numRuns: TRIES * 2 },
      );
      assert.equal(await countRows(), rows, 'something was stored');
      assert.ok(socket.connected);
    });
  }

  test('WIRE6: a text that is too long is refused with its limit, and the connection lives', async () => {
    const body = { text: 'x'.repeat(300_000) };
    const append = { log: 'chat:lobby', command: 'long', kind: 'postMessage', body };
    const answer = (await socket.timeout(5_000).emitWithAck('append', append)) as Refusal;
    assert.deepEqual(
      { ...answer, message: '' },
      {
        rejected: 'tooLong',
        field: 'body.text',
        max: 16_000,
        message: '',
      },
    );
    assert.ok(socket.connected);
  });

  test('WIRE2: nothing of all that was a fault', () => {
    assert.deepEqual(server.logged, []);
  });
});
