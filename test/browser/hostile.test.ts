// Hostile texts as messages, names of people, names of chats and topics: nothing runs, all is shown as it was written, and
// nothing leaves the place that it was given.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { CHAT_NAME_CHARS_MAX, DISPLAY_NAME_CHARS_MAX, TOPIC_CHARS_MAX } from '#protocol/limits.ts';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en.ts';
import { enMore } from '#web/words/en-more.ts';
import { HOSTILE, hostileNames, PILES } from './hostile-texts.ts';
import { type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const TALL = { width: 1280, height: 20_000 };
const PHONE = { width: 390, height: 844 };
const SLACK_PX = 1;
const DRAWN_MS_MAX = 10_000;

const stage = theStage();

interface Made {
  readonly id: string;
}

test('WEB2: hostile messages are shown as they were written, run nothing and stay in their bubbles', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, 'Ada');
  const ben = await signUp(browser, site, 'Ben');
  await ada.make('group', 'Zoo', ['Ben']);
  const taken = await postAll(ada, HOSTILE);
  ok(taken.length > HOSTILE.length - 5, 'only few are no texts to the server');
  await ben.goTo('Zoo');
  await ben.page.setViewportSize(TALL);
  await until('all are drawn', async () => (await ben.texts()).length === taken.length);
  deepEqual(await ben.texts(), taken);
  deepEqual(await ben.texts(), await ada.log());
  await isHarmless(ben);
  for (const viewport of [TALL, { ...PHONE, height: TALL.height }]) {
    await ben.page.setViewportSize(viewport);
    deepEqual(await escapees(ben.messages, ':scope > :first-child'), []);
    equal(await overflow(ben), 0);
  }
  deepEqual(await linksOf(ben), []);
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
  const mask = [gus.page.getByRole('img'), gus.page.locator('time')];
  const shot = () => gus.message('all of this row is mine').screenshot({ mask });
  const before = await shot();
  const isSame = async () => Buffer.compare(await shot(), before) === 0;
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
  await cleo.showsAll(typed);
  await isHarmless(cleo);
});

test('WEB2: hostile names of people, chats and topics run nothing and stay in their rows', {
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
  }
  ok(chats.length > HOSTILE.length / 2, `${chats.length} names were taken`);
  await dora.page.setViewportSize(TALL);
  await until('all rows are drawn', async () => (await rows(dora).count()) >= chats.length);
  deepEqual(await escapees(rows(dora), ':scope'), []);
  await dora.page.setViewportSize({ width: 1280, height: 800 });
  for (const chat of chats.filter((_, at) => at % 4 === 0)) await lookAround(dora, chat);
  await isHarmless(dora);
});

test('WEB2: a hostile display name is shown to others as it was written, wherever it stands', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const emil = await signUp(browser, site, 'Emil');
  const fay = await signUp(browser, site, 'Fay');
  let taken = 0;
  const names = hostileNames(DISPLAY_NAME_CHARS_MAX).filter((_, at) => at % 3 === 0);
  for (const name of names) {
    if (!(await change(emil, '/users/me', { displayName: name }))) continue;
    taken++;
    const text = `I am ${taken}`;
    await emil.say(text);
    await fay.sees(text);
  }
  ok(taken > names.length / 2, `${taken} names were taken`);
  await fay.page.reload();
  await fay.sees(`I am ${taken}`);
  await fay.chats
    .getByText(await emil.name())
    .first()
    .waitFor();
  deepEqual(await escapees(fay.messages, ':scope > :first-child'), []);
  deepEqual(await escapees(rows(fay), ':scope'), []);
  await isHarmless(fay);
  await isHarmless(emil);
});

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
  await page.evaluate(
    (path) => {
      history.pushState(null, '', path);
      dispatchEvent(new PopStateEvent('popstate'));
    },
    `/c/${encodeURIComponent(chat)}?details`,
  );
  await page.getByRole('complementary', { name: enMore.details.title }).waitFor();
  await page.getByRole('heading', { level: 1 }).last().waitFor();
  equal(await overflow(person), 0, chat);
  deepEqual(await escapees(page.getByRole('complementary'), ':scope', 'sideways'), []);
}

/** Nothing ran, nothing was asked, opened or visited. */
async function isHarmless({ page, heard }: Person): Promise<void> {
  equal(await page.evaluate(() => '__owned' in window), false);
  equal(await page.evaluate(() => 'owned' in {}), false);
  equal(await page.locator('iframe, object, embed, base, marquee, form[action]').count(), 0);
  deepEqual(heard.faults, []);
}

/** How far the page can be scrolled sideways, in px. */
function overflow({ page }: Person): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** What lies outside of its container, by its text; each item's container is found by a selector. */
function escapees(
  items: Locator,
  container: string,
  sides: 'all' | 'sideways' = 'all',
): Promise<string[]> {
  return items.evaluateAll(
    (found, { selector, slack, all }) =>
      found.flatMap((item) => {
        const around = selector === ':scope' ? item : item.querySelector(selector);
        const outer = around?.getBoundingClientRect();
        if (!outer || !around) return ['no container'];
        const out = [...around.querySelectorAll('*')].filter((element) => {
          const box = element.getBoundingClientRect();
          // What is cut off, what only screen readers meet, and a face, may be elsewhere.
          if (box.width <= 1 || element.closest('.clip, .unseen, [aria-hidden=true]')) return false;
          if (element.matches(':has(> [aria-hidden=true]:only-child)')) return false;
          const beside = box.left < outer.left - slack || box.right > outer.right + slack;
          const over = box.top < outer.top - slack || box.bottom > outer.bottom + slack;
          return beside || (all && over);
        });
        return out.map((element) => `${element.tagName}: ${item.textContent?.slice(0, 60)}`);
      }),
    { selector: container, slack: SLACK_PX, all: sides === 'all' },
  );
}

/** Links that lead to anything but http and https, or that keep a hold on our page. */
function linksOf({ messages }: Person): Promise<string[]> {
  return messages.getByRole('link').evaluateAll((links) =>
    links
      .filter((link) => {
        const { protocol, rel, target } = link as HTMLAnchorElement;
        const web = protocol === 'http:' || protocol === 'https:';
        return !web || target !== '_blank' || !rel.includes('noopener');
      })
      .map((link) => link.outerHTML),
  );
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
