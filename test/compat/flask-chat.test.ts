// The contract of flask-chat, as its original was read off: forms, redirects, the page's markup, the two JSON routes.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { type Answered, request, type Sent } from '#test/support/compat/requests.ts';

const PASSWORD = 'plums in the orchard';

interface Shown {
  readonly sender: string;
  readonly text: string;
  readonly time: string;
}

describe('flask-chat', { timeout: 60_000 }, () => {
  let server: CompatServer;
  let url: string;

  before(async () => {
    server = await startCompat(['flask-chat']);
    url = server.at('flask-chat');
  });
  after(async () => {
    deepEqual(server.logged, []);
    await server.close();
  });

  const call = (method: string, path: string, sent: Sent = {}) => request(method, url + path, sent);
  const line = ({ status, headers }: Answered): string =>
    `${status} ${headers.get('location') ?? ''}`.trim();
  const register = (login: string, password = PASSWORD, password1 = password, more: Sent = {}) =>
    call('POST', '/register', { form: { login, password, password1 }, ...more });
  const logIn = (login: string, password = PASSWORD) =>
    call('POST', '/login', { form: { login, password } });
  const newcomer = async (login: string): Promise<string> => {
    const answer = await register(login);
    equal(line(answer), '302 /ChatPage');
    return answer.cookies[0] ?? '';
  };
  const chatPage = async (cookie: string): Promise<string> =>
    (await call('GET', '/ChatPage', { cookie })).text;
  /** The number of the chat of this name on somebody's page. */
  const chatOn = async (cookie: string, name: string): Promise<number> => {
    const page = await chatPage(cookie);
    const item = /data-chat-id="(\d+)"[^>]*>\s*<div class="username">([^<]*)</g;
    for (const [, number, text] of page.matchAll(item)) if (text === name) return Number(number);
    throw new Error(`no chat ${name}`);
  };
  const read = async (cookie: string | undefined, chat: number | string): Promise<Shown[]> => {
    const answer = await call('GET', `/get_messages/${chat}`, cookie ? { cookie } : {});
    equal(answer.status, 200);
    return answer.json as Shown[];
  };
  const texts = async (cookie: string, chat: number): Promise<string[]> =>
    (await read(cookie, chat)).map(({ sender, text }) => `${sender}: ${text}`);
  const send = async (cookie: string, json: unknown): Promise<string> => {
    const { status, text } = await call('POST', '/send_message', { cookie, json });
    return `${status} ${text}`;
  };

  test('/, for strangers and for who is signed in', async () => {
    const anonymous = await call('GET', '/');
    equal(anonymous.status, 200);
    ok(anonymous.text.includes('href="/register"') && anonymous.text.includes('href="/login"'));
    const policy = anonymous.headers.get('content-security-policy') ?? '';
    ok(policy.startsWith("default-src 'none'; script-src 'self'") && !policy.includes('unsafe'));
    const cookie = await newcomer('ann');
    const { text } = await call('GET', '/', { cookie });
    ok(text.includes('href="/ChatPage">Go Chat<') && text.includes('href="/logout">Bye, ann<'));
    for (const path of ['/static/js/chat.js', '/static/css/chat.css', '/static/page.css']) {
      equal((await call('GET', path)).status, 200);
    }
    equal((await call('GET', '/nothing')).status, 404);
  });

  test('/register', async () => {
    equal((await call('GET', '/register')).status, 200);
    const made = await register('ben');
    equal(line(made), '302 /ChatPage');
    match(made.headers.get('set-cookie') ?? '', /^kith-flask-chat=.*HttpOnly; SameSite=Lax$/);
    const wrong = async (answer: Promise<Answered>, words: string): Promise<void> => {
      const { status, text, cookies } = await answer;
      equal(status, 200);
      deepEqual(cookies, []);
      ok(text.includes(words), text);
    };
    await wrong(register('carl', PASSWORD, 'another one'), 'passwords are not the same');
    await wrong(register('BEN'), 'user already exist');
    await wrong(register('carl', 'short'), 'at least 8');
    await wrong(register('<b>', PASSWORD), 'The user name');
    await wrong(call('POST', '/register', { form: { login: 'carl' } }), 'is missing');
    await wrong(call('POST', '/register', { form: {} }), 'is missing');
    const [cookie = ''] = made.cookies;
    equal(line(await call('GET', '/register', { cookie })), '302 /');
    equal(line(await register('dirk', PASSWORD, PASSWORD, { cookie })), '302 /');
    const elsewhere = { headers: { origin: 'http://elsewhere.example' } };
    equal(line(await register('dirk', PASSWORD, PASSWORD, elsewhere)), '302 /');
    ok((await logIn('dirk')).text.includes('unknown user'));
  });

  test('/login and /logout', async () => {
    await newcomer('elsa');
    equal((await call('GET', '/login')).status, 200);
    const refused = await logIn('elsa', 'not her password');
    ok(refused.text.includes('Wrong password') && refused.text.includes('unknown user'));
    const stranger = await logIn('nobody');
    ok(stranger.text.includes('Wrong password') && stranger.text.includes('unknown user'));
    equal((await call('POST', '/login')).status, 200);
    const done = await logIn('elsa');
    equal(line(done), '302 /ChatPage');
    const [cookie = ''] = done.cookies;
    equal(line(await call('GET', '/login', { cookie })), '302 /');
    const led = { cookie, headers: { 'sec-fetch-site': 'cross-site' } };
    equal(line(await call('GET', '/logout', led)), '302 /');
    equal((await call('GET', '/ChatPage', { cookie })).status, 200);
    const out = await call('GET', '/logout', { cookie });
    equal(line(out), '302 /');
    deepEqual(out.cookies, ['kith-flask-chat=']);
    equal(line(await call('GET', '/ChatPage', { cookie })), '302 /');
    equal((await call('POST', '/logout', { cookie })).status, 405);
  });

  test('/ChatPage: a chat with everybody, older first, by what chat.js looks for', async () => {
    const fay = await newcomer('fay');
    const gil = await newcomer('gil');
    const page = await chatPage(gil);
    ok(page.includes('id="currentUser" data-username="gil"') && page.includes('Welcome, gil'));
    ok(page.includes('Нет сообщений'));
    for (const id of ['chatHeader', 'messagesContainer', 'messageInput', 'sendButton']) {
      ok(page.includes(`id="${id}"`), id);
    }
    ok(page.includes('<div id="inputArea" class="hidden">'));
    ok(page.includes('class="logout-btn"'));
    equal(await chatOn(fay, 'fay - gil'), await chatOn(gil, 'fay - gil'));
    // Somebody who came by the web app is there as well.
    await server.signUp('webber');
    ok((await chatPage(fay)).includes('fay - webber'));
    equal(line(await call('GET', '/ChatPage')), '302 /');
  });

  test('COMPAT3: /send_message and /get_messages', async () => {
    const hal = await newcomer('hal');
    const ida = await newcomer('ida');
    const chat = await chatOn(hal, 'hal - ida');
    deepEqual(await read(hal, chat), []);
    equal(await send(hal, { chat_id: String(chat), message: 'Hello <b>you</b> & "me"' }), SENT);
    equal(await send(ida, { chat_id: chat, message: 'Yes?' }), SENT);
    const shown = await read(ida, chat);
    deepEqual(
      shown.map(({ sender, text }) => [sender, text]),
      [
        ['hal', 'Hello &lt;b&gt;you&lt;/b&gt; &amp; &quot;me&quot;'],
        ['ida', 'Yes?'],
      ],
    );
    for (const { time } of shown) {
      match(time, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      ok(Math.abs(Date.parse(`${time.replace(' ', 'T')}Z`) - Date.now()) < 60_000);
    }
    ok((await chatPage(hal)).includes('<div class="last-msg">Yes?</div>'));
    for (const json of [
      { chat_id: chat, message: '' },
      { chat_id: chat },
      { message: 'hm' },
      { chat_id: 'x', message: 'hm' },
      { chat_id: 99_999, message: 'hm' },
      { chat_id: chat, message: 7 },
    ]) {
      equal(await send(hal, json), NOT_SENT);
    }
    equal((await call('POST', '/send_message', { cookie: hal, body: 'hm' })).status, 400);
    const broken = { cookie: hal, body: '{', headers: { 'content-type': 'application/json' } };
    equal((await call('POST', '/send_message', broken)).status, 400);
    equal((await call('GET', '/get_messages/x', { cookie: hal })).status, 404);
    equal((await read(hal, chat)).length, 2);
  });

  test('COMPAT2: strangers and third people read nothing and say nothing', async () => {
    const jan = await newcomer('jan');
    await newcomer('kim');
    const lea = await newcomer('lea');
    const chat = await chatOn(jan, 'jan - kim');
    equal(await send(jan, { chat_id: chat, message: 'between us' }), SENT);
    deepEqual(await read(lea, chat), []);
    deepEqual(await read(undefined, chat), []);
    deepEqual(await read(lea, 99_999), []);
    equal(await send(lea, { chat_id: chat, message: 'me too' }), NOT_SENT);
    equal(
      await send('kith-flask-chat=forged-forged-forged', { chat_id: chat, message: 'x' }),
      NOT_SENT,
    );
    const elsewhere = { cookie: jan, headers: { origin: 'http://127.0.0.1:9' } };
    const forced = { ...elsewhere, json: { chat_id: chat, message: 'x' } };
    equal((await call('POST', '/send_message', forced)).text, '{"success":false}');
    deepEqual(await texts(jan, chat), ['jan: between us']);
  });

  test('COMPAT4: edits and deletions are in the next answer; what is polled is read elsewhere', async () => {
    const mia = await newcomer('mia');
    const { token } = await server.signUp('ned');
    const chat = await chatOn(mia, 'mia - ned');
    const { body } = await server.call(token, 'POST', '/api/v1/chats', {
      kind: 'direct',
      with: 'mia',
    });
    const { id } = body as { id: string };
    const path = `/api/v1/chats/${id}/messages`;
    const post = async (text: string): Promise<number> => {
      const answer = await server.call(token, 'POST', path, { text });
      return (answer.body as { seq: number }).seq;
    };
    const [draft, mistake] = [await post('a draft'), await post('a mistake')];
    deepEqual(await texts(mia, chat), ['ned: a draft', 'ned: a mistake']);
    await server.call(token, 'PATCH', `${path}/${draft}`, { text: 'the last word' });
    await server.call(token, 'DELETE', `${path}/${mistake}`);
    deepEqual(await texts(mia, chat), ['ned: the last word']);
    ok((await chatPage(mia)).includes('<div class="last-msg">the last word</div>'));
    const { body: seen } = await server.call(token, 'GET', `${path}/${draft}/seen`);
    deepEqual(
      (seen as { items: { username: string }[] }).items.map(({ username }) => username),
      ['mia'],
    );
  });
});

const SENT = '200 {"success":true}';
const NOT_SENT = '200 {"success":false}';
