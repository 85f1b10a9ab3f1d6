// axe on every screen, on a desk and on a phone, in light and in dark.
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en/main.ts';
import { enMore } from '#web/words/en/more.ts';
import { openPerson, type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};
const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

const stage = theStage();

test('WEB4: every screen passes axe on a desk, in light and dark', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const door = await openPerson(browser, site, DESKTOP);
  await passes(door, 'sign-up');
  await door.signUp('Ada');
  await passes(door, 'the empty Lobby');
  await door.page.getByRole('button', { name: en.empty.invite }).click();
  await door.page.getByRole('dialog').waitFor();
  await passes(door, 'invite');
  await door.page.keyboard.press('Escape');
  const ben = await signUp(browser, site, 'Ben');
  await talk(door, ben);
  await passes(door, 'a group with messages');
  await door.page.getByRole('button', { name: en.chat.details }).click();
  await door.page.getByRole('complementary', { name: enMore.details.title }).waitFor();
  await passes(door, 'details');
  await door.page.getByRole('button', { name: enMore.details.rename }).click();
  await passes(door, 'changing the name');
  await door.page.getByRole('button', { name: enMore.dialog.cancel }).click();
  await dialogs(door);
  await door.page.getByRole('link', { name: en.nav.account }).click();
  await account(door);
});

test('WEB4: every screen passes axe on a phone, in light and dark', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  await talk(await signUp(browser, site, 'Dora'), await signUp(browser, site, 'Emil'));
  const phone = await openPerson(browser, site, PHONE);
  await passes(phone, 'sign-in');
  await phone.page.getByRole('button', { name: en.door.makeAccount }).click();
  await passes(phone, 'sign-up');
  await phone.page.getByRole('button', { name: en.door.signIn }).click();
  await phone.signIn('dora');
  await passes(phone, 'the chat list');
  await phone.goTo('Sunday lunch');
  await passes(phone, 'a group with messages');
  await phone.page.getByRole('button', { name: en.chat.details }).click();
  await phone.page.getByRole('main', { name: enMore.details.title }).waitFor();
  await passes(phone, 'details');
  await phone.page.getByRole('button', { name: enMore.dialog.back }).click();
  await phone.page.getByRole('button', { name: en.chat.back }).click();
  await dialogs(phone, ['new chat', 'new group', 'rooms', 'people', 'switcher']);
  await phone.page.getByRole('link', { name: en.nav.account }).click();
  await account(phone);
});

test('WEB4: the page of the API passes axe', { skip: browserMissing() }, async () => {
  const { browser, site } = await stage();
  const page = await browser.newContext().then((context) => context.newPage());
  await page.goto(`${site.url}/api/docs`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    deepEqual(await violations(new AxeBuilder({ page }).withTags(WCAG)), [], colorScheme);
  }
});

/** A group with messages of both, a link, a large emoji and one that waits; ends in it. */
async function talk(ada: Person, ben: Person): Promise<void> {
  await ada.make('group', 'Sunday lunch', [await ben.name()]);
  await ada.say('Look: https://example.org/');
  await ben.goTo('Sunday lunch');
  await ben.say('🎉');
  await ben.say('One o’clock?\nOr two?');
  await ada.sees('One o’clock?');
  await ada.say('One.');
  await ada.tick('read').waitFor();
}

/** These dialogs, or all that there are, one after the other. */
async function dialogs(person: Person, names?: readonly string[]): Promise<void> {
  const { page } = person;
  const { newChat, details } = enMore;
  const press = (name: string) => () => page.getByRole('button', { name, exact: true }).click();
  const all: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['new chat', press(en.nav.newChat)],
    ['new group', () => person.step(newChat.group)],
    ['new room', () => person.step(newChat.room)],
    ['rooms', () => person.step(newChat.rooms)],
    ['people', press(en.nav.people)],
    ['add people', press(details.addPeople)],
    ['leave', press(details.leave(false))],
    ['switcher', () => page.keyboard.press('Control+k')],
    ['keys', () => page.keyboard.press('Control+/')],
  ];
  for (const [name, open] of all.filter(([name]) => names?.includes(name) ?? true)) {
    await open();
    const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    await dialog.waitFor();
    await passes(person, name);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
}

async function account(person: Person): Promise<void> {
  const { page } = person;
  await page.getByRole('main', { name: enMore.account.title }).waitFor();
  await page.getByText(enMore.account.thisOne).last().waitFor();
  await page.getByRole('button', { name: enMore.account.changePassword }).click();
  await page.getByText(enMore.account.passwordNeeded).waitFor();
  await passes(person, 'account');
}

/** All rules in light; in dark only what colours can change. */
async function passes({ page }: Person, screen: string): Promise<void> {
  const all = new AxeBuilder({ page }).withTags(WCAG);
  deepEqual(await violations(all), [], `${screen}, light`);
  await inColours(page, 'dark');
  const colours = new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']);
  deepEqual(await violations(colours), [], `${screen}, dark`);
  await inColours(page, 'light');
}

async function violations(axe: AxeBuilder): Promise<string[]> {
  // Our pages have no frames, for which axe would open a page of its own each time.
  const found = await axe.setLegacyMode().analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      return `${id}: ${target.join(' ')} ${failureSummary?.replaceAll(/\s+/g, ' ') ?? ''}`;
    }),
  );
}

async function inColours(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await until(`it is ${colorScheme}`, () =>
    page.evaluate((theme) => {
      const done = document.getAnimations().every(({ playState }) => playState !== 'running');
      return document.documentElement.dataset.theme === theme && done;
    }, colorScheme),
  );
}
