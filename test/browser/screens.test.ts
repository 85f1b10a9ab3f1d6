// What only shows on a screen: that rows are there wherever one scrolls, that one stays where one was, that a refusal is
// told, and that a phone can put the app among its own.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { ICONS } from '#tools/icons.ts';
import { enDetails } from '#web/words/en/details.ts';
import { en } from '#web/words/en/main.ts';
import { enMessage } from '#web/words/en/message.ts';
import { enMore } from '#web/words/en/more.ts';
import { openHand } from './hand.ts';
import { openPerson, type Person, signUp } from './person.ts';
import { type Site, theStage } from './stage.ts';

const skip = browserMissing();
const stage = theStage();
const PHONE = { viewport: { width: 390, height: 640 }, hasTouch: true, isMobile: true };
const MEMBERS = 30;

/** Somebody new, who stands before their chat list. */
async function onPhone(browser: Browser, site: Site, name: string): Promise<Person> {
  await openHand(site, { username: name.toLowerCase(), displayName: name });
  const person = await openPerson(browser, site, PHONE);
  await person.signIn(name.toLowerCase());
  return person;
}

test('OUT5: a reaction that comes too late is off the screen, and why is told until it was seen', {
  skip,
}, async () => {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, 'Ada');
  const ben = await signUp(browser, site, 'Ben');
  await ben.say('Plums');
  await ada.sees('Plums');
  await ada.message('Plums').hover();
  await ada.page.getByRole('button', { name: enMessage.react, exact: true }).click();
  await ada.page.getByRole('gridcell').first().waitFor();
  await ada.context.setOffline(true);
  await ada.page.getByRole('gridcell').first().click();
  const chip = ada.message('Plums').locator('..').getByRole('button', { pressed: true });
  await chip.first().waitFor();
  const { items } = await ben.ask<{ items: { seq: number }[] }>('/chats/lobby/messages');
  await ben.ask(`/chats/lobby/messages/${items[0]?.seq}`, 'DELETE');
  await ada.context.setOffline(false);

  const told = ada.page.getByText(enMessage.undone.reactToMessage);
  await told.waitFor();
  equal(await chip.count(), 0);
  await ada.page.getByRole('alert').getByRole('button', { name: enMessage.close }).click();
  await told.waitFor({ state: 'detached' });
});

test('of many members each has its row, wherever one scrolls', { skip }, async () => {
  const { browser, site } = await stage();
  const cleo = await onPhone(browser, site, 'Cleo');
  const names = Array.from({ length: MEMBERS }, (_, at) => `member${at}`);
  for (const username of names) await openHand(site, { username });
  const group = { kind: 'group', name: 'Everybody', members: names };
  const { id } = await cleo.ask<{ id: string }>('/chats', 'POST', group);
  await cleo.visit(`/c/${id}`);
  await cleo.isIn('Everybody');
  await cleo.page.getByRole('button', { name: en.chat.details }).click();
  const panel = cleo.page.getByRole('main', { name: enMore.details.title });
  await panel.getByRole('button', { name: enDetails.members.all(String(MEMBERS + 1)) }).click();
  const leave = panel.getByRole('button', { name: enMore.details.leave(false) });
  await leave.scrollIntoViewIfNeeded();
  await until('rows fill the screen', () =>
    panel.getByRole('list').evaluate((list) => {
      const { top } = list.getBoundingClientRect();
      const rows = [...list.children].map((row) => row.getBoundingClientRect());
      const shown = rows.filter(({ bottom }) => bottom > 0);
      const first = Math.min(...shown.map((row) => row.top));
      return first <= Math.max(top, 56);
    }),
  );
});

test('who looks at the details on a phone finds the “New” line where it was', {
  skip,
}, async () => {
  const { browser, site } = await stage();
  const dora = await onPhone(browser, site, 'Dora');
  const emil = await signUp(browser, site, 'Emil');
  await emil.say('While you were away');
  await dora.goTo('Lobby');
  const line = dora.page.getByText(en.chat.new, { exact: true });
  await line.waitFor();
  await until('it is read', async () => {
    const { unread } = await dora.ask<{ unread: number }>('/chats/lobby');
    return unread === 0;
  });
  await dora.page.getByRole('button', { name: en.chat.details }).click();
  await dora.page.getByRole('main', { name: enMore.details.title }).waitFor();
  await dora.page.getByRole('button', { name: enMore.dialog.back }).click();
  await dora.sees('While you were away');
  equal(await line.count(), 1);
});

test('a room is made as it is asked for: not in the list, and for reading', { skip }, async () => {
  const { browser, site } = await stage();
  const fay = await signUp(browser, site, 'Fay');
  const gus = await signUp(browser, site, 'Gus');
  const dialog = await fay.step(enMore.newChat.room);
  await dialog.getByLabel(enMore.newChat.roomName).fill('attic');
  for (const name of [/^Listed/, /^Read only/]) {
    await dialog.getByRole('switch', { name }).press('Space');
  }
  await dialog.getByRole('button', { name: enMore.newChat.makeRoom }).click();
  await fay.isIn('attic');
  const room = await fay.ask<Record<string, unknown>>(`/chats/${fay.chatId()}`);
  deepEqual([room.listed ?? false, room.readOnly], [false, true]);
  const { items } = await gus.ask<{ items: { name: string }[] }>('/rooms');
  ok(!items.some(({ name }) => name === 'attic'));
});

test('the icons that the page and the manifest name are there, of their size', {
  skip,
}, async () => {
  const { browser, site } = await stage();
  const { page } = await openPerson(browser, site);
  const apple = await page.locator('link[rel="apple-touch-icon"]').getAttribute('href');
  const manifest = await page.locator('link[rel="manifest"]').getAttribute('href');
  interface Manifest {
    readonly icons: readonly { readonly src: string; readonly sizes: string }[];
  }
  const { icons } = (await (await fetch(`${site.url}${manifest}`)).json()) as Manifest;
  const named = [apple, ...icons.map(({ src }) => src)];
  for (const { name, px, whole } of ICONS) {
    ok(named.includes(`/${name}`), name);
    const answer = await fetch(`${site.url}/${name}`);
    const picture = sharp(Buffer.from(await answer.arrayBuffer()));
    const { width, height, format } = await picture.metadata();
    deepEqual([format, width, height], ['png', px, px], name);
    equal((await picture.stats()).isOpaque, whole, name);
  }
  for (const { src, sizes } of icons.filter(({ sizes }) => sizes !== 'any')) {
    const { px } = ICONS.find(({ name }) => src === `/${name}`) ?? {};
    equal(sizes, `${px}x${px}`, src);
  }
});
