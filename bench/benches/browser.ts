// The web client in a real Chromium: scrolling through a very long chat to its beginning, changing between two chats, and
// starting with many. Needs `npm start` to have built the web app; server and browser share the machine.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { chatOf } from '#core/log-name.ts';
import { openBrowser } from '#test/support/browser.ts';
import { buildWebIfStale } from '#tools/build.ts';
import { en } from '#web/words/en/main.ts';
import type { Pace } from '../load/contest.ts';
import { furnish } from '../load/furnish.ts';
import { startKith, unpinLoad } from '../load/server-process.ts';
import { openWindow, signIn, type Window } from '../load/window.ts';
import { type Line, median, printTable } from '../report.ts';

const WEB_ROOT = join(import.meta.dirname, '../../dist/web');
const CHATS = 500;
const MESSAGES = 100_000;
const MESSAGES_QUICK = 3_000;
const SHORT = 300;
const SWITCHES = 20;
const STARTS = 5;
const NOTCH_PX = 2_000;
const LONG_MS = 50;
const REPORT_EVERY = 1_000;
const PASSWORD = 'plums in the orchard';

// For the page, as text: what runs here knows no document.
const PAINTED = `new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => done()));
})`;
/** The number of the first message that is drawn, by its own words. */
const FIRST_DRAWN = `Math.min(...[...document.querySelectorAll('[data-timeline] article')]
  .map(({ textContent }) => Number(/\\((\\d+)\\) /.exec(textContent)?.[1]))
  .filter((number) => number > 0))`;

interface Scene {
  readonly url: string;
  /** Paths of the long chat and of a short one. */
  readonly long: string;
  readonly short: string;
  readonly messages: number;
}

/** Prints what each costs. `--quick`: with a chat of 3,000 messages. */
export async function benchBrowser({ rounds }: Pace): Promise<void> {
  await buildWebIfStale();
  const messages = rounds === 1 ? MESSAGES_QUICK : MESSAGES;
  const furniture = { people: 2, rooms: CHATS, messages: [messages, SHORT], password: PASSWORD };
  const furnished = await furnish(furniture);
  const data = furnished.copy();
  const web = `${data}-web`;
  // A copy: whoever builds meanwhile takes the files away that are being served.
  cpSync(WEB_ROOT, web, { recursive: true });
  const server = await startKith({ data, web });
  unpinLoad();
  const browser = await openBrowser();
  const [long = '', short = ''] = furnished.rooms.map((log) => `/c/${chatOf(log)}`);
  const login = furnished.people[0]?.id ?? '';
  const url = `http://127.0.0.1:${server.port}`;
  const scene = { url, long, short, messages };
  const window = await openWindow(browser);
  await window.page.goto(url);
  await signIn(window, login, PASSWORD);
  const lines = [...(await change(scene, window)), ...(await start(scene, window))];
  const scrolled = await scroll(scene, window);
  await browser.close();
  await server.stop();
  furnished.remove();
  printTable('browser: the web client in Chromium', [...lines, ...scrolled]);
}

function line(what: string, values: readonly number[], aim?: string): Line {
  return { what, unit: '', figure: { name: 'web client', values }, aim };
}

async function change({ url, long, short }: Scene, { page, cost }: Window): Promise<Line[]> {
  await page.goto(url + long);
  await shown(page);
  const script: number[] = [];
  const task: number[] = [];
  for (let at = 0; at < SWITCHES + 2; at += 1) {
    const to = at % 2 === 0 ? short : long;
    const before = await cost();
    await page.locator(`nav a[href="${to}"]`).click();
    await page.waitForURL(url + to);
    await shown(page);
    const after = await cost();
    // The first of each also load their messages.
    if (at < 2) continue;
    script.push(after.scriptMs - before.scriptMs);
    task.push(after.taskMs - before.taskMs);
  }
  return [
    line('change of chat: script, ms', script, '≤ 50'),
    line('change of chat: all work of the page, ms', task),
  ];
}

/** A conversation is on screen, painted. */
async function shown(page: Window['page']): Promise<void> {
  await page.locator('[data-timeline] article').last().waitFor();
  await page.getByRole('textbox', { name: en.composer.label('') }).waitFor();
  await painted(page);
}

async function painted(page: Window['page']): Promise<void> {
  await page.evaluate(PAINTED);
}

async function start({ url, short }: Scene, there: Window): Promise<Line[]> {
  const [ms, script]: [number[], number[]] = [[], []];
  for (let times = 0; times < STARTS; times += 1) {
    const window = await there.another();
    await window.page.goto(url + short, { waitUntil: 'commit' });
    await window.page.locator('nav a[href^="/c/"]').first().waitFor();
    await shown(window.page);
    ms.push(await window.page.evaluate(() => performance.now()));
    script.push((await window.cost()).scriptMs);
    await window.close();
  }
  const what = `start with ${CHATS} chats`;
  return [line(`${what}: list and chat on screen, ms`, ms), line(`${what}: script, ms`, script)];
}

/** By the wheel, up to the first message, as fast as frames come. */
async function scroll({ url, long, messages }: Scene, window: Window): Promise<Line[]> {
  const { page } = window;
  await page.goto(url + long);
  await shown(page);
  await page.locator('[data-timeline]').hover();
  const before = await window.cost('settled');
  await window.longTasks();
  const long_: number[] = [];
  const from = performance.now();
  let said = messages;
  for (let first = messages; first > 1; ) {
    await page.mouse.wheel(0, -NOTCH_PX);
    await painted(page);
    first = await page.evaluate<number>(FIRST_DRAWN);
    if (said - first < REPORT_EVERY && first > 1) continue;
    said = first;
    const some = await window.longTasks();
    long_.push(...some);
    const worst = Math.max(0, ...some).toFixed(0);
    const { heapMB } = await window.cost();
    console.error(`  at ${first}: ${some.length} long tasks, ${worst} ms; ${heapMB.toFixed(0)} MB`);
  }
  const took = (performance.now() - from) / 1_000;
  const after = await window.cost('settled');
  const what = `up through ${messages.toLocaleString('en-US')} messages`;
  return [
    line(`${what}: tasks over ${LONG_MS} ms`, [long_.length], '0'),
    line(`${what}: longest task, ms`, [Math.max(0, ...long_)], `≤ ${LONG_MS}`),
    line(`${what}: median of those, ms`, [long_.length > 0 ? median(long_) : 0]),
    line(`${what}: s`, [took]),
    line(`${what}: heap before, MB`, [before.heapMB]),
    line(`${what}: heap at the top, MB`, [after.heapMB]),
    line(`${what}: DOM nodes at the top`, [after.nodes]),
  ];
}
