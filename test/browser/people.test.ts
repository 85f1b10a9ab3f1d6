// Contacts, requests, the person card, everybody; one's picture; invite links for people with and without an account.
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { browserMissing } from '#test/support/browser.ts';
import { en } from '#web/words/en/main.ts';
import { enMore } from '#web/words/en/more.ts';
import { enPeople } from '#web/words/en/people.ts';
import { pluralOf } from '#web/words/plural.ts';
import { openPerson, PASSWORD, type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const { account, contact, join, people } = enPeople;
const plural = pluralOf('en');
// One pixel.
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const stage = theStage();

test('somebody who wants to be asked is asked, and says yes; both see it at once', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, 'Ada');
  const ben = await signUp(browser, site, 'Ben');
  await openAccount(ben);
  await ben.page.getByRole('switch', { name: account.requests }).press('Space');
  await ben.page.getByRole('switch', { name: account.requests, checked: true }).waitFor();
  const mine = await openPeople(ada, people.contacts);
  await mine.getByLabel(people.addLabel).fill('@nobody');
  await mine.getByLabel(people.addLabel).press('Enter');
  await mine.getByText(people.addMissing('nobody')).waitFor();
  await mine.getByLabel(people.addLabel).fill('@ben');
  await mine.getByLabel(people.addLabel).press('Enter');
  await mine.getByText(people.asked('Ben')).waitFor();
  await ben.chats.getByRole('button', { name: en.nav.peopleWaiting(1, plural) }).click();
  const theirs = ben.page.getByRole('dialog');
  await theirs.getByText(people.incoming).waitFor();
  await passes(ben.page, 'requests');
  await theirs.getByRole('button', { name: contact.named(contact.accept, 'Ada') }).press('Enter');
  await theirs.getByText(people.noRequests).waitFor();
  await mine.getByRole('list', { name: people.contacts }).getByText('Ben').waitFor();
  await passes(ada.page, 'contacts');
  await ben.chats.getByRole('button', { name: en.nav.people, exact: true }).waitFor();
  for (const { heard } of [ada, ben]) deepEqual(heard.faults, []);
});

test('a request is withdrawn, and refused', { skip: browserMissing() }, async () => {
  const { browser, site } = await stage();
  const cleo = await signUp(browser, site, 'Cleo');
  const dan = await signUp(browser, site, 'Dan');
  await dan.ask('/users/me', 'PATCH', { settings: { contactRequests: true } });
  const waits = dan.chats.getByRole('button', { name: en.nav.peopleWaiting(1, plural) });
  const none = dan.chats.getByRole('button', { name: en.nav.people, exact: true });
  const card = await openCard(cleo, 'Dan');
  await card.getByRole('button', { name: contact.add }).click();
  await waits.waitFor();
  await card.getByRole('button', { name: contact.withdraw }).click();
  await none.waitFor();
  await card.getByRole('button', { name: contact.add }).click();
  await waits.click();
  await dan.page.getByRole('button', { name: contact.named(contact.refuse, 'Cleo') }).click();
  await card.getByRole('button', { name: contact.add }).waitFor();
});

test('the card of a person leads to writing, to the page, and to blocking', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const edda = await signUp(browser, site, 'Edda');
  const finn = await signUp(browser, site, 'Finn');
  await finn.ask('/users/me', 'PATCH', { about: 'Ask me about bicycles', email: 'f@example.org' });
  await finn.ask('/users/me', 'PATCH', { visibility: { email: 'everybody' } });
  const card = await openCard(edda, 'Finn');
  await card.getByText('Ask me about bicycles').waitFor();
  await passes(edda.page, 'person card');
  await card.getByRole('button', { name: contact.block }).click();
  const question = edda.page.getByRole('alertdialog');
  await passes(edda.page, 'blocking');
  await question.getByRole('button', { name: contact.block }).click();
  await question.waitFor({ state: 'detached' });
  await card.getByText(contact.blocked).waitFor();
  await card.locator(':focus').waitFor();
  await edda.page.keyboard.press('Escape');
  await card.waitFor({ state: 'detached' });
  const dialog = await openPeople(edda, people.blocked);
  await dialog.getByRole('button', { name: contact.named(contact.unblock, 'Finn') }).click();
  await dialog.getByText(people.noBlocked).waitFor();
  await dialog.getByRole('tab', { name: people.everybody }).click();
  await dialog.getByRole('searchbox').fill('f@example.org');
  await dialog.getByRole('option', { name: 'Finn' }).click();
  const again = edda.page.getByRole('dialog', { name: 'Finn' });
  await again.getByRole('button', { name: enPeople.page, exact: true }).click();
  await edda.page.getByText('f@example.org').waitFor();
  await edda.page.goBack();
  await (await openCard(edda, 'Finn')).getByRole('button', { name: enPeople.write }).click();
  await edda.isIn('Finn');
  deepEqual(edda.heard.faults, []);
});

test('a picture is chosen, seen by others, and taken away', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const gul = await signUp(browser, site, 'Gul');
  const hana = await signUp(browser, site, 'Hana');
  await openAccount(gul);
  const input = gul.page.locator('input[type=file]');
  await input.setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
  await gul.page.getByText(account.notPicture).waitFor();
  await input.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: PICTURE });
  await gul.page.getByRole('button', { name: account.away }).waitFor();
  await hana.page.goto(`${site.url}/u/gul`);
  await hana.page.locator('main img').first().waitFor();
  await gul.page.getByRole('button', { name: account.away }).click();
  await gul.page.getByRole('button', { name: account.choose }).waitFor();
  await hana.page.locator('main img').first().waitFor({ state: 'detached' });
  for (const { heard } of [gul, hana]) deepEqual(heard.faults, []);
});

test('the account page passes axe, and gives one’s data as a file', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ida = await signUp(browser, site, 'Ida');
  await openAccount(ida);
  await passes(ida.page, 'account');
  const download = ida.page.waitForEvent('download');
  await ida.page.getByRole('link', { name: account.download }).click();
  equal(await (await download).failure(), null);
});

test('an invite link: with an account, without one, and when it works no more', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const jo = await signUp(browser, site, 'Jo');
  const kim = await signUp(browser, site, 'Kim');
  await jo.make('group', 'Sunday lunch');
  const path = `/chats/${jo.chatId()}/invites`;
  const { code } = await jo.ask<{ code: string }>(path, 'POST', {});
  await kim.page.goto(`${site.url}/join/${code}`);
  await kim.page.getByRole('heading', { level: 1, name: 'Sunday lunch' }).waitFor();
  await kim.page.getByText(join.hint(1, plural)).waitFor();
  await passes(kim.page, 'an invite');
  await kim.page.getByRole('button', { name: join.join }).press('Enter');
  await kim.isIn('Sunday lunch');

  const lea = await openPerson(browser, site);
  await lea.page.goto(`${site.url}/join/${code}`);
  await lea.page.getByText(en.door.invitedHint).waitFor();
  await passes(lea.page, 'the door of an invite');
  await lea.page.getByLabel(en.door.userName).fill('lea');
  await lea.page.getByLabel(en.door.password).fill(PASSWORD);
  await lea.page.getByRole('button', { name: en.door.openInvited }).click();
  await lea.isIn('Sunday lunch');

  const max = await signUp(browser, site, 'Max');
  await max.page.goto(`${site.url}/join/no-such-code-at-all`);
  await max.page.getByRole('heading', { level: 1, name: join.gone }).waitFor();
  await passes(max.page, 'a link that does not work');
  await max.page.getByRole('button', { name: join.toChats }).click();
  await max.isIn('Lobby');
});

async function openPeople({ page, chats }: Person, section: string): Promise<Locator> {
  await chats.getByRole('button', { name: new RegExp(`^${en.nav.people}`) }).click();
  const dialog = page.getByRole('dialog', { name: enMore.people.title });
  await dialog.getByRole('tab', { name: section }).click();
  return dialog;
}

/** From the list of everybody. */
async function openCard(person: Person, name: string): Promise<Locator> {
  const dialog = await openPeople(person, people.everybody);
  await dialog.getByRole('option', { name }).click();
  const card = person.page.getByRole('dialog', { name, exact: true });
  await card.waitFor();
  return card;
}

async function openAccount({ page }: Person): Promise<void> {
  await page.getByRole('link', { name: en.nav.account }).click();
  await page.getByRole('main', { name: enMore.account.title }).waitFor();
}

async function passes(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
  deepEqual(found, [], screen);
}
