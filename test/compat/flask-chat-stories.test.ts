// People at flask-chat as they use it: in browsers with our own page and with the original's script in its place, beside
// the web app, and over a restart of the server.
import { deepEqual, equal } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { browserMissing, openBrowser } from '#test/support/browser.ts';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { PASSWORD, People, says, shows } from '#test/support/world/people.ts';

const skip = browserMissing();
/** As on a network at home: over plain http, browsers say less about a page than on this machine's own address. */
const HOST = 'chat.example';

describe('flask-chat, stories', { timeout: 120_000 }, () => {
  let data: string;
  let server: CompatServer;
  let people: People;
  let browser: Browser;
  const errors: string[] = [];

  before(async () => {
    if (skip !== undefined) return;
    data = mkdtempSync(join(tmpdir(), 'kith-flask-chat-'));
    server = await startCompat(['flask-chat'], { data });
    people = new People(server.url);
    browser = await openBrowser({ args: [`--host-resolver-rules=MAP ${HOST} 127.0.0.1`] });
  });
  after(async () => {
    if (skip !== undefined) return;
    await browser.close();
    people.close();
    await server.close();
    deepEqual(server.logged, []);
    rmSync(data, { recursive: true, force: true });
  });

  const address = (): string => server.at('flask-chat').replace('127.0.0.1', HOST);
  const watch = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (said) => said.type() === 'error' && errors.push(said.text()));
    return page;
  };
  /** Somebody new, at /ChatPage. */
  const register = async (
    login: string,
    prepare?: (context: BrowserContext) => Promise<unknown>,
  ) => {
    const context = await browser.newContext();
    await prepare?.(context);
    const page = await watch(context);
    await page.goto(address());
    await page.getByRole('link', { name: 'Register' }).click();
    await page.getByLabel('Name').fill(login);
    await page.getByLabel('Password, 8').fill(PASSWORD);
    await page.getByLabel('Password again').fill(PASSWORD);
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByText(`Welcome, ${login}`).waitFor();
    return page;
  };
  const openChat = async (page: Page, name: string): Promise<void> => {
    await page.locator('.chat-item', { hasText: name }).click();
    await page.getByText(`Чат с ${name}`).waitFor();
  };
  const writes = async (page: Page, text: string): Promise<void> => {
    await page.locator('#messageInput').fill(text);
    await page.locator('#messageInput').press('Enter');
  };
  const sees = (page: Page, text: string): Promise<unknown> =>
    page.locator('#messagesContainer').getByText(text).first().waitFor();

  test('COMPAT4: two browsers and the web app', { skip }, async () => {
    const web = await people.signUp('webber');
    const ann = await register('ann');
    const ben = await register('ben');
    await ann.reload();
    await openChat(ann, 'ann - ben');
    await openChat(ben, 'ann - ben');
    await sees(ann, 'Нет сообщений');
    await writes(ann, 'Hello <img src=x onerror=alert(1)> & "you"');
    for (const page of [ann, ben]) await sees(page, 'Hello <img src=x onerror=alert(1)> & "you"');
    equal(await ann.locator('.message .sender').count(), 0);
    equal(await ben.locator('.message .sender').innerText(), 'ann');
    await openChat(ben, 'webber - ben');
    await ben.locator('#messageInput').fill('  From the old page  ');
    await ben.locator('#sendButton').click();
    const { rows } = await shows(web.client.chats, ({ rows }) =>
      rows.some(({ name, unread }) => name === 'ben' && unread === 1),
    );
    const id = rows.find(({ name }) => name === 'ben')?.id ?? '';
    const chat = web.client.chat(id);
    chat.show();
    await says(web.client, id, 'From the old page');
    chat.send('From the new one');
    await sees(ben, 'From the new one');
  });

  test('the original’s script in place of ours', { skip }, async () => {
    const prepare = (context: BrowserContext) =>
      context.route('**/static/js/chat.js', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: ORIGINAL_CHAT }),
      );
    const cleo = await register('cleo');
    const dora = await register('dora', prepare);
    await cleo.reload();
    await openChat(cleo, 'cleo - dora');
    await openChat(dora, 'cleo - dora');
    await writes(cleo, '<img src=x onerror="window.broken=1">');
    await sees(dora, '<img src=x onerror="window.broken=1">');
    await writes(dora, 'in the old way');
    await sees(cleo, 'in the old way');
    equal(await dora.evaluate('window.broken'), undefined);
    await dora.context().close();
  });

  test('COMPAT9: a restart of the server: the page goes on where it was', { skip }, async () => {
    const elsa = await register('elsa');
    await openChat(elsa, 'webber - elsa');
    await writes(elsa, 'before');
    await sees(elsa, 'before');
    const { port, compat } = server.server;
    await server.close();
    server = await startCompat([], { data, port, compat });
    await writes(elsa, 'after');
    await sees(elsa, 'after');
    await elsa.getByRole('link', { name: 'Log out' }).click();
    await elsa.getByRole('link', { name: 'Register' }).waitFor();
    await elsa.goto(`${address()}/ChatPage`);
    equal(new URL(elsa.url()).pathname, '/');
  });

  test('nothing failed in the browsers but what the restart broke off', { skip }, () => {
    deepEqual(
      errors.filter((text) => !text.includes('net::ERR_')),
      [],
    );
  });
});

// As it was read off: everything goes through innerHTML.
const ORIGINAL_CHAT = `
  const me = document.getElementById('currentUser').dataset.username;
  const box = document.getElementById('messagesContainer');
  let current = null;
  async function load() {
    if (!current) return;
    const messages = await (await fetch('/get_messages/' + current)).json();
    box.innerHTML = messages.length === 0 ? '<p>Нет сообщений</p>' : '';
    for (const { sender, text, time } of messages) {
      const div = document.createElement('div');
      div.className = 'message ' + (sender === me ? 'right' : 'left');
      div.innerHTML = (sender === me ? '' : '<b>' + sender + '</b>') + '<p>' + text + '</p><i>' + time + '</i>';
      box.appendChild(div);
    }
  }
  for (const item of document.querySelectorAll('.chat-item')) {
    item.addEventListener('click', () => {
      current = item.dataset.chatId;
      document.getElementById('chatHeader').innerHTML = 'Чат с ' + item.querySelector('.username').textContent;
      document.getElementById('inputArea').classList.remove('hidden');
      load();
    });
  }
  async function send() {
    const input = document.getElementById('messageInput');
    const message = input.value.trim();
    if (!message) return;
    const answer = await fetch('/send_message', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ chat_id: current, message }),
    });
    if ((await answer.json()).success) { input.value = ''; load(); }
  }
  document.getElementById('sendButton').addEventListener('click', send);
  document.getElementById('messageInput').addEventListener('keypress', (e) => { if (e.key === 'Enter') send(); });
  setInterval(load, 500);
`;
