// Signing in and out over HTTP: a cookie or a token, never both; and whose pages may use a cookie.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Messenger, Peer } from '#core/messenger.ts';
import { AMARA, AMARA_TOKEN, NORA, NORA_TOKEN, openFake, SESSION } from './fake-messenger.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const OWN = { host: 'nora.home:8080', origin: 'http://nora.home:8080' };
const SIGN_IN = { login: 'nora', password: 'plums in the orchard' };
const SIGN_UP = { username: 'nora', password: 'plums in the orchard' };
const COOKIE = `kith-${NORA}=${NORA_TOKEN}`;

type Fake = Awaited<ReturnType<typeof openFake>>;

function enter({ app }: Fake, url: string, body: object, headers: Record<string, string> = {}) {
  return app.inject({
    method: 'POST',
    url,
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify(body),
  });
}

describe('signing in and up', () => {
  for (const [url, body] of [
    ['/api/v1/sessions', SIGN_IN],
    ['/api/v1/users', SIGN_UP],
  ] as const) {
    test(`${url}: a program gets the token and no cookie`, async () => {
      const fake = await openFake();
      const answer = await enter(fake, url, body);
      assert.equal(answer.statusCode, 201);
      assert.deepEqual(Object.keys(answer.json()), ['user', 'token']);
      assert.equal(answer.json().token, NORA_TOKEN);
      assert.equal(answer.headers['set-cookie'], undefined);
      await fake.close();
    });

    test(`AUTH2: ${url}: a browser gets a cookie and never sees the token`, async () => {
      const fake = await openFake();
      const answer = await enter(fake, url, { ...body, cookie: true }, OWN);
      assert.equal(answer.statusCode, 201);
      assert.deepEqual(Object.keys(answer.json()), ['user']);
      assert.equal(
        answer.headers['set-cookie'],
        `${COOKIE}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax`,
      );
      await fake.close();
    });

    test(`AUTH8: ${url}: another origin, null, or none for a cookie is refused unasked`, async () => {
      const fail = () => assert.fail('asked');
      const fake = await openFake({ signIn: fail, signUp: fail });
      const { host } = OWN;
      for (const [headers, cookie] of [
        [{ host, origin: 'http://evil.test' }, true],
        [{ host, origin: 'http://evil.test' }, false],
        [{ host, origin: 'null' }, true],
        [{ host, origin: 'https://nora.home:8080' }, true],
        [{ host: 'evil.test', origin: 'http://nora.home:8080' }, true],
        [{ host }, true],
      ] as const) {
        const answer = await enter(fake, url, { ...body, cookie }, headers);
        assert.deepEqual([answer.statusCode, answer.json().error.code], [403, 'wrongOrigin']);
        assert.equal(answer.headers['set-cookie'], undefined);
      }
      await fake.close();
    });
  }

  test('behind TLS the cookie is secure and bound to the host, and Host decides nothing', async () => {
    const fake = await openFake({}, { origin: 'https://kith.test/', trustedHops: 1 });
    const body = { ...SIGN_IN, cookie: true };
    const own = { host: 'inside:8080', origin: 'https://kith.test' };
    const answer = await enter(fake, '/api/v1/sessions', body, own);
    assert.equal(
      answer.headers['set-cookie'],
      `__Host-${COOKIE}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure`,
    );
    assert.equal(answer.headers['strict-transport-security'], 'max-age=31536000');
    const forged = await enter(fake, '/api/v1/sessions', body, OWN);
    assert.equal(forged.json().error.code, 'wrongOrigin');
    await fake.close();
  });

  test('the device is the one that is named, else what User-Agent says', async () => {
    const peers: Peer[] = [];
    const signIn: Messenger['signIn'] = async (_request, peer) => {
      peers.push(peer);
      return { rejected: 'wrongCredentials' };
    };
    const fake = await openFake({ signIn });
    const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0' };
    const answer = await enter(fake, '/api/v1/sessions', SIGN_IN, agent);
    assert.deepEqual([answer.statusCode, answer.json().error.code], [401, 'wrongCredentials']);
    await enter(fake, '/api/v1/sessions', { ...SIGN_IN, device: 'Kitchen' }, agent);
    assert.deepEqual(
      peers.map(({ device }) => device),
      ['Firefox on Linux', 'Kitchen'],
    );
    await fake.close();
  });
});

describe('with a cookie', () => {
  test('AUTH8: reading needs no Origin, changing needs our own', async () => {
    const fake = await openFake();
    const change = {
      method: 'PATCH',
      url: '/api/v1/users/me',
      body: '{"city":"Uppsala"}',
    } as const;
    const read = { method: 'GET', url: '/api/v1/users/me', headers: { cookie: COOKIE } } as const;
    assert.equal((await fake.app.inject(read)).statusCode, 200);
    for (const [headers, status] of [
      [OWN, 200],
      [{ host: OWN.host }, 403],
      [{ ...OWN, origin: 'http://evil.test' }, 403],
      [{ ...OWN, origin: 'null' }, 403],
      [{ ...OWN, host: 'evil.test' }, 403],
    ] as const) {
      const all = { ...JSON_TYPE, cookie: COOKIE, ...headers };
      assert.equal((await fake.app.inject({ ...change, headers: all })).statusCode, status);
    }
    await fake.close();
  });

  test('AUTH9: a bearer token beside it is refused', async () => {
    const fake = await openFake();
    const headers = { cookie: COOKIE, authorization: `Bearer ${NORA_TOKEN}` };
    const answer = await fake.app.inject({ url: '/api/v1/users/me', headers });
    assert.deepEqual([answer.statusCode, answer.json().error.code], [400, 'bothCredentials']);
    await fake.close();
  });

  test('AUTH9: of several accounts the request says which', async () => {
    const fake = await openFake({
      read: { user: async ({ user }) => ({ id: user, username: 'x', displayName: 'x' }) },
    });
    const cookie = `${COOKIE}; kith-${AMARA}=${AMARA_TOKEN}`;
    const url = '/api/v1/users/x';
    const unsaid = await fake.app.inject({ url, headers: { cookie } });
    assert.deepEqual([unsaid.statusCode, unsaid.json().error.code], [400, 'accountNeeded']);
    const amara = await fake.app.inject({ url, headers: { cookie, 'kith-account': AMARA } });
    assert.equal(amara.json().id, AMARA);
    await fake.close();
  });

  test('a cookie under another account’s name is nobody’s', async () => {
    const fake = await openFake();
    const headers = { cookie: `kith-${AMARA}=${NORA_TOKEN}` };
    const answer = await fake.app.inject({ url: '/api/v1/users/me', headers });
    assert.equal(answer.json().error.code, 'notSignedIn');
    await fake.close();
  });

  test('signing out ends the session and takes that account’s cookie away', async () => {
    const ended: string[] = [];
    const endSession: Messenger['endSession'] = async (_actor, session) => {
      ended.push(session);
      return undefined;
    };
    const fake = await openFake({ endSession });
    const request = { method: 'DELETE', url: '/api/v1/sessions/current' } as const;
    const answer = await fake.app.inject({ ...request, headers: { ...OWN, cookie: COOKIE } });
    assert.equal(answer.statusCode, 204);
    assert.equal(
      answer.headers['set-cookie'],
      `kith-${NORA}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`,
    );
    const authorization = `Bearer ${AMARA_TOKEN}`;
    const program = await fake.app.inject({ ...request, headers: { authorization } });
    assert.deepEqual([program.statusCode, program.headers['set-cookie']], [204, undefined]);
    assert.deepEqual(ended, [SESSION, SESSION]);
    await fake.close();
  });
});
