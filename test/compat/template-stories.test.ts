// People in template's rooms as they use them: in browsers with our own page, beside the web app, over a lost connection
// and over a restart of the server.
import { deepEqual, equal } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { browserMissing, openBrowser } from '#test/support/browser.ts';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { type Jar, PageSocket } from '#test/support/compat/page-socket.ts';
import { request } from '#test/support/compat/requests.ts';
import { PASSWORD, People, says, shows } from '#test/support/world/people.ts';

/** As on a network at home: over plain http, browsers say less about a page than on this machine's own address. */
const HOST = 'chat.example';

describe('template, stories', { timeout: 120_000 }, () => {
  let data: string;
  let server: CompatServer;
  let people: People;
  let browser: Browser | undefined;

  before(async () => {
    data = mkdtempSync(join(tmpdir(), 'kith-template-'));
    server = await startCompat(['template'], { data });
    people = new People(server.url);
  });
  afterEach(() => PageSocket.closeAll());
  after(async () => {
    await browser?.close();
    people.close();
    await server.close();
    deepEqual(server.logged, []);
    rmSync(data, { recursive: true, force: true });
  });

  const signUp = async (username: string): Promise<Jar> => {
    const sent = { json: { username, password: PASSWORD } };
    const { cookies } = await request('POST', `${server.at('template')}/signup/user`, sent);
    return { session: cookies[0] ?? '', username };
  };
  const newcomer = async (username: string): Promise<PageSocket> =>
    PageSocket.open(server.at('template'), await signUp(username));

  test('COMPAT4: three pages and the web app in one room', async () => {
    const web = await people.signUp('webber');
    const [ann, ben] = [await newcomer('ann'), await newcomer('ben')];
    const room = await ann.join('ann', 'webber');
    equal(await ann.next(), 'ann has joined the room. Now talking to webber. [green]');
    equal(await ben.join('ben', 'ann'), room);
    equal(await ben.next(), 'ben has joined the room. Now talking to ann. [green]');
    equal(await ben.next(), 'Also in this room: webber. [green]');
    equal(await ann.next(), 'ben has joined the room. [green]');
    const { rows } = await shows(web.client.chats, ({ rows }) =>
      rows.some(({ name }) => name === 'ann & webber'),
    );
    const id = rows.find(({ name }) => name === 'ann & webber')?.id ?? '';
    const chat = web.client.chat(id);
    chat.show();
    ann.send('ann', 'Good morning', room);
    for (const page of [ann, ben]) equal(await page.next(), 'ann: Good morning');
    await says(web.client, id, 'Good morning');
    chat.send('And to you, *both*');
    for (const page of [ann, ben]) equal(await page.next(), 'webber: And to you, *both*');
  });

  test('a lost connection comes back into the room, with what was said meanwhile', async () => {
    const [cleo, dora] = [await newcomer('cleo'), await newcomer('dora')];
    const room = await cleo.join('cleo', 'dora');
    equal(await dora.join('dora', 'cleo'), room);
    await cleo.next();
    equal(await cleo.next(), 'dora has joined the room. [green]');
    await dora.next();
    await dora.breakOff();
    equal(await dora.next(), 'dora has connected [green]');
    equal(await cleo.next(), 'dora has connected [green]');
    cleo.send('cleo', 'still there?', room);
    for (const page of [cleo, dora]) equal(await page.next(), 'cleo: still there?');
  });

  test('COMPAT9 COMPAT8: a restart of the server: same session, same room, same number', async () => {
    const [elsa, fred] = [await newcomer('elsa'), await newcomer('fred')];
    const room = await elsa.join('elsa', 'fred');
    await fred.join('fred', 'elsa');
    await elsa.next();
    await elsa.next();
    await fred.next();
    const { port, compat } = server.server;
    await server.close();
    server = await startCompat([], { data, port, compat });
    await Promise.all([elsa.connected(), fred.connected()]);
    // Who is back first sees the other come.
    const heard = async (page: PageSocket, line: string): Promise<void> => {
      while ((await page.next()) !== line);
    };
    await Promise.all([
      heard(elsa, 'elsa has connected [green]'),
      heard(fred, 'fred has connected [green]'),
    ]);
    elsa.send('elsa', 'back again', room);
    await Promise.all([elsa, fred].map((page) => heard(page, 'elsa: back again')));
    equal(await elsa.join('elsa', 'fred'), room);
  });

  const sees = (page: Page, text: string): Promise<unknown> =>
    page.locator('#lines p').getByText(text, { exact: true }).waitFor();

  test('in a browser, with our own page', { skip: browserMissing() }, async () => {
    browser ??= await openBrowser({ args: [`--host-resolver-rules=MAP ${HOST} 127.0.0.1`] });
    const url = server.at('template').replace('127.0.0.1', HOST);
    const enter = async (username: string): Promise<Page> => {
      const page = await (await (browser as Browser).newContext()).newPage();
      page.on('dialog', (dialog) => void dialog.dismiss());
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (said) => said.type() === 'error' && errors.push(said.text()));
      await page.goto(url);
      await page.getByText('Sign up').click();
      await page.getByLabel('Name').fill(username);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign up' }).click();
      await page.getByText(`Username: ${username}`).waitFor();
      return page;
    };
    const errors: string[] = [];
    const [gil, hal] = [await enter('gil'), await enter('hal')];
    await gil.getByLabel('Talk to').fill('nobody');
    await gil.getByRole('button', { name: 'Chat' }).click();
    await gil.getByText('Unknown receiver!').waitFor();
    await gil.getByLabel('Talk to').fill('hal');
    await gil.getByLabel('Talk to').press('Enter');
    await sees(gil, 'gil has joined the room. Now talking to hal.');
    await hal.getByLabel('Talk to').fill('gil');
    await hal.getByRole('button', { name: 'Chat' }).click();
    await sees(gil, 'hal has joined the room.');
    await gil.getByLabel('Message').fill('<img src=x onerror=alert(1)>');
    await gil.getByLabel('Message').press('Enter');
    for (const page of [gil, hal]) await sees(page, 'gil: <img src=x onerror=alert(1)>');
    await hal.reload();
    await sees(gil, 'hal has connected');
    await hal.getByLabel('Message').fill('Here again');
    await hal.getByRole('button', { name: 'Send' }).click();
    for (const page of [gil, hal]) await sees(page, 'hal: Here again');
    await hal.getByRole('button', { name: 'Leave Room' }).click();
    await sees(gil, 'hal has left the room.');
    await hal.getByLabel('Talk to').waitFor();
    await hal.getByRole('button', { name: 'Log out' }).click();
    await hal.getByRole('heading', { name: 'Log in' }).waitFor();
    await hal.goto(`${url}/home?username=gil`);
    equal(new URL(hal.url()).pathname, '/login');
    deepEqual(errors, []);
  });

  test('what the original’s page does works under our policy', {
    skip: browserMissing(),
  }, async () => {
    browser ??= await openBrowser({ args: [`--host-resolver-rules=MAP ${HOST} 127.0.0.1`] });
    const url = server.at('template').replace('127.0.0.1', HOST);
    const context = await browser.newContext();
    const page = await context.newPage();
    // The original's script in place of ours, as it was read off: jQuery is what it writes lines with.
    await context.route('**/static/js/home.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: ORIGINAL_HOME }),
    );
    const errors: string[] = [];
    page.on('console', (said) => said.type() === 'error' && errors.push(said.text()));
    await page.goto(`${url}/signup`);
    await page.getByLabel('Name').fill('ivy');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign up' }).click();
    const line = page.getByText('ivy has joined the room. Now talking to ivy.');
    await line.waitFor();
    equal(
      await page.evaluate('getComputedStyle(document.querySelector("#lines p")).color'),
      'rgb(0, 128, 0)',
    );
    await page.reload();
    await page.getByText('ivy has connected').waitFor();
    deepEqual(errors, []);
  });
});

const ORIGINAL_HOME = `
  const username = new URLSearchParams(location.search).get('username');
  document.cookie = 'username=' + encodeURIComponent(username) + '; path=/';
  const lines = document.getElementById('lines');
  const socket = io();
  socket.on('incoming', (msg, color = 'black') => {
    lines.insertAdjacentHTML('beforeend', '<p style="color: ' + color + '"></p>');
    lines.lastChild.textContent = msg;
  });
  if (!document.cookie.includes('room_id')) {
    socket.emit('join', username, username, (answer) => {
      if (typeof answer === 'number') document.cookie = 'room_id=' + answer + '; path=/';
    });
  }
`;
