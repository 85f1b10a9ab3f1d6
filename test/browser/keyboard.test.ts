// Everything by the keyboard alone: the mouse is never touched, and it is always to be seen where one is.
import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en/main.ts';
import { enMore } from '#web/words/en/more.ts';
import { openPerson, PASSWORD, type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

/** More stops than any screen has. */
const STOPS_MAX = 80;

const { newChat, details, account } = enMore;
const stage = theStage();

test('WEB5: signing up, writing, switching, a group, details, the account page, all by keys', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ben = await signUp(browser, site, 'Ben');
  const ada = await openPerson(browser, site);
  await signUpByKeys(ada);
  await writeByKeys(ada, ben);
  await switchByKeys(ada);
  await makeGroupByKeys(ada);
  await detailsByKeys(ada);
  await accountByKeys(ada);
});

test('WEB5: a dialog keeps the focus while it is open, and gives it back when it closes', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const cleo = await signUp(browser, site, 'Cleo');
  const { page } = cleo;
  const openers = [
    ['Control+k', undefined],
    ['Control+/', undefined],
    ['Enter', page.getByRole('button', { name: en.nav.people, exact: true })],
    ['Enter', page.getByRole('button', { name: en.nav.newChat })],
  ] as const;
  for (const [key, opener] of openers) {
    await tabTo(page, opener ?? cleo.composer);
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await holdsFocus(page, dialog);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await isFocused(opener ?? cleo.composer);
  }
});

test('WEB5: the chat list, the conversation and the width of the list obey the arrow keys', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const dora = await signUp(browser, site, 'Dora');
  const { page } = dora;
  const rows = dora.chats.getByRole('listitem').getByRole('link');
  await tabTo(page, dora.row('Lobby'));
  await page.keyboard.press('End');
  await isFocused(rows.last());
  await page.keyboard.press('Home');
  await isFocused(rows.first());
  await page.keyboard.press('ArrowDown');
  await isFocused(rows.nth(1));
  const second = await rows.nth(1).getAttribute('href');
  await page.keyboard.press('Enter');
  await until('it is open', () => new URL(page.url()).pathname === second);
  await dora.composer.waitFor();

  const handle = page.getByRole('separator', { name: en.nav.width });
  await tabTo(page, handle);
  const before = Number(await handle.getAttribute('aria-valuenow'));
  await page.keyboard.press('ArrowRight');
  await until('it is wider', async () => {
    return Number(await handle.getAttribute('aria-valuenow')) > before;
  });
  await tabTo(page, page.getByRole('region', { name: en.chat.messages }).or(dora.composer));
});

async function signUpByKeys({ page }: Person): Promise<void> {
  await page.getByRole('main').waitFor();
  await tabTo(page, page.getByRole('button', { name: en.door.makeAccount }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByLabel(en.door.yourName));
  await page.keyboard.type('Ada');
  await tabTo(page, page.getByLabel(en.door.userName));
  await page.keyboard.type('ada');
  await page.keyboard.press('Enter');
  await page.getByText(en.door.needed.tooShort(8)).waitFor();
  await isFocused(page.getByLabel(en.door.password));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
}

async function writeByKeys(ada: Person, ben: Person): Promise<void> {
  await ada.isIn('Lobby');
  await isFocused(ada.composer);
  await ada.page.keyboard.type('first');
  await ada.page.keyboard.press('Shift+Enter');
  await ada.page.keyboard.type('second');
  await ada.page.keyboard.press('Enter');
  await ben.sees('first\nsecond');
  await isFocused(ada.composer);
}

async function switchByKeys(ada: Person): Promise<void> {
  const { keyboard } = ada.page;
  await keyboard.press('Control+k');
  await isFocused(ada.page.getByRole('dialog').getByRole('searchbox'));
  await keyboard.type('be');
  await ada.page.getByRole('option', { name: 'Ben' }).waitFor();
  await keyboard.press('Enter');
  await ada.isIn('Ben');
  await isFocused(ada.composer);
  await keyboard.press('Alt+ArrowUp');
  await ada.isIn('Lobby');
  await isFocused(ada.composer);
  await keyboard.press('Alt+ArrowDown');
  await ada.isIn('Ben');
  await isFocused(ada.composer);
}

async function makeGroupByKeys(ada: Person): Promise<void> {
  const { page } = ada;
  await tabTo(page, page.getByRole('button', { name: en.nav.newChat }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await tabTo(page, dialog.getByRole('button', { name: newChat.group }));
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByLabel(newChat.groupName));
  await page.keyboard.type('Sunday lunch');
  await tabTo(page, dialog.getByRole('searchbox'));
  await page.keyboard.type('be');
  await dialog.getByRole('option', { name: 'Ben' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: newChat.without('Ben') }).waitFor();
  await tabTo(page, dialog.getByRole('button', { name: newChat.makeGroup }));
  await page.keyboard.press('Enter');
  await ada.isIn('Sunday lunch');
  await isFocused(ada.composer);
}

async function detailsByKeys({ page, composer }: Person): Promise<void> {
  const panel = page.getByRole('complementary', { name: details.title });
  await tabTo(page, page.getByRole('button', { name: en.chat.details }));
  await page.keyboard.press('Enter');
  await panel.getByText(details.you).waitFor();
  await tabTo(page, panel.getByRole('button', { name: details.rename }));
  await page.keyboard.press('Enter');
  await isFocused(panel.getByLabel(details.name));
  await tabTo(page, panel.getByLabel(details.topic));
  await page.keyboard.type('Who brings what');
  await page.keyboard.press('Enter');
  await panel.getByText('Who brings what').waitFor();
  await isSomewhere(page);
  await tabTo(page, panel.getByRole('button', { name: details.close }));
  await page.keyboard.press('Enter');
  await panel.waitFor({ state: 'detached' });
  await isSomewhere(page);
  await tabTo(page, composer);
}

async function accountByKeys({ page }: Person): Promise<void> {
  await tabTo(page, page.getByRole('link', { name: en.nav.account }));
  await page.keyboard.press('Enter');
  await page.getByRole('main', { name: account.title }).waitFor();
  await isSomewhere(page);
  await tabTo(page, page.getByRole('radio', { name: account.themes.system }));
  await page.keyboard.press('ArrowRight');
  await isFocused(page.getByRole('radio', { name: account.themes.light }));
  await tabTo(page, page.getByRole('button', { name: account.signOut }));
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog');
  await isFocused(question.getByRole('button', { name: details.stay }));
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await isFocused(page.getByRole('button', { name: account.signOut }));
  await page.keyboard.press('Enter');
  await tabTo(page, question.getByRole('button', { name: account.signOut }));
  await page.keyboard.press('Enter');
  await page.getByLabel(en.door.login).waitFor();
}

/** Presses Tab until this has the focus; on the way it is always to be seen where one is. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.first().waitFor();
  for (let stops = 0; stops < STOPS_MAX; stops++) {
    if (await hasFocus(wanted.first())) return;
    await page.keyboard.press('Tab');
    const unseen = await page.evaluate(unseenFocus);
    equal(unseen, undefined);
  }
  ok(false, `Tab never comes to ${wanted}`);
}

/** Tab goes round within it. */
async function holdsFocus(page: Page, dialog: Locator): Promise<void> {
  for (let stops = 0; stops < 12; stops++) {
    await page.keyboard.press('Tab');
    ok(await dialog.evaluate((element) => element.contains(document.activeElement)));
    equal(await page.evaluate(unseenFocus), undefined);
  }
}

function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((one) => one === document.activeElement);
}

async function isFocused(element: Locator): Promise<void> {
  await element.waitFor();
  await until(`${element} has the focus`, () => hasFocus(element), 10_000);
}

async function isSomewhere(page: Page): Promise<void> {
  const isOn = () => page.evaluate(() => document.activeElement !== document.body);
  await until('something has the focus', isOn, 10_000);
}

/** Runs in the page: what has the focus without showing it; undefined when it is to be seen. */
function unseenFocus(): string | undefined {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return undefined;
  const probe = document.body.appendChild(document.createElement('i'));
  // Where one writes messages the edge of a form field comes; form fields have it at rest, too.
  const signs = focused.matches('footer textarea') ? ['--focus', '--edge'] : ['--focus'];
  const colours = signs.map((name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  const NOTHING = 'rgba(0, 0, 0, 0)';
  // A radio button is drawn by what stands behind it, a box with buttons in it by the well around them.
  const { nextElementSibling, parentElement } = focused;
  const places = [focused, nextElementSibling, parentElement, parentElement?.parentElement];
  const shown = places.some((element) => {
    if (!element) return false;
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    const drawn = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 1;
    const ring = drawn && outlineColor !== NOTHING;
    return ring || colours.some((colour) => colour !== NOTHING && boxShadow.includes(colour));
  });
  return shown ? undefined : focused.outerHTML.slice(0, 200);
}
