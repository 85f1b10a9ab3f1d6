// Where the conversation stands: it moves with its end, and for nothing else that comes.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en/main.ts';
import { type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const LINES = 170;
const UNREAD = 70;
const NOTCH_PX = 400;
const MIDDLE_PX = 400;

const stage = theStage();
const plural = (_: number, { other }: { other: string }): string => other;

test('REP1: older pages come while one scrolls up, and what one looks at stays where it is', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, 'Ada');
  await ada.make('group', 'Long');
  await ada.post(Array.from({ length: LINES }, (_, at) => lineOf(at + 1)));
  await ada.page.reload();
  await ada.sees(`line ${LINES}.`);
  ok(await isInView(ada.message(`line ${LINES}.`)), 'opens at the end');

  const gate = await gateOlder(ada);
  let pages = 0;
  while (!(await isDrawn(ada, 'line 1.'))) {
    gate.close();
    await scrollUpUntil(ada, async () => gate.isHeld() || (await isDrawn(ada, 'line 1.')));
    if (!gate.isHeld()) break;
    const looked = await middleOf(ada);
    const before = await heightOf(ada);
    gate.open();
    await until('an older page is there', async () => (await heightOf(ada)) > before);
    await settle(ada);
    const now = await topOf(ada, looked.seq);
    ok(Math.abs(now - looked.top) <= 1, `page ${++pages}: from ${looked.top} to ${now}`);
  }
  ok(pages > 0);
  await ada.showsAll(await ada.log());
});

test('REP2: what comes while one reads further up moves nothing, and is counted', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ben = await signUp(browser, site, 'Ben');
  const cleo = await signUp(browser, site, 'Cleo');
  await ben.make('group', 'Sunday lunch', ['Cleo']);
  await ben.post(Array.from({ length: 60 }, (_, at) => lineOf(at + 1)));
  await cleo.goTo('Sunday lunch');
  await ben.page.mouse.move(MIDDLE_PX * 2, MIDDLE_PX);
  await ben.sees('line 60.');
  await settle(ben);
  await ben.page.mouse.wheel(0, -3 * NOTCH_PX);
  await ben.page.getByRole('button', { name: en.chat.down, exact: true }).waitFor();
  await settle(ben);
  const looked = await middleOf(ben);

  await cleo.sayAll(['one', 'two', 'three']);
  const pill = ben.page.getByRole('button', { name: en.chat.downCount(3, plural) });
  await pill.waitFor();
  equal(await topOf(ben, looked.seq), looked.top);
  await pill.click();
  await ben.sees('three');
  await until('the end is in view', () => isInView(ben.message('three')));
  await pill.waitFor({ state: 'detached' });
  await cleo.say('four');
  await until('it goes along with its end', () => isInView(ben.message('four')));
});

test('READ1: the “New” line stands at the first unread message, and stays until one leaves', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const dora = await signUp(browser, site, 'Dora');
  const emil = await signUp(browser, site, 'Emil');
  await dora.make('group', 'Garden', ['Emil']);
  await dora.say('the last one read');
  await emil.goTo('Garden');
  await emil.sees('the last one read');
  await dora.tick('read').waitFor();
  await emil.goTo('Lobby');
  await dora.post(Array.from({ length: UNREAD }, (_, at) => lineOf(at + 1)));
  await emil.row('Garden').getByText(en.row.unread(UNREAD, plural)).waitFor();

  await emil.goTo('Garden');
  const line = emil.page.getByRole('main').getByText(en.chat.new, { exact: true });
  await line.waitFor();
  await standsBetween(emil, 'the last one read', 'line 1.', line);
  ok(!(await emil.message(`line ${UNREAD}.`).isVisible()), 'opens at the line, not at the end');
  await emil.say('I have seen it');
  await emil.sees('I have seen it');
  await emil.page.setViewportSize({ width: 1280, height: 12_000 });
  await standsBetween(emil, 'the last one read', 'line 1.', line);
  await emil.page.setViewportSize({ width: 1280, height: 800 });
  await emil.goTo('Lobby');
  await emil
    .row('Garden')
    .getByText(/unread/)
    .waitFor({ state: 'detached' });
  await emil.goTo('Garden');
  await emil.sees('I have seen it');
  equal(await line.count(), 0);
});

test('REP2: one’s own message keeps its size and place when the server has it', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const fay = await signUp(browser, site, 'Fay');
  await fay.make('group', 'Notes');
  // Under the pointer there would be what one can do with a message, from then on.
  await fay.page.mouse.move(0, 0);
  await fay.context.setOffline(true);
  await fay.sayAll(['short', lineOf(3)]);
  await fay.tick('waiting').waitFor();
  await settle(fay);
  const before = await boxesOf(fay);
  await fay.context.setOffline(false);
  await fay.tick('stored').waitFor();
  await settle(fay);
  deepEqual(await boxesOf(fay), before);
});

/** Lines of one to three rows. */
function lineOf(number: number): string {
  return `line ${number}.${' And so it went on, word after word.'.repeat((number * 7) % 6)}`;
}

function isDrawn(person: Person, text: string): Promise<boolean> {
  return person.message(text).first().isVisible();
}

/** Whether it lies within what is visible of the page. */
async function isInView(message: Locator): Promise<boolean> {
  const box = await message.first().boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= 800;
}

interface Gate {
  close(): void;
  open(): void;
  /** Whether an older page waits behind it. */
  isHeld(): boolean;
}

/** Holds requests for older pages up while it is closed. */
async function gateOlder({ page }: Person): Promise<Gate> {
  let opened = Promise.withResolvers<void>();
  let held = false;
  opened.resolve();
  await page.route(/\/events\?before=/, async (route) => {
    held = true;
    await opened.promise;
    await route.continue();
  });
  return {
    close() {
      held = false;
      opened = Promise.withResolvers<void>();
    },
    open: () => opened.resolve(),
    isHeld: () => held,
  };
}

async function scrollUpUntil(person: Person, isEnough: () => Promise<boolean>): Promise<void> {
  await person.page.mouse.move(MIDDLE_PX * 2, MIDDLE_PX);
  await until('scrolled far enough', async () => {
    if (await isEnough()) return true;
    await person.page.mouse.wheel(0, -NOTCH_PX);
    await settle(person);
    return isEnough();
  });
}

/** The message in the middle of the screen. */
function middleOf({ messages }: Person): Promise<{ seq: string; top: number }> {
  return messages.evaluateAll((articles, middle) => {
    const found = articles.find((article) => article.getBoundingClientRect().bottom > middle);
    return { seq: found?.dataset.seq ?? '', top: found?.getBoundingClientRect().top ?? -1 };
  }, MIDDLE_PX);
}

function topOf({ page }: Person, seq: string): Promise<number> {
  return page.locator(`article[data-seq="${seq}"]`).evaluate((article) => {
    return article.getBoundingClientRect().top;
  });
}

function heightOf({ page }: Person): Promise<number> {
  return page.getByRole('region', { name: en.chat.messages }).evaluate((box) => box.scrollHeight);
}

/** Resolves when nothing has moved for ten frames. */
async function settle({ page }: Person): Promise<void> {
  await page.getByRole('region', { name: en.chat.messages }).evaluate(async (box) => {
    const place = (): string => `${box.scrollTop} ${box.scrollHeight} ${box.clientHeight}`;
    let before = '';
    for (let still = 0; still < 10; still++) {
      if (place() !== before) still = 0;
      before = place();
      await new Promise(requestAnimationFrame);
    }
  });
}

async function standsBetween(person: Person, above: string, below: string, line: Locator) {
  const tops = [person.message(above), line, person.message(below)].map(async (one) => {
    return (await one.first().boundingBox())?.y ?? Number.NaN;
  });
  const [first = 0, middle = 0, last = 0] = await Promise.all(tops);
  ok(first < middle && middle < last, `${first} < ${middle} < ${last}`);
}

function boxesOf({ messages }: Person): Promise<number[][]> {
  return messages.evaluateAll((articles) =>
    articles.flatMap((article) =>
      [article, ...article.querySelectorAll(':not(svg *)')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height].map(Math.round);
      }),
    ),
  );
}
