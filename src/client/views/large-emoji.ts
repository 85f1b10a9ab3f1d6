// Whether a message is one to three emoji and nothing else, by what Unicode says of characters. Knows no list of emoji.

const LARGE_MAX = 3;
// The longest emoji (families, flags of regions) have some 15 units; what is longer is not looked at closely.
const UNITS_MAX = 60;

// Shown as a picture by itself, or because a variation selector asks for it; flags; key caps.
const EMOJI =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u;

// Older browsers have none, and show such messages small.
const graphemes =
  'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : undefined;

/** True for one to three emoji, white space between them aside. */
export function isLargeEmoji(text: string): boolean {
  if (!graphemes || text.length > UNITS_MAX || /\p{L}/u.test(text)) return false;
  let count = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (/^\s+$/.test(segment)) continue;
    if (!EMOJI.test(segment) || ++count > LARGE_MAX) return false;
  }
  return count > 0;
}
