// Every route over HTTP: who gets in, what comes out, what bad input is told. In front of a
// messenger that says yes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { InjectOptions } from 'fastify';
import type { Messenger } from '#core/messenger.ts';
import type { Append } from '#protocol/command.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { ErrorBody, ROUTES, type Route } from '#protocol/route.ts';
import { exampleOf } from './description/examples.ts';
import { AMARA, NORA, NORA_TOKEN, openFake } from './fake-messenger.ts';
import { handlers } from './handlers/handlers.ts';

type Method = NonNullable<InjectOptions['method']>;

const AS_NORA = { authorization: `Bearer ${NORA_TOKEN}` };
const JSON_BODY = { ...AS_NORA, 'content-type': 'application/json' };
const MESSAGES = '/api/v1/chats/lobby/messages';

let fake: Awaited<ReturnType<typeof openFake>>;
before(async () => {
  fake = await openFake();
});
after(() => fake.close());

function inject(method: Method, url: string, rest: InjectOptions = {}) {
  return fake.app.inject({ method, url, headers: AS_NORA, ...rest });
}

/** A request to a route made of its examples. */
function exampleRequest(route: Route): { method: Method; url: string; body?: string } {
  const params = (route.params ? exampleOf(route.params) : {}) as Record<string, string>;
  const url = route.path.replace(/:(\w+)/g, (_, name) => params[name] ?? '');
  const body = route.body && { body: JSON.stringify(exampleOf(route.body)) };
  return { method: route.method, url, ...body };
}

function post(body: unknown, url = MESSAGES) {
  return inject('POST', url, { headers: JSON_BODY, body: JSON.stringify(body) });
}

describe('every route', () => {
  for (const [name, route] of Object.entries(ROUTES) as [keyof typeof ROUTES, Route][]) {
    test(`WIRE4: ${name}: has a handler, and answers its own example as its schemas say`, async () => {
      assert.equal(typeof handlers[name], 'function');
      const headers = route.body ? JSON_BODY : AS_NORA;
      const answer = await fake.app.inject({ ...exampleRequest(route), headers });
      const schema = route.answers[answer.statusCode];
      assert.ok(schema, `${answer.statusCode} ${answer.body}`);
      if (route.raw === 'file') return;
      if (answer.statusCode === 204) assert.equal(answer.body, '');
      else schema.parse(answer.json());
    });

    if (route.auth !== 'session') continue;
    test(`WIRE5: ${name}: strangers get 401, and nothing is looked at`, async () => {
      const request = { ...exampleRequest(route), body: 'not even JSON' };
      const answer = await fake.app.inject({ ...request, headers: {} });
      assert.equal(answer.statusCode, 401);
      assert.equal(answer.headers['www-authenticate'], 'Bearer');
      assert.equal(ErrorBody.parse(answer.json()).error.code, 'notSignedIn');
      const stale = { authorization: `Bearer ${'x'.repeat(43)}` };
      assert.equal((await fake.app.inject({ ...request, headers: stale })).statusCode, 401);
    });

    test(`WIRE2: ${name}: unknown keys are refused`, async () => {
      const request = exampleRequest(route);
      const queried = await fake.app.inject({
        ...request,
        url: `${request.url}?surprise=1`,
        headers: route.body ? JSON_BODY : AS_NORA,
      });
      assert.deepEqual([queried.statusCode, queried.json().error.field], [400, 'surprise']);
      if (route.method === 'GET' || route.raw === 'bytes') return;
      const body = JSON.stringify({ ...JSON.parse(request.body ?? '{}'), surprise: 1 });
      const answer = await fake.app.inject({ ...request, body, headers: JSON_BODY });
      assert.deepEqual([answer.statusCode, answer.json().error.field], [400, 'surprise']);
    });
  }
});

describe('bad input', () => {
  const cases: readonly [string, InjectOptions, number, string, string?][] = [
    [
      'no JSON',
      { method: 'POST', url: MESSAGES, headers: JSON_BODY, body: '{' },
      400,
      'invalid',
      'body',
    ],
    ['no body', { method: 'POST', url: MESSAGES, headers: JSON_BODY }, 400, 'invalid'],
    ['neither body nor type', { method: 'POST', url: MESSAGES }, 400, 'invalid'],
    [
      'another type',
      {
        method: 'POST',
        url: MESSAGES,
        headers: { ...AS_NORA, 'content-type': 'text/plain' },
        body: 'hi',
      },
      415,
      'invalid',
      'content-type',
    ],
    [
      'no type',
      { method: 'POST', url: MESSAGES, body: Buffer.from('{"text":"hi"}') },
      415,
      'invalid',
    ],
    [
      'a type that is none',
      { method: 'POST', url: MESSAGES, headers: { ...AS_NORA, 'content-type': '///' }, body: '{}' },
      415,
      'invalid',
    ],
    [
      'compressed',
      {
        method: 'POST',
        url: MESSAGES,
        headers: { ...JSON_BODY, 'content-encoding': 'gzip' },
        body: '{}',
      },
      415,
      'invalid',
    ],
    [
      'too large',
      {
        method: 'POST',
        url: MESSAGES,
        headers: JSON_BODY,
        body: `{"text":"${'x'.repeat(131_072)}"}`,
      },
      413,
      'tooLarge',
    ],
    [
      'a prototype',
      {
        method: 'POST',
        url: MESSAGES,
        headers: JSON_BODY,
        body: '{"text":"x","__proto__":{"a":1}}',
      },
      400,
      'invalid',
    ],
    [
      'deep nesting',
      {
        method: 'POST',
        url: MESSAGES,
        headers: JSON_BODY,
        body: `${'['.repeat(60_000)}${']'.repeat(60_000)}`,
      },
      400,
      'invalid',
    ],
    [
      'half a character',
      { method: 'POST', url: MESSAGES, headers: JSON_BODY, body: '{"text":"\\ud800"}' },
      400,
      'invalid',
      'text',
    ],
    ['a chat that cannot be', { method: 'GET', url: '/api/v1/chats/nowhere' }, 404, 'notFound'],
    ['a name that cannot be', { method: 'GET', url: '/api/v1/users/-x' }, 404, 'notFound'],
    [
      'a name without end',
      { method: 'GET', url: `/api/v1/users/${'n'.repeat(9_000)}` },
      404,
      'notFound',
    ],
    ['a session that cannot be', { method: 'DELETE', url: '/api/v1/sessions/7' }, 404, 'notFound'],
    ['a broken escape', { method: 'GET', url: '/api/v1/users/%zz' }, 400, 'invalid', 'path'],
    ['a broken escape in no route', { method: 'GET', url: '/%c0%ae' }, 400, 'invalid', 'path'],
    [
      'a key twice',
      { method: 'GET', url: '/api/v1/chats?limit=1&limit=2' },
      400,
      'invalid',
      'limit',
    ],
    ['before and after', { method: 'GET', url: `${MESSAGES}?before=1&after=2` }, 400, 'invalid'],
    [
      'a seq beyond numbers',
      { method: 'GET', url: `${MESSAGES}?before=1e300` },
      400,
      'invalid',
      'before',
    ],
    ['an unknown route', { method: 'GET', url: '/api/v1/nothing' }, 404, 'notFound'],
    ['an unknown method', { method: 'PATCH', url: '/api/v1/rooms' }, 404, 'notFound'],
    [
      'a page that is none',
      { method: 'GET', url: '/', headers: { accept: 'text/html' } },
      404,
      'notFound',
    ],
  ];
  for (const [name, request, status, code, field] of cases) {
    test(`WIRE2: ${name}: ${status} ${code}`, async () => {
      const answer = await fake.app.inject({ headers: AS_NORA, ...request });
      const { error } = ErrorBody.parse(answer.json());
      assert.deepEqual([answer.statusCode, error.code], [status, code]);
      if (field !== undefined) assert.equal(error.field, field);
      assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
      assert.equal(answer.headers['x-content-type-options'], 'nosniff');
      assert.doesNotMatch(answer.body, /FST_|node_modules|\.ts:/);
      assert.deepEqual(fake.logged, []);
    });
  }

  test('a route without a body takes an empty one of any type', async () => {
    const url = '/api/v1/chats/lobby/members/me';
    for (const headers of [
      { ...AS_NORA },
      { ...JSON_BODY, 'content-length': '0' },
      { ...AS_NORA, 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0' },
    ]) {
      assert.equal((await inject('PUT', url, { headers })).statusCode, 200);
    }
    assert.equal((await inject('PUT', url, { headers: JSON_BODY, body: '{}' })).statusCode, 200);
    assert.equal((await inject('PUT', url, { headers: JSON_BODY, body: '[1]' })).statusCode, 400);
    assert.equal((await inject('PUT', url, { headers: JSON_BODY, body: '7' })).statusCode, 400);
  });
});

describe('HEAD and OPTIONS', () => {
  test('HEAD answers as GET does, without the body', async () => {
    const answer = await inject('HEAD', '/api/v1/users/me');
    assert.deepEqual([answer.statusCode, answer.body], [200, '']);
    assert.ok(Number(answer.headers['content-length']) > 50);
    assert.equal((await inject('HEAD', '/api/v1/users/me', { headers: {} })).statusCode, 401);
  });

  test('OPTIONS says what there is, and lets tokens, not cookies, come from other pages', async () => {
    const plain = await inject('OPTIONS', MESSAGES, { headers: {} });
    assert.equal(plain.statusCode, 204);
    assert.equal(plain.headers['access-control-allow-origin'], undefined);
    const headers = { origin: 'null', 'access-control-request-method': 'POST' };
    const asked = await inject('OPTIONS', MESSAGES, { headers });
    assert.equal(asked.headers['access-control-allow-origin'], '*');
    assert.equal(asked.headers['access-control-allow-credentials'], undefined);
    assert.equal(asked.headers['access-control-allow-headers'], 'authorization, content-type');
    assert.equal((await inject('OPTIONS', '/', { headers })).statusCode, 404);
  });

  test('another page reads what a token opens, and nothing else', async () => {
    const origin = 'https://elsewhere.test';
    const known = await inject('GET', '/api/v1/users/me', { headers: { ...AS_NORA, origin } });
    assert.equal(known.headers['access-control-allow-origin'], '*');
    for (const [url, headers] of [
      ['/api/v1/users/me', { origin }],
      ['/api/v1/users/me', { origin, authorization: `Bearer ${'x'.repeat(43)}` }],
      ['/api/v1/users/me', { origin, cookie: `kith-${NORA}=${NORA_TOKEN}` }],
      ['/api/v1/place', { origin, ...AS_NORA }],
      ['/api/openapi.json', { origin, ...AS_NORA }],
      ['/healthz', { origin }],
    ] as const) {
      const answer = await inject('GET', url, { headers });
      assert.equal(answer.headers['access-control-allow-origin'], undefined, url);
    }
  });
});

describe('messages', () => {
  test('a new one is 201 with what was said, a repeated one is 200 as it stands', async () => {
    const appended: Append[] = [];
    const append: Messenger['append'] = async (_actor, asked) => {
      appended.push(asked);
      return { log: asked.log, seq: 8, at: 2, repeated: appended.length > 1 };
    };
    const { app, close } = await openFake({ append });
    const request = { method: 'POST', url: MESSAGES, headers: JSON_BODY } as const;
    const body = JSON.stringify({ text: 'hello', commandId: 'a-1' });
    const first = await app.inject({ ...request, body });
    const said = {
      chat: 'lobby',
      seq: 8,
      by: NORA,
      at: 2,
      body: { text: 'hello' },
      command: 'a-1',
    };
    assert.deepEqual([first.statusCode, first.json()], [201, said]);
    const again = await app.inject({ ...request, body });
    assert.deepEqual([again.statusCode, again.json().body], [200, { text: 'first' }]);
    await app.inject({ ...request, body: '{"text":"x"}' });
    const [one, two, three] = appended;
    const ask = { kind: 'postMessage', body: { text: 'hello' } };
    assert.deepEqual(one, { log: 'chat:lobby', command: 'a-1', ask });
    assert.deepEqual(two, one);
    assert.match(three?.command ?? '', /^[a-z2-7]{20}$/);
    await close();
  });
});

describe('chats', () => {
  test('the same commandId names the same chat, whoever is named first is looked up first', async () => {
    const appended: Append[] = [];
    const append: Messenger['append'] = async (_actor, asked) => {
      appended.push(asked);
      return { log: asked.log, seq: 1, at: 2, repeated: appended.length > 2 };
    };
    const { app, close } = await openFake({ append });
    const body = JSON.stringify({
      kind: 'group',
      name: 'Lunch',
      members: ['amara'],
      commandId: 'c',
    });
    const request = { method: 'POST', url: '/api/v1/chats', headers: JSON_BODY, body } as const;
    const made = await app.inject(request);
    const repeated = await app.inject(request);
    assert.deepEqual([made.statusCode, repeated.statusCode], [201, 200]);
    const [create, add, ...again] = appended;
    assert.deepEqual(again, [create, add]);
    assert.equal(create?.log, `chat:${made.json().id}`);
    assert.deepEqual(create?.ask, { kind: 'createChat', chat: 'group', name: 'Lunch' });
    assert.deepEqual(add?.ask, { kind: 'addMember', user: AMARA });
    await close();
  });

  test('nothing is made when somebody named is not there', async () => {
    const nobody: Rejection = { rejected: 'notFound', what: 'user' };
    const { app, close } = await openFake({
      append: () => assert.fail('made'),
      read: { user: async () => nobody },
    });
    const body = JSON.stringify({ kind: 'group', name: 'Lunch', members: ['nobody'] });
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/chats',
      headers: JSON_BODY,
      body,
    });
    assert.deepEqual([answer.statusCode, answer.json().error.what], [404, 'user']);
    await close();
  });

  test('a direct chat is 200, however often', async () => {
    const answer = await post({ kind: 'direct', with: 'amara' }, '/api/v1/chats');
    assert.deepEqual([answer.statusCode, answer.json().kind], [200, 'direct']);
  });
});
