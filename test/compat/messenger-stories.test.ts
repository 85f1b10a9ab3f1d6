// Messenger beside the web app: the same chats, contacts and pictures at the same moment; connections with and without a
// cookie on polling, a restart of the server, and the original's technology in a real browser, from another port.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { directChat } from '#core/log-name.ts';
import { browserMissing, openBrowser } from '#test/support/browser.ts';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { OldMessenger, PASSWORD, type ShownMessage } from '#test/support/compat/old-messenger.ts';
import { WireFriend } from '#test/support/wire-friend.ts';

const CLIENT = 'node_modules/socket.io-client/dist/socket.io.min.js';
const PAGE = '<!doctype html><title>old page</title><script src="/socket.io.min.js"></script>';

describe('messenger, stories', { timeout: 60_000 }, () => {
  let data: string;
  let server: CompatServer;
  let url: string;
  let pages: Server;
  let pageOrigin: string;

  const start = async (port = 0): Promise<void> => {
    const compat = [{ name: 'messenger' as const, port }];
    server = await startCompat([], { data, compat, compatOrigins: [pageOrigin] });
    url = server.at('messenger');
  };

  before(async () => {
    data = mkdtempSync(join(tmpdir(), 'kith-old-messenger-'));
    const script = readFileSync(join(import.meta.dirname, '../..', CLIENT));
    pages = createServer((request, answer) => {
      const wantsScript = request.url === '/socket.io.min.js';
      answer.setHeader('content-type', wantsScript ? 'text/javascript' : 'text/html');
      answer.end(wantsScript ? script : PAGE);
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    pageOrigin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
    await start();
  });
  afterEach(() => OldMessenger.closeAll());
  after(async () => {
    pages.close();
    await server.close();
    deepEqual(server.logged, []);
    rmSync(data, { recursive: true, force: true });
  });

  test('COMPAT4: old pages near and far, two of one person, and the web app hear the same at once', async () => {
    const near = await OldMessenger.register(url, 'nina');
    const far = await OldMessenger.register(url, 'olaf', pageOrigin);
    const second = new OldMessenger(url, 'olaf');
    await second.logIn();
    const web = await WireFriend.signUp(server, 'petra');
    await Promise.all([near.connect(), far.connect(), second.connect('olaf', ['websocket'])]);
    // The web app writes first: the old pages get a contact, and then what was said.
    const petra = web.id;
    const chat = `chat:${directChat(petra, await idOf(web, 'olaf'))}`;
    const posted = await web.ask(chat, { kind: 'postMessage', body: { text: 'Hello Olaf' } });
    ok(posted.seq);
    for (const page of [far, second]) {
      const [added] = (await page.next('contact_added')) as [{ username: string; id: number }];
      equal(added.username, 'petra');
      const said = await page.nextMessage();
      deepEqual([said.text, said.sender], ['Hello Olaf', 'petra']);
    }
    // What Olaf answers on one page, the other one and the web app hear.
    await web.follow(chat);
    const webNumber = (await far.own()).contacts_received[0]?.user_first ?? 0;
    const answer = await far.say(webNumber, 'Hello Petra');
    for (;;) {
      const [text] = await second.next('message');
      if ((JSON.parse(String(text)) as ShownMessage).id === answer.id) break;
    }
    const heard = await web.hears(chat, 'message.posted');
    ok(heard.kind === 'message.posted' && 'text' in heard.body);
    equal(heard.body.text, 'Hello Petra');
    // Edits and deletions, both ways.
    await web.ask(chat, { kind: 'editMessage', target: posted.seq, body: { text: 'Hi Olaf' } });
    for (const page of [far, second]) {
      const [edited] = (await page.next('update_message')) as [ShownMessage];
      deepEqual([edited.text, edited.previous_body], ['Hi Olaf', 'Hello Olaf']);
    }
    await far.call('PATCH', `/messages/${answer.id}`, {
      ...answer,
      text: 'This message has been deleted...',
    });
    await web.hears(chat, 'message.deleted');
    await web.ask(chat, { kind: 'deleteMessage', target: posted.seq });
    const texts = (await far.messagesWith(webNumber)).map(({ text }) => text);
    deepEqual(texts, Array(2).fill('This message has been deleted...'));
    // Nobody else heard any of it.
    equal(near.heard.filter(([event]) => event === 'update_message').length, 0);
    web.close();
  });

  test('a connection without the cookie is nobody: polling across origins waits for its upgrade', async () => {
    const quinn = await OldMessenger.register(url, 'quinn', pageOrigin);
    const rosa = await OldMessenger.register(url, 'rosa');
    const mute = io(url, {
      forceNew: true,
      transports: ['polling'],
      extraHeaders: { origin: pageOrigin },
    });
    const heard: unknown[] = [];
    mute.onAny((...event: unknown[]) => heard.push(event));
    await new Promise<void>((resolve) => mute.once('connect', resolve));
    mute.emit('login', { username: 'quinn' });
    mute.emit('message', JSON.stringify({ text: 'I am Quinn', recipient: 'rosa' }));
    await quinn.connect();
    await rosa.say(quinn.id, 'to Quinn alone');
    equal((await quinn.nextMessage()).text, 'to Quinn alone');
    deepEqual(heard, []);
    deepEqual(
      (await quinn.messagesWith(rosa.id)).map(({ text }) => text),
      ['to Quinn alone'],
    );
    mute.close();
  });

  test('who connects before logging in comes back with the cookie', async () => {
    const sven = await OldMessenger.register(url, 'sven');
    const { cookie } = sven;
    sven.cookie = '';
    const socket = io(url, { forceNew: true, transports: ['websocket'], reconnectionDelay: 50 });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const back = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.io.opts.extraHeaders = { cookie };
    socket.emit('login', { username: 'sven' });
    equal(await back, 'transport close');
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const said = new Promise((resolve) => socket.once('message', resolve));
    socket.emit('login', { username: 'sven' });
    socket.emit('message', JSON.stringify({ text: 'to myself', recipient: 'sven' }));
    match(String(await said), /to myself/);
    socket.close();
  });

  test('with an https address the client asks for a namespace of host and port, and gets it', async () => {
    const tilda = await OldMessenger.register(url, 'tilda');
    const extraHeaders = { cookie: tilda.cookie };
    const socket = io(`${url}/chat.example.org:5002`, { forceNew: true, extraHeaders });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const said = new Promise((resolve) => socket.once('message', resolve));
    socket.emit('login', { username: 'tilda' });
    socket.emit('message', JSON.stringify({ text: 'over there', recipient: 'tilda' }));
    match(String(await said), /over there/);
    socket.close();
  });

  test('COMPAT9 COMPAT8: after a restart: the same session, the same numbers, and the live events again', async () => {
    const ulla = await OldMessenger.register(url, 'ulla');
    const vito = await OldMessenger.register(url, 'vito', pageOrigin);
    const said = await ulla.say(vito.id, 'before');
    await Promise.all([ulla.connect(), vito.connect()]);
    const port = Number(new URL(url).port);
    deepEqual(server.logged, []);
    await server.close();
    await start(port);
    await Promise.all([ulla.listens(), vito.listens()]);
    await ulla.say(vito.id, 'after');
    equal((await vito.nextMessage()).text, 'after');
    const [first] = await vito.messagesWith(ulla.id);
    deepEqual([first?.id, first?.text], [said.id, 'before']);
  });

  test('in a browser, the page on another port: fetch with credentials, polling, then WebSocket', {
    skip: browserMissing(),
  }, async () => {
    const wilma = await OldMessenger.register(url, 'wilma');
    const xaver = await OldMessenger.register(url, 'xaver');
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(pageOrigin);
      const login = { url, username: 'xaver', password_hash: PASSWORD };
      const status = await page.evaluate(logInAndListen, login);
      equal(status, 200);
      await wilma.say(xaver.id, 'into the browser');
      const heard = await page.waitForFunction(
        () => (globalThis as unknown as { heard: string[] }).heard[0],
      );
      const message = JSON.parse((await heard.jsonValue()) ?? '') as { sender: string };
      equal(message.sender, 'wilma');
      // What the page says goes out as its session, whatever it claims.
      await wilma.connect();
      await page.evaluate(() => {
        const { socket } = globalThis as unknown as { socket: { emit(...data: unknown[]): void } };
        const forged = { text: 'back', recipient: 'wilma', sender: 'petra' };
        socket.emit('message', JSON.stringify(forged));
      });
      equal((await wilma.nextMessage()).sender, 'xaver');
      // A page of an origin that nobody named gets nothing.
      await page.goto(pageOrigin.replace('127.0.0.1', 'localhost'));
      const refused = await page.evaluate(
        (where) =>
          fetch(`${where}/session`, { credentials: 'include' }).then(
            () => 'answered',
            () => 'refused',
          ),
        url,
      );
      equal(refused, 'refused');
    } finally {
      await browser.close();
    }
  });
});

async function idOf(friend: WireFriend, username: string): Promise<string> {
  return (await friend.call('GET', `/users/${username}`)).body.id;
}

interface Login {
  readonly url: string;
  readonly username: string;
  readonly password_hash: string;
}

/** Runs in the page: logs in, connects as the original does, and says when the WebSocket stands. */
async function logInAndListen({ url, username, password_hash }: Login): Promise<number> {
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    credentials: 'include',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password_hash }),
  });
  const page = globalThis as unknown as {
    io: (address: string) => {
      on(event: string, hear: (text: string) => void): void;
      emit(event: string, data: unknown): void;
    };
    heard: string[];
    socket: unknown;
  };
  page.heard = [];
  const socket = page.io(url.slice(7));
  page.socket = socket;
  await new Promise<void>((resolve) => {
    // To oneself: it comes back when the connection is somebody's.
    socket.on('message', (text: string) => {
      const { sender } = JSON.parse(text) as { sender: string };
      if (sender === username) resolve();
      else page.heard.push(text);
    });
    socket.on('connect', () => {
      socket.emit('login', { username });
      socket.emit('message', JSON.stringify({ text: 'ready', recipient: username }));
    });
  });
  return answer.status;
}
