// What a stranger, a hostile page, or somebody with an account of their own may try at the gateways, and does not get. The
// main server stands in line where the attack is on a connection and not on what it says.
import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, afterEach, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { GATEWAY_NAMES, type GatewayName } from '#gateways/compat/frame/gateway.ts';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { OldMessenger, PASSWORD } from '#test/support/compat/old-messenger.ts';
import { PageSocket } from '#test/support/compat/page-socket.ts';
import { type Answered, request, type Sent } from '#test/support/compat/requests.ts';
import { RoomSocket } from '#test/support/compat/room-socket.ts';

const SOCKET = '/socket.io/?EIO=4&transport=';
const LIVE = ['messenger', 'template', 'chatroom'] as const;
const EVIL = 'http://evil.example';

describe('attacks on the gateways', { timeout: 120_000 }, () => {
  let server: CompatServer;
  let count = 0;
  /** What would have ended the program, were it not in one with its tests. */
  const uncaught: unknown[] = [];
  const note = (fault: unknown): void => void uncaught.push(fault);

  before(async () => {
    process.on('uncaughtExceptionMonitor', note);
    server = await startCompat(GATEWAY_NAMES);
  });
  afterEach(() => {
    OldMessenger.closeAll();
    PageSocket.closeAll();
    RoomSocket.closeAll();
  });
  after(async () => {
    await server.close();
    process.off('uncaughtExceptionMonitor', note);
    deepEqual(server.logged, []);
  });

  const addresses = (): string[] => [server.url, ...GATEWAY_NAMES.map((name) => server.at(name))];
  const fresh = (): string => {
    count += 1;
    return `victim${count}`;
  };
  /** The cookie of somebody new at a gateway. */
  const cookieAt = async (name: GatewayName, username = fresh()): Promise<string> => {
    const url = server.at(name);
    if (name === 'messenger') return (await OldMessenger.register(url, username)).cookie;
    const person = { username, password: PASSWORD };
    const form = { login: username, password: PASSWORD, password1: PASSWORD };
    const { cookies } =
      name === 'template'
        ? await request('POST', `${url}/signup/user`, { json: person })
        : await request('POST', `${url}/register`, { form });
    ok(cookies[0]?.startsWith(`kith-${name}=`));
    return cookies[0] ?? '';
  };

  test('COMPAT10: a connection that is broken off in its upgrade ends nobody else’s', async () => {
    for (const url of addresses()) {
      for (const path of ['/', '/echo', `${SOCKET}websocket`]) {
        const socket = await opened(url);
        socket.write(upgradeOf(path, 'websocket'));
        // Whatever the server does with it, it is in the middle of it.
        await Promise.race([once(socket, 'data'), answers(url)]);
        socket.resetAndDestroy();
        await answers(url);
      }
    }
    deepEqual(uncaught, []);
  });

  test('a client that offers another protocol with each request is answered as any other', async () => {
    for (const url of addresses()) {
      const plain = await request('GET', `${url}/`);
      const socket = await opened(url);
      socket.write(upgradeOf('/', 'h2c'));
      const [answer] = (await once(socket, 'data')) as [Buffer];
      equal(answer.toString().split(' ', 2)[1], String(plain.status), url);
      socket.destroy();
    }
  });

  test('an address that makes no sense gets the headers of every answer', async () => {
    for (const name of GATEWAY_NAMES) {
      const { status, headers } = await request('GET', `${server.at(name)}/%zz`);
      ok(status === 400 || status === 404, `${name} ${status}`);
      equal(headers.get('x-content-type-options'), 'nosniff', name);
      match(headers.get('content-security-policy') ?? '', /default-src 'none'/, name);
    }
  });

  test('COMPAT10: no page elsewhere opens a socket: not as a script, not with a cookie', async () => {
    for (const name of LIVE) {
      const url = server.at(name);
      const headers = name === 'chatroom' ? {} : { cookie: await cookieAt(name) };
      // A script of another origin is loaded without an Origin, and can be read by the page that loads it.
      const script = await request('GET', `${url}${SOCKET}polling&j=0`, { headers });
      equal(script.status, 403, name);
      for (const origin of [EVIL, 'null', url.replace(/\d+$/, '1'), url.replace('http', 'https')]) {
        const polled = await request('GET', `${url}${SOCKET}polling`, {
          headers: { ...headers, origin },
        });
        equal(polled.status, 403, `${name} ${origin}`);
        equal(polled.headers.get('access-control-allow-origin'), null);
        equal(await opensWebSocket(url, `${SOCKET}websocket`, { ...headers, origin }), false);
      }
    }
  });

  test('COMPAT10: no page elsewhere takes part in a connection that is open', async () => {
    for (const name of LIVE) {
      const url = server.at(name);
      const { sid } = openPacketOf(await request('GET', `${url}${SOCKET}polling`));
      const there = `${url}${SOCKET}polling&sid=${sid}`;
      const headers = { origin: EVIL };
      equal((await request('POST', there, { headers, body: '40' })).status, 403, name);
      equal((await request('GET', there, { headers })).status, 403, name);
      const upgrade = `${SOCKET}websocket&sid=${sid}`;
      equal(await opensWebSocket(url, upgrade, headers), false, name);
      // Its own client goes on.
      equal((await request('POST', there, { body: '40' })).text, 'ok', name);
    }
  });

  test('COMPAT10: a poll that a page makes a browser send lends its cookie to no connection', async () => {
    const url = server.at('messenger');
    const victim = await OldMessenger.register(url, fresh());
    // A connection of the attacker's, whose number goes into a picture's address on a page of the same host.
    const { sid } = openPacketOf(await request('GET', `${url}${SOCKET}polling`));
    const there = `${url}${SOCKET}polling&sid=${sid}`;
    await request('POST', there, { body: '40' });
    await request('GET', there, { cookie: victim.cookie });
    await request('POST', there, { body: '42["login",{"username":"x"}]' });
    const said = JSON.stringify(['message', JSON.stringify({ text: 'me', recipient: 'x' })]);
    await request('POST', there, { body: `42${said.replace('"x\\', `"${victim.username}\\`)}` });
    await victim.connect();
    equal((await victim.messagesWith(victim.id)).length, 1, 'only what connecting says');
  });

  test('COMPAT10: what changes something needs a page of our own, where there is a cookie', async () => {
    const template = server.at('template');
    const flask = server.at('flask-chat');
    const messenger = server.at('messenger');
    for (const origin of [EVIL, 'null', template.replace(/\d+$/, '1')]) {
      const from = (sent: Sent): Sent => ({ ...sent, headers: { origin } });
      const cookie = await cookieAt('template');
      const out = await request('POST', `${template}/logout/user`, from({ cookie }));
      match(out.text, /^Error: /);
      const name = fresh();
      const person = { username: name, password: PASSWORD };
      match(
        (await request('POST', `${template}/signup/user`, from({ json: person }))).text,
        /^Error: /,
      );
      const form = { login: name, password: PASSWORD, password1: PASSWORD };
      const registered = await request('POST', `${flask}/register`, from({ form }));
      deepEqual([registered.headers.get('location'), registered.cookies], ['/', []]);
      // Nobody of that name was made by either.
      await cookieAt('flask-chat', name);
      const shut = await request('POST', `${flask}/login`, from({ form }));
      deepEqual([shut.headers.get('location'), shut.cookies], ['/', []]);
      const old = await OldMessenger.register(messenger, fresh());
      for (const [method, path] of MESSENGER_CHANGES) {
        const { status } = await request(method, messenger + path, from({ cookie: old.cookie }));
        equal(status, 403, `${method} ${path} ${origin}`);
      }
      equal((await old.call('GET', '/session')).status, 200);
    }
    // Twidder has no cookie: its header can only be set by a page that may ask first, and none may.
    const { headers } = await request('OPTIONS', `${server.at('twidder')}/token/post_message`, {
      headers: { origin: EVIL, 'access-control-request-headers': 'auth' },
    });
    equal(headers.get('access-control-allow-origin'), null);
  });

  test('COMPAT2: a cookie is good at its own gateway, whatever the port that browsers send it to', async () => {
    const own = { messenger: '/session', template: '/home?username=', 'flask-chat': '/ChatPage' };
    const names = Object.keys(own) as (keyof typeof own)[];
    for (const name of names) {
      const username = fresh();
      const cookie = await cookieAt(name, username);
      for (const other of names) {
        const path = own[other] + (other === 'template' ? username : '');
        const { status } = await request('GET', server.at(other) + path, { cookie });
        if (other === name) equal(status, 200, name);
        else notEqual(status, 200, `${name} at ${other}`);
      }
      const { status } = await request('GET', `${server.url}/api/v1/users/me`, { cookie });
      equal(status, 401, name);
      const [, token = ''] = cookie.split('=');
      const { json } = await request('GET', `${server.url}/api/v1/users/me`, {
        headers: { authorization: `Bearer ${token}` },
      });
      // The main server's own cookie, made of the same session, is nobody's at a gateway.
      const main = `kith-${(json as { id: string }).id}=${token}`;
      for (const other of names) {
        const path = own[other] + (other === 'template' ? username : '');
        const answer = await request('GET', server.at(other) + path, { cookie: main });
        notEqual(answer.status, 200, other);
      }
    }
  });

  test('strange ids are ids of nobody', async () => {
    const at = await OldMessenger.register(server.at('messenger'), fresh());
    const { id } = await OldMessenger.register(server.at('messenger'), fresh());
    const flask = await cookieAt('flask-chat');
    const page = await PageSocket.open(server.at('template'), {
      session: await cookieAt('template', 'strange'),
      username: 'strange',
    });
    for (const value of STRANGE_IDS) {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      const path = encodeURIComponent(text);
      equal((await at.call('GET', `/users/${path}`)).status, 404, text);
      equal((await at.call('PATCH', `/messages/${path}`, { text: 'x' })).status, 404, text);
      equal((await at.call('DELETE', `/contacts/${path}`)).status, 404, text);
      const query = `/messages?senderId=${path}&recipientId=${id}`;
      deepEqual((await at.call('GET', query)).json, [], text);
      const body = { text: 'x', sender: at.id, recipient: value, message_type: 'text' };
      equal((await at.call('POST', '/messages', body)).status, 422, text);
      const url = server.at('flask-chat');
      const sent = { cookie: flask, json: { chat_id: value, message: 'x' } };
      equal((await request('POST', `${url}/send_message`, sent)).text, '{"success":false}', text);
      const read = await request('GET', `${url}/get_messages/${path}`, { cookie: flask });
      ok(read.status === 404 || read.text === '[]', text);
      page.send('strange', 'x', value);
      equal(await page.next(), 'You are not in this room. [red]', text);
    }
    // Too large for a number in JSON, which reads as infinite.
    const endless = { cookie: flask, headers: { 'content-type': 'application/json' } };
    const body = '{"chat_id":1e400,"message":"x"}';
    const url = `${server.at('flask-chat')}/send_message`;
    equal((await request('POST', url, { ...endless, body })).text, '{"success":false}');
    const proto = '{"__proto__":{"chat_id":1},"message":"x"}';
    equal((await request('POST', url, { ...endless, body: proto })).status, 400);
  });

  test('somebody may be called like a part of JavaScript', async () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      const url = server.at('messenger');
      const person = await OldMessenger.register(url, name);
      await person.connect();
      const friend = await OldMessenger.register(url, fresh());
      await friend.connect();
      friend.socket?.emit('user_status_change', { userId: name, status: 'online' });
      friend.socket?.emit('message', JSON.stringify({ text: 'hi', recipient: name }));
      equal((await person.nextMessage()).text, 'hi');
      const room = await RoomSocket.open(server.at('chatroom'));
      const json = { username: name, password: PASSWORD };
      await request('POST', `${server.at('chatroom')}/login`, { json });
      room.emit('join', { username: name });
      equal((await room.take(2))[1]?.[0], 'user_joined');
      room.close();
    }
  });

  test('who asks and does not read is ended', async () => {
    const { token } = await server.signUp(fresh());
    for (let lines = 0; lines < 50; lines += 1) {
      const body = { text: 'x'.repeat(16_000) };
      await server.call(token, 'POST', '/api/v1/chats/lobby/messages', body);
    }
    const url = server.at('chatroom');
    const json = { username: fresh(), password: PASSWORD };
    await request('POST', `${url}/register`, { json });
    const socket = await webSocket(url);
    const join = frame(`42${JSON.stringify(['join', { username: json.username }])}`);
    socket.write(join);
    await once(socket, 'data');
    socket.pause();
    // Each asks for the whole history anew.
    const ended = once(socket, 'error');
    const more = setInterval(() => socket.write(join), 5);
    const [fault] = await ended;
    clearInterval(more);
    match(String(fault), /ECONNRESET|EPIPE/);
  });

  test('a connection is in one namespace, and ends with it', async () => {
    const url = server.at('messenger');
    const socket = await webSocket(url);
    socket.write(frame('40/a.example:1,'));
    match(await nextText(socket, '44/'), /^44\/a.example:1,.*One namespace/);
    socket.write(frame('41'));
    const [goodbye] = (await once(socket, 'data')) as [Buffer];
    equal(goodbye[0], CLOSE_FRAME);
    socket.destroy();
  });

  test('statuses are told on as often as one may signal, and no more', async () => {
    const burst = 5;
    const rare = { burst, refillMs: 3_600_000 };
    const wide = { burst: 1_000_000, refillMs: 1 };
    const limited = await startCompat(
      ['messenger'],
      {},
      {
        allowances: {
          signInByAccount: wide,
          signInByAddress: wide,
          signUpByAddress: wide,
          postByUser: wide,
          signalByUser: rare,
          inviteByUser: wide,
          uploadByUser: wide,
        },
      },
    );
    const url = limited.at('messenger');
    const one = await OldMessenger.register(url, 'one');
    const other = await OldMessenger.register(url, 'other');
    await one.call('POST', '/contacts', { user_first: one.id, user_second: other.id });
    await Promise.all([one.connect(), other.connect()]);
    for (let times = 0; times < 40; times += 1) {
      const status = times % 2 === 0 ? 'offline' : 'online';
      other.socket?.emit('user_status_change', { userId: 'one', status });
    }
    await other.say(one.id, 'behind all of them');
    equal((await one.nextMessage()).text, 'behind all of them');
    const told = one.heard.filter(([event]) => event === 'user_status_change');
    ok(told.length <= burst + 1, String(told.length));
    await limited.close();
  });

  test('of one person few uploads are under way at a time', async () => {
    const url = server.at('messenger');
    const { cookie } = await OldMessenger.register(url, fresh());
    const begin = async (): Promise<Socket> => {
      const socket = await opened(url);
      socket.write(
        `POST /uploadimage HTTP/1.1\r\nHost: ${new URL(url).host}\r\nCookie: ${cookie}\r\n` +
          'Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n--x\r\n',
      );
      return socket;
    };
    const waiting = [await begin(), await begin()];
    // Each of the three may come to its turn first; whichever is the third is refused.
    const third = await begin();
    const [answer] = (await Promise.race(
      [...waiting, third].map((socket) => once(socket, 'data')),
    )) as [Buffer];
    match(answer.toString(), /^HTTP\/1.1 503/);
    for (const socket of [...waiting, third]) socket.destroy();
  });
});

const MESSENGER_CHANGES = [
  ['DELETE', '/logout'],
  ['POST', '/login'],
  ['POST', '/users'],
  ['PATCH', '/users/1'],
  ['POST', '/messages'],
  ['PATCH', '/messages/1'],
  ['DELETE', '/messages/1'],
  ['POST', '/contacts'],
  ['DELETE', '/contacts/1'],
  ['POST', '/uploadimage'],
] as const;

const CLOSE_FRAME = 0x88;

const STRANGE_IDS: readonly unknown[] = [
  '__proto__',
  'constructor',
  '1e0',
  '0x1',
  '-1',
  '１',
  ' 1',
  '1.0',
  '',
  '9'.repeat(40),
  -1,
  0,
  1.5,
  1e300,
  2 ** 53,
  null,
  true,
  [1],
  { id: 1 },
];

/** A TCP connection to an address. */
async function opened(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

function upgradeOf(path: string, protocol: string): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    `Upgrade: ${protocol}`,
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

async function answers(url: string): Promise<void> {
  ok((await request('GET', `${url}/`)).status < 500);
}

/** Whether a WebSocket comes about. */
async function opensWebSocket(
  url: string,
  path: string,
  headers: Record<string, string>,
): Promise<boolean> {
  const socket = new WebSocket(url.replace('http', 'ws') + path, { headers });
  const opens = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.terminate();
  return opens;
}

function openPacketOf({ text }: Answered): { sid: string } {
  return JSON.parse(text.slice(1)) as { sid: string };
}

/** A Socket.IO connection in its namespace, on a TCP connection by hand. */
async function webSocket(url: string): Promise<Socket> {
  const socket = await opened(url);
  socket.write(upgradeOf(`${SOCKET}websocket`, 'websocket'));
  await nextText(socket, '0{');
  socket.write(frame('40'));
  await nextText(socket, '40');
  return socket;
}

/** The text from `wanted` on, in the next bytes that have it. */
async function nextText(socket: Socket, wanted: string): Promise<string> {
  for (;;) {
    const [bytes] = (await once(socket, 'data')) as [Buffer];
    const text = bytes.toString('latin1');
    const at = text.indexOf(wanted);
    if (at >= 0) return text.slice(at);
  }
}

/** A text as a masked frame, of less than 126 bytes, with a mask of zeros. */
function frame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}
