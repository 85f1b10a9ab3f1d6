// Whether a name fits what was typed, and how well: the letters in their order, better at beginnings and side by side.

const MARKS = /\p{M}+/gu;
const WORD = /[\p{L}\p{N}]/u;

/** Folds case and accents. */
function fold(text: string): string {
  return text.normalize('NFD').replace(MARKS, '').toLocaleLowerCase();
}

/** 0 or more, more is better; undefined when it does not fit. An empty query fits everything. */
export function scoreOf(query: string, name: string): number | undefined {
  const wanted = fold(query).replace(/\s+/gu, '');
  const text = fold(name);
  if (wanted === '') return 0;
  const whole = text.indexOf(fold(query).trim());
  if (whole >= 0)
    return 1_000 - whole + (startsWord(text, whole) ? 1_000 : 0) + (whole === 0 ? 500 : 0);
  return scattered(wanted, text);
}

function scattered(wanted: string, text: string): number | undefined {
  let score = 0;
  let from = 0;
  let before = -2;
  for (const char of wanted) {
    const at = next(text, char, from);
    if (at < 0) return undefined;
    score += at === before + 1 ? 8 : startsWord(text, at) ? 10 : 1;
    before = at;
    from = at + char.length;
  }
  return score;
}

/** Where a letter comes next: at the beginning of a word if there is one, else anywhere. */
function next(text: string, char: string, from: number): number {
  const first = text.indexOf(char, from);
  if (first === from) return first;
  for (let at = first; at >= 0; at = text.indexOf(char, at + 1))
    if (startsWord(text, at)) return at;
  return first;
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || !WORD.test(text.charAt(at - 1));
}
