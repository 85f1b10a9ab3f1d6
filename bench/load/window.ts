// A browser as the web client runs in it: signs somebody in, and says what a page has cost so far.
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { en } from '#web/words/en/main.ts';

const SIZE = { width: 1440, height: 900 };
const STEP_MS_MAX = 120_000;
// For the page, as text: what runs here knows no document.
const NOTE_LONG_TASKS = `globalThis.longTasks = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longTasks.push(duration);
}).observe({ type: 'longtask', buffered: true });`;

/** What a page has used, as Chromium counts it. */
export interface Cost {
  readonly scriptMs: number;
  readonly taskMs: number;
  readonly heapMB: number;
  readonly nodes: number;
}

/** Somebody's window. */
export interface Window {
  readonly page: Page;
  cost(how?: 'settled'): Promise<Cost>;
  /** Lengths of the tasks of more than 50 ms since the last call, ms. */
  longTasks(): Promise<readonly number[]>;
  /** A further tab of the same browser, empty. */
  another(): Promise<Window>;
  close(): Promise<void>;
}

/** Opens a window of a browser that knows nobody yet. */
export async function openWindow(browser: Browser): Promise<Window> {
  const context = await browser.newContext({ viewport: SIZE, locale: 'en-GB' });
  context.setDefaultTimeout(STEP_MS_MAX);
  await context.addInitScript({ content: NOTE_LONG_TASKS });
  return openTab(context);
}

async function openTab(context: BrowserContext): Promise<Window> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  return {
    page,
    cost: (how) => costOf(cdp, how),
    longTasks: () => page.evaluate<number[]>('longTasks.splice(0)'),
    another: () => openTab(context),
    close: () => page.close(),
  };
}

/** Fills in the door's form; resolves when the list of chats is there. */
export async function signIn({ page }: Window, login: string, password: string): Promise<void> {
  await page.getByLabel(en.door.login).fill(login);
  await page.getByLabel(en.door.password).fill(password);
  await page.getByRole('button', { name: en.door.signIn }).click();
  await page.getByRole('navigation', { name: en.nav.chats }).getByRole('link').first().waitFor();
}

async function costOf(cdp: CDPSession, how?: 'settled'): Promise<Cost> {
  if (how === 'settled') await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const get = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
  return {
    scriptMs: get('ScriptDuration') * 1_000,
    taskMs: get('TaskDuration') * 1_000,
    heapMB: get('JSHeapUsedSize') / 1e6,
    nodes: get('Nodes'),
  };
}
