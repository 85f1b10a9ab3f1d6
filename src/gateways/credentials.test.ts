// What a request shows to be somebody, and whether it comes from our own pages.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Asking,
  clearCookie,
  findCredential,
  hasCookie,
  isForeignChange,
  isForeignSignIn,
  isOwnOrigin,
  issueCookie,
} from './credentials.ts';

const NORA = 'abcdefghij2345672345';
const AMARA = 'bbcdefghij2345672345';
const TOKEN = 't'.repeat(43);
const OTHER = 'o'.repeat(43);

function asking(headers: Record<string, string>, method = 'GET'): Asking {
  return { headers, method };
}

describe('findCredential', () => {
  test('takes a bearer token, whatever the case of its scheme', () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      const found = findCredential(asking({ authorization: `${scheme} ${TOKEN}` }), false);
      assert.deepEqual(found, { kind: 'bearer', token: TOKEN });
    }
  });

  test('refuses tokens of other characters or lengths before anybody works on them', () => {
    for (const token of [
      '',
      'short',
      'x'.repeat(201),
      `${TOKEN}\u0000`,
      `${TOKEN}'--`,
      'é'.repeat(43),
    ]) {
      const found = findCredential(asking({ authorization: `Bearer ${token}` }), false);
      assert.deepEqual(found, { rejected: 'notSignedIn' }, JSON.stringify(token));
    }
  });

  test('takes the only cookie, and of several the one that Kith-Account names', () => {
    const one = { cookie: `theme=dark; kith-${NORA}=${TOKEN}` };
    assert.deepEqual(findCredential(asking(one), false), {
      kind: 'cookie',
      token: TOKEN,
      user: NORA,
    });
    const two = { cookie: `kith-${NORA}=${TOKEN}; kith-${AMARA}=${OTHER}` };
    assert.deepEqual(findCredential(asking(two), false), { rejected: 'accountNeeded' });
    const named = asking({ ...two, 'kith-account': AMARA });
    assert.deepEqual(findCredential(named, false), { kind: 'cookie', token: OTHER, user: AMARA });
    assert.deepEqual(findCredential(asking(two), false, { account: NORA }), {
      kind: 'cookie',
      token: TOKEN,
      user: NORA,
    });
  });

  test('an account without a cookie is nobody, even where another has one', () => {
    const request = asking({ cookie: `kith-${NORA}=${TOKEN}`, 'kith-account': AMARA });
    assert.deepEqual(findCredential(request, false), { rejected: 'notSignedIn' });
  });

  test('AUTH9: a token and a cookie of ours are one too many; a foreign cookie is nothing to us', () => {
    const both = { authorization: `Bearer ${TOKEN}`, cookie: `kith-${NORA}=${TOKEN}` };
    assert.deepEqual(findCredential(asking(both), false), { rejected: 'bothCredentials' });
    const handshake = asking({ cookie: `kith-${NORA}=${TOKEN}` });
    assert.deepEqual(findCredential(handshake, false, { token: TOKEN }), {
      rejected: 'bothCredentials',
    });
    const foreign = { ...both, cookie: `session=${TOKEN}; kithx-${NORA}=${TOKEN}` };
    assert.deepEqual(findCredential(asking(foreign), false), { kind: 'bearer', token: TOKEN });
  });

  test('another scheme is somebody else’s: a proxy’s password does not hide the cookie', () => {
    const request = asking({
      authorization: 'Basic bm9yYTpwdw==',
      cookie: `kith-${NORA}=${TOKEN}`,
    });
    assert.deepEqual(findCredential(request, false), { kind: 'cookie', token: TOKEN, user: NORA });
  });

  test('under https only __Host- cookies count, under http only plain ones', () => {
    const plain = asking({ cookie: `kith-${NORA}=${TOKEN}` });
    const hosted = asking({ cookie: `__Host-kith-${NORA}=${TOKEN}` });
    assert.equal(hasCookie(plain, false), true);
    assert.equal(hasCookie(plain, true), false);
    assert.equal(hasCookie(hosted, false), false);
    assert.equal(hasCookie(hosted, true), true);
  });

  test('malformed cookies are no cookies, and of two with one name the first counts', () => {
    const malformed = `kith-=${TOKEN}; kith-${NORA}; kith-${NORA}=; kith-UPPER=${TOKEN}; =; ;;`;
    assert.deepEqual(findCredential(asking({ cookie: malformed }), false), {
      rejected: 'notSignedIn',
    });
    const twice = asking({ cookie: `kith-${NORA}=${TOKEN}; kith-${NORA}=${OTHER}` });
    assert.deepEqual(findCredential(twice, false), { kind: 'cookie', token: TOKEN, user: NORA });
  });
});

describe('isOwnOrigin', () => {
  const cases: readonly [string, Record<string, string>, string | undefined, boolean][] = [
    ['equal to Host', { origin: 'http://nora.home:8080', host: 'nora.home:8080' }, undefined, true],
    ['Host in other case', { origin: 'http://nora.home', host: 'NORA.home' }, undefined, true],
    ['another host', { origin: 'http://evil.test', host: 'nora.home' }, undefined, false],
    ['another port', { origin: 'http://nora.home:81', host: 'nora.home:80' }, undefined, false],
    ['another scheme', { origin: 'https://nora.home', host: 'nora.home' }, undefined, false],
    ['null', { origin: 'null', host: 'null' }, undefined, false],
    ['none', { host: 'nora.home' }, undefined, false],
    ['without Host', { origin: 'http://nora.home' }, undefined, false],
    ['two of them', { origin: 'http://a.test, http://a.test', host: 'a.test' }, undefined, false],
    ['longer by a bit', { origin: 'http://a.test.evil', host: 'a.test' }, undefined, false],
    ['configured', { origin: 'https://kith.test', host: 'x' }, 'https://kith.test', true],
    ['a forged Host', { origin: 'http://evil', host: 'evil' }, 'https://kith.test', false],
  ];
  for (const [name, headers, configured, expected] of cases) {
    test(`${name}: ${expected ? 'ours' : 'not ours'}`, () => {
      assert.equal(isOwnOrigin(asking(headers), configured), expected);
    });
  }
});

describe('who must come from our own pages', () => {
  const own = { origin: 'http://a.test', host: 'a.test' };
  const foreign = { origin: 'http://b.test', host: 'a.test' };
  const cookie = { kind: 'cookie', token: TOKEN, user: NORA } as const;
  const bearer = { kind: 'bearer', token: TOKEN } as const;

  test('AUTH8: a change by cookie does, reading and tokens do not', () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      assert.equal(isForeignChange(asking(foreign, method), cookie, undefined), true);
      assert.equal(isForeignChange(asking({ host: 'a.test' }, method), cookie, undefined), true);
      assert.equal(isForeignChange(asking(own, method), cookie, undefined), false);
      assert.equal(isForeignChange(asking(foreign, method), bearer, undefined), false);
    }
    assert.equal(isForeignChange(asking(foreign, 'GET'), cookie, undefined), false);
  });

  test('a sign-in with an Origin does, and one for a cookie has to have one', () => {
    assert.equal(isForeignSignIn(asking(own), true, undefined), false);
    assert.equal(isForeignSignIn(asking(own), false, undefined), false);
    assert.equal(isForeignSignIn(asking(foreign), false, undefined), true);
    assert.equal(isForeignSignIn(asking({ host: 'a.test' }), true, undefined), true);
    assert.equal(isForeignSignIn(asking({ host: 'a.test' }), undefined, undefined), false);
    assert.equal(isForeignSignIn(asking({ ...own, origin: 'null' }), false, undefined), true);
  });
});

test('cookies are out of reach of scripts, and secure where there is TLS', () => {
  assert.equal(
    issueCookie(NORA, TOKEN, true),
    `__Host-kith-${NORA}=${TOKEN}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure`,
  );
  assert.equal(
    clearCookie(NORA, false),
    `kith-${NORA}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`,
  );
});
