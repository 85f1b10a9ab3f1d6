// Everybody at once: one server with all five gateways, the web app in Chromium, and the same few people at the clients that
// they happen to have. What is said in one is heard in all others, changed and taken back in all others, before and after a
// restart; and nobody is anybody else.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { browserMissing, openBrowser } from '#test/support/browser.ts';
import { EchoSocket } from '#test/support/compat/echo-socket.ts';
import { OldMessenger, PASSWORD, type ShownMessage } from '#test/support/compat/old-messenger.ts';
import { PageSocket } from '#test/support/compat/page-socket.ts';
import { request } from '#test/support/compat/requests.ts';
import { TECHNOLOGY, TerminalClient } from '#test/support/compat/terminal-client.ts';
import { freePort, type ServerProcess, spawnServer, until } from '#test/support/server-process.ts';
import { enComposer } from '#web/words/en/composer.ts';
import { en } from '#web/words/en/main.ts';
import { enMessage } from '#web/words/en/message.ts';
import { type Person, signUp } from './person.ts';

const skip = browserMissing() ?? false;
const GATEWAYS = ['twidder', 'messenger', 'template', 'chatroom', 'flask-chat'] as const;
type GatewayName = (typeof GATEWAYS)[number];
const GONE = 'This message has been deleted...';

/** What a terminal shows of a message. */
interface Line {
  readonly username: string;
  readonly content: string;
}

describe(`one company at six kinds of clients (${TECHNOLOGY})`, { timeout: 300_000 }, () => {
  let data: string;
  let main: number;
  let ports: Record<GatewayName, number>;
  let server: ServerProcess;
  let browser: Browser;
  /** In the web app. */
  let ada: Person;
  /** Where her chat with Ben is. */
  let direct: string;
  /** At messenger, with two pages; at flask-chat; at template; at a terminal. */
  let ben: { near: OldMessenger; far: OldMessenger; flask: string; terminal: TerminalClient };
  let benPage: PageSocket;
  /** At messenger and at template. */
  let cleo: OldMessenger;
  let cleoPage: PageSocket;
  /** At twidder, and at a terminal. */
  let dan: { token: string; echo: EchoSocket; terminal: TerminalClient };

  const at = (name: GatewayName): string => `http://127.0.0.1:${ports[name]}`;
  const start = async (): Promise<void> => {
    const compat = GATEWAYS.map((name) => `${name}=${ports[name]}`).join();
    const where = ['--port', String(main), '--host', '127.0.0.1', '--data', data];
    server = spawnServer(...where, '--compat', compat);
    await server.ready;
  };

  before(async () => {
    if (skip !== false) return;
    data = mkdtempSync(join(tmpdir(), 'kith-company-'));
    main = await freePort();
    const free = await Promise.all(GATEWAYS.map(() => freePort()));
    ports = Object.fromEntries(GATEWAYS.map((name, index) => [name, free[index]])) as never;
    await start();
    browser = await openBrowser();
    const site = { url: `http://127.0.0.1:${main}` } as Parameters<typeof signUp>[1];
    ada = await signUp(browser, site, 'Ada');
    await comeAll();
  });
  after(async () => {
    if (skip !== false) return;
    OldMessenger.closeAll();
    PageSocket.closeAll();
    await Promise.all([ben, dan].map(({ terminal }) => terminal.exit()));
    await browser.close();
    const { code, output } = await server.stop();
    equal(code, 0, output);
    rmSync(data, { recursive: true, force: true });
  });

  /** Everybody signs up or in wherever they are. */
  const comeAll = async (): Promise<void> => {
    const terminal = await terminalOf('ben', '/register');
    const near = new OldMessenger(at('messenger'), 'ben');
    const far = new OldMessenger(at('messenger'), 'ben', 'http://127.0.0.1:3000');
    await Promise.all([near.logIn(), far.logIn()]);
    const form = { login: 'ben', password: PASSWORD };
    const { cookies } = await request('POST', `${at('flask-chat')}/login`, { form });
    ben = { near, far, flask: cookies[0] ?? '', terminal };
    cleo = await OldMessenger.register(at('messenger'), 'cleo');
    const json = { email: 'dan@example.org', password: PASSWORD };
    const names = { firstname: 'Dan', familyname: 'Ek', gender: 'Male' };
    const rest = { ...names, city: 'Umeå', country: 'Sweden' };
    await request('POST', `${at('twidder')}/sign_up`, { json: { ...json, ...rest } });
    const token = await twidderToken();
    const echo = await EchoSocket.open(at('twidder'), token);
    await Promise.all([near.connect(), far.connect(), cleo.connect()]);
    dan = { token, echo, terminal: await terminalOf('dan', '/login') };
    [benPage, cleoPage] = [await pageOf('ben'), await pageOf('cleo')];
  };
  const terminalOf = async (
    username: string,
    path: '/register' | '/login',
  ): Promise<TerminalClient> => {
    const terminal = new TerminalClient(at('chatroom'), username, PASSWORD);
    ok((await terminal.post(path)).status < 300);
    await terminal.join();
    return terminal;
  };
  const pageOf = async (username: string): Promise<PageSocket> => {
    const json = { username, password: PASSWORD };
    const { cookies } = await request('POST', `${at('template')}/login/user`, { json });
    return PageSocket.open(at('template'), { session: cookies[0] ?? '', username });
  };
  const twidderToken = async (): Promise<string> => {
    const json = { email: 'dan@example.org', password: PASSWORD };
    const answer = await request('POST', `${at('twidder')}/sign_in`, { json });
    return (answer.json as { data: string }).data;
  };

  // What each of them looks at.
  const adasNumber = async (): Promise<number> => {
    const all = (await ben.near.call('GET', '/users')).json as { id: number; username: string }[];
    return all.find(({ username }) => username === 'ada')?.id ?? 0;
  };
  const flaskChat = async (): Promise<string> => {
    const { text } = await request('GET', `${at('flask-chat')}/ChatPage`, { cookie: ben.flask });
    const item = /data-chat-id="(\d+)"[^>]*>\s*<div class="username">(?:ada - ben|ben - ada)</;
    return item.exec(text)?.[1] ?? '';
  };
  const flaskTexts = async (): Promise<string[]> => {
    const url = `${at('flask-chat')}/get_messages/${await flaskChat()}`;
    const { json } = await request('GET', url, { cookie: ben.flask });
    return (json as { text: string }[]).map(({ text }) => text);
  };
  const flaskShows = (texts: readonly string[]): Promise<void> =>
    until(`flask-chat shows ${texts.join()}`, async () => `${await flaskTexts()}` === `${texts}`);
  /** The next message at one of Ben's pages, his own too; what they say to themselves when they connect is passed over. */
  const oldPageHears = async (page: OldMessenger): Promise<string> => {
    for (;;) {
      const [said] = await page.next('message');
      const { text, recipient, sender } = JSON.parse(String(said)) as Record<string, string>;
      if (recipient !== sender) return `${sender}: ${text}`;
    }
  };
  const bensPagesHear = async (line: string): Promise<void> => {
    for (const page of [ben.near, ben.far]) equal(await oldPageHears(page), line);
  };
  const bensPagesSeeChange = async (text: string): Promise<void> => {
    for (const page of [ben.near, ben.far]) {
      const [changed] = (await page.next('update_message')) as [ShownMessage];
      equal(changed.text, text);
    }
  };
  const terminalHears = async ({ terminal }: { terminal: TerminalClient }): Promise<string> => {
    const { username, content } = (await terminal.next('new_message')) as Line;
    return `${username}: ${content}`;
  };
  const pagesHear = async (line: string): Promise<void> => {
    for (const page of [benPage, cleoPage]) while ((await page.next()) !== line);
  };
  const twidderWall = async (owner: string): Promise<string[]> => {
    const url = `${at('twidder')}/email/get_message/${owner}`;
    const { json } = await request('GET', url, { headers: { auth: dan.token } });
    const { data: wall } = json as { data: { writer: string; content: string }[] };
    return wall.map(({ writer, content }) => `${writer}: ${content}`);
  };
  const twidderPosts = async (message: string, email: string): Promise<void> => {
    const sent = { json: { message, email }, headers: { auth: dan.token } };
    equal((await request('POST', `${at('twidder')}/token/post_message`, sent)).status, 201);
  };

  // What Ada does in the web app beside writing.
  const adaEdits = async (before: string, now: string): Promise<void> => {
    await ada.composer.press('ArrowUp');
    const box = ada.page.getByRole('textbox', { name: enComposer.editLabel });
    await until('the text is in it', async () => (await box.inputValue()) === before);
    await box.fill(now);
    await box.press('Enter');
    await ada.sees(now);
  };
  const adaErases = async (text: string): Promise<void> => {
    const message = ada.message(text).last();
    await message.hover();
    await message.getByRole('button', { name: enMessage.more, exact: true }).click();
    await ada.page.getByRole('menuitem', { name: enMessage.erase, exact: true }).click();
  };
  const adaOpens = async (path: string): Promise<void> => {
    await ada.page.goto(new URL(path, ada.page.url()).href);
    await ada.composer.waitFor();
  };

  test('COMPAT4: a direct chat: web app, two pages of messenger, flask-chat', {
    skip,
  }, async () => {
    await ada.goTo('ben');
    direct = `/c/${ada.chatId()}`;
    await ada.say('Are you there?');
    await bensPagesHear('ada: Are you there?');
    await flaskShows(['Are you there?']);
    const number = await adasNumber();
    const answer = await ben.near.say(number, 'By the old page');
    await ada.sees('By the old page');
    await bensPagesHear('ben: By the old page');
    const json = { chat_id: await flaskChat(), message: 'And by the older one' };
    const sent = { cookie: ben.flask, json };
    const { text } = await request('POST', `${at('flask-chat')}/send_message`, sent);
    equal(text, '{"success":true}');
    await ada.sees('And by the older one');
    await bensPagesHear('ben: And by the older one');
    await flaskShows(['Are you there?', 'By the old page', 'And by the older one']);

    await adaEdits('Are you there?', 'Are you all there?');
    await bensPagesSeeChange('Are you all there?');
    const corrected = { ...answer, text: 'By an old page' };
    await ben.far.call('PATCH', `/messages/${answer.id}`, corrected);
    await ada.sees('By an old page');
    await bensPagesSeeChange('By an old page');
    await flaskShows(['Are you all there?', 'By an old page', 'And by the older one']);

    await adaErases('Are you all there?');
    await bensPagesSeeChange(GONE);
    await ben.near.call('PATCH', `/messages/${answer.id}`, { ...answer, text: GONE });
    await ada.sees(en.chat.deleted('ben'));
    await flaskShows(['And by the older one']);
  });

  test('COMPAT4: the Lobby: web app and two terminals', { skip }, async () => {
    await ada.goTo('Lobby');
    await ada.say('Good morning.');
    for (const one of [ben, dan]) equal(await terminalHears(one), 'ada: Good morning.');
    ben.terminal.emit('send_message', { content: 'Good morning, all.' });
    for (const one of [ben, dan]) equal(await terminalHears(one), 'ben: Good morning, all.');
    await ada.sees('Good morning, all.');
    await adaEdits('Good morning.', 'Good morning, everybody.');
    await ada.say('A mistake');
    for (const one of [ben, dan]) equal(await terminalHears(one), 'ada: A mistake');
    await adaErases('A mistake');
    // Who comes next gets the room as it stands by then.
    await until('the terminal’s history is as it stands', async () => {
      dan.terminal.emit('join', { username: 'dan' });
      const { messages } = (await dan.terminal.next('message_history')) as { messages: Line[] };
      const lines = messages.map(({ username, content }) => `${username}: ${content}`);
      return `${lines}` === 'ada: Good morning, everybody.,ben: Good morning, all.';
    });
  });

  test('COMPAT4: walls: web app and twidder', { skip }, async () => {
    await twidderPosts('Happy birthday <3', 'ada@kith.invalid');
    await adaOpens('/u/ada');
    await ada.sees('Happy birthday <3');
    await ada.say('Thank you, Dan');
    const first = 'dan@example.org: Happy birthday &lt;3';
    const wall = async (owner: string, lines: string[]): Promise<void> =>
      until(`twidder shows ${lines}`, async () => `${await twidderWall(owner)}` === `${lines}`);
    await wall('ada@kith.invalid', [first, 'ada@kith.invalid: Thank you, Dan']);
    await adaOpens('/u/dan');
    await ada.say('Your turn');
    await wall('dan@example.org', ['ada@kith.invalid: Your turn']);
    await adaEdits('Your turn', 'Your turn now');
    await wall('dan@example.org', ['ada@kith.invalid: Your turn now']);
    await adaErases('Your turn now');
    await wall('dan@example.org', []);
    deepEqual([dan.echo.isOpen, dan.echo.frames], [true, []]);
  });

  test('COMPAT4: a group: web app and two pages of template', { skip }, async () => {
    const room = await benPage.join('ben', 'ada');
    equal(await cleoPage.join('cleo', 'ben'), room);
    await ada.page.goto(new URL('/', ada.page.url()).href);
    await ada.goTo('ben & ada');
    await ada.say('Who is here?');
    await pagesHear('ada: Who is here?');
    benPage.send('ben', 'The three of us', room);
    await pagesHear('ben: The three of us');
    await ada.sees('The three of us');
    await adaEdits('Who is here?', 'Who else is here?');
    await pagesHear('ada (edited): Who else is here? [gray]');
    await adaErases('Who else is here?');
    await pagesHear('ada has deleted a message. [gray]');
    cleoPage.send('cleo', 'And I', room);
    await pagesHear('cleo: And I');
    await ada.sees('And I');
  });

  test('COMPAT2: nobody is anybody else, at none of them', { skip }, async () => {
    const ada = await adasNumber();
    const message = { text: 'I am Ada', recipient: ben.near.id, message_type: 'text' };
    equal((await cleo.call('POST', '/messages', { ...message, sender: ada })).status, 422);
    cleoPage.send('ada', 'I am Ada', Number(cleoPage.jar.room_id));
    while ((await cleoPage.next()) !== 'Unknown sender! [red]');
    dan.terminal.emit('join', { username: 'ada' });
    deepEqual(await dan.terminal.next('error'), { message: 'You have joined as somebody else' });
    const auth = dan.token.replace(/^..../, 'AAAA');
    const url = `${at('twidder')}/token/post_message`;
    equal((await request('POST', url, { json: { message: 'I' }, headers: { auth } })).status, 401);
    const cookie = ben.flask.replace('kith-flask-chat', 'kith-messenger');
    equal((await request('GET', `${at('flask-chat')}/ChatPage`, { cookie })).status, 302);
    const json = { chat_id: await flaskChat(), message: 'I am Ben' };
    const form = { login: 'cleo', password: PASSWORD };
    const { cookies } = await request('POST', `${at('flask-chat')}/login`, { form });
    const forged = { cookie: cookies[0] ?? '', json };
    const said = await request('POST', `${at('flask-chat')}/send_message`, forged);
    equal(said.text, '{"success":false}');
  });

  test('COMPAT9 COMPAT8: a restart in the middle: everybody goes on where they were', {
    skip,
  }, async () => {
    const room = Number(benPage.jar.room_id);
    const { code, output } = await server.stop();
    equal(code, 0, output);
    await dan.echo.closed;
    await start();
    const back = [ben.near, ben.far, cleo].map((page) => page.listens());
    await Promise.all([...back, benPage.connected(), cleoPage.connected()]);
    for (const { terminal } of [ben, dan]) {
      await terminal.next('connect');
      // The original does not join again by itself.
      equal((await terminal.post('/login')).status, 200);
      terminal.emit('join', { username: terminal.username });
      await terminal.next('message_history');
    }
    dan.echo = await EchoSocket.open(at('twidder'), dan.token);
    await dan.echo.answers();

    // Everybody at once, in all places.
    await adaOpens(direct);
    await Promise.all([
      ada.say('Still here?'),
      ben.near.say(await adasNumber(), 'Still here.'),
      twidderPosts('Still on the wall', 'ada@kith.invalid'),
      dan.terminal.emit('send_message', { content: 'Still in the Lobby' }),
      cleoPage.send('cleo', 'Still in the room', room),
    ]);
    await ada.sees('Still here.');
    const heard = [await oldPageHears(ben.far), await oldPageHears(ben.far)].sort();
    deepEqual(heard, ['ada: Still here?', 'ben: Still here.']);
    await until('flask-chat has both', async () => (await flaskTexts()).length === 3);
    for (const one of [ben, dan]) equal(await terminalHears(one), 'dan: Still in the Lobby');
    await pagesHear('cleo: Still in the room');
    await ada.goTo('Lobby');
    await ada.sees('Still in the Lobby');
    await ada.goTo('ben & ada');
    await ada.sees('Still in the room');
    await adaOpens('/u/ada');
    await ada.sees('Still on the wall');

    // And a second session of twidder's takes the place of the first.
    const newer = await twidderToken();
    const second = await EchoSocket.open(at('twidder'), newer);
    await dan.echo.closed;
    deepEqual(dan.echo.frames, ['sign_out']);
    second.close();
    deepEqual(ada.heard.faults, []);
  });
});
