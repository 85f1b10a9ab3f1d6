// The clients that the originals' pages bring along, in both versions: how they connect, from which origin, in Node and as
// scripts in a real browser.
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { browserMissing, openBrowser } from '#test/support/browser.ts';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { GENERATIONS, type Generation } from '#test/support/compat/generations.ts';
import { OldMessenger, PASSWORD, type ShownMessage } from '#test/support/compat/old-messenger.ts';
import { type Jar, PageSocket, type Way } from '#test/support/compat/page-socket.ts';
import { request } from '#test/support/compat/requests.ts';

/** Polling first, as the pages do it; and each by itself. */
const TRANSPORTS = [undefined, ['polling'], ['websocket']] as const;
/** Of messenger. Browsers send no cookie with polling across origins: that alone is nobody's connection. */
const WAYS = TRANSPORTS.flatMap((transports) => [
  { transports, place: 'same origin' },
  ...(transports?.[0] === 'polling' ? [] : [{ transports, place: 'another origin' }]),
]);
const OTHER_ORIGIN = 'http://127.0.0.1:9';

function pageWith({ version }: Generation): string {
  return `<!doctype html><title>old page</title><script src="/${version}.js"></script>`;
}

describe('the originals’ Socket.IO clients', { timeout: 180_000 }, () => {
  let server: CompatServer;
  let pages: Server;
  let pageOrigin: string;
  let browser: Browser | undefined;
  let count = 0;

  before(async () => {
    pages = createServer((asked, answer) => {
      const generation = GENERATIONS.find(({ version }) => asked.url?.includes(version));
      const wantsScript = asked.url?.endsWith('.js');
      answer.setHeader('content-type', wantsScript ? 'text/javascript' : 'text/html');
      if (!generation) answer.writeHead(404).end();
      else answer.end(wantsScript ? readFileSync(generation.script) : pageWith(generation));
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    pageOrigin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
    server = await startCompat(['messenger', 'template'], { compatOrigins: [pageOrigin] });
  });
  afterEach(() => {
    OldMessenger.closeAll();
    PageSocket.closeAll();
  });
  after(async () => {
    await browser?.close();
    pages.close();
    await server.close();
    deepEqual(server.logged, []);
  });

  /** A name that nobody has yet. */
  const fresh = (): string => {
    count += 1;
    return `person${count}`;
  };

  for (const generation of GENERATIONS) {
    const { version } = generation;

    for (const { transports, place } of WAYS) {
      const way = transports?.join() ?? 'polling, then WebSocket';
      test(`messenger with ${version}: ${way}, ${place}`, async () => {
        const url = server.at('messenger');
        const origin = place === 'same origin' ? undefined : pageOrigin;
        const one = await OldMessenger.register(url, fresh(), origin, generation);
        const other = await OldMessenger.register(url, fresh(), undefined, generation);
        const chosen = transports && [...transports];
        const { username } = other;
        await Promise.all([one.connect(one.username, chosen), other.connect(username, chosen)]);
        const said = await other.say(one.id, 'Hello');
        equal((await one.nextMessage()).text, 'Hello');
        one.socket?.emit('message', JSON.stringify({ text: 'Yes', recipient: username }));
        equal((await other.nextMessage()).sender, one.username);
        await other.call('PATCH', `/messages/${said.id}`, { text: 'Hello there' });
        const [changed] = (await one.next('update_message')) as [ShownMessage];
        equal(changed.text, 'Hello there');
        if (chosen === undefined) equal(one.socket?.io.engine.transport.name, 'websocket');
      });
    }

    for (const transports of TRANSPORTS) {
      const way = transports?.join() ?? 'polling, then WebSocket';
      test(`template with ${version}: ${way}; and not from another origin`, async () => {
        const how: Way = { generation, ...(transports && { transports }) };
        const [one, other] = [await template(how), await template(how)];
        const room = await one.join(one.jar.username, other.jar.username);
        equal(await other.join(other.jar.username, one.jar.username), room);
        one.send(one.jar.username ?? '', 'Hello', room);
        const line = `${one.jar.username}: Hello`;
        for (const page of [one, other]) while ((await page.next()) !== line);
        await rejects(template({ ...how, origin: OTHER_ORIGIN }));
      });
    }

    test(`messenger with ${version}: polling alone across origins is nobody`, async () => {
      const url = server.at('messenger');
      const mute = await OldMessenger.register(url, fresh(), pageOrigin, generation);
      const friend = await OldMessenger.register(url, fresh(), undefined, generation);
      const listening = new OldMessenger(url, mute.username, pageOrigin, generation);
      await listening.logIn();
      void mute.connect(mute.username, ['polling']);
      await mute.next('connect');
      mute.socket?.emit('message', JSON.stringify({ text: 'me', recipient: friend.username }));
      await listening.connect();
      await friend.say(mute.id, 'for those with a cookie');
      equal((await listening.nextMessage()).text, 'for those with a cookie');
      deepEqual(mute.heard, [['connect']]);
      deepEqual((await friend.messagesWith(mute.id)).length, 1);
    });

    test(`messenger with ${version} in a browser, the page on another port`, {
      skip: browserMissing(),
    }, async () => {
      const page = await newPage();
      await page.goto(`${pageOrigin}/${version}`);
      await talkInBrowser(page);
      // A page of an origin that nobody named gets nothing.
      await page.goto(`${pageOrigin.replace('127.0.0.1', 'localhost')}/${version}`);
      equal(await page.evaluate(askSession, server.at('messenger')), 'refused');
    });

    test(`messenger with ${version} in a browser, the page on its own address`, {
      skip: browserMissing(),
    }, async () => {
      const url = server.at('messenger');
      const page = await newPage();
      // As a proxy would serve it there.
      await page.route(`${url}/mainpanel`, (route) =>
        route.fulfill({ contentType: 'text/html', body: pageWith(generation) }),
      );
      await serveScript(page.context(), `${url}/${version}.js`, generation);
      await page.goto(`${url}/mainpanel`);
      await talkInBrowser(page);
    });

    test(`template with ${version} in a browser`, { skip: browserMissing() }, async () => {
      const one = await atHome(generation);
      const other = await atHome(generation);
      await one.page.getByLabel('Talk to').fill(other.name);
      await one.page.getByRole('button', { name: 'Chat' }).click();
      await other.page.getByLabel('Talk to').fill(one.name);
      await other.page.getByRole('button', { name: 'Chat' }).click();
      await one.page.getByText(`${other.name} has joined the room.`).waitFor();
      await one.page.getByLabel('Message').fill('Hello');
      await one.page.getByLabel('Message').press('Enter');
      for (const { page } of [one, other]) await page.getByText(`${one.name}: Hello`).waitFor();
      await other.page.reload();
      await one.page.getByText(`${other.name} has connected`).waitFor();
    });
  }

  const signUp = async (): Promise<Jar> => {
    const username = fresh();
    const json = { username, password: PASSWORD };
    const { cookies } = await request('POST', `${server.at('template')}/signup/user`, { json });
    return { session: cookies[0] ?? '', username };
  };
  const template = async (way: Way): Promise<PageSocket> =>
    PageSocket.open(server.at('template'), await signUp(), way);

  const newPage = async (): Promise<Page> => {
    browser ??= await openBrowser();
    return (await browser.newContext()).newPage();
  };
  const serveScript = (context: BrowserContext, url: string, { script }: Generation) =>
    context.route(url, (route) => route.fulfill({ contentType: 'text/javascript', path: script }));

  /** Logs in and talks from within a page of messenger. */
  const talkInBrowser = async (page: Page): Promise<void> => {
    const url = server.at('messenger');
    const friend = await OldMessenger.register(url, fresh());
    const own = await OldMessenger.register(url, fresh());
    const login = { url, username: own.username, password_hash: PASSWORD };
    equal(await page.evaluate(logInAndListen, login), 200);
    await friend.say(own.id, 'into the browser');
    const heard = await page.waitForFunction(
      () => (globalThis as unknown as { heard: string[] }).heard[0],
    );
    const message = JSON.parse((await heard.jsonValue()) ?? '') as { sender: string };
    equal(message.sender, friend.username);
    // What the page says goes out as its session, whatever it claims.
    await friend.connect();
    await page.evaluate((recipient) => {
      const { socket } = globalThis as unknown as { socket: { emit(...data: unknown[]): void } };
      socket.emit('message', JSON.stringify({ text: 'back', recipient, sender: 'somebody' }));
    }, friend.username);
    equal((await friend.nextMessage()).sender, own.username);
  };

  /** Somebody new at template's page, with this version of the client in place of ours. */
  const atHome = async (generation: Generation): Promise<{ page: Page; name: string }> => {
    const name = fresh();
    const page = await newPage();
    await serveScript(page.context(), '**/libs/socket.io.min.js', generation);
    await page.goto(`${server.at('template')}/signup`);
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByText(`Username: ${name}`).waitFor();
    return { page, name };
  };
});

/** Runs in the page. */
function askSession(where: string): Promise<string> {
  return fetch(`${where}/session`, { credentials: 'include' }).then(
    () => 'answered',
    () => 'refused',
  );
}

interface Login {
  readonly url: string;
  readonly username: string;
  readonly password_hash: string;
}

/** Runs in the page: logs in, connects as the original does, and says when the connection is somebody's. */
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
