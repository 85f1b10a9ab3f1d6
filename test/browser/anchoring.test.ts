// Reading back through a long conversation: what one looks at moves by as much as one scrolls, and by nothing else,
// whatever comes or changes above and below it.
import { ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Route } from 'playwright-core';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en/main.ts';
import { type Person, signUp } from './person.ts';
import { picture } from './pictures.ts';
import { theStage } from './stage.ts';

const LINES_EACH = 120;
const PICTURE_EVERY = 20;
const STEP_PX = 350;
const MIDDLE_PX = 400;
const TOLERANCE_PX = 2;
/** Between two disturbances one scrolls so many steps. */
const STEPS_BETWEEN = 4;
const THUMBNAILS = '**/thumbnail?*';

const stage = theStage();
const skip = browserMissing();

/** A message on screen: its seq, and where its top is. */
interface Looked {
  readonly seq: string;
  readonly top: number;
}

/** Messages that are drawn but not on screen. */
interface Outside {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

test('REP1: through a long chat to its beginning and back, what one looks at moves with the wheel alone', {
  skip,
}, async () => {
  const { ada, ben } = await longChat('Long', ['Ada', 'Ben']);
  const release = await holdPictures(ben);
  const change = changesBy(ada, ben);
  let steps = 0;
  for (const [direction, isThere] of [
    [-1, () => isAtStart(ben)],
    [1, () => isAt(ben, 'bottom')],
  ] as const) {
    for (; !(await isThere()); steps++) {
      await scrollOnce(ben, direction * STEP_PX, `step ${steps}`);
      const looked = await middleOf(ben);
      await release();
      await settle(ben);
      await stayed(ben, looked, `pictures at step ${steps}`);
      if (steps % STEPS_BETWEEN === 0) await change(steps / STEPS_BETWEEN);
    }
  }
  ok(steps > 30, `${steps} steps are no long way`);
});

test('REP2: one’s own message is acknowledged while one reads further up, and nothing moves', {
  skip,
}, async () => {
  const { ben } = await longChat('Short', ['Cleo', 'Dora'], 60);
  await ben.context.setOffline(true);
  await ben.say('on its way');
  await ben.tick('waiting').waitFor();
  await settle(ben);
  await ben.page.mouse.wheel(0, -STEP_PX);
  await settle(ben);
  const looked = await middleOf(ben);
  await ben.context.setOffline(false);
  await ben.tick('stored').waitFor();
  await settle(ben);
  await stayed(ben, looked, 'acknowledged');
});

/** Holds pictures back; what it returns lets those go that wait. */
async function holdPictures({ page }: Person): Promise<() => Promise<void>> {
  let held: Route[] = [];
  await page.route(THUMBNAILS, (route) => void held.push(route));
  return async () => {
    const waiting = held;
    held = [];
    const answers = waiting.map((route) => page.waitForResponse(route.request().url()));
    await Promise.all([...answers, ...waiting.map((route) => route.continue())]);
  };
}

/** Two people in a group in which both have said much, with pictures among it; Ben reads, at the end. */
async function longChat(
  name: string,
  [writer, reader]: readonly [string, string],
  lines = LINES_EACH,
): Promise<{ ada: Person; ben: Person }> {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, writer);
  const ben = await signUp(browser, site, reader);
  await ada.make('group', name, [reader]);
  await ben.goTo(name);
  await Promise.all([fill(ada, lines), fill(ben, lines)]);
  await ben.page.reload();
  await ben.isIn(name);
  await ben.messages.first().waitFor();
  await settle(ben);
  await ben.page.mouse.move(MIDDLE_PX * 2, MIDDLE_PX);
  return { ada, ben };
}

/** Has somebody say so many lines, as fast as they may; every so often a picture goes with one. */
async function fill(person: Person, lines: number): Promise<void> {
  const sizes = [
    [800, 600],
    [600, 900],
    [300, 200],
  ] as const;
  const made = sizes.map(([width, height]) => picture('plums.jpg', width, height));
  const pictures = (await Promise.all(made)).map(({ buffer }) => buffer.toString('base64'));
  const chat = person.chatId();
  const texts = Array.from({ length: lines }, (_, at) => lineOf(at));
  const every = PICTURE_EVERY;
  await person.page.evaluate(fillChat, { chat, texts, pictures, every });
}

function lineOf(number: number): string {
  return `line ${number}.${' And so it went on, word after word.'.repeat((number * 7) % 9)}`;
}

interface Filling {
  readonly chat: string;
  readonly texts: readonly string[];
  readonly pictures: readonly string[];
  readonly every: number;
}

/** Runs in the page. */
async function fillChat({ chat, texts, pictures, every }: Filling): Promise<void> {
  const account = sessionStorage.getItem('kith.account') ?? '';
  const post = async (path: string, type: string, body: BodyInit): Promise<{ id: string }> => {
    for (;;) {
      const headers = { 'kith-account': account, 'content-type': type };
      const answer = await fetch(`/api/v1${path}`, { method: 'POST', headers, body });
      if (answer.ok) return answer.json();
      if (answer.status !== 429) throw new Error(`${path}: ${answer.status}`);
      await new Promise((again) => setTimeout(again, 50));
    }
  };
  const bytes = pictures.map((text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0)));
  let at = 0;
  const work = async (): Promise<void> => {
    for (let mine = at++; mine < texts.length; mine = at++) {
      const jpeg = mine % every === every - 1 && bytes[Math.floor(mine / every) % bytes.length];
      const file = jpeg && (await post('/blobs?name=plums.jpg', 'image/jpeg', jpeg));
      const body = { text: texts[mine], ...(file && { blobs: [file.id] }) };
      const path = `/chats/${encodeURIComponent(chat)}/messages`;
      await post(path, 'application/json', JSON.stringify(body));
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
}

/** One notch of the wheel: everything moves by it, unless an end stops it. */
async function scrollOnce(person: Person, px: number, when: string): Promise<void> {
  if (await isAt(person, px < 0 ? 'top' : 'bottom')) return;
  const looked = await middleOf(person);
  const before = await offsetOf(person);
  await person.page.mouse.wheel(0, px);
  // The browser may come to it some frames later.
  await until('it has scrolled', async () => (await offsetOf(person)) !== before);
  await settle(person);
  if ((await isAt(person, 'top')) || (await isAt(person, 'bottom'))) return;
  await stayed(person, { ...looked, top: looked.top - px }, when);
}

function offsetOf({ page }: Person): Promise<number> {
  return page.getByRole('region', { name: en.chat.messages }).evaluate((box) => box.scrollTop);
}

async function stayed(person: Person, { seq, top }: Looked, when: string): Promise<void> {
  const article = person.page.locator(`article[data-seq="${seq}"]`);
  const now = await article.evaluate((one) => one.getBoundingClientRect().top);
  ok(Math.abs(now - top) <= TOLERANCE_PX, `${when}: message ${seq} is at ${now}, not at ${top}`);
}

/** What may happen around what somebody looks at, one after the other; checked after each. */
function changesBy(other: Person, reader: Person): (turn: number) => Promise<void> {
  const path = (seq: string): string => {
    return `/chats/${encodeURIComponent(reader.chatId())}/messages/${seq}`;
  };
  const shows = (seq: string, text: string | RegExp) => async (): Promise<void> => {
    const article = reader.page.locator(`article[data-seq="${seq}"]`);
    await article.filter({ hasText: text }).waitFor();
  };
  // Each by whoever wrote the message: only they may change it.
  const asAuthor = async (seq: string, method: string, body?: unknown): Promise<void> => {
    await other.ask(path(seq), method, body).catch(() => reader.ask(path(seq), method, body));
  };
  const long = 'It was not quite like that, and it took rather longer than I said. '.repeat(6);
  const react = async (seq: string): Promise<void> => {
    await other.ask(`${path(seq)}/reactions/${encodeURIComponent('\u{1f389}')}`, 'PUT');
    await shows(seq, '\u{1f389}')();
  };
  const edit = async (seq: string): Promise<void> => {
    await asAuthor(seq, 'PATCH', { text: long });
    await shows(seq, long.trim())();
  };
  const erase = async (seq: string): Promise<void> => {
    await asAuthor(seq, 'DELETE');
    await shows(seq, /deleted/i)();
  };
  const hide = async (seq: string): Promise<void> => {
    await reader.ask(`${path(seq)}?for=me`, 'DELETE');
    await reader.page.locator(`article[data-seq="${seq}"]`).waitFor({ state: 'detached' });
  };
  const acts: readonly (readonly [string, keyof Outside, (seq: string) => Promise<void>])[] = [
    ['a reaction above', 'above', react],
    ['a reaction below', 'below', react],
    ['an edit above', 'above', edit],
    ['an edit below', 'below', edit],
    ['a deletion above', 'above', erase],
    ['a deletion below', 'below', erase],
    ['deleted for oneself above', 'above', hide],
    ['deleted for oneself below', 'below', hide],
  ];
  return async (turn) => {
    const [what, where, act] = acts[turn % acts.length] ?? acts[0] ?? [];
    const seq = where && (await outsideOf(reader))[where][turn % 3];
    if (!what || !act || !seq) return;
    const looked = await middleOf(reader);
    await act(seq);
    await settle(reader);
    await stayed(reader, looked, what);
  };
}

/** What is drawn and not on screen, nearest first; erased messages are left out. */
function outsideOf({ page }: Person): Promise<Outside> {
  return page.getByRole('region', { name: en.chat.messages }).evaluate((box) => {
    const { top, bottom } = box.getBoundingClientRect();
    const articles = [...box.querySelectorAll<HTMLElement>('article[data-seq]')];
    const living = articles.filter(({ textContent }) => textContent?.includes('line '));
    const seqs = (some: HTMLElement[]): string[] => some.map(({ dataset }) => dataset.seq ?? '');
    const above = living.filter((one) => one.getBoundingClientRect().bottom < top).toReversed();
    return {
      above: seqs(above),
      below: seqs(living.filter((one) => one.getBoundingClientRect().top > bottom)),
    };
  });
}

/** The message in the middle of the screen. */
function middleOf({ messages }: Person): Promise<Looked> {
  return messages.evaluateAll((articles, middle) => {
    const found = articles.find((article) => article.getBoundingClientRect().bottom > middle);
    return { seq: found?.dataset.seq ?? '', top: found?.getBoundingClientRect().top ?? -1 };
  }, MIDDLE_PX);
}

async function isAtStart(person: Person): Promise<boolean> {
  return (await isAt(person, 'top')) && (await person.message('line 0.').first().isVisible());
}

/** Whether it cannot be scrolled further that way just now. */
function isAt(person: Person, end: 'top' | 'bottom'): Promise<boolean> {
  const region = person.page.getByRole('region', { name: en.chat.messages });
  return region.evaluate((box, way) => {
    const left = box.scrollHeight - box.clientHeight - box.scrollTop;
    return way === 'top' ? box.scrollTop < 1 : left < 2;
  }, end);
}

/** Resolves when nothing has moved for six frames. */
async function settle({ page }: Person): Promise<void> {
  await page.getByRole('region', { name: en.chat.messages }).evaluate(async (box) => {
    const place = (): string => `${box.scrollTop} ${box.scrollHeight} ${box.clientHeight}`;
    let before = '';
    for (let still = 0; still < 6; still++) {
      if (place() !== before) still = 0;
      before = place();
      await new Promise(requestAnimationFrame);
    }
  });
}
