// How wide text is in a terminal, and where it may be cut: by what people see as one character, never inside it.
import stringWidth from 'string-width';

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const PLAIN = /^[\x20-\x7e]*$/;

/** Whether every terminal takes it for as wide as it is long. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** Columns that a safe text of one line takes. */
export function columnsOf(text: string): number {
  if (isPlain(text)) return text.length;
  const known = widths.get(text);
  if (known !== undefined) return known;
  const width = stringWidth(text);
  if (widths.size >= WIDTHS_MAX) widths.clear();
  if (text.length <= MEASURED_MAX) widths.set(text, width);
  return width;
}

// Marks, names and words come again and again, and measuring takes longer than everything else about a line.
const WIDTHS_MAX = 2_000;
const MEASURED_MAX = 100;
const widths = new Map<string, number>();

/** What people see as characters. */
export function charactersOf(text: string): string[] {
  if (isPlain(text)) return [...text];
  return Array.from(segments.segment(text), ({ segment }) => segment);
}

/** As much of the beginning as fits into `columns`. */
export function cut(text: string, columns: number): string {
  if (isPlain(text)) return text.slice(0, Math.max(0, columns));
  let taken = '';
  let width = 0;
  for (const character of charactersOf(text)) {
    width += columnsOf(character);
    if (width > columns) break;
    taken += character;
  }
  return taken;
}

/** In at most `columns`, with an ellipsis where something is missing. */
export function shorten(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  return columns <= 0 ? '' : `${cut(text, columns - 1)}…`;
}
