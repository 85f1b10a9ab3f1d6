// The contract of template, as its original was read off: pages, text answers, and every event with its lines.
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { type Jar, PageSocket } from '#test/support/compat/page-socket.ts';
import { request, type Sent } from '#test/support/compat/requests.ts';

const PASSWORD = 'plums in the orchard';

describe('template', { timeout: 60_000 }, () => {
  let server: CompatServer;
  let url: string;

  before(async () => {
    server = await startCompat(['template']);
    url = server.at('template');
  });
  afterEach(() => PageSocket.closeAll());
  after(async () => {
    deepEqual(server.logged, []);
    await server.close();
  });

  const call = (method: string, path: string, sent: Sent = {}) => request(method, url + path, sent);
  const line = async (path: string, sent: Sent): Promise<string> => {
    const { status, text } = await call('POST', path, sent);
    return `${status} ${text}`;
  };
  const signUp = async (username: string): Promise<Jar> => {
    const sent = { json: { username, password: PASSWORD } };
    const { status, text, cookies } = await call('POST', '/signup/user', sent);
    equal(`${status} ${text}`, `200 /home?username=${username}`);
    return { session: cookies[0] ?? '', username };
  };
  const newcomer = async (username: string): Promise<PageSocket> =>
    PageSocket.open(url, await signUp(username));
  /** Two people in one room, with all that was said by then heard; its number. */
  const pair = async (one: string, other: string) => {
    const [a, b] = [await newcomer(one), await newcomer(other)];
    const room = Number(await a.join(one, other));
    equal(await b.join(other, one), room);
    equal(await a.next(), `${one} has joined the room. Now talking to ${other}. [green]`);
    equal(await b.next(), `${other} has joined the room. Now talking to ${one}. [green]`);
    equal(await a.next(), `${other} has joined the room. [green]`);
    return { a, b, room };
  };

  test('pages', async () => {
    for (const path of ['/', '/login', '/signup']) {
      const { status, headers } = await call('GET', path);
      equal(status, 200);
      equal(headers.get('content-type'), 'text/html; charset=utf-8');
      const policy = headers.get('content-security-policy') ?? '';
      ok(policy.startsWith("default-src 'none'; script-src 'self'") && !policy.includes('unsafe'));
    }
    const { text } = await call('GET', '/');
    ok(text.includes('href="/signup"') && text.includes('href="/login"'));
    const nothing = await call('GET', '/nothing');
    equal(nothing.status, 404);
    ok(nothing.text.includes('404 Error!'));
    equal((await call('GET', '/login/user')).status, 404);
    for (const path of ['/static/js/libs/socket.io.min.js', '/static/js/home.js']) {
      equal((await call('GET', path)).status, 200);
    }
  });

  test('/signup/user and /login/user', async () => {
    const made = await call('POST', '/signup/user', {
      json: { username: 'ann', password: PASSWORD },
    });
    equal(`${made.status} ${made.text}`, '200 /home?username=ann');
    match(made.headers.get('set-cookie') ?? '', /^kith-template=.*HttpOnly; SameSite=Lax$/);
    const json = (username: unknown, password: unknown): Sent => ({ json: { username, password } });
    equal(await line('/signup/user', json('ANN', PASSWORD)), '200 Error: User already exists!');
    match(await line('/signup/user', json('bo', 'short')), /^200 Error: The password is too short/);
    for (const name of [null, '', 7, 'a b', '<b>']) {
      match(await line('/signup/user', json(name, PASSWORD)), /^200 Error: /);
    }
    equal(await line('/login/user', json('Ann', PASSWORD)), '200 /home?username=ann');
    const wrong = '200 Error: The name or the password is not right. Try again.';
    equal(await line('/login/user', json('ann', 'not her password')), wrong);
    equal(await line('/login/user', json('nobody', PASSWORD)), wrong);
    equal(await line('/login/user', json(null, PASSWORD)), wrong);
    const type = { headers: { 'content-type': 'application/json' } };
    for (const sent of [
      {},
      { form: { username: 'ann' } },
      { ...type, body: '{' },
      { ...type, body: '7' },
    ]) {
      for (const path of ['/login/user', '/signup/user']) {
        equal((await call('POST', path, sent)).status, 404);
      }
    }
    const elsewhere = { headers: { origin: 'http://elsewhere.example' } };
    match(await line('/login/user', { ...json('ann', PASSWORD), ...elsewhere }), /^200 Error: /);
  });

  test('/home is one’s own', async () => {
    const { session: cookie } = await signUp('cleo');
    await signUp('dora');
    const home = await call('GET', '/home?username=cleo', { cookie });
    equal(home.status, 200);
    ok(home.text.includes('Username: cleo'));
    for (const [path, sent] of [
      ['/home?username=dora', { cookie }],
      ['/home?username=cleo', {}],
      ['/home?username=cleo', { cookie: 'kith-template=forged-forged-forged' }],
    ] as const) {
      const { status, headers } = await call('GET', path, sent);
      equal(`${status} ${headers.get('location')}`, '302 /login');
    }
    equal((await call('GET', '/home', { cookie })).status, 404);
    equal(await line('/logout/user', { cookie }), '200 /login');
    equal((await call('GET', '/home?username=cleo', { cookie })).status, 302);
  });

  test('the handshake', async () => {
    const jar = await signUp('elsa');
    await rejects(PageSocket.open(url, { session: '' }), /Please log in/);
    await rejects(PageSocket.open(url, { session: '', username: 'elsa' }), /Please log in/);
    await rejects(
      PageSocket.open(url, { ...jar, username: 'ann', room_id: '1' }),
      /Unknown sender/,
    );
    await rejects(PageSocket.open(url, { ...jar, room_id: 'x' }), /Unknown room/);
    const lost = await PageSocket.open(url, { ...jar, room_id: '99999' });
    equal(await lost.next(), 'You are not in this room. [red]');
    const page = await PageSocket.open(url, jar);
    equal(await page.join('elsa', 'nobody'), 'Unknown receiver!');
    deepEqual(page.lines, []);
  });

  test('COMPAT3: join, send, leave', async () => {
    const { a: fay, b: gil, room } = await pair('fay', 'gil');
    ok(Number.isInteger(room) && room > 0 && room < 1000);
    fay.send('fay', 'Hello <b>you</b> & "me"', room);
    for (const page of [fay, gil]) equal(await page.next(), 'fay: Hello <b>you</b> & "me"');
    gil.send('gil', 'Hi', String(room));
    gil.send('gil', 'Hello yourself', room);
    equal(await gil.next(), 'You are not in this room. [red]');
    for (const page of [fay, gil]) equal(await page.next(), 'gil: Hello yourself');
    gil.leave('gil', room);
    for (const page of [fay, gil]) equal(await page.next(), 'gil has left the room. [red]');
    gil.send('gil', 'am I still here', room);
    equal(await gil.next(), 'You are not in this room. [red]');
    gil.leave('gil', room);
    equal(await gil.next(), 'You are not in this room. [red]');
    fay.leave('fay', room);
    equal(await fay.next(), 'fay has left the room. [red]');
    // The room ended with the last one who left it.
    ok(Number(await fay.join('fay', 'gil')) !== room);
  });

  test('names: whoever joins somebody in a room comes into that room', async () => {
    const { a: hal, b: ida, room } = await pair('hal', 'ida');
    const jan = await newcomer('jan');
    hal.send('hal', 'before jan came', room);
    for (const page of [hal, ida]) equal(await page.next(), 'hal: before jan came');
    equal(await jan.join('jan', 'ida'), room);
    equal(await jan.next(), 'jan has joined the room. Now talking to ida. [green]');
    equal(await jan.next(), 'Also in this room: hal. [green]');
    for (const page of [hal, ida]) equal(await page.next(), 'jan has joined the room. [green]');
    jan.send('jan', 'all three', room);
    for (const page of [hal, ida, jan]) equal(await page.next(), 'jan: all three');
    // In another room one is no longer in this one.
    const kim = await newcomer('kim');
    ok(Number(await kim.join('kim', 'kim')) !== room);
    equal(await kim.next(), 'kim has joined the room. Now talking to kim. [green]');
    equal(await jan.join('jan', 'kim'), Number(kim.jar.room_id));
    for (const page of [hal, ida, jan]) equal(await page.next(), 'jan has left the room. [red]');
    equal(await jan.next(), 'jan has joined the room. Now talking to kim. [green]');
    equal(await kim.next(), 'jan has joined the room. [green]');
  });

  test('two who name each other at once come into one room', async () => {
    const [lea, max] = [await newcomer('lea'), await newcomer('max')];
    const [one, other] = await Promise.all([lea.join('lea', 'max'), max.join('max', 'lea')]);
    equal(one, other);
  });

  test('COMPAT2: nobody speaks, joins or leaves in another’s name, nor in another’s room', async () => {
    const { a: ned, b: oda, room } = await pair('ned', 'oda');
    const pia = await newcomer('pia');
    equal(await pia.join('ned', 'oda'), 'Unknown sender!');
    equal(await pia.join(7, 'oda'), 'Unknown sender!');
    equal(await pia.join('pia', { a: 1 }), 'Unknown receiver!');
    pia.send('ned', 'I am Ned', room);
    equal(await pia.next(), 'Unknown sender! [red]');
    pia.leave('ned', room);
    equal(await pia.next(), 'Unknown sender! [red]');
    pia.send('pia', 'me too', room);
    equal(await pia.next(), 'You are not in this room. [red]');
    const back = await PageSocket.open(url, { ...pia.jar, room_id: String(room) });
    equal(await back.next(), 'You are not in this room. [red]');
    for (const data of [[], [null], [{}, [], 'x'], ['pia', {}, room]]) pia.emit('send', ...data);
    pia.emit('join');
    pia.emit('leave', null, null);
    ned.send('ned', 'still two of us', room);
    for (const page of [ned, oda]) equal(await page.next(), 'ned: still two of us');
  });

  test('a reload comes back by its cookie, and is told what was missed', async () => {
    const { a: ron, b: sue, room } = await pair('ron', 'sue');
    sue.close();
    // She had come in by this connection, so the original tells nobody that it is gone.
    ron.send('ron', 'while you were away', room);
    equal(await ron.next(), 'ron: while you were away');
    const again = await PageSocket.open(url, sue.jar);
    for (const page of [ron, again]) equal(await page.next(), 'sue has connected [green]');
    equal(await again.next(), 'ron: while you were away');
    again.close();
    equal(await ron.next(), 'sue has disconnected [red]');
  });

  test('edits and deletions are said as lines', async () => {
    const jar = await signUp('tom');
    const { token } = await server.signUp('una');
    const tom = await PageSocket.open(url, jar);
    const room = Number(await tom.join('tom', 'una'));
    await tom.next();
    const { body } = await server.call(token, 'GET', '/api/v1/chats');
    const { items } = body as { items: { id: string; kind: string; name: string }[] };
    const chat = items.find(({ kind }) => kind === 'group');
    equal(chat?.name, 'tom & una');
    const path = `/api/v1/chats/${chat?.id}/messages`;
    const post = async (text: string): Promise<number> => {
      const answer = await server.call(token, 'POST', path, { text });
      return (answer.body as { seq: number }).seq;
    };
    const seq = await post('a draft');
    equal(await tom.next(), 'una: a draft');
    await server.call(token, 'PATCH', `${path}/${seq}`, { text: 'the last word' });
    equal(await tom.next(), 'una (edited): the last word [gray]');
    await server.call(token, 'DELETE', `${path}/${seq}`);
    equal(await tom.next(), 'una has deleted a message. [gray]');
    tom.send('tom', 'I see', room);
    equal(await tom.next(), 'tom: I see');
  });

  test('who is put out of a room is told, and is out of it', async () => {
    const wes = await newcomer('wes');
    const { token } = await server.signUp('xia');
    const json = { username: 'xia', password: PASSWORD };
    const { cookies } = await call('POST', '/login/user', { json });
    const xia = await PageSocket.open(url, { session: cookies[0] ?? '', username: 'xia' });
    const room = Number(await xia.join('xia', 'wes'));
    equal(await wes.join('wes', 'xia'), room);
    await wes.next();
    const { body } = await server.call(token, 'GET', '/api/v1/chats');
    const { items } = body as { items: { id: string; name: string }[] };
    const chat = items.find(({ name }) => name === 'xia & wes')?.id;
    await server.call(token, 'DELETE', `/api/v1/chats/${chat}/members/wes`);
    equal(await wes.next(), 'wes has left the room. [red]');
    wes.send('wes', 'am I out?', room);
    equal(await wes.next(), 'You are not in this room. [red]');
  });

  test('the end of a session ends its connections', async () => {
    const jar = await signUp('vic');
    const vic = await PageSocket.open(url, jar);
    const ended = vic.ended();
    await call('POST', '/logout/user', { cookie: jar.session });
    equal(await ended, 'io server disconnect');
  });
});
