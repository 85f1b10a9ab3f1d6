// What must hold wherever hostile words stand: nothing ran, nothing was asked for, no element came of a text, nothing makes
// the page wider than the screen, and what stands beside a text keeps its side.
import { deepEqual, equal } from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Person } from './person.ts';

const SLACK_PX = 1;

/** Nothing ran, was asked, opened or visited, and every element is one of ours. */
export async function isHarmless(person: Person, where = ''): Promise<void> {
  const { page, heard } = person;
  const { owned, foreign } = await page.evaluate(findForeign);
  deepEqual({ owned, foreign }, { owned: false, foreign: [] }, where);
  deepEqual(heard.faults, [], where);
}

/** How far the page, or a part of it that scrolls, can be scrolled sideways, in px; code may. */
export function overflow({ page }: Person): Promise<number> {
  return page.evaluate(() => {
    const scrolls = (one: Element): boolean =>
      /auto|scroll/.test(getComputedStyle(one).overflowX) && !one.matches('pre, textarea');
    const parts = [...document.querySelectorAll('body *')].filter(scrolls);
    const over = [document.documentElement, ...parts].map(
      ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
    );
    return Math.max(...over);
  });
}

/** Harmless, and no wider than the screen. */
export async function staysInPlace(person: Person, where: string): Promise<void> {
  await isHarmless(person, where);
  equal(await overflow(person), 0, where);
}

/** What lies outside of its container, by its text; each item's container is found by a selector. */
export function escapees(
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
          // What only screen readers meet, and a face with its initials, may be elsewhere.
          if (box.width <= 1 || element.closest('.unseen, [aria-hidden=true]')) return false;
          if (element.matches(':has(> [aria-hidden=true])')) return false;
          let { left, right, top, bottom } = box;
          for (
            let over = element.parentElement;
            over && over !== around;
            over = over.parentElement
          ) {
            if (getComputedStyle(over).overflowX === 'visible') continue;
            // Cut off or scrolled: what is to be seen of it is within this.
            const cut = over.getBoundingClientRect();
            [left, right] = [Math.max(left, cut.left), Math.min(right, cut.right)];
            [top, bottom] = [Math.max(top, cut.top), Math.min(bottom, cut.bottom)];
          }
          if (right <= left || bottom <= top) return false;
          const beside = left < outer.left - slack || right > outer.right + slack;
          const above = top < outer.top - slack || bottom > outer.bottom + slack;
          return beside || (all && above);
        });
        return out.map((element) => `${element.tagName}: ${item.textContent?.slice(0, 60)}`);
      }),
    { selector: container, slack: SLACK_PX, all: sides === 'all' },
  );
}

/** Rows whose time does not stand right of everything else in its line, by their text. */
export function turned(rows: Locator): Promise<string[]> {
  return rows.evaluateAll((found) =>
    found.flatMap((row) => {
      const time = row.querySelector('time');
      if (!time?.previousElementSibling) return [];
      const { left } = time.getBoundingClientRect();
      const beside = time.previousElementSibling.getBoundingClientRect();
      return beside.right <= left + 1 ? [] : [row.textContent ?? ''];
    }),
  );
}

/** Links that lead to anything but the web and mail, or that keep a hold on our page. */
export function unsafeLinks({ page }: Person): Promise<string[]> {
  return page.locator('a[href]').evaluateAll((links) =>
    links
      .filter((link) => {
        const { protocol, origin, rel, target, download } = link as HTMLAnchorElement;
        if (origin === location.origin || download !== '') return false;
        const known = ['http:', 'https:', 'mailto:'].includes(protocol);
        return !known || target !== '_blank' || !rel.includes('noopener');
      })
      .map((link) => link.outerHTML),
  );
}

/** Runs in the page: whether a text ran, and the elements that no screen of ours has. */
function findForeign(): { owned: boolean; foreign: string[] } {
  const never =
    'iframe, object, embed, base, marquee, math, frame, applet, form[action], style, meta';
  // The head has styles and words about the page, as it was served.
  const isOurs = (element: Element): boolean =>
    element.matches('head > :is(style, meta):not([http-equiv="refresh" i])');
  const elements = [...document.querySelectorAll(never)].filter((element) => !isOurs(element));
  for (const loading of document.querySelectorAll('[src], link[href], script, use[href]')) {
    const address = loading.getAttribute('src') ?? loading.getAttribute('href') ?? '';
    const { origin, protocol } = new URL(address, location.href);
    if (origin !== location.origin && protocol !== 'blob:') elements.push(loading);
  }
  for (const element of document.querySelectorAll('*')) {
    if (element.getAttributeNames().some((name) => name.startsWith('on'))) elements.push(element);
  }
  const owned = '__owned' in window || 'owned' in {};
  return { owned, foreign: elements.map(({ outerHTML }) => outerHTML.slice(0, 200)) };
}
