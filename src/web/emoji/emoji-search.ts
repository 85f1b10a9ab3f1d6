// Finds emoji by what people type, for the completion of `:smi`: in their tone of skin, those they use first.

import { inTone } from './data/emoji.ts';
import { emojiHere, loadEmoji } from './data/load-emoji.ts';
import { rankEmoji } from './data/rank-emoji.ts';
import { emojiHabits } from './recent.ts';

/** An emoji that was found. */
export interface FoundEmoji {
  readonly emoji: string;
  readonly label: string;
  /** Without its colons. */
  readonly shortcode: string;
}

/** The best `limit` emoji for a query; none when the emoji cannot be loaded. */
export async function searchEmoji(query: string, limit: number): Promise<readonly FoundEmoji[]> {
  const all = emojiHere() ?? (await loadEmoji().catch(() => []));
  const { recents, tone } = emojiHabits.get();
  return rankEmoji(all, query, recents, limit).map(({ entry, shortcode }) => ({
    emoji: inTone(entry, tone),
    label: entry.label,
    shortcode,
  }));
}
