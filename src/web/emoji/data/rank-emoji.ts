// Which emoji fit what was typed, the likeliest first.
import type { Emoji } from './emoji.ts';

/** An emoji that fits, and the shortcode by which it does (else its usual one). */
export interface Ranked {
  readonly entry: Emoji;
  readonly shortcode: string;
}

interface Fit extends Ranked {
  /** 0 is best. */
  readonly tier: number;
  /** Place among the recent ones; Infinity: not recent. */
  readonly recent: number;
  /** How much longer the word is than what was typed. */
  readonly rest: number;
}

const EXACT = 0;
const PREFIX = 1;
const WORD = 2;
const WITHIN = 3;
const WORD_ENDS = /[\s_\-|]+/;

/** At most `limit`. `recents` come first among those that fit as well; an empty query fits none. */
export function rankEmoji(
  all: readonly Emoji[],
  query: string,
  recents: readonly string[] = [],
  limit = Number.POSITIVE_INFINITY,
): Ranked[] {
  const typed = query.trim().toLowerCase();
  if (typed === '') return [];
  const places = new Map(recents.map((emoji, at) => [emoji, at]));
  return all
    .flatMap((entry) => fitOf(entry, typed, places) ?? [])
    .sort((a, b) => a.tier - b.tier || comparePlaces(a.recent, b.recent) || a.rest - b.rest)
    .slice(0, limit);
}

function fitOf(entry: Emoji, typed: string, places: ReadonlyMap<string, number>): Fit | undefined {
  const codes = entry.shortcodes.map((code) => ({ code, tier: tierOf(code, typed) }));
  const best = codes.reduce((a, b) => (b.tier < a.tier ? b : a));
  // A word for it is never as good as its name: "party" is first of all the shortcode that begins so.
  const tagged = Math.min(...entry.tags.map((tag) => Math.max(WORD, tierOf(tag, typed))));
  const tier = Math.min(best.tier, tierOf(entry.label.toLowerCase(), typed), tagged);
  if (tier > WITHIN) return undefined;
  const [usual = ''] = entry.shortcodes;
  const shortcode = best.tier <= WITHIN ? best.code : usual;
  const rest = best.tier <= tier ? best.code.length - typed.length : entry.label.length;
  return { entry, shortcode, tier, recent: placeOf(entry, places), rest };
}

function tierOf(name: string, typed: string): number {
  if (name === typed) return EXACT;
  if (name.startsWith(typed)) return PREFIX;
  if (name.split(WORD_ENDS).some((word) => word.startsWith(typed))) return WORD;
  return name.includes(typed) ? WITHIN : WITHIN + 1;
}

function placeOf({ emoji, tones = [] }: Emoji, places: ReadonlyMap<string, number>): number {
  if (places.size === 0) return Number.POSITIVE_INFINITY;
  return Math.min(...[emoji, ...tones].map((one) => places.get(one) ?? Number.POSITIVE_INFINITY));
}

function comparePlaces(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
