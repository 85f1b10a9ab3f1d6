// Files from picker to screen: in order and captioned, through cuts, reloads and pieces; pictures that are looked at.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page, Route } from 'playwright-core';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { enComposer } from '#web/words/en/composer.ts';
import { enFiles } from '#web/words/en/files.ts';
import { type Person, signUp } from './person.ts';
import { type Made, picture, plainFile } from './pictures.ts';
import { theStage } from './stage.ts';

const BLOBS = '**/api/v1/blobs?*';
const UPLOADS = '**/api/v1/uploads/**';
const THUMBNAILS = '**/thumbnail?*';
const MB = 1024 * 1024;
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const stage = theStage();
const skip = browserMissing();

test('several pictures go with their captions, in the order that keys have given them', {
  skip,
}, async () => {
  const { browser, site } = await stage();
  const [ada, ben] = [await signUp(browser, site, 'Ada'), await signUp(browser, site, 'Ben')];
  await pick(ada, await picture('one.jpg'), await picture('two.jpg'), await picture('three.jpg'));
  await ada.page.getByLabel(enComposer.captionOf('two.jpg')).fill('The second');
  await grip(ada, 'three.jpg').press('ArrowLeft');
  await grip(ada, 'three.jpg').press('ArrowLeft');
  deepEqual(await inTray(ada), ['three.jpg', 'one.jpg', 'two.jpg']);
  ok(await grip(ada, 'three.jpg').evaluate(isFocused), 'the focus stays on what moves');
  deepEqual(await faultsOf(ada.page), []);
  await grip(ada, 'one.jpg').dragTo(grip(ada, 'two.jpg'));
  deepEqual(await inTray(ada), ['three.jpg', 'two.jpg', 'one.jpg']);
  await ada.say('Three of them');
  await ben.sees('Three of them');
  const names = await ben.message('Three of them').getByRole('img').evaluateAll(altsOf);
  deepEqual(names, ['three.jpg', 'two.jpg', 'one.jpg'].map(enFiles.picture));
  await ben.message('Three of them').getByText('The second').waitFor();
  deepEqual(await inTray(ada), []);
});

test('pictures have their place before a byte of them has come', { skip }, async () => {
  const { browser, site } = await stage();
  const cleo = await signUp(browser, site, 'Cleo');
  await pick(cleo, await picture('tall.jpg', 600, 900));
  await cleo.say('A tall one');
  await cleo.tick('stored').waitFor();
  const held: Route[] = [];
  await cleo.page.route(THUMBNAILS, (route) => void held.push(route));
  await cleo.page.reload();
  const message = cleo.message('A tall one');
  await message.waitFor();
  await until('the picture is asked for', () => held.length > 0);
  const before = await message.boundingBox();
  await Promise.all(held.map((route) => route.continue()));
  const image = message.getByRole('img', { name: enFiles.picture('tall.jpg') });
  await until('it is there', () => image.evaluate((img: HTMLImageElement) => img.naturalWidth > 0));
  deepEqual(await message.boundingBox(), before);
});

test('what is pasted and what is dropped goes into the tray; what was not wanted leaves it', {
  skip,
}, async () => {
  const { browser, site } = await stage();
  const dora = await signUp(browser, site, 'Dora');
  await give(dora, 'paste', await picture('pasted.jpg'));
  await until('it is in the tray', async () => (await inTray(dora)).length === 1);
  await give(dora, 'dragover', plainFile('notes.bin', 10));
  await dora.page.getByText(enComposer.drop).waitFor();
  await give(dora, 'drop', plainFile('notes.bin', 10));
  await dora.page.getByText(enComposer.drop).waitFor({ state: 'detached' });
  deepEqual(await inTray(dora), ['pasted.jpg', 'notes.bin']);
  await tray(dora)
    .getByRole('button', { name: enFiles.cancel('pasted.jpg') })
    .click();
  deepEqual(await inTray(dora), ['notes.bin']);
  ok(await dora.composer.evaluate(isFocused));
  await dora.page.keyboard.press('Enter');
  const link = dora.messages.getByRole('link', { name: enFiles.downloadOf('notes.bin') });
  await link.waitFor();
  deepEqual(dora.heard.faults.filter(isOurs), []);
});

test('what is larger than the server takes is refused in words, the rest is taken', {
  skip,
}, async () => {
  const { browser, site } = await stage();
  const emil = await signUp(browser, site, 'Emil');
  await emil.page.evaluate(() => {
    const data = new DataTransfer();
    const large = new File(['x'], 'large.bin');
    data.items.add(large);
    Object.defineProperty(large, 'size', { value: 200 * 1024 * 1024 });
    Object.defineProperty(data, 'files', { value: [large, new File(['y'], 'small.bin')] });
    const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
  });
  await emil.page.getByRole('alert').filter({ hasText: 'large.bin' }).waitFor();
  deepEqual(await inTray(emil), ['small.bin']);
});

test('a cut connection delays a file and its message, and nothing else', { skip }, async () => {
  const { browser, site } = await stage();
  const [fay, gil] = [await signUp(browser, site, 'Fay'), await signUp(browser, site, 'Gil')];
  let cuts = 0;
  await fay.page.route(BLOBS, (route) => {
    cuts++;
    return route.abort();
  });
  await pick(fay, await picture('cut.jpg'));
  await fay.say('With a picture');
  await fay.sees('With a picture');
  await fay.tick('waiting').waitFor();
  await until('it was tried', () => cuts > 0);
  await fay.page.unroute(BLOBS);
  await gil.sees('With a picture');
  await gil.message('With a picture').getByRole('img').waitFor();
  equal(await gil.message('With a picture').count(), 1);
});

test('a reload while files go up loses neither them nor the message', { skip }, async () => {
  const { browser, site } = await stage();
  const [hal, ida] = [await signUp(browser, site, 'Hal'), await signUp(browser, site, 'Ida')];
  await hal.page.route(BLOBS, () => undefined);
  await pick(hal, await picture('slow.jpg'), plainFile('slow.bin', 1000));
  await hal.say('It takes a while');
  await hal.sees('It takes a while');
  await hal.page.getByRole('progressbar').first().waitFor();
  await until('both are kept', async () => (await keptFiles(hal.page)) >= 2);
  await hal.page.unroute(BLOBS);
  await hal.page.reload();
  await ida.sees('It takes a while');
  const message = ida.message('It takes a while');
  await message.getByRole('img', { name: enFiles.picture('slow.jpg') }).waitFor();
  await message.getByRole('link', { name: enFiles.downloadOf('slow.bin') }).waitFor();
  equal(await message.count(), 1);
});

test('a large file goes up in pieces, and goes on where it was cut', { skip }, async () => {
  const { browser, site } = await stage();
  const jon = await signUp(browser, site, 'Jon');
  const large = plainFile('large.bin', 20 * MB);
  const sent: number[] = [];
  await jon.page.route(UPLOADS, (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    sent.push(Number(route.request().headers()['upload-offset']));
    return sent.length === 2 ? route.abort() : route.continue();
  });
  await pick(jon, large);
  await jon.say('Large');
  const link = jon.message('Large').getByRole('link', { name: enFiles.downloadOf('large.bin') });
  await link.waitFor();
  ok(sent.length >= 4, `pieces at ${sent}`);
  equal(sent.filter((offset) => offset === 0).length, 1, 'it did not begin again');
  const bytes = await jon.page.evaluate(
    async (address) => (await (await fetch(address)).arrayBuffer()).byteLength,
    await link.evaluate((a: HTMLAnchorElement) => a.href),
  );
  equal(bytes, large.buffer.length);
});

test('pictures are looked at large by keys alone, and the focus comes back', { skip }, async () => {
  const { browser, site } = await stage();
  const kim = await signUp(browser, site, 'Kim');
  await pick(kim, await picture('a.jpg'), await picture('b.jpg', 500, 900));
  await kim.say('Two');
  const open = kim.message('Two').getByRole('button', { name: enFiles.open('a.jpg', 1, 2) });
  await open.focus();
  await kim.page.keyboard.press('Enter');
  const box = kim.page.getByRole('dialog', { name: enFiles.lightbox.title(1, 2) });
  await box.waitFor();
  deepEqual(await faultsOf(kim.page), []);
  await kim.page.keyboard.press('ArrowRight');
  await kim.page.getByRole('dialog', { name: enFiles.lightbox.title(2, 2) }).waitFor();
  const image = kim.page.getByRole('dialog').getByRole('img', { name: enFiles.picture('b.jpg') });
  const whole = await image.boundingBox();
  ok(whole && whole.height <= 800 && whole.y >= 0, 'all of it is on screen');
  await kim.page.keyboard.press('+');
  await until('it is larger', async () => ((await image.boundingBox())?.width ?? 0) > whole.width);
  await kim.page.keyboard.press('Escape');
  await kim.page.getByRole('dialog').waitFor({ state: 'detached' });
  await until('the focus is back', () => open.evaluate(isFocused));
});

async function pick({ page }: Person, ...files: Made[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: enComposer.add }).click();
  await (await chooser).setFiles(files);
  await page.getByRole('list', { name: enComposer.tray }).getByRole('listitem').last().waitFor();
}

function tray({ page }: Person): Locator {
  return page.getByRole('list', { name: enComposer.tray });
}

function grip(person: Person, name: string): Locator {
  return tray(person).getByRole('button', { name: new RegExp(`^${name}, \\d of`) });
}

/** Names of what is in the tray, in order. */
function inTray(person: Person): Promise<string[]> {
  const crosses = tray(person).getByRole('button', { name: enFiles.cancel('') });
  const start = enFiles.cancel('').length;
  return crosses.evaluateAll(
    (buttons, from) => buttons.map((one) => one.getAttribute('aria-label')?.slice(from) ?? ''),
    start,
  );
}

/** Pastes a file into the box, or drags and drops it on the conversation. */
async function give(person: Person, how: string, { name, mimeType, buffer }: Made): Promise<void> {
  if (how === 'paste') await person.composer.focus();
  const given = { how, name, mimeType, bytes: buffer.toString('base64') };
  await person.page.evaluate(({ how, name, mimeType, bytes }) => {
    const data = new DataTransfer();
    const content = Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0));
    data.items.add(new File([content], name, { type: mimeType }));
    const all = { bubbles: true, cancelable: true };
    const event =
      how === 'paste'
        ? new ClipboardEvent(how, { ...all, clipboardData: data })
        : new DragEvent(how, { ...all, dataTransfer: data });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, given);
}

/** How many files the browser keeps for a message that waits. */
function keptFiles(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const all = await indexedDB.databases();
    let count = 0;
    for (const { name = '' } of all) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
      for (const store of [...db.objectStoreNames].filter((one) => /file/i.test(one))) {
        count += await new Promise<number>((resolve) => {
          const asked = db.transaction(store).objectStore(store).count();
          asked.onsuccess = () => resolve(asked.result);
        });
      }
      db.close();
    }
    return count;
  });
}

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`);
}

const altsOf = (images: (HTMLElement | SVGElement)[]): string[] =>
  images.flatMap((image) => (image instanceof HTMLImageElement ? [image.alt] : []));
const isFocused = (element: Element): boolean => element === document.activeElement;
const isOurs = (fault: string): boolean => !fault.includes('TrustedScript');
