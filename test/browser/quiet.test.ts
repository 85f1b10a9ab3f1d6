// While people use everything, the browser has nothing to say against our pages, and talks to nobody but our server.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en/main.ts';
import { enMore } from '#web/words/en/more.ts';
import { listenTo } from './heard.ts';
import { openPerson, type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const QUIET = { faults: [], failures: [] };

const stage = theStage();

test('WEB1: a whole story violates no policy, logs no error, and reaches no other host', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, 'Ada');
  const ben = await signUp(browser, site, 'Ben');
  await ada.say('Look: https://example.org/?a=1 <b>and</b> 🎉');
  await ben.sees('Look');
  await ada.make('group', 'Sunday lunch', ['Ben']);
  await ada.say('🎉🎉');
  await ben.goTo('Sunday lunch');
  await ben.say('One o’clock');
  await ada.sees('One o’clock');
  await openDialogs(ada);
  await useAccountPage(ada);
  await ada.page.reload();
  await ada.page.getByRole('main', { name: enMore.account.title }).waitFor();
  await signOut(ada);
  await ada.signIn('ada');
  await ada.composer.waitFor();
  for (const { heard } of [ada, ben]) deepEqual(heard, QUIET);
});

test('WEB1: our own policy forbids scripts that are not ours', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const { page, heard } = await openPerson(browser, site);
  await page.getByRole('main').waitFor();
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.textContent = 'window.__owned = true';
      document.head.append(script);
    } catch {
      // Trusted types say no before the policy has to.
    }
    document.head.append(
      Object.assign(document.createElement('img'), { src: 'http://kith.invalid/' }),
    );
    return '__owned' in window;
  });
  equal(ran, false);
  await until('the listener heard of both', () => {
    const violated = heard.faults.filter((fault) => fault.includes('securitypolicyviolation'));
    return ['require-trusted-types-for', 'img-src'].every((directive) => {
      return violated.some((fault) => fault.includes(directive));
    });
  });
});

test('WEB1: the page of the API shows every route and is as quiet', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const context = await browser.newContext();
  const heard = await listenTo(context, site.url);
  const page = await context.newPage();
  await page.goto(`${site.url}/api/docs`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const paths = await fetch(`${site.url}/api/openapi.json`)
    .then((answer) => answer.json() as Promise<{ paths: Record<string, unknown> }>)
    .then((description) => Object.keys(description.paths));
  const shown = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
  deepEqual(
    paths.filter((path) => !shown.includes(path)),
    [],
  );
  ok(paths.length > 10);
  deepEqual(heard, QUIET);
});

async function openDialogs({ page }: Person): Promise<void> {
  const dialog = page.getByRole('dialog');
  const openers = [
    () => page.keyboard.press('Control+k'),
    () => page.keyboard.press('Control+/'),
    () => page.getByRole('button', { name: en.nav.people, exact: true }).click(),
    () => page.getByRole('button', { name: en.nav.newChat }).click(),
  ];
  for (const open of openers) {
    await open();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: en.chat.details }).click();
  await page.getByRole('complementary', { name: enMore.details.title }).waitFor();
}

async function useAccountPage({ page }: Person): Promise<void> {
  const { account, dialog } = enMore;
  await page.getByRole('link', { name: en.nav.account }).click();
  await page.getByRole('main', { name: account.title }).waitFor();
  await page.getByLabel(account.city).fill('Uppsala');
  await page.getByRole('button', { name: dialog.save }).click();
  await page.getByText(dialog.saved).waitFor();
  await page.getByText(account.themes.dark).click();
  equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
}

async function signOut({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: enMore.account.signOut }).click();
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: enMore.account.signOut }).click();
  await page.getByLabel(en.door.login).waitFor();
}
