// The pages that gateways serve themselves: usable by everybody, on a phone and a desk, in light and dark; and the notices
// of those that have none, opened by people in a browser and by programs.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { browserMissing, openBrowser } from '#test/support/browser.ts';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { request } from '#test/support/compat/requests.ts';
import { until } from '#test/support/server-process.ts';

const NAMES = ['messenger', 'chatroom'] as const;
const PASSWORD = 'plums in the orchard';
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
/** As browsers ask for a page. */
const PERSON = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('pages of the gateways', { timeout: 300_000 }, () => {
  let server: CompatServer;

  before(async () => {
    server = await startCompat([...NAMES, 'template', 'flask-chat']);
  });
  after(async () => {
    await server.close();
    deepEqual(server.logged, []);
  });

  test('a person reads what the port is for, and where the web app is', async () => {
    for (const name of NAMES) {
      const { status, text, headers } = await request('GET', `${server.at(name)}/`, {
        headers: { ...PERSON, 'sec-fetch-site': 'cross-site' },
      });
      equal(status, 200, name);
      match(headers.get('content-type') ?? '', /^text\/html/);
      match(headers.get('content-security-policy') ?? '', /^default-src 'none'; script-src 'self'/);
      ok(text.includes(`href="${server.url}/"`) && text.includes(server.at(name)), text);
      for (const path of ['/static/page.css', '/favicon.ico']) {
        equal((await request('GET', server.at(name) + path)).status, 200, `${name} ${path}`);
      }
    }
  });

  test('a program gets what the original says', async () => {
    const { status, json } = await request('GET', `${server.at('chatroom')}/`);
    deepEqual([status, (json as { message: string }).message], [404, 'Not found']);
    equal((await request('GET', `${server.at('messenger')}/`)).status, 404);
  });

  test('COMPAT5: whoever lies about the host writes nothing into the page', async () => {
    const host = '"><script>alert(1)</script>';
    for (const name of NAMES) {
      const { text } = await request('GET', `${server.at(name)}/`, {
        headers: { ...PERSON, host },
      });
      ok(!text.includes('<script'), text);
    }
  });

  test('behind a proxy the web app is where the proxy serves it', async () => {
    const origin = 'https://chat.example.org';
    const behind = await startCompat(NAMES, { origin });
    for (const name of NAMES) {
      const { text } = await request('GET', `${behind.at(name)}/`, { headers: PERSON });
      ok(text.includes(`href="${origin}/"`), text);
    }
    await behind.close();
  });

  test('every page passes axe and fits the screen', { skip: browserMissing() }, async (t) => {
    const browser = await openBrowser();
    t.after(() => browser.close());
    const page = await (await browser.newContext()).newPage();
    const visit = async (url: string): Promise<void> => {
      await page.goto(url);
      await passesInLight(page, url);
    };
    for (const name of NAMES) await visit(`${server.at(name)}/`);
    await visitTemplate(page, server.at('template'), visit);
    await server.signUp('somebody-with-a-rather-long-name');
    await visitFlaskChat(page, server.at('flask-chat'), visit);
  });
});

type Visit = (url: string) => Promise<void>;

async function visitTemplate(page: Page, url: string, visit: Visit): Promise<void> {
  for (const path of ['/', '/login', '/nothing', '/signup']) await visit(url + path);
  await page.getByLabel('Name').fill('ann');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByText('Error:').waitFor();
  await passes(page, 'a refused sign-up');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByLabel('Talk to').fill('ann');
  await passes(page, 'no room');
  await page.getByRole('button', { name: 'Chat' }).click();
  await page.getByText('Now talking to ann').waitFor();
  for (let line = 1; line <= 20; line += 1) {
    await page.getByLabel('Message').fill(`Line ${line} ${'and more '.repeat(line)}`);
    await page.getByLabel('Message').press('Enter');
  }
  await page.getByText('ann: Line 20').waitFor();
  // At the end one stays at the end, whatever room there is.
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await until('the last line is seen', () => page.evaluate<boolean>(AT_END));
  }
  // axe scrolls, as a reader does who looks further up.
  await passes(page, 'a room');
}

async function visitFlaskChat(page: Page, url: string, visit: Visit): Promise<void> {
  for (const path of ['/', '/login', '/nothing', '/register']) await visit(url + path);
  await page.getByLabel('Name').fill('ben');
  await page.getByLabel('Password, 8').fill(PASSWORD);
  await page.getByLabel('Password again').fill(`${PASSWORD}!`);
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByText('passwords are not the same').waitFor();
  equal(await page.getByLabel('Name').inputValue(), 'ben');
  await passes(page, 'a refused registration');
  await page.getByLabel('Password, 8').fill(PASSWORD);
  await page.getByLabel('Password again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByText('Welcome, ben').waitFor();
  await passes(page, 'chats');
  await page.getByText('somebody-with-a-rather-long-name - ben').click();
  await page.locator('#messageInput').fill('Hello '.repeat(40));
  await page.locator('#messageInput').press('Enter');
  await page.locator('.message.own').waitFor();
  await passes(page, 'a chat');
  await visit(`${url}/`);
}

const AT_END = `(() => {
  const { scrollTop, clientHeight, scrollHeight } = document.getElementById('lines');
  return scrollHeight > clientHeight && scrollTop + clientHeight >= scrollHeight - 1;
})()`;

/** All rules of axe; in dark what colours can change. */
async function passes(page: Page, where: string): Promise<void> {
  await passesInLight(page, where);
  await page.emulateMedia({ colorScheme: 'dark' });
  const colours = new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']);
  deepEqual(await violations(colours), [], `${where}, dark`);
}

/** All rules of axe, and nothing beyond the right edge. */
async function passesInLight(page: Page, where: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  deepEqual(await violations(new AxeBuilder({ page })), [], where);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    ok(wide <= size.width, `${where} is ${wide} wide`);
  }
}

async function violations(axe: AxeBuilder): Promise<string[]> {
  // These pages have no frames, for which axe would open a page of its own each time.
  const found = await axe.setLegacyMode().analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`);
}
