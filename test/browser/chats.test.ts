// What one does with chats: the list with its menu and archive, the details with members, roles, rules, links and bans.
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from 'playwright-core';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { enChats } from '#web/words/en/chats.ts';
import { enDetails } from '#web/words/en/details.ts';
import { en } from '#web/words/en/main.ts';
import { enMore } from '#web/words/en/more.ts';
import { enPeople } from '#web/words/en/people.ts';
import { pluralOf } from '#web/words/plural.ts';
import { type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const skip = browserMissing();
const plural = pluralOf('en');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const { members, rules, invites, bans, ways } = enDetails;

const stage = theStage();

/** People, the first of whom has made a group with the others and stands in it. */
async function group(name: string, ...names: readonly string[]): Promise<readonly Person[]> {
  const { browser, site } = await stage();
  const people: Person[] = [];
  for (const one of names) people.push(await signUp(browser, site, one));
  await people[0]?.make('group', name, names.slice(1));
  return people;
}

async function details(person: Person): Promise<Locator> {
  await person.page.getByRole('button', { name: en.chat.details }).click();
  const panel = person.page.getByRole('complementary', { name: enMore.details.title });
  await panel.waitFor();
  return panel;
}

/** An act of the menu of a row of the list. */
async function rowAct(person: Person, chat: string, act: string): Promise<void> {
  await person.row(chat).click({ button: 'right' });
  await person.page.getByRole('menuitem', { name: act, exact: true }).click();
}

/** An act of the menu of a member. */
async function memberAct(person: Person, name: string, act: string): Promise<void> {
  const panel = person.page.getByRole('complementary', { name: enMore.details.title });
  await panel.getByRole('button', { name: new RegExp(`^${name} `) }).click();
  await person.page.getByRole('menuitem', { name: act, exact: true }).click();
}

async function passes({ page }: Person, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`);
  deepEqual(found, [], screen);
}

const dialogOf = (person: Person, name: string) => person.page.getByRole('dialog', { name });

test('a chat is pinned, muted, marked and archived from its row, for oneself', {
  skip,
}, async () => {
  const [ada, ben] = (await group('Plums', 'Ada', 'Ben')) as [Person, Person];
  await ada.goTo('Lobby');
  await rowAct(ada, 'Plums', enChats.pin);
  await ada.row('Plums').getByText(enChats.pinned, { exact: true }).waitFor();
  await rowAct(ada, 'Plums', enChats.mute);
  await ada.row('Plums').getByText(enChats.muted, { exact: true }).waitFor();
  await ben.goTo('Plums');
  await ben.say('Are they ripe?');
  await ada.row('Plums').getByText(en.row.unread(1, plural)).waitFor();
  equal(await ada.page.title(), 'Kith', 'what is muted does not count');
  await rowAct(ada, 'Plums', enChats.unmute);
  await until('it counts', async () => (await ada.page.title()) === '(1) Kith');
  await rowAct(ada, 'Plums', enChats.markRead);
  await until('it is read', async () => (await ada.page.title()) === 'Kith');
  await rowAct(ada, 'Plums', enChats.markUnread);
  await ada.row('Plums').getByText(enChats.marked).waitFor();
  await passes(ada, 'the list');
  await rowAct(ada, 'Plums', enChats.archive);
  await ada.row('Plums').waitFor({ state: 'detached' });
  await ada.page.getByRole('button', { name: enChats.archived(1, plural) }).click();
  await rowAct(ada, 'Plums', enChats.unarchive);
  await ada.row('Lobby').waitFor();
  await ada.row('Plums').waitFor();
});

test('the menu of a row opens by keyboard, and Alt with arrows skips the archive', {
  skip,
}, async () => {
  const [cleo] = (await group('Kept', 'Cleo', 'Dan')) as [Person, Person];
  await cleo.make('group', 'Put away', ['Dan']);
  await cleo.goTo('Lobby');
  await rowAct(cleo, 'Put away', enChats.archive);
  await cleo.row('Put away').waitFor({ state: 'detached' });
  await cleo.row('Kept').focus();
  await cleo.page.keyboard.press('Shift+F10');
  await cleo.page.getByRole('menuitem', { name: enChats.pin, exact: true }).waitFor();
  await passes(cleo, 'the menu of a row');
  await cleo.page.keyboard.press('Escape');
  await cleo.page.getByRole('menu').waitFor({ state: 'detached' });
  const seen = new Set<string>();
  for (let press = 0; press < 6; press++) {
    seen.add(new URL(cleo.page.url()).pathname);
    await cleo.page.keyboard.press('Alt+ArrowDown');
  }
  await cleo.page.getByRole('button', { name: enChats.archived(1, plural) }).click();
  const away = await cleo.row('Put away').getAttribute('href');
  equal(seen.has(away ?? ''), false);
});

test('an owner makes a moderator, a read-only group, and hands it over', { skip }, async () => {
  const [edda, finn, gul] = (await group('Notices', 'Edda', 'Finn', 'Gul')) as Person[] as [
    Person,
    Person,
    Person,
  ];
  await finn.goTo('Notices');
  await gul.goTo('Notices');
  const panel = await details(edda);
  await passes(edda, 'details');
  await memberAct(edda, 'Finn', members.moderator);
  await panel.getByRole('button', { name: /^Finn .*Moderator/ }).waitFor();
  await panel.getByText(rules.readOnly, { exact: true }).click();
  await gul.page.getByText(en.composer.readOnly).waitFor();
  await finn.say('Moderators still write');
  await gul.sees('Moderators still write');
  await panel.getByText(rules.readOnly, { exact: true }).click();
  await gul.composer.waitFor();
  await memberAct(edda, 'Gul', members.handOver);
  const question = edda.page.getByRole('alertdialog');
  await question.getByText(members.handOverTitle('Gul')).waitFor();
  await passes(edda, 'the question');
  await question.getByRole('button', { name: members.handOverDo }).click();
  await panel.getByRole('button', { name: /^Gul .*Owner/ }).waitFor();
  await panel.getByRole('button', { name: /^Edda .*Admin/ }).waitFor();
});

test('a link brings somebody in, says what is left of it, and ends', { skip }, async () => {
  const { browser, site } = await stage();
  const [hana] = (await group('By link', 'Hana')) as [Person];
  const ida = await signUp(browser, site, 'Ida');
  const panel = await details(hana);
  await panel.getByRole('button', { name: ways.invites }).click();
  const dialog = dialogOf(hana, invites.title);
  await dialog.getByText(invites.none).waitFor();
  await passes(hana, 'no links');
  await dialog.getByLabel(invites.expiry).selectOption(invites.expiries.day);
  await dialog.getByLabel(invites.uses).selectOption('10');
  await dialog.getByRole('button', { name: invites.make }).click();
  const link = dialog.getByLabel(invites.link, { exact: true });
  await link.waitFor();
  await dialog.getByText(invites.left(10, plural)).waitFor();
  await dialog.getByRole('button', { name: /^Copy/ }).click();
  await dialog.getByRole('button', { name: invites.copied }).waitFor();
  await passes(hana, 'a link');
  await ida.page.goto(await link.inputValue());
  await ida.page.getByRole('button', { name: enPeople.join.join }).click();
  await ida.isIn('By link');
  await hana.page.keyboard.press('Escape');
  await panel.getByRole('button', { name: /^Ida / }).waitFor();
  await panel.getByRole('button', { name: ways.invites }).click();
  await dialog.getByText(invites.left(9, plural)).waitFor();
  await dialog.getByRole('button', { name: /^End/ }).click();
  await dialog.getByText(invites.none).waitFor();
});

test('who is banned is out at once, and is let in again', { skip }, async () => {
  const [jo, kim] = (await group('Strict', 'Jo', 'Kim')) as [Person, Person];
  await kim.goTo('Strict');
  const panel = await details(jo);
  await memberAct(jo, 'Kim', members.ban);
  await jo.page.getByRole('alertdialog').getByRole('button', { name: members.banDo }).click();
  await kim.page.getByText(en.empty.forbidden).waitFor();
  await panel.getByRole('button', { name: ways.bans }).click();
  const dialog = dialogOf(jo, bans.title);
  await passes(jo, 'who is banned');
  await dialog.getByRole('button', { name: bans.letInNamed('Kim') }).click();
  await dialog.getByText(bans.none).waitFor();
});
