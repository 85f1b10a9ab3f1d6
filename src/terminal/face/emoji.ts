// The emoji that can be written by name, from GitHub's short names; read when they are first needed.

/** One emoji and its short name. */
export interface NamedEmoji {
  readonly emoji: string;
  readonly name: string;
}

/** Those offered first. */
export const FREQUENT: readonly NamedEmoji[] = [
  { emoji: '👍', name: '+1' },
  { emoji: '❤️', name: 'heart' },
  { emoji: '😂', name: 'joy' },
  { emoji: '🎉', name: 'tada' },
  { emoji: '😮', name: 'open_mouth' },
  { emoji: '🙏', name: 'pray' },
];

let all: readonly NamedEmoji[] | undefined;

/** All of them; empty until they have been read. */
export function knownEmoji(): readonly NamedEmoji[] {
  return all ?? [];
}

/** Reads them, once. */
export async function loadEmoji(): Promise<readonly NamedEmoji[]> {
  if (all) return all;
  const { default: codes } = await import('emojibase-data/en/shortcodes/github.json', {
    with: { type: 'json' },
  });
  all = Object.entries(codes as Readonly<Record<string, string | string[]>>).flatMap(
    ([code, names]) => [names].flat().map((name) => ({ emoji: written(code), name })),
  );
  return all;
}

/** From `1F44D` or `1F1E9-1F1EA`; what is drawn as text by itself says that it wants to be a picture. */
function written(code: string): string {
  const emoji = String.fromCodePoint(...code.split('-').map((part) => Number.parseInt(part, 16)));
  return /^\p{Extended_Pictographic}$/u.test(emoji) && !/^\p{Emoji_Presentation}$/u.test(emoji)
    ? `${emoji}\ufe0f`
    : emoji;
}
