// What a name gives: a hue out of twelve, one or two letters for a face, and how somebody is called in passing.
import { messageWords } from '#web/words/message.ts';

const HUES = 12;

/** The custom property that holds the hue of a name; the same name has the same hue everywhere. */
export function hueOf(name: string): string {
  let hash = 2166136261;
  for (const char of name.normalize('NFC')) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619);
  }
  return `var(--hue-${((hash >>> 8) % HUES) + 1})`;
}

const PILED_MARKS = /(\p{Mn})\p{Mn}+/gu;
const graphemes =
  'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : undefined;

function firstOf(word: string): string {
  const [first] = graphemes?.segment(word) ?? [];
  // Of marks that pile up the first one: more would reach out of the face.
  return (first?.segment ?? Array.from(word)[0] ?? '').replace(PILED_MARKS, '$1');
}

const isWord = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const isLetter = /^[\p{L}\p{N}]/u;

/** First letters of the first and the last word, capital; an emoji when the name begins with one. */
export function initialsOf(name: string): string {
  const words = name
    .split(/[\s_.-]+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}\p{Extended_Pictographic}]+/u, ''))
    .filter((word) => isWord.test(word));
  const [first = ''] = words;
  const start = firstOf(first);
  if (!isLetter.test(start)) return start || '?';
  const last = words.slice(1).findLast((word) => isLetter.test(word));
  return `${start}${last === undefined ? '' : firstOf(last)}`.toLocaleUpperCase();
}

/** What somebody is called where room is scarce. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/u)[0] || name;
}

/** A user name as it stands under a name: as one would mention it. */
export function atName({ username }: { username: string }): string {
  return `@${username}`;
}

/** What somebody is called: their display name, or that the account is gone. */
export function nameSaid(person: { displayName: string; deleted?: true | undefined }): string {
  return person.deleted ? messageWords.deletedAccount : person.displayName;
}
