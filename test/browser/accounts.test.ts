// Several accounts in one browser: a tab keeps its own, and leaving takes along what was stored here.
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en/main.ts';
import { enMore } from '#web/words/en/more.ts';
import { type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';
import { storedIn } from './stored.ts';

const stage = theStage();
const { account } = enMore;

test('AUTH9: two tabs of one browser, each with an account of its own, talk with each other', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, 'Ada');
  const ben = await ada.newTab();
  await ben.isIn('Lobby');
  await openAccount(ben);
  await ben.page.getByRole('button', { name: account.addAccount }).click();
  await ben.signUp('Ben');

  await ben.goTo('Ada');
  await ada.goTo('Ben');
  await ada.say('I am Ada');
  await ben.say('I am Ben');
  await ada.sees('I am Ben');
  await ada.tick('read').waitFor();
  for (const tab of [ada, ben]) await tab.page.reload();
  await ada.isIn('Ben');
  await ben.isIn('Ada');

  await openAccount(ada);
  await ada.page.getByRole('button', { name: account.switchTo('Ben') }).click();
  await ada.isIn('Ada');
  await ben.isIn('Ada');
  for (const { heard } of [ada, ben]) deepEqual(heard.faults, []);
});

test('AUTH6: signing out empties what this browser stored, and ends all tabs of the account', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const cleo = await signUp(browser, site, 'Cleo');
  await cleo.make('group', 'Diary');
  const other = await cleo.newTab();
  await other.isIn('Diary');
  await cleo.composer.fill('a draft of mine');
  await cleo.goTo('Lobby');
  await until('the other tab has the draft', async () => {
    return (await other.composer.inputValue()) === 'a draft of mine';
  });
  await openAccount(cleo);
  await cleo.page.getByRole('button', { name: account.signOut }).click();
  const question = cleo.page.getByRole('alertdialog');
  await question.getByRole('button', { name: account.signOut }).click();
  await cleo.page.getByLabel(en.door.login).waitFor();
  await other.page.getByText(en.door.signedOut).waitFor();

  equal(await storedIn(cleo), '[]');
  deepEqual(cleo.heard.faults, []);
});

test('AUTH5: a changed password ends the account’s other browsers, which say so', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const dora = await signUp(browser, site, 'Dora');
  const { page } = dora;
  const phone = await signUp(browser, site, 'Emil');
  await openAccount(phone);
  await phone.page.getByRole('button', { name: account.addAccount }).click();
  await phone.signIn('dora');
  await openAccount(dora);
  await page.getByText(account.thisOne).last().waitFor();

  await page.getByLabel(account.oldPassword).fill('not this one');
  await page.getByLabel(account.newPassword).fill('pears in the orchard');
  await page.getByRole('button', { name: account.changePassword }).click();
  const wrong = page.getByLabel(account.oldPassword).and(page.locator('[aria-invalid=true]'));
  await wrong.waitFor();
  await page.getByLabel(account.oldPassword).fill('plums in the orchard');
  await page.getByRole('button', { name: account.changePassword }).click();
  await page.getByText(account.passwordChanged).waitFor();
  await phone.page.getByText(en.door.signedOut).waitFor();
  await page.reload();
  await page.getByRole('main', { name: account.title }).waitFor();
});

async function openAccount({ page }: Person): Promise<void> {
  await page.getByRole('link', { name: en.nav.account }).click();
  await page.getByRole('main', { name: account.title }).waitFor();
}
