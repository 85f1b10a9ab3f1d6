// Lines as pieces of text that look alike, and how they are wrapped, cut to a width and painted. Colours are the
// terminal's own sixteen, so they suit its background; NO_COLOR leaves bold, dim and reverse.
import { charactersOf, columnsOf, cut, isPlain } from './columns.ts';
import { safeLine } from './safe.ts';

/** How a piece looks. */
export interface Look {
  readonly color?: 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | undefined;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
  readonly strike?: boolean;
  /** Where it leads (OSC 8). */
  readonly link?: string;
  /** Painted as it is: escape sequences of our own, for pictures. Never with text of others. */
  readonly raw?: { readonly text: string; readonly columns: number };
}

/** A piece of a line: safe text in one look. */
export interface Span extends Look {
  readonly text: string;
}

/** One line on screen. */
export type Line = readonly Span[];

const COLORS = { red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 } as const;
const ESC = '\u001b';
// A link's address must not end its own sequence.
const UNSAFE_IN_LINK = /[^\x21-\x7e]/g;

/** A span. */
export function span(text: string, look: Look = {}): Span {
  return { text, ...look };
}

/** Columns of a line. */
export function widthOf(line: Line): number {
  let width = 0;
  for (const { text, raw } of line) width += raw ? raw.columns : columnsOf(text);
  return width;
}

/** The line in exactly `columns`: cut with an ellipsis, or filled with spaces. */
export function fit(line: Line, columns: number): Line {
  const width = widthOf(line);
  if (width === columns) return line;
  if (width < columns) return [...line, span(' '.repeat(columns - width))];
  const kept: Span[] = [];
  let left = columns - 1;
  for (const piece of line) {
    const text = cut(piece.text, left);
    kept.push({ ...piece, text });
    left -= columnsOf(text);
    if (text !== piece.text) break;
  }
  return [...kept, span('…'), span(' '.repeat(Math.max(0, left)))];
}

/** Breaks a line at spaces, or inside of words that are too long; breaks in the text break it too. */
export function wrap(line: Line, columns: number): Line[] {
  const most = Math.max(1, columns);
  const lines: Span[][] = [[]];
  let left = most;
  const fresh = (): void => {
    lines.push([]);
    left = most;
  };
  const put = (text: string, look: Span): void => {
    const current = lines.at(-1) as Span[];
    const last = current.at(-1);
    if (last && sameLook(last, look))
      current[current.length - 1] = { ...look, text: last.text + text };
    else current.push({ ...look, text });
    left -= columnsOf(text);
  };
  for (const piece of line) {
    for (const word of piece.text.split(/(\n| +)/)) {
      if (word === '') continue;
      if (word === '\n') fresh();
      else if (columnsOf(word) <= left) put(word, piece);
      else if (word.startsWith(' ')) fresh();
      else putLong(word, piece, most, () => left, put, fresh);
    }
  }
  return lines;
}

/** A word that does not fit here: on the next line, and over several when it fits none. */
function putLong(
  word: string,
  piece: Span,
  most: number,
  left: () => number,
  put: (text: string, look: Span) => void,
  fresh: () => void,
): void {
  if (left() < most) fresh();
  if (columnsOf(word) <= most) {
    put(word, piece);
    return;
  }
  let rest = '';
  let width = 0;
  for (const character of charactersOf(word)) {
    const columns = columnsOf(character);
    if (width + columns > left() && rest !== '') {
      put(rest, piece);
      fresh();
      rest = '';
      width = 0;
    }
    rest += character;
    width += columns;
  }
  put(rest, piece);
}

function sameLook(a: Span, b: Span): boolean {
  if (a.raw || b.raw) return false;
  return (
    a.color === b.color &&
    a.bold === b.bold &&
    a.dim === b.dim &&
    a.italic === b.italic &&
    a.underline === b.underline &&
    a.inverse === b.inverse &&
    a.strike === b.strike &&
    a.link === b.link
  );
}

/**
 * The line as bytes for the terminal. Behind characters of which terminals think differently the next piece is put where
 * it belongs.
 */
export function paint(line: Line, colors: boolean): string {
  let painted = '';
  let column = 0;
  let isSure = true;
  for (const piece of line) {
    if (!isSure) painted += `${ESC}[${column + 1}G`;
    painted += paintOne(piece, colors);
    column += piece.raw ? piece.raw.columns : columnsOf(piece.text);
    isSure = piece.raw === undefined && isPlain(piece.text);
  }
  return painted;
}

function paintOne(piece: Span, colors: boolean): string {
  const { raw, link } = piece;
  if (raw) return raw.text;
  // Texts come in safe. This is the edge, where one that did not is made so.
  const text = isPlain(piece.text) ? piece.text : safeLine(piece.text);
  const codes = codesOf(piece, colors);
  const styled = codes.length === 0 ? text : `${ESC}[${codes.join(';')}m${text}${ESC}[0m`;
  if (link === undefined) return styled;
  const address = link.replace(UNSAFE_IN_LINK, (found) => encodeURIComponent(found));
  return `${ESC}]8;;${address}${ESC}\\${styled}${ESC}]8;;${ESC}\\`;
}

function codesOf(look: Look, colors: boolean): number[] {
  const codes: number[] = [];
  if (look.bold) codes.push(1);
  if (look.dim) codes.push(2);
  if (look.italic) codes.push(3);
  if (look.underline) codes.push(4);
  if (look.inverse) codes.push(7);
  if (look.strike) codes.push(9);
  if (look.color && colors) codes.push(COLORS[look.color]);
  return codes;
}
