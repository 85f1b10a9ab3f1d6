// Pages and walls: greeting somebody on theirs, live; who may read and post; the count on one's own; what one tells of
// oneself, also when it is meant to harm.
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en/main.ts';
import { enMore } from '#web/words/en/more.ts';
import { enPeople } from '#web/words/en/people.ts';
import { pluralOf } from '#web/words/plural.ts';
import { openPerson, type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const { wall, account, contact } = enPeople;
const plural = pluralOf('en');

const stage = theStage();

test('two people greet each other on a wall, live, and its owner is told until she looks', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, 'Ada');
  const ben = await signUp(browser, site, 'Ben');
  await visit(ben, 'ada');
  await ben.page.getByText(wall.emptyHint).waitFor();
  await ben.say('Happy birthday');
  await ben.say('and many plums');
  await ada.chats.getByRole('button', { name: en.nav.wall(2, plural) }).click();
  await ada.page.getByRole('heading', { level: 1, name: 'Ada' }).waitFor();
  await ada.sees('and many plums');
  await ada.chats.getByRole('button', { name: en.nav.wall(0, plural), exact: true }).waitFor();
  await ada.page.getByText(wall.own).waitFor();
  await ada.say('Thank you, Ben');
  await ben.sees('Thank you, Ben');
  await ben.say('I am in the room next door');
  await ada.sees('I am in the room next door');
  await passes(ada.page, 'own page');
  await passes(ben.page, 'page of somebody');
  for (const { heard } of [ada, ben]) deepEqual(heard.faults, []);
});

test('who reads and who posts is up to the owner, and holds at once', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const cleo = await signUp(browser, site, 'Cleo');
  const dan = await signUp(browser, site, 'Dan');
  await visit(dan, 'cleo');
  await dan.say('May I?');
  await until('it is stored', async () => (await dan.texts({ stored: true })).includes('May I?'));
  await openAccount(cleo);
  await choose(cleo.page, account.wallPosts, account.audiences.nobody);
  await dan.page.reload();
  await dan.sees('May I?');
  await dan.page.getByText(wall.readOnly).waitFor();
  await choose(cleo.page, account.wallReaders, account.audiences.contacts);
  await dan.page.reload();
  await dan.page.getByText(wall.closed).waitFor();
  equal(await dan.page.getByText('May I?').count(), 0);
  await passes(dan.page, 'a closed wall');
});

test('what one tells of oneself is seen by whom one wants, as plain text', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const edda = await signUp(browser, site, 'Edda');
  const finn = await signUp(browser, site, 'Finn');
  const about = '<img src=x onerror="window.hurt=1"> **not bold** [x](javascript:alert(1))';
  await openAccount(edda);
  const { page } = edda;
  await page.getByLabel(enPeople.fields.about, { exact: true }).fill(about);
  await page.getByLabel(enMore.account.city, { exact: true }).fill('"><script>x</script>');
  await page.getByLabel(enMore.account.email, { exact: true }).fill('edda@example.org');
  await choose(page, account.shownTo(enMore.account.city), account.audiences.everybody);
  await page.getByRole('button', { name: enMore.dialog.save, exact: true }).click();
  await page.getByText(enMore.dialog.saved).waitFor();
  await visit(finn, 'edda');
  await finn.page.getByText(about).waitFor();
  await finn.page.getByText('"><script>x</script>').waitFor();
  equal(await finn.page.getByText('edda@example.org').count(), 0);
  equal(await finn.page.evaluate(() => 'hurt' in window), false);
  deepEqual(finn.heard.faults, []);
});

test('blocking asks first, is not told, and can be taken back', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const gul = await signUp(browser, site, 'Gul');
  const hana = await signUp(browser, site, 'Hana');
  await visit(gul, 'hana');
  await gul.page.getByRole('button', { name: contact.block }).click();
  const question = gul.page.getByRole('alertdialog');
  await question.getByRole('button', { name: contact.keep }).click();
  await gul.page.getByRole('button', { name: contact.block }).click();
  await question.getByRole('button', { name: contact.block }).click();
  await gul.page.getByText(contact.blocked).waitFor();
  await visit(hana, 'gul');
  await hana.page.getByRole('heading', { level: 1, name: 'Gul' }).waitFor();
  equal(await hana.page.getByText(contact.blocked).count(), 0);
  await gul.page.getByRole('button', { name: contact.unblock }).click();
  await gul.page.getByRole('button', { name: contact.block }).waitFor();
  await gul.page.getByText(contact.blocked).waitFor({ state: 'detached' });
});

test('a page of nobody says so; a page opens from its address, by keys alone', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ida = await signUp(browser, site, 'Ida');
  await signUp(browser, site, 'Jo');
  await visit(ida, 'nobody-of-this-name');
  await ida.page.getByRole('heading', { level: 1, name: wall.missing }).waitFor();
  await passes(ida.page, 'nobody');
  await visit(ida, 'jo');
  await ida.page.getByRole('heading', { level: 1, name: 'Jo' }).waitFor();
  await ida.composer.focus();
  await ida.page.keyboard.type('By keys');
  await ida.page.keyboard.press('Enter');
  await ida.sees('By keys');
  await ida.page.getByRole('button', { name: enPeople.write }).press('Enter');
  await ida.isIn('Jo');
});

test('an account that is deleted leaves no page behind', { skip: browserMissing() }, async () => {
  const { browser, site } = await stage();
  const kim = await signUp(browser, site, 'Kim');
  const lea = await signUp(browser, site, 'Lea');
  await kim.say('I was here');
  await openAccount(kim);
  const { page } = kim;
  await page.getByRole('button', { name: account.delete }).click();
  const form = page.getByRole('dialog', { name: account.deleteTitle });
  await passes(page, 'deleting');
  await form.getByText(account.erase, { exact: true }).click();
  await form.getByRole('button', { name: account.goOn }).click();
  await form.getByText(account.passwordNeeded).waitFor();
  await form.getByLabel(account.password).fill('not the right one');
  await form.getByRole('button', { name: account.goOn }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: account.sureDo }).click();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await form.getByLabel(account.password).fill('plums in the orchard');
  await form.getByRole('button', { name: account.goOn }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: account.sureDo }).click();
  await page.getByRole('button', { name: en.door.signIn }).waitFor();
  await visit(lea, 'kim');
  await lea.page.getByRole('heading', { level: 1, name: wall.missing }).waitFor();
  const again = await openPerson(browser, site);
  await again.page.getByLabel(en.door.login).fill('kim');
  await again.page.getByLabel(en.door.password).fill('plums in the orchard');
  await again.page.getByRole('button', { name: en.door.signIn }).click();
  await again.page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
});

async function visit({ page }: Person, username: string): Promise<void> {
  await page.goto(new URL(`/u/${username}`, page.url()).href);
}

async function openAccount({ page }: Person): Promise<void> {
  await page.getByRole('link', { name: en.nav.account }).click();
  await page.getByRole('main', { name: enMore.account.title }).waitFor();
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
  await page.getByRole('listbox').waitFor({ state: 'detached' });
}

async function passes(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
  deepEqual(found, [], screen);
}
