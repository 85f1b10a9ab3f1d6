// The place where one writes, as lines with the cursor's place; and lists to choose from, with what is typed to find.
import type { Editor } from '../face/editor.ts';
import { charactersOf, columnsOf } from '../text/columns.ts';
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

/** Broken at the edge, by characters: what is being written stays where it is. */
function layOut(
  text: string,
  at: number,
  columns: number,
): { rows: string[]; x: number; y: number } {
  const rows = [''];
  let width = 0;
  let place = 0;
  let x = 0;
  let y = 0;
  const mark = (): void => {
    if (place <= at) [x, y] = [width, rows.length - 1];
  };
  for (const character of charactersOf(text)) {
    const shown = character === '\n' ? '' : safeText(character);
    const wide = columnsOf(shown);
    if (character !== '\n' && width + wide > columns) {
      rows.push('');
      width = 0;
    }
    mark();
    if (character === '\n') {
      rows.push('');
      width = 0;
    } else {
      rows[rows.length - 1] += shown;
      width += wide;
    }
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

/** The list as lines, the chosen row marked and on screen. */
export function choosingLines(choosing: Choosing, columns: number, height: number): WithCursor {
  const { title, query, hint, rows, index, none } = choosing;
  const box = editorLines(query, columns, 1, hint);
  const room = Math.max(1, height - 4);
  const first = Math.max(0, Math.min(index - Math.floor(room / 2), rows.length - room));
  const shown = rows.slice(first, first + room).map(({ line }, at): Line => {
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
