// The contract of twidder, as its original was read off: request by request, frame by frame on /echo.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { EchoSocket } from '#test/support/compat/echo-socket.ts';
import { request, type Sent } from '#test/support/compat/requests.ts';

const PASSWORD = 'plums in the orchard';

function person(email: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const name = { firstname: 'Ann', familyname: 'Lee' };
  const rest = { gender: 'Female', city: 'Uppsala', country: 'Sweden' };
  return { email, password: PASSWORD, ...name, ...rest, ...more };
}

describe('twidder', { timeout: 60_000 }, () => {
  let server: CompatServer;
  let url: string;

  before(async () => {
    server = await startCompat(['twidder']);
    url = server.at('twidder');
  });
  after(async () => {
    deepEqual(server.logged, []);
    await server.close();
  });

  const call = (method: string, path: string, sent: Sent = {}) => request(method, url + path, sent);
  /** Status and body, as one line of a transcript. */
  const line = async (method: string, path: string, sent: Sent = {}): Promise<string> => {
    const { status, text } = await call(method, path, sent);
    return `${status} ${text}`;
  };
  const post = (path: string, json: unknown, auth?: string) =>
    line('POST', path, { json, ...(auth !== undefined && { headers: { auth } }) });
  const get = (path: string, auth: string) => line('GET', path, { headers: { auth } });
  const signIn = async (email: string, password = PASSWORD): Promise<string> => {
    const { status, json } = await call('POST', '/sign_in', { json: { email, password } });
    equal(status, 201);
    return (json as { data: string }).data;
  };
  /** Resolves when the server has dealt with a socket's hello: the same token was looked up behind it. */
  const settled = async (socket: EchoSocket, auth: string): Promise<void> => {
    await socket.answers();
    ok((await get('/token/get_data', auth)).startsWith('200'));
    await socket.answers();
  };
  const newcomer = async (email: string): Promise<string> => {
    equal(await post('/sign_up', person(email)), '201 ');
    return signIn(email);
  };

  test('the pages and what stands beside them', async () => {
    for (const path of ['/', '/myServer']) {
      const { status, text, headers } = await call('GET', path);
      equal(status, 200);
      equal(headers.get('content-type'), 'text/html; charset=utf-8');
      ok(text.includes('<script type="text/view"'), path);
      const policy = headers.get('content-security-policy') ?? '';
      ok(policy.startsWith("default-src 'none'; script-src 'self'") && !policy.includes('unsafe'));
    }
    equal((await call('GET', '/static/client.js')).status, 200);
    equal((await call('GET', '/static/client.css')).status, 200);
    equal(await line('GET', '/socketInfo'), '200 ');
    equal(await line('GET', '/nothing'), '404 ');
  });

  test('an unmodified client that builds ws:// is told to use wss:// behind https', async () => {
    const behind = await startCompat(['twidder'], { origin: 'https://chat.example.org' });
    const { headers } = await request('GET', `${behind.at('twidder')}/`);
    ok(headers.get('content-security-policy')?.endsWith('; upgrade-insecure-requests'));
    await behind.close();
  });

  test('sign_up', async () => {
    equal(await post('/sign_up', person('ann@example.org')), '201 ');
    equal(await post('/sign_up', person('ANN@example.org')), '409 ');
    const { email: _email, ...nameless } = person('');
    equal(await post('/sign_up', nameless), '400 ');
    equal(await post('/sign_up', {}), '400 ');
    const broken: Record<string, unknown>[] = [
      { email: 'nobody' },
      { email: 'two@example.org, three@example.org' },
      { email: '.dot@example.org' },
      { email: `${'a'.repeat(40)}@example.org` },
      { email: 'bob@kith.invalid' },
      { password: 'short' },
      { password: 'seven77' },
      { password: 'p'.repeat(51) },
      { firstname: '' },
      { city: 'c'.repeat(51) },
    ];
    for (const wrong of broken) {
      equal(await post('/sign_up', person('x@example.org', wrong)), '422 ', JSON.stringify(wrong));
    }
    equal(await post('/sign_up', person('x@example.org', { city: 7 })), '500 ');
    const form = { form: { email: 'x@example.org' } };
    equal(await line('POST', '/sign_up', form), '400 ');
    const json = { 'content-type': 'application/json' };
    equal(await line('POST', '/sign_up', { headers: json, body: '{"email"' }), '400 ');
    equal(await line('GET', '/sign_up'), '405 ');
  });

  test('who has the same name before the @ gets one with a number', async () => {
    await newcomer('same@one.example.org');
    const auth = await newcomer('same@two.example.org');
    const { user } = await server.signUp('onlooker');
    ok(user);
    const data = '{"email":"same@two.example.org","firstname":"Ann","familyname":"Lee",';
    ok((await get('/token/get_data', auth)).startsWith(`200 {"data":${data}`));
  });

  test('sign_in', async () => {
    await newcomer('cat@example.org');
    const { status, json } = await call('POST', '/sign_in', {
      json: { email: 'Cat@Example.org', password: PASSWORD },
    });
    equal(status, 201);
    deepEqual(Object.keys(json as object), ['data']);
    const wrong = { email: 'cat@example.org', password: 'not this one' };
    equal(await post('/sign_in', wrong), '401 ');
    // The original's 404 would tell who is here.
    equal(await post('/sign_in', { ...wrong, email: 'nobody@example.org' }), '401 ');
    equal(await post('/sign_in', { email: 'cat@example.org' }), '400 ');
    equal(await post('/sign_in', { ...wrong, password: 'short' }), '422 ');
    equal(await post('/sign_in', { ...wrong, email: 'cat' }), '422 ');
  });

  test('COMPAT2: nothing without a token, and only in the header `auth`', async () => {
    const auth = await newcomer('dan@example.org');
    const routes = [
      ['POST', '/token/sign_out'],
      ['PUT', '/token/change_password'],
      ['GET', '/token/get_data'],
      ['GET', '/email/get_data/dan@example.org'],
      ['GET', '/token/get_message'],
      ['GET', '/email/get_message/dan@example.org'],
      ['POST', '/token/post_message'],
    ] as const;
    for (const [method, path] of routes) {
      equal(await line(method, path), '401 ', path);
      equal(await line(method, path, { headers: { auth: 'x'.repeat(43) } }), '401 ', path);
      const elsewhere = { headers: { authorization: auth }, cookie: `kith-twidder=${auth}` };
      equal(await line(method, path, elsewhere), '401 ', path);
    }
    const broken = { 'content-type': 'application/json' };
    equal(await line('POST', '/token/post_message', { headers: broken, body: '{' }), '401 ');
  });

  test('COMPAT3: get_data and get_message', async () => {
    const [ann, bob] = [await newcomer('eve@example.org'), await newcomer('fay@example.org')];
    const data =
      '200 {"data":{"email":"eve@example.org","firstname":"Ann","familyname":"Lee",' +
      '"gender":"Female","city":"Uppsala","country":"Sweden"}}';
    equal(await get('/token/get_data', ann), data);
    equal(await get('/email/get_data/eve@example.org', bob), data);
    equal(await get('/email/get_data/EVE@Example.ORG', bob), data);
    equal(await get('/email/get_data/nobody@example.org', bob), '500 ""');
    equal(await get('/email/get_data/nobody', bob), '422 ""');
    equal(await get('/email/get_message/nobody@example.org', bob), '404 ""');
    equal(await get('/email/get_message/nobody', bob), '422 ""');
    equal(await get('/token/get_message', ann), '200 {"data":[]}');
  });

  test('post_message', async () => {
    const [ann, bob] = [await newcomer('gus@example.org'), await newcomer('hal@example.org')];
    equal(await post('/token/post_message', { message: 'first' }, ann), '201 ');
    const there = { message: 'second', email: 'Gus@example.org' };
    equal(await post('/token/post_message', there, bob), '201 ');
    const wall =
      '200 {"data":[{"writer":"gus@example.org","content":"first"},' +
      '{"writer":"hal@example.org","content":"second"}]}';
    equal(await get('/token/get_message', ann), wall);
    equal(await get('/email/get_message/gus@example.org', bob), wall);
    equal(await get('/token/get_message', bob), '200 {"data":[]}');
    equal(await post('/token/post_message', { message: 'm'.repeat(500) }, ann), '201 ');
    equal(await post('/token/post_message', { message: 'm'.repeat(501) }, ann), '422 ');
    equal(await post('/token/post_message', { message: '' }, ann), '422 ');
    equal(await post('/token/post_message', { message: '   ' }, ann), '422 ');
    equal(await post('/token/post_message', {}, ann), '400 ');
    equal(await post('/token/post_message', { message: 7 }, ann), '500 ');
    const lost = { message: 'x', email: 'nobody@example.org' };
    equal(await post('/token/post_message', lost, ann), '404 ');
  });

  test('COMPAT5: what its client puts into innerHTML is text', async () => {
    const auth = await newcomer('ida@example.org');
    const message = `<img src=x onerror="alert('1')"> & more`;
    equal(await post('/token/post_message', { message }, auth), '201 ');
    const content = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; more';
    const { json } = await call('GET', '/token/get_message', { headers: { auth } });
    deepEqual(json, { data: [{ writer: 'ida@example.org', content }] });
  });

  test('change_password', async () => {
    const auth = await newcomer('jon@example.org');
    const other = await signIn('jon@example.org');
    const put = (json: unknown) =>
      line('PUT', '/token/change_password', { json, headers: { auth } });
    const newPassword = 'pears on the wall';
    equal(await put({ oldPassword: 'not this one', newPassword }), '422 ');
    equal(await put({ oldPassword: PASSWORD, newPassword: 'seven77' }), '422 ');
    equal(await put({ oldPassword: 'short', newPassword }), '422 ');
    equal(await put({ newPassword }), '400 ');
    equal(await post('/token/change_password', { newPassword }, auth), '405 ');
    equal(await put({ oldPassword: PASSWORD, newPassword }), '200 ');
    // Every other session is over, the one that changed it goes on.
    ok((await get('/token/get_data', other)).startsWith('401'));
    ok((await get('/token/get_data', auth)).startsWith('200'));
    await signIn('jon@example.org', newPassword);
  });

  test('sign_out', async () => {
    const auth = await newcomer('kim@example.org');
    const socket = await EchoSocket.open(url, auth);
    await settled(socket, auth);
    equal(await line('POST', '/token/sign_out', { headers: { auth } }), '200 ');
    await socket.closed;
    deepEqual(socket.frames, []);
    equal(await line('POST', '/token/sign_out', { headers: { auth } }), '401 ');
    // Without a word on /echo the original failed with 500, though it signed out.
    const silent = await signIn('kim@example.org');
    equal(await line('POST', '/token/sign_out', { headers: { auth: silent } }), '200 ');
  });

  test('/echo: an unknown token is closed, a known one hears nothing', async () => {
    const stranger = await EchoSocket.open(url, 'x'.repeat(43));
    await stranger.closed;
    const auth = await newcomer('lea@example.org');
    const socket = await EchoSocket.open(url, auth);
    await settled(socket, auth);
    deepEqual([stranger.frames, socket.frames], [[], []]);
    ok(socket.isOpen);
    socket.close();
  });

  test('/echo: a refreshed page takes the place of its old socket', async () => {
    const auth = await newcomer('max@example.org');
    const first = await EchoSocket.open(url, auth);
    await settled(first, auth);
    const second = await EchoSocket.open(url, auth);
    await first.closed;
    await settled(second, auth);
    deepEqual([first.frames, second.frames, second.isOpen], [[], [], true]);
    ok((await get('/token/get_data', auth)).startsWith('200'));
    second.close();
  });

  test('COMPAT7: /echo: another session’s hello signs the older one out, and no sign-in does', async () => {
    const older = await newcomer('ned@example.org');
    const socket = await EchoSocket.open(url, older);
    await settled(socket, older);
    const newer = await signIn('ned@example.org');
    ok((await get('/token/get_data', older)).startsWith('200'));
    const silent = await signIn('ned@example.org');
    const second = await EchoSocket.open(url, newer);
    await socket.closed;
    deepEqual(socket.frames, ['sign_out']);
    equal(await get('/token/get_data', older), '401 ');
    ok((await get('/token/get_data', newer)).startsWith('200'));
    // Who never said hello is left alone.
    ok((await get('/token/get_data', silent)).startsWith('200'));
    ok(second.isOpen);
    second.close();
  });

  test('/echo: a session that ends elsewhere is told', async () => {
    const auth = await newcomer('ola@example.org');
    const other = await signIn('ola@example.org');
    const socket = await EchoSocket.open(url, auth);
    await settled(socket, auth);
    const json = { oldPassword: PASSWORD, newPassword: 'pears on the wall' };
    equal(await line('PUT', '/token/change_password', { json, headers: { auth: other } }), '200 ');
    await socket.closed;
    deepEqual(socket.frames, ['sign_out']);
  });

  test('other sockets are refused, and what is too long ends one', async () => {
    await EchoSocket.refused(url, '/other');
    const socket = await EchoSocket.open(url, 'x'.repeat(5_000));
    await socket.closed;
    deepEqual(socket.frames, []);
  });
});
