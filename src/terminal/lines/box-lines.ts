// The place where one writes, as lines with the cursor's place; and lists to choose from, with what is typed to find.
import type { Editor } from '../face/editor.ts';
import { charactersOf, columnsOf, isPlain } from '../text/columns.ts';
import { safeText } from '../text/safe.ts';
import { type Line, span } from '../text/spans.ts';

/** Lines, and where the cursor is in them. */
export interface WithCursor {
  readonly lines: readonly Line[];
  readonly cursor: { readonly x: number; readonly y: number };
}

const PROMPT = '› ';

/** What is being written, at most `height` lines of it, those around the cursor. */
export function editorLines(
  { text, at }: Editor,
  columns: number,
  height: number,
  hint: string,
  hidden = false,
): WithCursor {
  if (text === '' || hidden) {
    const line = [
      span(PROMPT, { color: 'cyan' }),
      span(hidden && text !== '' ? '' : hint, { dim: true }),
    ];
    return { lines: [line], cursor: { x: 2, y: 0 } };
  }
  const { rows, x, y } = layOut(text, at, columns - 2);
  const first = Math.max(0, Math.min(y - height + 1, rows.length - height));
  const lines = rows
    .slice(first, first + height)
    .map((row, index) => [
      span(index + first === 0 ? PROMPT : '  ', { color: 'cyan' as const }),
      span(row),
    ]);
  return { lines, cursor: { x: x + 2, y: y - first } };
}

interface LaidOut {
  readonly rows: readonly string[];
  readonly x: number;
  readonly y: number;
}

/** Broken at the edge, by characters: what is being written stays where it is. */
function layOut(text: string, at: number, columns: number): LaidOut {
  const rows: string[] = [];
  let [x, y] = [0, 0];
  let start = 0;
  for (const line of text.split('\n')) {
    const lay = isPlain(line) ? breakPlain : breakAt;
    const broken = lay(line, at - start, columns);
    const isHere = at >= start && at <= start + line.length;
    if (isHere) [x, y] = [broken.x, rows.length + broken.y];
    // Behind a full row there is another one only for the cursor.
    const last = broken.rows.length - 1;
    const isSpare = last > 0 && broken.rows[last] === '' && !(isHere && broken.y === last);
    rows.push(...(isSpare ? broken.rows.slice(0, -1) : broken.rows));
    start += line.length + 1;
  }
  return { rows, x, y };
}

/** Where every character takes one column. The cursor behind a full row stands in the next one. */
function breakPlain(line: string, at: number, columns: number): LaidOut {
  const rows: string[] = [];
  for (let from = 0; from <= line.length; from += columns)
    rows.push(line.slice(from, from + columns));
  const place = Math.min(at, line.length);
  return { rows, x: place % columns, y: Math.floor(place / columns) };
}

function breakAt(line: string, at: number, columns: number): LaidOut {
  const rows = [''];
  let [width, place, x, y] = [0, 0, 0, 0];
  const mark = (): void => {
    if (place <= at) [x, y] = [width, rows.length - 1];
  };
  for (const character of charactersOf(line)) {
    const shown = safeText(character);
    const wide = columnsOf(shown);
    if (width + wide > columns) {
      rows.push('');
      width = 0;
    }
    mark();
    rows[rows.length - 1] += shown;
    width += wide;
    place += character.length;
  }
  if (width >= columns) {
    rows.push('');
    width = 0;
  }
  mark();
  return { rows, x, y };
}

/** A list to choose from. */
export interface Choosing {
  readonly title: string;
  readonly query: Editor;
  readonly hint: string;
  readonly rows: readonly { readonly line: Line }[];
  readonly index: number;
  readonly none: string;
}

/** Above the rows: title, what is typed, an empty line. */
export const CHOICES_FROM = 3;

/** Which of `count` rows is the first on screen: the chosen one is in the middle. */
export function firstChoice(index: number, count: number, height: number): number {
  const room = roomFor(height);
  return Math.max(0, Math.min(index - Math.floor(room / 2), count - room));
}

function roomFor(height: number): number {
  return Math.max(1, height - CHOICES_FROM - 1);
}

/** The list as lines, the chosen row marked and on screen. */
export function choosingLines(choosing: Choosing, columns: number, height: number): WithCursor {
  const { title, query, hint, rows, index, none } = choosing;
  const box = editorLines(query, columns, 1, hint);
  const first = firstChoice(index, rows.length, height);
  const shown = rows.slice(first, first + roomFor(height)).map(({ line }, at): Line => {
    const chosen = at + first === index;
    return [
      span(chosen ? '› ' : '  ', { color: 'cyan', bold: true }),
      ...line.map((piece) => (chosen ? { ...piece, bold: true } : piece)),
    ];
  });
  const lines: Line[] = [
    [span(title, { bold: true })],
    ...box.lines,
    [],
    ...(shown.length > 0 ? shown : [[span(`  ${none}`, { dim: true })]]),
  ];
  return { lines, cursor: { x: box.cursor.x, y: 1 } };
}
