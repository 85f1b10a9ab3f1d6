// What the app knows of one emoji, and how the file of all emoji is written and read.

/** The five tones of skin, as they stand in `Emoji.tones`; undefined is the yellow one. */
export const TONES = ['light', 'mediumLight', 'medium', 'mediumDark', 'dark'] as const;

/** A tone of skin. */
export type Tone = (typeof TONES)[number];

/** One emoji. */
export interface Emoji {
  readonly emoji: string;
  /** Its name in the language of the file. */
  readonly label: string;
  /** As in GROUPS. */
  readonly group: number;
  /** Of Unicode's emoji, in which it came. */
  readonly version: number;
  /** What people write between two colons, the usual one first. */
  readonly shortcodes: readonly string[];
  readonly tags: readonly string[];
  /** The same in the tones of TONES, where it has them. */
  readonly tones?: readonly string[];
}

/** Groups by their number in emojibase; 2 would be the parts that emoji are made of. */
export const GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const;

/** A group of emoji. */
export type Group = (typeof GROUPS)[number];

type Packed = readonly [
  emoji: string,
  label: string,
  group: number,
  version: number,
  shortcodes: string,
  tags: string,
  tones?: readonly string[],
];

/** The file: rows without the names of their fields, which would be two thirds of it. */
export function packEmoji(all: readonly Emoji[]): string {
  return JSON.stringify(
    all.map(({ emoji, label, group, version, shortcodes, tags, tones }): Packed => {
      const row = [emoji, label, group, version, shortcodes.join(' '), tags.join('|')] as const;
      return tones ? [...row, tones] : row;
    }),
  );
}

/** Reads what `packEmoji` wrote. */
export function unpackEmoji(rows: readonly Packed[]): Emoji[] {
  return rows.map(([emoji, label, group, version, shortcodes, tags, tones]) => ({
    emoji,
    label,
    group,
    version,
    shortcodes: shortcodes.split(' '),
    tags: tags.split('|'),
    ...(tones && { tones }),
  }));
}

/** `emoji` in a tone, if there is such. */
export function inTone({ emoji, tones }: Emoji, tone: Tone | undefined): string {
  return (tone && tones?.[TONES.indexOf(tone)]) ?? emoji;
}
