// The scrolling grid of emoji: only rows near the screen exist. The search field keeps the focus and points into it.
import {
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { emojiWords } from '#web/words/emoji.ts';
import styles from './emoji-grid.module.css';
import type { GridRow, PartName, Place } from './grid.ts';

/** Shows a part of the grid. */
export interface GridHandle {
  show(part: PartName): void;
}

/** `id` is that of the grid; its cells have ids from `cellId`. */
export interface EmojiGridProps {
  readonly ref: Ref<GridHandle>;
  readonly id: string;
  readonly rows: readonly GridRow[];
  /** The part to begin with. */
  readonly start: PartName | undefined;
  readonly columns: number;
  readonly cellPx: number;
  readonly place: Place | undefined;
  readonly byKeys: boolean;
  readonly onPoint: (place: Place) => void;
  readonly onPick: (emoji: string) => void;
  readonly onPart: (part: PartName) => void;
}

/** Height of a heading. */
export const HEADING_PX = 32;
/** Over the first row. */
const PADDING_PX = 4;

// A grid by its roles alone: a table cannot be laid out by what is near the screen, and the focus stays in the field.
const gridAria = (rows: number, columns: number) => ({
  role: 'grid',
  'aria-label': emojiWords.grid,
  'aria-rowcount': rows,
  'aria-colcount': columns,
});
const rowAria = (at: number) => ({ role: 'row', 'aria-rowindex': at + 1 });
const headingAria = (columns: number) => ({ role: 'rowheader', 'aria-colspan': columns });
const cellAria = (column: number, label: string, selected: boolean) => ({
  role: 'gridcell',
  'aria-colindex': column + 1,
  'aria-label': label,
  'aria-selected': selected,
});

/** The id of a cell, for aria-activedescendant. */
export function cellId(grid: string, { row, column }: Place): string {
  return `${grid}-${row}-${column}`;
}

/** Emoji are picked by a press; keys are the field's affair. */
export function EmojiGrid(props: EmojiGridProps) {
  const { id, rows, columns, cellPx, place, byKeys, onPoint, onPick, onPart } = props;
  const list = useRef<VirtualizerHandle>(null);
  useKeepInSight(list, rows, place, byKeys);
  const show = (part: PartName): void => {
    const row = rows.findIndex((one) => one.part === part);
    if (row >= 0) list.current?.scrollToIndex(row);
  };
  useImperativeHandle(props.ref, () => ({ show }));
  const begin = useEffectEvent(() => {
    if (props.start !== undefined && rows[0]?.part !== props.start) show(props.start);
  });
  useLayoutEffect(begin, []);
  const tellPart = (offset: number): void => {
    const row = rows[list.current?.findItemIndex(offset + HEADING_PX / 2) ?? 0];
    if (row) onPart(row.part);
  };
  return (
    <div {...gridAria(rows.length, columns)} id={id} className={styles.grid}>
      <Virtualizer
        ref={list}
        data={rows}
        itemSize={cellPx}
        startMargin={PADDING_PX}
        bufferSize={cellPx * 4}
        keepMounted={place ? [place.row] : []}
        onScroll={tellPart}
      >
        {(row: GridRow, at: number) => (
          <GridLine
            key={at}
            grid={id}
            row={row}
            at={at}
            columns={columns}
            active={place?.row === at ? place.column : undefined}
            onPoint={onPoint}
            onPick={onPick}
          />
        )}
      </Virtualizer>
    </div>
  );
}

interface GridLineProps extends Pick<EmojiGridProps, 'columns' | 'onPoint' | 'onPick'> {
  readonly grid: string;
  readonly row: GridRow;
  readonly at: number;
  readonly active: number | undefined;
}

function GridLine(props: GridLineProps) {
  const { grid, row, at, columns, active, onPoint, onPick } = props;
  if (row.kind === 'heading') {
    return (
      <div {...rowAria(at)} className={styles.heading}>
        <span {...headingAria(columns)}>{emojiWords.parts[row.part]}</span>
      </div>
    );
  }
  return (
    <div {...rowAria(at)} className={styles.row}>
      {row.cells.map(({ emoji, label }, column) => (
        <button
          key={emoji}
          type="button"
          {...cellAria(column, label, active === column)}
          id={cellId(grid, { row: at, column })}
          title={label}
          tabIndex={-1}
          className={styles.cell}
          // The focus stays in the field, so that keys go on from what was pointed at.
          onMouseDown={(event) => event.preventDefault()}
          onPointerMove={() => active !== column && onPoint({ row: at, column })}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}

/** The row above is in sight too where it is a heading: one sees where one is. */
function useKeepInSight(
  list: { readonly current: VirtualizerHandle | null },
  rows: readonly GridRow[],
  place: Place | undefined,
  byKeys: boolean,
): void {
  const row = byKeys ? place?.row : undefined;
  useEffect(() => {
    if (row === undefined) return;
    const underHeading = rows[row - 1]?.kind === 'heading';
    if (underHeading) list.current?.scrollToIndex(row - 1, { align: 'nearest' });
    list.current?.scrollToIndex(row, { align: 'nearest' });
  }, [list, rows, row]);
}
