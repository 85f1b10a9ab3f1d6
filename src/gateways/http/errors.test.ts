// What goes wrong below or before a route: rejections with a delay, faults, broken HTTP, an ending
// server.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { ErrorBody } from '#protocol/route.ts';
import { FakeClock } from '#test/support/clock.ts';
import { NORA_TOKEN, openFake } from './fake-messenger.ts';

const AS_NORA = { authorization: `Bearer ${NORA_TOKEN}` };

describe('rejections', () => {
  test('those that time mends say when to come back', async () => {
    for (const [rejected, status] of [
      ['tooFast', 429],
      ['busy', 503],
    ] as const) {
      const account = async () => ({ rejected, retryAfterMs: 1_500 }) as const;
      const { app, close } = await openFake({ read: { account } });
      const answer = await app.inject({ url: '/api/v1/users/me', headers: AS_NORA });
      assert.deepEqual([answer.statusCode, answer.headers['retry-after']], [status, '2']);
      assert.deepEqual(answer.json().error.retryAfterMs, 1_500);
      await close();
    }
  });

  test('WIRE7: who asks too fast waits for the answer, and others do not', async () => {
    const clock = new FakeClock();
    const account = async () => ({ rejected: 'tooFast', retryAfterMs: 1_500 }) as const;
    const { app, close } = await openFake({ read: { account } }, { clock });
    let isAnswered = false;
    const refused = app.inject({ url: '/api/v1/users/me', headers: AS_NORA }).finally(() => {
      isAnswered = true;
    });
    for (let turn = 0; turn < 20; turn += 1) await app.inject('/healthz');
    assert.equal(isAnswered, false);
    await clock.advance(250);
    assert.equal((await refused).statusCode, 429);
    await close();
  });
});

describe('faults', () => {
  test('WIRE1: are told by an incident number only, and logged once with their causes', async () => {
    const account = async () => {
      throw new Error('the disk is full', { cause: new Error('ENOSPC at /secret/path') });
    };
    const { app, logged, close } = await openFake({ read: { account } });
    const answer = await app.inject({ url: '/api/v1/users/me?', headers: AS_NORA });
    const { error } = ErrorBody.parse(answer.json());
    assert.deepEqual([answer.statusCode, error.code], [500, 'fault']);
    assert.doesNotMatch(answer.body, /disk|ENOSPC|secret|stack/);
    assert.equal(logged.length, 1);
    const [line = ''] = logged;
    assert.match(line, /^fault [0-9a-f]{8} in GET \/api\/v1\/users\/me: Error: the disk is full/);
    assert.ok(line.includes(String(error.incident)));
    assert.match(line, /caused by Error: ENOSPC/);
    assert.ok(!line.includes(NORA_TOKEN));
    await close();
  });

  test('a store that does not answer shows in /healthz', async () => {
    const check = async () => {
      throw new Error('locked');
    };
    const { app, close } = await openFake({ check });
    assert.equal((await app.inject('/healthz')).statusCode, 500);
    await close();
  });

  test('an authentication that fails is a fault, not a stranger', async () => {
    const authenticate = async () => {
      throw new Error('locked');
    };
    const { app, logged, close } = await openFake({ authenticate });
    const answer = await app.inject({ url: '/api/v1/users/me', headers: AS_NORA });
    assert.deepEqual([answer.statusCode, logged.length], [500, 1]);
    await close();
  });
});

describe('over the wire', () => {
  async function exchange(bytes: string): Promise<string> {
    const fake = await openFake();
    const { port } = await fake.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.end(bytes);
    const answer = await text(socket);
    await fake.close();
    return answer;
  }

  const cases: readonly [string, string, string, string][] = [
    ['no HTTP at all', 'EHLO kith\r\n\r\n', '400', 'invalid'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', '400', ''],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      '431',
      'tooLarge',
    ],
    [
      'an address without end',
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      '431',
      'tooLarge',
    ],
    [
      'two lengths',
      'POST /api/v1/users HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
      '400',
      'invalid',
    ],
    [
      'a length and chunks',
      'POST /api/v1/users HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      '400',
      'invalid',
    ],
    [
      'a length that lies large',
      'POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n{}',
      '413',
      'tooLarge',
    ],
  ];
  for (const [name, bytes, status, code] of cases) {
    test(`WIRE1: ${name}: ${status} ${code}`, async () => {
      const answer = await exchange(bytes);
      assert.ok(answer.startsWith(`HTTP/1.1 ${status} `), answer.slice(0, 200));
      if (code === '') return;
      const [, body = ''] = answer.split('\r\n\r\n');
      assert.equal(ErrorBody.parse(JSON.parse(body)).error.code, code);
    });
  }

  test('WIRE6: a body that never ends is cut off at the limit', async () => {
    const head =
      'POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`;
    const answer = await exchange(head + chunk.repeat(4));
    assert.match(answer, /^HTTP\/1.1 413 /);
  });

  test('closing lets a request under way finish, and takes no new ones', async () => {
    const held = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const check = async () => {
      asked.resolve();
      await held.promise;
    };
    const fake = await openFake({ check });
    const { port } = await fake.listen({ port: 0, host: '127.0.0.1' });
    const answer = fetch(`http://127.0.0.1:${port}/healthz`);
    await asked.promise;
    const closed = fake.close();
    const refused = connect(port, '127.0.0.1');
    const [error] = await once(refused, 'error');
    assert.equal(error.code, 'ECONNREFUSED');
    held.resolve();
    assert.equal((await answer).status, 200);
    await closed;
  });

  test('a port in use is Node’s own error, for whoever starts the server to word', async () => {
    const one = await openFake();
    const two = await openFake();
    const where = await one.listen({ port: 0, host: '127.0.0.1' });
    await assert.rejects(two.listen({ port: where.port, host: '127.0.0.1' }), {
      code: 'EADDRINUSE',
    });
    await one.close();
    await two.close();
  });
});
