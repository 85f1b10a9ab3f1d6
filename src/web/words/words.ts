// The language in use: its words, its plural, and what the page is told of it. English is the only one so far.
import { en } from './en/main.ts';
import { pluralOf } from './plural.ts';

/** The words of the language in use. */
export const words = en;

/** The plural of the language in use. */
export const plural = pluralOf(words.language);

/** The language in use with the region of the browser, so that times and dates look as they do at home. */
export const locale = localeOf(words.language, navigator.language);

/** Tells the page which language it is in, and which way that runs. */
export function tellLanguage(root: HTMLElement): void {
  root.lang = words.language;
  root.dir = words.direction;
}

function localeOf(language: string, browser: string): string {
  try {
    const { region } = new Intl.Locale(browser);
    return region === undefined ? language : `${language}-${region}`;
  } catch {
    return language;
  }
}
