// Hostile texts as messages, names of people, names of chats and topics: nothing runs, all is shown as it was written, and
// nothing leaves the place that it was given.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { plainOf } from '#core/markup/plain-of.ts';
import { CHAT_NAME_CHARS_MAX, TOPIC_CHARS_MAX } from '#protocol/limits.ts';
import { browserMissing } from '#test/support/browser.ts';
import { MARKDOWN_CORPUS } from '#test/support/markdown-corpus.ts';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en/main.ts';
import { enMore } from '#web/words/en/more.ts';
import { escapees, isHarmless, overflow, turned, unsafeLinks } from './harmless.ts';
import { HOSTILE, hostileNames, PILES } from './hostile-texts.ts';
import { type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const TALL = { width: 1280, height: 20_000 };
const PHONE = { width: 390, height: 844 };
const DRAWN_MS_MAX = 10_000;
/** Round corners are not drawn to the last bit alike wherever they stand. */
const SMOOTHING = 12;

const stage = theStage();

interface Made {
  readonly id: string;
}

test('WEB2: hostile messages say what they say, run nothing and stay in their bubbles', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, 'Ada');
  const ben = await signUp(browser, site, 'Ben');
  await ada.make('group', 'Zoo', ['Ben']);
  const corpus = [...HOSTILE, ...MARKDOWN_CORPUS];
  const taken = await postAll(ada, corpus);
  ok(taken.length > corpus.length - 10, 'only few are no texts to the server');
  await ben.goTo('Zoo');
  await ben.page.setViewportSize(TALL);
  await until('all are drawn', async () => (await ben.messages.count()) === taken.length);
  deepEqual(await drawn(ben), taken.map(wordsOf));
  await isHarmless(ben);
  for (const viewport of [TALL, { ...PHONE, height: TALL.height }]) {
    await ben.page.setViewportSize(viewport);
    deepEqual(await escapees(ben.messages, ':scope > :first-child'), []);
    deepEqual(await strayTimes(ben), []);
    equal(await overflow(ben), 0);
  }
  deepEqual(await unsafeLinks(ben), []);
  await pressAllLinks(ben);
  await isHarmless(ben);
});

test('WEB2: marks that pile up do not reach into what others wrote', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const gus = await signUp(browser, site, 'Gus');
  const ida = await signUp(browser, site, 'Ida');
  await gus.make('room', 'Quiet');
  await ida.join('Quiet');
  await gus.say('all of this row is mine');
  await ida.sees('all of this row is mine');
  // Under the pointer there would be what one can do with a message.
  await gus.page.mouse.move(0, 0);
  const mask = [gus.page.getByRole('img'), gus.page.locator('time')];
  const shot = () => gus.message('all of this row is mine').screenshot({ mask });
  const before = await pixelsOf(await shot());
  const isSame = async (): Promise<boolean> => {
    const now = await pixelsOf(await shot());
    return before.every((value, at) => Math.abs(value - (now[at] ?? 0)) <= SMOOTHING);
  };
  await ida.post(['A line without any', 'and another']);
  await gus.sees('and another');
  await until('the row looks as before', isSame, DRAWN_MS_MAX);
  await ida.post(PILES);
  await gus.sees('algo');
  await until('the row still looks as before', isSame, DRAWN_MS_MAX);
});

test('WEB2: what one writes oneself in the composer is as harmless', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const cleo = await signUp(browser, site, 'Cleo');
  await cleo.make('group', 'Box');
  const short = HOSTILE.filter((text) => text.length < 200 && text === text.trim());
  const typed = short.filter((text) => !/[\n\r\u2028\u2029\u0085]/.test(text)).slice(0, 30);
  await cleo.sayAll(typed);
  await cleo.tick('stored').waitFor();
  await cleo.page.setViewportSize(TALL);
  await until('all are drawn', async () => (await cleo.messages.count()) === typed.length);
  deepEqual(await drawn(cleo), typed.map(wordsOf));
  await isHarmless(cleo);
});

test('WEB2: hostile names of chats, topics, drafts and last words stay in their rows and panels', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const dora = await signUp(browser, site, 'Dora');
  const chats: string[] = [];
  const [topics, names] = [hostileNames(TOPIC_CHARS_MAX), hostileNames(CHAT_NAME_CHARS_MAX)];
  for (const [at, name] of names.entries()) {
    const made = await create(dora, name);
    if (made === undefined) continue;
    chats.push(made);
    await change(dora, `/chats/${made}`, { topic: topics[at] });
    const last = HOSTILE.at(-at - 1) ?? '';
    if (at % 2 === 0) await change(dora, `/chats/${made}/state`, { draft: last });
    else await dora.ask(`/chats/${made}/messages`, 'POST', { text: last }).catch(() => undefined);
  }
  ok(chats.length > HOSTILE.length / 2, `${chats.length} names were taken`);
  for (const viewport of [TALL, { ...PHONE, height: TALL.height }]) {
    await dora.page.setViewportSize(viewport);
    if (viewport !== TALL) await dora.visit('/');
    await until('all rows are drawn', async () => (await rows(dora).count()) >= chats.length);
    deepEqual(await escapees(rows(dora), ':scope'), []);
    deepEqual(await turned(rows(dora)), []);
    equal(await overflow(dora), 0);
  }
  await dora.page.setViewportSize({ width: 1280, height: 800 });
  for (const chat of chats.filter((_, at) => at % 4 === 0)) await lookAround(dora, chat);
  await isHarmless(dora);
});

function pixelsOf(png: Buffer): Promise<Buffer> {
  return sharp(png).removeAlpha().raw().toBuffer();
}

/** What a message says in the end, without marks and white space. */
function wordsOf(text: string): string {
  return plainOf(text, Number.POSITIVE_INFINITY).replace(/\s+/gu, '');
}

/** The words of all messages from top to bottom, without white space: not the name, the time, what heads a block of code. */
function drawn({ messages }: Person): Promise<string[]> {
  return messages.evaluateAll((articles) => {
    const topOf = (article: Element): number => article.getBoundingClientRect().top;
    const sorted = articles.toSorted((one, other) => topOf(one) - topOf(other));
    return sorted.map((article) => {
      const said = article.querySelector(':scope > div > :is(p, div:not([role]))')?.cloneNode(true);
      if (!(said instanceof Element)) return 'nothing';
      for (const other of said.querySelectorAll('figure > div, span:has(> time)')) other.remove();
      return said.textContent.replace(/\s+/gu, '');
    });
  });
}

/** Messages whose time does not stand in the corner that is the end of their line. */
function strayTimes({ messages }: Person): Promise<string[]> {
  return messages.evaluateAll((articles) =>
    articles.flatMap((article) => {
      const time = article.querySelector('span:has(> time)');
      const line = time?.closest('p, ul, ol, div');
      if (!time || !line) return [];
      const [box, around] = [time.getBoundingClientRect(), line.getBoundingClientRect()];
      const ltr = getComputedStyle(line).direction === 'ltr';
      const off = ltr ? around.right - box.right : box.left - around.left;
      return Math.abs(off) <= 4 ? [] : [`${off}: ${article.textContent?.slice(0, 60)}`];
    }),
  );
}

/** Posts them; those that the server takes, as it keeps them. */
async function postAll(person: Person, texts: readonly string[]): Promise<string[]> {
  const taken: string[] = [];
  for (const text of texts) {
    const posted = await person.post([text]).then(
      () => true,
      () => false,
    );
    if (posted) taken.push(text);
  }
  return taken;
}

async function create(person: Person, name: string): Promise<string | undefined> {
  const made = person.ask<Made>('/chats', 'POST', { kind: 'group', name });
  return made.then(({ id }) => id).catch(() => undefined);
}

async function change(person: Person, path: string, change: unknown): Promise<boolean> {
  return person.ask(path, 'PATCH', change).then(
    () => true,
    () => false,
  );
}

function rows({ chats }: Person): Locator {
  return chats.getByRole('listitem').getByRole('link');
}

/** Opens a chat with its details, and looks whether all of it stays in its place. */
async function lookAround(person: Person, chat: string): Promise<void> {
  const { page } = person;
  await person.visit(`/c/${encodeURIComponent(chat)}?details`);
  await page.getByRole('complementary', { name: enMore.details.title }).waitFor();
  await page.getByRole('heading', { level: 1 }).last().waitFor();
  equal(await overflow(person), 0, chat);
  deepEqual(await escapees(page.getByRole('complementary'), ':scope', 'sideways'), []);
}

/** Presses every link in the page, which a listener keeps from leaving. */
async function pressAllLinks({ messages, page }: Person): Promise<void> {
  await page.evaluate(() => addEventListener('click', (event) => event.preventDefault()));
  const count = await messages.getByRole('link').evaluateAll((links) => {
    for (const link of links) (link as HTMLElement).click();
    return links.length;
  });
  ok(count > 0, en.chat.messages);
}
