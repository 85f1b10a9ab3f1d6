// Twidder's own page in a real browser, for people without an old client: signing up, walls, another tab that signs the
// first one out; under its policy, without a word from the browser's console.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { browserMissing, openBrowser } from '#test/support/browser.ts';
import { freePort, type ServerProcess, spawnServer } from '#test/support/server-process.ts';

const PASSWORD = 'plums in the orchard';
const skip = browserMissing() ?? false;

describe('twidder in a browser', { timeout: 120_000 }, () => {
  let server: ServerProcess;
  let url: string;
  let data: string;
  let browser: Browser;
  const complaints: string[] = [];

  before(async () => {
    if (skip) return;
    data = mkdtempSync(join(tmpdir(), 'kith-twidder-page-'));
    const [main, port] = [await freePort(), await freePort()];
    url = `http://127.0.0.1:${port}`;
    const where = ['--host', '127.0.0.1', '--port', String(main), '--data', data];
    server = spawnServer(...where, '--compat', `twidder=${port}`);
    await server.ready;
    browser = await openBrowser();
  });
  after(async () => {
    if (skip) return;
    await browser.close();
    const { code, output } = await server.stop();
    equal(code, 0, output);
    ok(output.includes(`For clients of twidder: ${url.replace('127.0.0.1', 'localhost')}`), output);
    rmSync(data, { recursive: true, force: true });
  });

  /** A browser of somebody's own at the page. */
  const opens = async (path = '/'): Promise<Page> => {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('console', (line) => {
      const own = line.type() === 'error' && !/favicon|status of (401|500)/.test(line.text());
      if (own) complaints.push(line.text());
    });
    page.on('pageerror', (fault) => complaints.push(String(fault)));
    await page.goto(url + path);
    return page;
  };
  const signsUp = async (page: Page, email: string, repeat = PASSWORD): Promise<void> => {
    const form = page.locator('#signup');
    await form.getByLabel('First name').fill('Ann');
    await form.getByLabel('Family name').fill('Lee');
    await form.getByLabel('City').fill('Uppsala');
    await form.getByLabel('Country').fill('Sweden');
    await form.getByLabel('E-mail').fill(email);
    await form.getByLabel('Password, 8 characters or more').fill(PASSWORD);
    await form.getByLabel('Password again').fill(repeat);
    await form.getByRole('button', { name: 'Sign up' }).click();
  };

  test('a first visit: sign up, post, find somebody, be signed out by another session', {
    skip,
  }, async () => {
    const ann = await opens();
    await signsUp(ann, 'ann@example.org', 'something else');
    await ann.getByText('Passwords do not match.').waitFor();
    await signsUp(ann, 'ann@example.org');
    await ann.locator('#name', { hasText: 'Ann Lee' }).waitFor();
    equal(await ann.locator('#address').textContent(), 'Uppsala, Sweden');
    const home = ann.locator('#home');
    await home.getByLabel('Write on this wall').fill('<b>mine</b> & only mine');
    await home.getByRole('button', { name: 'Post' }).click();
    await home.locator('.feed li', { hasText: '<b>mine</b> & only mine' }).waitFor();
    await home.getByRole('button', { name: 'Refresh' }).click();
    await home.locator('.feed .writer', { hasText: 'ann@example.org' }).waitFor();
    equal(await home.locator('.feed b').count(), 0);

    const bob = await opens('/myServer');
    await signsUp(bob, 'bob@example.org');
    await bob.getByRole('tab', { name: 'Browse' }).click();
    const browse = bob.locator('#browse');
    await browse.getByLabel('E-mail').fill('nobody@example.org');
    await browse.getByRole('button', { name: 'Search' }).click();
    await bob.getByText('Nobody here has this address.').waitFor();
    await browse.getByLabel('E-mail').fill('Ann@example.org');
    await browse.getByRole('button', { name: 'Search' }).click();
    await browse.getByText('Ann Lee').waitFor();
    await browse.getByLabel('Write on this wall').fill('hello from Bob');
    await browse.getByRole('button', { name: 'Post' }).click();
    await browse.locator('.feed li', { hasText: 'hello from Bob' }).waitFor();
    await home.getByRole('button', { name: 'Refresh' }).click();
    await home.locator('.feed li', { hasText: 'hello from Bob' }).waitFor();

    const elsewhere = await opens();
    await elsewhere.locator('#signIn').getByLabel('E-mail').fill('ann@example.org');
    await elsewhere.locator('#signIn').getByLabel('Password').fill(PASSWORD);
    await elsewhere.getByRole('button', { name: 'Sign in' }).click();
    await elsewhere.locator('#name', { hasText: 'Ann Lee' }).waitFor();
    await ann.locator('#signIn').waitFor();
    equal(await ann.evaluate('localStorage.getItem("token")'), null);
    deepEqual(complaints, []);
  });

  test('the page can be used by everybody, on a phone too', { skip }, async () => {
    const page = await opens();
    await page.setViewportSize({ width: 360, height: 640 });
    const welcome = await new AxeBuilder({ page }).analyze();
    deepEqual(
      welcome.violations.map(({ id }) => id),
      [],
    );
    await signsUp(page, 'cat@example.org');
    await page.locator('#name', { hasText: 'Ann Lee' }).waitFor();
    const profile = await new AxeBuilder({ page }).analyze();
    deepEqual(
      profile.violations.map(({ id }) => id),
      [],
    );
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    ok(Number(wide) <= 360, String(wide));
    await page.getByRole('tab', { name: 'Account' }).click();
    await page.getByRole('button', { name: 'Sign Out' }).click();
    await page.locator('#signIn').waitFor();
  });
});
