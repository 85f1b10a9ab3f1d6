// Opens a headless Chromium for the browser tests, by Playwright. It does not fetch one: `npm test`
// does before it begins, and hands over its path in KITH_CHROMIUM, or the reason why there is none
// in KITH_CHROMIUM_MISSING.
import { type Browser, chromium } from 'playwright-core';
import { chromiumFlags, findChromium, isRoot } from '#tools/chromium.ts';

/** Options of `openBrowser`: `args` are further flags, such as --host-resolver-rules. */
export interface BrowserOptions {
  readonly args?: readonly string[];
}

/**
 * Why there is no browser, or undefined: `test('…', { skip: browserMissing() }, …)` skips by name.
 * On `test`, not on `describe`: node's runner does not count what a skipped suite holds.
 */
export function browserMissing(): string | undefined {
  const reason = process.env.KITH_CHROMIUM_MISSING;
  if (reason) return `no Chromium: ${reason}`;
  return findChromium() === undefined ? 'no Chromium: `npm test` fetches one' : undefined;
}

/**
 * Starts a browser with an empty profile of its own; the caller closes it. Rejects when there is
 * none.
 */
export async function openBrowser({ args = [] }: BrowserOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(browserMissing());
  return chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: !isRoot(),
    args: [...chromiumFlags(), ...args],
  });
}
