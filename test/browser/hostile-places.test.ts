// Hostile words in every field that people fill in, and every place that shows them: nothing runs, nothing comes of them but
// words, nothing leaves its place, on a desk and on a phone.
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { enComposer } from '#web/words/en/composer.ts';
import { enDetails } from '#web/words/en/details.ts';
import { enEmoji } from '#web/words/en/emoji.ts';
import { en } from '#web/words/en/main.ts';
import { enMessage } from '#web/words/en/message.ts';
import { enMore } from '#web/words/en/more.ts';
import { enPeople } from '#web/words/en/people.ts';
import { escapees, isHarmless, staysInPlace, turned, unsafeLinks } from './harmless.ts';
import { type HostileWorld, makeHostileWorld } from './hostile-world.ts';
import { type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** What somebody may put into a field that looks for something. */
const SOUGHT = [
  '<img src=x onerror=window.__owned=1>',
  '"\'><script>window.__owned=1</script>',
  '((((.*)+)+)+)$',
  '\u202e',
];

const stage = theStage({ stay: true });
const skip = browserMissing();
let made: Promise<{ vera: Person; world: HostileWorld }> | undefined;

/** Vera among them; made once. */
function place() {
  made ??= (async () => {
    const { browser, site } = await stage();
    const vera = await signUp(browser, site, 'Vera');
    return { vera, world: await makeHostileWorld(site, vera) };
  })();
  return made;
}

test('WEB2: in a conversation: names, quotes, captions, files, mentions, notices, pins', {
  skip,
}, async () => {
  const { vera, world } = await place();
  for (const viewport of [DESK, PHONE]) {
    await vera.page.setViewportSize({ ...viewport, height: 20_000 });
    await vera.visit(`/c/${world.group}`);
    await vera.page.getByRole('main', { name: world.groupName, exact: true }).waitFor();
    await until('all are drawn', async () => (await vera.messages.count()) >= 30);
    await says(vera, vera.messages, [
      ...world.people.slice(3, 9).map(({ displayName }) => displayName),
    ]);
    deepEqual(await escapees(vera.messages, ':scope > :first-child'), []);
    await unfold(vera);
    await staysInPlace(vera, 'conversation');
  }
  deepEqual(await unsafeLinks(vera), []);
  await vera.page.setViewportSize(DESK);
  for (const way of [enMessage.history, enMessage.seen, enMessage.forward]) {
    await ofMessage(vera, way);
    await inDialog(vera, way);
  }
});

test('WEB2: in the details and the dialogs of a chat', { skip }, async () => {
  const { vera, world } = await place();
  const { page } = vera;
  for (const viewport of [DESK, PHONE]) {
    await page.setViewportSize(viewport);
    await vera.visit(`/c/${world.group}?details`);
    const panel = page.getByLabel(enMore.details.title, { exact: true }).last();
    await says(vera, panel, [world.groupName, ...world.people.slice(0, 4).map(nameOf)]);
    await staysInPlace(vera, 'details');
    deepEqual(await escapees(panel, ':scope', 'sideways'), []);
    for (const way of [enDetails.ways.pins, enDetails.ways.invites, enDetails.ways.bans]) {
      await panel.getByRole('button', { name: new RegExp(`^${way}`) }).click();
      await inDialog(vera, way);
    }
    await panel.getByRole('button', { name: enMore.details.addPeople }).click();
    await seek(vera, page.getByRole('dialog').getByRole('searchbox'));
    await inDialog(vera, 'add people');
  }
});

test('WEB2: in lists of people, and in fields that look for something', { skip }, async () => {
  const { vera, world } = await place();
  const { page } = vera;
  const { people } = enPeople;
  for (const viewport of [DESK, PHONE]) {
    await page.setViewportSize(viewport);
    await vera.visit('/');
    await page.getByRole('button', { name: new RegExp(`^${en.nav.people}`) }).click();
    const dialog = page.getByRole('dialog');
    const tabs = [people.requests, people.contacts, people.blocked, people.everybody];
    for (const [at, tab] of tabs.entries()) {
      await dialog.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      const panel = dialog.getByRole('tabpanel');
      await says(vera, panel, world.people.slice(at, at + 1).map(nameOf));
      await staysInPlace(vera, tab);
      deepEqual(await escapees(panel, ':scope', 'sideways'), []);
    }
    await seek(vera, dialog.getByRole('searchbox'));
    await dialog.getByRole('option').nth(3).click();
    await dialog.getByRole('button', { name: enPeople.page }).waitFor();
    await inDialog(vera, 'card');
    await page.getByRole('button', { name: en.nav.find }).click();
    await seek(vera, page.getByRole('dialog').getByRole('searchbox'));
    await inDialog(vera, 'switcher');
  }
});

test('WEB2: on pages, walls, cards, the account page and that of an invite', { skip }, async () => {
  const { vera, world } = await place();
  const { page } = vera;
  for (const [at, { username, displayName, fields }] of world.people.entries()) {
    await page.setViewportSize(at % 2 === 0 ? DESK : PHONE);
    await vera.visit(`/u/${encodeURIComponent(username)}`);
    const main = page.getByRole('main', { name: enPeople.wall.page(username), exact: true });
    await says(vera, main, [displayName, ...fields]);
    await main.getByRole('article').or(main.getByText(enMessage.folded)).first().waitFor();
    await staysInPlace(vera, `page of ${username}`);
  }
  for (const viewport of [DESK, PHONE]) {
    await page.setViewportSize(viewport);
    await vera.visit('/u/vera');
    await page.getByRole('article').first().waitFor();
    await staysInPlace(vera, 'own page');
    await vera.visit('/account');
    await page.getByRole('main', { name: enMore.account.title }).waitFor();
    await staysInPlace(vera, 'account');
    await vera.visit(`/join/${world.invite}`);
    await says(vera, page.getByRole('main'), [world.groupName]);
    await staysInPlace(vera, 'invite');
  }
  deepEqual(await unsafeLinks(vera), []);
});

test('WEB2: in what one writes: names and emoji to complete, an answer, an edit', {
  skip,
}, async () => {
  const { vera, world } = await place();
  const { page, composer } = vera;
  await page.setViewportSize(DESK);
  await vera.visit(`/c/${world.group}`);
  await composer.waitFor();
  for (const start of ['@', '@m', '@م', ':<img', '/<b>']) {
    await composer.fill('');
    await composer.pressSequentially(start);
    await staysInPlace(vera, start);
  }
  await composer.fill('');
  await page.getByRole('button', { name: enComposer.emoji }).click();
  await seek(vera, page.getByRole('combobox', { name: enEmoji.search }));
  await page.keyboard.press('Escape');
  await ofMessage(vera, enMessage.reply);
  await page.getByRole('button', { name: enComposer.noReply }).waitFor();
  await staysInPlace(vera, 'answering');
  deepEqual(await turned(vera.chats.getByRole('listitem').getByRole('link')), []);
  await page.getByRole('button', { name: enComposer.noReply }).click();
});

function nameOf({ displayName }: { displayName: string }): string {
  return displayName;
}

/** Each of these is, in these words, all that some element within says. */
async function says(person: Person, within: Locator, texts: readonly string[]): Promise<void> {
  let missing: readonly string[] = texts;
  const isSo = async (): Promise<boolean> => {
    missing = await within.evaluateAll((roots, wanted) => {
      const said = new Set(
        roots
          .flatMap((root) => [...root.querySelectorAll('*')])
          .map((one) => one.textContent.normalize('NFC')),
      );
      return wanted.filter((text) => !said.has(text.normalize('NFC')));
    }, texts);
    return missing.length === 0;
  };
  await until('all of it is said', isSo, 10_000).catch(() => deepEqual(missing, [], 'is not said'));
  await isHarmless(person);
}

/** What is in a dialog stays in it; closes it. */
async function inDialog(person: Person, what: string): Promise<void> {
  const { page } = person;
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await staysInPlace(person, what);
  deepEqual(await escapees(dialog, ':scope', 'sideways'), [], what);
  await page.keyboard.press('Escape');
  if (await dialog.isVisible()) await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

/** Puts hostile words into a field, one after the other. */
async function seek(person: Person, field: Locator): Promise<void> {
  for (const sought of SOUGHT) {
    await field.fill(sought);
    equal(await field.inputValue(), sought);
    await staysInPlace(person, sought);
  }
  await field.fill('');
}

/** An act in the menu of the last message that was edited. */
async function ofMessage(person: Person, act: string): Promise<void> {
  const { page } = person;
  const message = person.messages.filter({ hasText: en.chat.edited }).last();
  await until('it has the focus', async () => {
    // What is far away is taken out while one comes nearer.
    await message.focus().catch(() => undefined);
    return page.evaluate(() => document.activeElement?.tagName === 'ARTICLE');
  });
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: act, exact: true }).click();
}

async function unfold({ page }: Person): Promise<void> {
  const folded = page.getByRole('main').locator('p > button[aria-expanded=false]');
  while ((await folded.count()) > 0) await folded.first().click();
}
