// What can be done with a message, between two people at two browsers: react, answer, edit, delete, forward, pin, look up
// who has read it, and link to it; by pointer, by keyboard, by finger.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { enComposer } from '#web/words/en/composer.ts';
import { en } from '#web/words/en/main.ts';
import { enMessage } from '#web/words/en/message.ts';
import { pluralOf } from '#web/words/plural.ts';
import { openPerson, type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const skip = browserMissing();
const plural = pluralOf('en');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const stage = theStage();

/** Two people in a group of their own. */
async function pair(one: string, other: string): Promise<[Person, Person]> {
  const { browser, site } = await stage();
  const first = await signUp(browser, site, one);
  const second = await signUp(browser, site, other);
  await first.make('group', `${one} and ${other}`, [await second.name()]);
  await second.goTo(`${one} and ${other}`);
  return [first, second];
}

/** An act in the toolbar of a message. */
async function press(person: Person, text: string, act: string): Promise<void> {
  const message = person.message(text).last();
  await message.hover();
  await message.getByRole('button', { name: act, exact: true }).click();
}

/** An act in the menu of a message. */
async function choose(person: Person, text: string, act: string): Promise<void> {
  await press(person, text, enMessage.more);
  await person.page.getByRole('menuitem', { name: act, exact: true }).click();
}

const reactionOf = (person: Person, text: string, count: number): Locator =>
  person
    .message(text)
    .last()
    .getByRole('button', { name: new RegExp(`, ${plural(count, PEOPLE(count))}$`) });

const PEOPLE = (count: number) => ({ one: '1 person', other: `${count} people` });

async function passes({ page }: Person, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`);
  deepEqual(found, [], screen);
}

test('a reaction is seen by both, and a press joins it or takes it back', { skip }, async () => {
  const [ada, ben] = await pair('Ada', 'Ben');
  await ben.say('Who brings plums?');
  await ada.sees('Who brings plums?');
  await press(ada, 'Who brings plums?', enMessage.react);
  const picker = ada.page.getByRole('dialog', { name: enMessage.react });
  await picker.getByRole('gridcell').first().waitFor();
  await picker.getByRole('combobox').fill('grapes');
  await picker.getByRole('gridcell', { name: /grapes/i }).waitFor();
  await ada.page.keyboard.press('Enter');
  await picker.waitFor({ state: 'detached' });
  await reactionOf(ada, 'Who brings plums?', 1).waitFor();
  await reactionOf(ben, 'Who brings plums?', 1).click();
  await reactionOf(ada, 'Who brings plums?', 2).waitFor();
  await reactionOf(ada, 'Who brings plums?', 2).click();
  await reactionOf(ben, 'Who brings plums?', 1).waitFor();
  equal(await reactionOf(ben, 'Who brings plums?', 1).getAttribute('aria-pressed'), 'true');
  await passes(ben, 'a message with a reaction');
});

test('an answer quotes, leads to what it answers, and back again', { skip }, async () => {
  const [cleo, dan] = await pair('Cleo', 'Dan');
  await dan.say('The first of many');
  await cleo.sees('The first of many');
  await cleo.post(Array.from({ length: 60 }, (_, at) => `line ${at + 1}`));
  await cleo.sees('line 60');
  await dan.sees('line 60');
  await cleo.page.getByRole('region', { name: en.chat.messages }).focus();
  await until('the first is on screen', async () => {
    await cleo.page.keyboard.press('Home');
    return cleo.message('The first of many').isVisible();
  });
  await press(cleo, 'The first of many', enMessage.reply);
  await cleo.composer.fill('I answer that');
  await cleo.composer.press('Enter');
  const quote = dan.message('I answer that').getByRole('button', { name: /The first of many/ });
  await quote.click();
  const first = dan.message('The first of many').first();
  await until('it is on screen and has the focus', () =>
    first.evaluate((article) => {
      const { top, bottom } = article.getBoundingClientRect();
      return document.activeElement === article && top >= 0 && bottom <= innerHeight;
    }),
  );
  await dan.page.getByRole('button', { name: enMessage.back, exact: true }).click();
  await until('the answer is on screen again', () =>
    dan
      .message('I answer that')
      .evaluate((article) => article.getBoundingClientRect().bottom <= innerHeight),
  );
});

test('Up edits the last message, others see it, and what it said before', { skip }, async () => {
  const [edda, finn] = await pair('Edda', 'Finn');
  await edda.say('three plumbs');
  await finn.sees('three plumbs');
  await edda.tick('read').waitFor();
  await edda.composer.press('ArrowUp');
  const box = edda.page.getByRole('textbox', { name: enComposer.editLabel });
  await until('the text is in it', async () => (await box.inputValue()) === 'three plumbs');
  await box.fill('three plums');
  await box.press('Enter');
  await finn.sees('three plums');
  await finn.message('three plums').getByText(en.chat.edited).waitFor();
  await choose(finn, 'three plums', enMessage.history);
  const dialog = finn.page.getByRole('dialog', { name: enMessage.history });
  await dialog.getByText('three plumbs').waitFor();
  await passes(finn, 'earlier versions');
  await finn.page.keyboard.press('Escape');
});

test('a deletion can be taken back for a moment, and then leaves a tombstone', {
  skip,
}, async () => {
  const [gail, hana] = await pair('Gail', 'Hana');
  await gail.sayAll(['one to keep', 'one to lose', 'one to hide']);
  await hana.sees('one to hide');
  await choose(gail, 'one to lose', enMessage.erase);
  await gail.page.getByText(enMessage.erased).waitFor();
  await passes(gail, 'after a deletion');
  await gail.page.getByRole('button', { name: enMessage.undo }).click();
  await gail.sees('one to lose');
  await choose(gail, 'one to lose', enMessage.erase);
  await hana.sees(en.chat.deleted('Gail'));
  equal(await hana.message('one to lose').count(), 0);
  await gail.sees(en.chat.deletedMine);
  await choose(hana, 'one to hide', enMessage.hide);
  await hana.page.getByText(enMessage.hidden).waitFor();
  await until('it is gone for her', async () => (await hana.message('one to hide').count()) === 0);
  await gail.sees('one to hide');
  await until(
    'it stays gone',
    async () => (await hana.page.getByText(enMessage.hidden).count()) === 0,
  );
  await hana.page.reload();
  await hana.sees('one to keep');
  equal(await hana.message('one to hide').count(), 0);
});

test('a message is forwarded to several chats, with whose it is', { skip }, async () => {
  const [ida, jo] = await pair('Ida', 'Jo');
  await ida.say('Pass this on');
  await jo.sees('Pass this on');
  await press(jo, 'Pass this on', enMessage.forward);
  const dialog = jo.page.getByRole('dialog', { name: enMessage.forward });
  await dialog.getByRole('option', { name: 'Lobby' }).click();
  await dialog.getByRole('option', { name: 'Ida', exact: false }).last().click();
  await passes(jo, 'forwarding');
  await dialog.getByRole('button', { name: enMessage.forwardNow(2, plural) }).click();
  await jo.goTo('Lobby');
  await jo.sees('Pass this on');
  await jo.message('Pass this on').getByText(enMessage.forwarded('Ida')).waitFor();
});

test('what is pinned stands under the bar for both, and leads to its message', {
  skip,
}, async () => {
  const [kim, lea] = await pair('Kim', 'Lea');
  await kim.say('The gate code is on the board');
  await lea.sees('The gate code is on the board');
  await kim.post(Array.from({ length: 40 }, (_, at) => `filler ${at + 1}`));
  await lea.sees('filler 40');
  await choose(kim, 'filler 40', enMessage.pin);
  const bar = lea.page.getByRole('main').getByRole('button', { name: /filler 40/ });
  await bar.waitFor();
  await choose(kim, 'filler 39', enMessage.pin);
  await lea.page.getByRole('button', { name: enMessage.allPins(2) }).click();
  const dialog = lea.page.getByRole('dialog', { name: enMessage.pins });
  await dialog.getByRole('button', { name: /filler 40/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await until('it has the focus', () =>
    lea.message('filler 40').evaluate((article) => document.activeElement === article),
  );
  await passes(lea, 'the pinned message');
  await choose(kim, 'filler 39', enMessage.unpin);
  await bar.waitFor();
});

test('one looks up who has read a message, and a link to it opens anywhere', { skip }, async () => {
  const { browser, site } = await stage();
  const [mia, ned] = await pair('Mia', 'Ned');
  await mia.say('Read me');
  await ned.sees('Read me');
  await mia.tick('read').waitFor();
  const seq = await mia.message('Read me').getAttribute('data-seq');
  await choose(mia, 'Read me', enMessage.seen);
  const seen = mia.page.getByRole('dialog', { name: enMessage.seen });
  await seen.getByText('Ned', { exact: true }).waitFor();
  await mia.page.keyboard.press('Escape');
  await mia.post(Array.from({ length: 120 }, (_, at) => `later ${at + 1}`));
  const path = `/c/${mia.chatId()}/${seq}`;
  const cold = await openPerson(browser, site);
  await cold.page.getByRole('button', { name: en.door.signIn }).first().waitFor();
  await cold.signIn('ned');
  await cold.page.goto(`${site.url}${path}`);
  await cold.sees('Read me');
  await until('it is what one looks at', () =>
    cold.message('Read me').evaluate((article) => {
      const { top, bottom } = article.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }),
  );
  await cold.context.close();
});

test('by keyboard alone: to a message, its menu, an answer', { skip }, async () => {
  const [oda, per] = await pair('Oda', 'Per');
  await per.sayAll(['first', 'second']);
  await oda.sees('second');
  await oda.page.getByRole('region', { name: en.chat.messages }).focus();
  await oda.page.keyboard.press('ArrowUp');
  await hasFocus(oda.message('second'));
  await oda.page.keyboard.press('ArrowUp');
  await hasFocus(oda.message('first'));
  await oda.page.keyboard.press('Enter');
  const reply = oda.page.getByRole('menuitem', { name: enMessage.reply, exact: true });
  await reply.waitFor();
  await passes(oda, 'the menu of a message');
  await oda.page.keyboard.press('Escape');
  await reply.waitFor({ state: 'detached' });
  await hasFocus(oda.message('first'));
  await oda.page.keyboard.press('Enter');
  await reply.waitFor();
  await until('the entry has the focus', async () => {
    await oda.page.keyboard.press('ArrowDown');
    return reply.evaluate((item) => item === document.activeElement);
  });
  await oda.page.keyboard.press('Enter');
  await hasFocus(oda.composer);
  await oda.page.keyboard.type('an answer');
  await oda.page.keyboard.press('Enter');
  await per.message('an answer').getByRole('button', { name: /first/ }).waitFor();
});

test('by finger: a long press opens a sheet with reactions and acts', { skip }, async () => {
  const { browser, site } = await stage();
  const ria = await signUp(browser, site, 'Ria');
  await ria.say('Hold me');
  const phone = await openPerson(browser, site, PHONE);
  await phone.page.getByRole('button', { name: en.door.signIn }).first().waitFor();
  await phone.signIn('ria');
  await phone.goTo('Lobby');
  await phone.sees('Hold me');
  await hold(phone.page, phone.message('Hold me'));
  const sheet = phone.page.getByRole('dialog', { name: enMessage.acts });
  await sheet.waitFor();
  await passes(phone, 'the sheet of a message');
  await sheet.getByRole('button', { name: enMessage.edit, exact: true }).click();
  const box = phone.page.getByRole('textbox', { name: enComposer.editLabel });
  await until('it is there to be changed', async () => (await box.inputValue()) === 'Hold me');
  ok(await phone.page.getByRole('dialog').isHidden());
  await phone.context.close();
});

test('what somebody says whom one blocks is folded until one asks', { skip }, async () => {
  const [sam, tia] = await pair('Sam', 'Tia');
  await tia.say('You will not like this');
  await sam.sees('You will not like this');
  await sam.ask('/blocks/tia', 'PUT');
  await sam.page.getByText(enMessage.folded).waitFor();
  equal(await sam.message('You will not like this').count(), 0);
  await sam.page.getByRole('button', { name: enMessage.unfold }).first().click();
  await sam.sees('You will not like this');
});

test('who is named sees that, in the list and in the text', { skip }, async () => {
  const [uma, vic] = await pair('Uma', 'Vic');
  await vic.goTo('Lobby');
  await uma.say('@vic, are you there?');
  const row = vic.row('Uma and Vic');
  await row.getByText(en.row.mentioned).waitFor();
  await vic.goTo('Uma and Vic');
  const message = vic.message('are you there?');
  equal(await message.getAttribute('data-mentions'), 'true');
  await row.getByText(en.row.mentioned).waitFor({ state: 'detached' });
});

async function hasFocus(place: Locator): Promise<void> {
  await until('it has the focus', () =>
    place.evaluate((element) => element.contains(document.activeElement)),
  );
}

/** A finger that stays until the sheet is there. */
async function hold(page: Page, place: Locator): Promise<void> {
  const box = await place.boundingBox();
  if (!box) throw new Error('nothing to hold');
  const touch = await page.context().newCDPSession(page);
  const point = { x: box.x + box.width - 40, y: box.y + box.height / 2 };
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
  await page.getByRole('dialog').waitFor();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}
