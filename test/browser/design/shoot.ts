// Takes a picture of every screen in every state, on a phone and on a desk, light and dark, into screens/; and says what
// axe, the policy or the page itself has against it. Somebody then looks at the pictures.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '#test/support/browser.ts';
import { HARD_SCREENS } from './hard/hard-screens.ts';
import { SCREENS, type Screen, type Size } from './screens.ts';
import { serveDesign } from './serve.ts';
import type { State } from './states.ts';

const FOLDER = join(import.meta.dirname, '../../../screens');
const SIZES = {
  phone: { width: 390, height: 844 },
  small: { width: 320, height: 640 },
  desktop: { width: 1440, height: 900 },
  wide: { width: 2560, height: 1440 },
} as const;
const PHONES: readonly Size[] = ['phone', 'small'];
const THEMES = ['light', 'dark'] as const;
/** A Friday, half past two: the time of the drawings. */
const NOW = new Date('2026-11-20T14:33:00Z');
const AT_ONCE = 4;
const LOADED_MS = 200;
/** A dialog whose field takes the focus is hidden like this until a phone's keyboard is there, or did not come. */
const HIDDEN = '[style*="mask-image"]';
const STEP_MS_MAX = 5_000;

interface Shot {
  readonly screen: Screen;
  readonly state: State;
  readonly size: Size;
  readonly theme: (typeof THEMES)[number];
}

/** Takes the pictures whose name contains a part of `only` (a,b); resolves with what is wrong, a line each. */
export async function shoot(only = ''): Promise<string[]> {
  const parts = only.split(',');
  const shots = allShots().filter((shot) => parts.some((part) => nameOf(shot).includes(part)));
  if (only === '') await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const design = await serveDesign();
  const browser = await openBrowser();
  const problems: string[] = [];
  const rest = shots[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (const shot of rest) problems.push(...(await take(browser, design.url, shot)));
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await browser.close();
    design.close();
  }
  await writeFile(join(FOLDER, 'problems.txt'), problems.sort().join('\n'));
  return problems;
}

function allShots(): Shot[] {
  return [...SCREENS, ...HARD_SCREENS].flatMap((screen) =>
    screen.states.flatMap((state) =>
      (screen.sizes ?? (['phone', 'desktop'] as const)).flatMap((size) =>
        THEMES.map((theme) => ({ screen, state, size, theme })),
      ),
    ),
  );
}

function nameOf({ screen, state, size, theme }: Shot): string {
  return `${screen.name}-${state}-${size}-${theme}`;
}

async function take(browser: Browser, url: string, shot: Shot): Promise<string[]> {
  const { screen, state } = shot;
  const context = await browser.newContext(optionsOf(shot));
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_MS_MAX);
  const heard = listenTo(page);
  try {
    await page.clock.setFixedTime(NOW);
    const query = screen.query === undefined ? '' : `&${screen.query}`;
    await page.goto(`${url}${screen.path}?state=${state}${query}`, { waitUntil: 'load' });
    await page.locator('#app > *').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await settle(page);
    await screen.open?.(page);
    await settle(page);
    await page.locator(HIDDEN).first().waitFor({ state: 'detached' });
    await page.screenshot({ path: join(FOLDER, `${nameOf(shot)}.png`) });
    heard.push(...(await axeOn(page)));
  } catch (error) {
    heard.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  } finally {
    await context.close();
  }
  return heard.map((line) => `${nameOf(shot)}: ${line}`);
}

/** Large type is what a browser's zoom makes of it: fewer pixels of the page on as many of the screen. */
function optionsOf({ screen, size, theme }: Shot): BrowserContextOptions {
  const { width, height } = SIZES[size];
  const zoom = screen.zoom ?? 1;
  const phone = PHONES.includes(size);
  return {
    viewport: { width: width / zoom, height: height / zoom },
    deviceScaleFactor: zoom,
    colorScheme: theme,
    forcedColors: screen.forced ? 'active' : 'none',
    hasTouch: phone,
    isMobile: phone,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  };
}

/** Skeletons come after 150 ms, and React after the code of a part that is loaded on demand. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(LOADED_MS);
}

function listenTo(page: Page): string[] {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(`threw: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) heard.push(`said: ${message.text()}`);
  });
  return heard;
}

async function axeOn(page: Page): Promise<string[]> {
  // Under a dialog the page itself is hidden from assistive technology, landmarks and all.
  const dialog = (await page.getByRole('dialog').count()) > 0;
  const { violations } = await new AxeBuilder({ page })
    .disableRules(dialog ? ['landmark-one-main', 'page-has-heading-one'] : [])
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(({ id, nodes }) => {
    const [node] = nodes;
    return `axe ${id} (${nodes.length}): ${node?.target.join(' ')} ${node?.failureSummary?.split('\n')[1] ?? ''}`;
  });
}

// Run by hand: `node test/browser/design/shoot.ts [part of a name]`.
if (import.meta.main) {
  const problems = await shoot(process.argv[2]);
  console.log(problems.length === 0 ? 'Nothing to say against them.' : problems.join('\n'));
}
