// Writing: answers, changes, mentions, emoji, long texts, voice; by keys alone, and without losing the draft.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { browserMissing, openBrowser } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { enComposer } from '#web/words/en/composer.ts';
import { enEmoji } from '#web/words/en/emoji.ts';
import { enFiles } from '#web/words/en/files.ts';
import { enMessage } from '#web/words/en/message.ts';
import { pluralOf } from '#web/words/plural.ts';
import { type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const BARS = 64;
const plural = pluralOf('en');

const stage = theStage();
const skip = browserMissing();
const opened: Browser[] = [];
after(() => Promise.all(opened.map((browser) => browser.close())));

test('one answers a message, thinks better of it, and answers it after all', { skip }, async () => {
  const { browser, site } = await stage();
  const [ada, ben] = [await signUp(browser, site, 'Ada'), await signUp(browser, site, 'Ben')];
  await ben.say('Who brings the bread?');
  await ada.sees('Who brings the bread?');
  await replyTo(ada, 'Who brings the bread?');
  await until('the box has the focus', () => ada.composer.evaluate(isFocused));
  deepEqual(await faultsOf(ada.page), []);
  await ada.page.keyboard.press('Escape');
  await ada.page.getByRole('button', { name: enComposer.noReply }).waitFor({ state: 'detached' });
  await replyTo(ada, 'Who brings the bread?');
  await ada.say('I do');
  await ben.sees('I do');
  const quote = ben.message('I do').getByRole('button', { name: /Who brings the bread/ });
  await quote.waitFor();
  equal(await ada.page.getByRole('button', { name: enComposer.noReply }).count(), 0);
});

test('arrow up changes the last message; the draft waits meanwhile', { skip }, async () => {
  const { browser, site } = await stage();
  const cleo = await signUp(browser, site, 'Cleo');
  await cleo.say('Half past one');
  await cleo.tick('stored').waitFor();
  await cleo.composer.press('ArrowUp');
  const box = cleo.page.getByRole('textbox', { name: enComposer.editLabel });
  await box.waitFor();
  equal(await box.inputValue(), 'Half past one');
  ok(await box.evaluate(isFocused));
  deepEqual(await faultsOf(cleo.page), []);
  await cleo.page.keyboard.press('Escape');
  equal(await cleo.composer.inputValue(), '');
  await cleo.composer.press('ArrowUp');
  await box.fill('');
  await cleo.page.keyboard.press('Enter');
  await cleo.page.getByRole('alert').filter({ hasText: enComposer.editEmpty }).waitFor();
  await box.fill('Half past two');
  await cleo.page.keyboard.press('Enter');
  await cleo.sees('Half past two');
  equal(await cleo.message('Half past one').count(), 0);

  await cleo.composer.fill('a draft');
  await editFromMenu(cleo, 'Half past two');
  await box.waitFor();
  await until('the box has the focus', () => box.evaluate(isFocused));
  await box.fill('Half past three');
  await cleo.page.getByRole('button', { name: enComposer.save }).click();
  await cleo.sees('Half past three');
  equal(await cleo.composer.inputValue(), 'a draft');
});

test('before @all rings for everybody it says for how many; keys answer', { skip }, async () => {
  const { browser, site } = await stage();
  const dora = await signUp(browser, site, 'Dora');
  await signUp(browser, site, 'Emil');
  await signUp(browser, site, 'Fay');
  await dora.make('group', 'Choir', ['Emil', 'Fay']);
  await dora.say('@all We begin at six');
  const question = dora.page.getByRole('alertdialog', { name: enComposer.all(2, plural) });
  await question.waitFor();
  deepEqual(await faultsOf(dora.page), []);
  await dora.page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  equal(await dora.composer.inputValue(), '@all We begin at six');
  await until('the box has the focus', () => dora.composer.evaluate(isFocused));
  await dora.page.keyboard.press('Enter');
  await question.waitFor();
  await dora.page.keyboard.press('Enter');
  await dora.sees('We begin at six');
  equal(await dora.composer.inputValue(), '');
});

test('names and emoji are completed and picked without a mouse', { skip }, async () => {
  const { browser, site } = await stage();
  const [gil, hal] = [await signUp(browser, site, 'Gil'), await signUp(browser, site, 'Hal')];
  await gil.make('group', 'Bread', [await hal.name()]);
  await gil.composer.pressSequentially('Ask @ha');
  await gil.page.getByRole('option', { name: /Hal/ }).waitFor();
  deepEqual(await faultsOf(gil.page), []);
  await gil.page.keyboard.press('Enter');
  await until('it is put in', async () => (await gil.composer.inputValue()) === 'Ask @hal ');
  await gil.composer.pressSequentially(':tada');
  await gil.page.getByRole('option').first().waitFor();
  await gil.page.keyboard.press('Tab');
  await until('it is put in', async () => (await gil.composer.inputValue()) === 'Ask @hal 🎉 ');
  const button = gil.page.getByRole('button', { name: enComposer.emoji });
  await button.focus();
  await gil.page.keyboard.press('Enter');
  await gil.page.getByRole('combobox', { name: enEmoji.search }).fill('bread');
  await gil.page.getByRole('gridcell', { name: 'bread' }).first().waitFor();
  await gil.page.keyboard.press('Enter');
  await until('it is put in', async () => (await gil.composer.inputValue()) === 'Ask @hal 🎉 🍞');
  ok(await gil.composer.evaluate(isFocused));
  await gil.page.keyboard.press('Enter');
  await hal.goTo('Bread');
  await hal.sees('@Hal 🎉 🍞');
});

test('a text that is too long to be pasted goes as a file', { skip }, async () => {
  const { browser, site } = await stage();
  const ida = await signUp(browser, site, 'Ida');
  await ida.composer.fill('The minutes:');
  await paste(ida.page, 'word '.repeat(4_000));
  equal(await ida.composer.inputValue(), 'The minutes:');
  await ida.page.getByRole('button', { name: enComposer.asFile }).click();
  const tray = ida.page.getByRole('list', { name: enComposer.tray });
  await tray.getByText(`${enComposer.pasted}.txt`).waitFor();
  ok(await ida.composer.evaluate(isFocused));
  await ida.page.keyboard.press('Enter');
  const file = enFiles.downloadOf(`${enComposer.pasted}.txt`);
  await ida.message('The minutes:').getByRole('link', { name: file }).waitFor();
});

test('a voice message is recorded, thrown away, recorded and heard', { skip }, async () => {
  const { browser, site } = await stage();
  const speaking = await micBrowser(['--use-fake-ui-for-media-stream']);
  const jon = await signUp(speaking, site, 'Jon', { permissions: ['microphone'] });
  const kim = await signUp(browser, site, 'Kim');
  const { page } = jon;
  const { voice } = enComposer;
  await page.getByRole('button', { name: voice.record }).click();
  await page.getByRole('button', { name: voice.send }).waitFor();
  deepEqual(await faultsOf(page), []);
  await page.keyboard.press('Escape');
  await until('the box has the focus', () => jon.composer.evaluate(isFocused));
  await page.getByRole('button', { name: voice.record }).click();
  await page.getByRole('timer', { name: voice.length }).filter({ hasText: '0:01' }).waitFor();
  await page.keyboard.press('Enter');
  const play = kim.messages.getByRole('button', { name: enFiles.play });
  await play.waitFor();
  equal(await play.count(), 1);
  await play.click();
  await kim.messages.getByRole('button', { name: enFiles.pause }).or(play).waitFor();
  await until('its length is known', () => hasLength(kim.page));
  equal(await kim.page.getByRole('slider', { name: enFiles.place }).count(), 1);
  equal(await barsIn(kim), BARS);
});

test('without leave to use the microphone it says so, and one writes on', { skip }, async () => {
  const { browser, site } = await stage();
  const leo = await signUp(browser, site, 'Leo');
  // The headless shell has nobody to ask, and so waits for ever.
  await leo.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('not allowed', 'NotAllowedError'));
  });
  await leo.page.getByRole('button', { name: enComposer.voice.record }).click();
  await leo.page.getByRole('alert').filter({ hasText: enComposer.voice.denied }).waitFor();
  await leo.say('In words, then');
  await leo.sees('In words, then');
});

/** A browser with a microphone that beeps; closed after this file. */
async function micBrowser(args: readonly string[]): Promise<Browser> {
  const browser = await openBrowser({ args: ['--use-fake-device-for-media-stream', ...args] });
  opened.push(browser);
  return browser;
}

async function replyTo(person: Person, text: string): Promise<void> {
  // The acts come when the pointer does: away first, as it may be there already.
  await person.composer.hover();
  await person.message(text).hover();
  const acts = person.message(text).getByRole('toolbar', { name: enMessage.acts });
  await acts.getByRole('button', { name: enMessage.reply, exact: true }).click();
  await person.page.getByRole('button', { name: enComposer.noReply }).waitFor();
}

async function editFromMenu(person: Person, text: string): Promise<void> {
  // The acts come when the pointer does: away first, as it may be there already.
  await person.composer.hover();
  await person.message(text).hover();
  const acts = person.message(text).getByRole('toolbar', { name: enMessage.acts });
  await acts.getByRole('button', { name: enMessage.more, exact: true }).click();
  await person.page.getByRole('menuitem', { name: enMessage.edit, exact: true }).click();
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const all = { bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { ...all, clipboardData }));
  }, text);
}

function hasLength(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const [audio] = document.querySelectorAll('audio');
    return audio !== undefined && audio.error === null && audio.readyState > 0;
  });
}

/** Each bar is one stroke of the waveform's two paths. */
function barsIn({ messages }: Person): Promise<number> {
  return messages
    .locator('svg[viewBox="0 0 256 24"] path')
    .evaluateAll((paths) =>
      paths.reduce((sum, path) => sum + (path.getAttribute('d')?.split('v').length ?? 1) - 1, 0),
    );
}

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`);
}

const isFocused = (element: Element): boolean => element === document.activeElement;
