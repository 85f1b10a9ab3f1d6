// The rows of the picker, and where arrow keys lead in them.
import type { Emoji, Group } from '../data/emoji.ts';

/** What stands over a part of the picker. */
export type PartName = 'recent' | 'found' | Group;

/** One emoji as it is shown. */
export interface Cell {
  readonly emoji: string;
  readonly label: string;
}

/** A heading, or emoji side by side. */
export type GridRow =
  | { readonly kind: 'heading'; readonly part: PartName }
  | { readonly kind: 'cells'; readonly part: PartName; readonly cells: readonly Cell[] };

/** A place in the grid: `row` is an index of its rows. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A part of the picker before it is laid out. */
export interface Part {
  readonly name: PartName;
  readonly cells: readonly Cell[];
}

/** Lays parts out in rows; an empty part has none, and what was found has no heading. */
export function rowsOf(parts: readonly Part[], columns: number): GridRow[] {
  return parts.flatMap(({ name, cells }): GridRow[] => {
    const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, at) => ({
      kind: 'cells' as const,
      part: name,
      cells: cells.slice(at * columns, (at + 1) * columns),
    }));
    const heading = { kind: 'heading' as const, part: name };
    return rows.length === 0 || name === 'found' ? rows : [heading, ...rows];
  });
}

/** The first place, if there is any emoji. */
export function firstPlace(rows: readonly GridRow[]): Place | undefined {
  const row = rows.findIndex(({ kind }) => kind === 'cells');
  return row < 0 ? undefined : { row, column: 0 };
}

/** What is at a place. */
export function cellAt(rows: readonly GridRow[], place: Place | undefined): Cell | undefined {
  const row = place && rows[place.row];
  return row?.kind === 'cells' ? row.cells[place?.column ?? 0] : undefined;
}

/** Where an arrow leads; the same place at the ends. Sideways it goes on in the next row. */
export function placeAfter(
  rows: readonly GridRow[],
  place: Place,
  arrow: 'up' | 'down' | 'back' | 'on',
): Place {
  const { row, column } = place;
  if (arrow === 'back' && column > 0) return { row, column: column - 1 };
  if (arrow === 'on' && column < widthOf(rows, row) - 1) return { row, column: column + 1 };
  const step = arrow === 'up' || arrow === 'back' ? -1 : 1;
  const next = nextRow(rows, row, step);
  if (next === undefined) return place;
  const last = widthOf(rows, next) - 1;
  if (arrow === 'back') return { row: next, column: last };
  return { row: next, column: arrow === 'on' ? 0 : Math.min(column, last) };
}

function nextRow(rows: readonly GridRow[], from: number, step: 1 | -1): number | undefined {
  for (let at = from + step; at >= 0 && at < rows.length; at += step)
    if (rows[at]?.kind === 'cells') return at;
  return undefined;
}

function widthOf(rows: readonly GridRow[], at: number): number {
  const row = rows[at];
  return row?.kind === 'cells' ? row.cells.length : 0;
}

/** The emoji of one group, as cells. */
export function cellsOf(
  all: readonly Emoji[],
  group: Group,
  show: (one: Emoji) => string,
): readonly Cell[] {
  return all
    .filter((one) => one.group === group)
    .map((one) => ({ emoji: show(one), label: one.label }));
}
