// Which emoji one uses: the recent ones and the tone of skin. Kept in this browser, heard by all its tabs.
import type { View } from '#client/model.ts';
import { TONES, type Tone } from './data/emoji.ts';

/** The emoji somebody uses in this browser. */
export interface EmojiHabits {
  /** The most recent one first. */
  readonly recents: readonly string[];
  /** Undefined: the yellow one. */
  readonly tone: Tone | undefined;
}

/** So many recent emoji are kept: three rows. */
export const RECENTS_MAX = 24;
/** What people react with before they have habits. */
const USUAL = ['👍', '❤️', '😂', '😮', '😢', '🎉'] as const;
const RECENTS = 'kith.emoji.recents';
const TONE = 'kith.emoji.tone';
const EMOJI_CHARS_MAX = 32;

const listeners = new Set<() => void>();
let current: EmojiHabits | undefined;

/** The habits as they stand. */
export const emojiHabits: View<EmojiHabits> = {
  get() {
    current ??= read();
    return current;
  },
  subscribe(listener) {
    if (listeners.size === 0) globalThis.addEventListener?.('storage', heard);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) globalThis.removeEventListener?.('storage', heard);
    };
  },
};

/** Puts an emoji first among the recent ones. */
export function noteEmoji(emoji: string): void {
  const recents = withFirst(emojiHabits.get().recents, emoji);
  keep(RECENTS, JSON.stringify(recents));
  set({ ...emojiHabits.get(), recents });
}

/** Chooses a tone of skin. */
export function chooseTone(tone: Tone | undefined): void {
  keep(TONE, tone ?? '');
  set({ ...emojiHabits.get(), tone });
}

/** `emoji` and then the others, at most RECENTS_MAX. */
export function withFirst(recents: readonly string[], emoji: string): readonly string[] {
  return [emoji, ...recents.filter((other) => other !== emoji)].slice(0, RECENTS_MAX);
}

/** As many as USUAL: the recent ones, then the usual ones that are not among them. */
export function quickOnes(recents: readonly string[]): readonly string[] {
  return [...new Set([...recents, ...USUAL])].slice(0, USUAL.length);
}

/** Recent emoji as they were kept; what is not one is left out. */
export function recentsFrom(kept: string | undefined): readonly string[] {
  try {
    const list: unknown = JSON.parse(kept ?? '[]');
    if (!Array.isArray(list)) return [];
    return [...new Set(list.filter(isEmoji))].slice(0, RECENTS_MAX);
  } catch {
    return [];
  }
}

function isEmoji(one: unknown): one is string {
  return typeof one === 'string' && one !== '' && one.length <= EMOJI_CHARS_MAX;
}

function heard({ key }: StorageEvent): void {
  if (key === null || key === RECENTS || key === TONE) set(read());
}

function set(next: EmojiHabits): void {
  current = next;
  for (const listener of listeners) listener();
}

function read(): EmojiHabits {
  const tone = kept(TONE);
  return { recents: recentsFrom(kept(RECENTS)), tone: TONES.find((one) => one === tone) };
}

function kept(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Without storage they last as long as the page.
  }
}
