// What the picker shows and which emoji is pointed at: parts from what is typed and from habits, places by keys and pointer.
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useView } from '#web/tab/use-view.ts';
import { type Emoji, GROUPS, inTone, type Tone } from './data/emoji.ts';
import { rankEmoji } from './data/rank-emoji.ts';
import {
  type Cell,
  cellAt,
  cellsOf,
  firstPlace,
  type GridRow,
  type Part,
  type PartName,
  type Place,
  placeAfter,
  rowsOf,
} from './grid/grid.ts';
import { emojiHabits } from './recent.ts';

const FOUND_MAX = 160;
const ARROWS = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'back', ArrowRight: 'on' } as const;

/** The state of an open picker. `byKeys`: what is pointed at was reached by keys, so it is kept in sight. */
export interface Picker {
  readonly query: string;
  readonly rows: readonly GridRow[];
  /** Parts that can be gone to, from a search too. */
  readonly there: ReadonlySet<PartName>;
  readonly place: Place | undefined;
  readonly pointed: Cell | undefined;
  readonly byKeys: boolean;
  search(query: string): void;
  point(place: Place): void;
  /** For keys in the search field. */
  press(event: KeyboardEvent): void;
}

/** `onPick` is called for Enter; presses of the pointer are the grid's. */
export function usePicker(
  all: readonly Emoji[],
  columns: number,
  onPick: (emoji: string) => void,
): Picker {
  const { recents, tone } = useView(emojiHabits);
  // What was recent when it opened: rows do not move under the hand that picks several.
  const [opened] = useState(recents);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState<{ place: Place; byKeys: boolean }>();
  const parts = useMemo(() => partsOf(all, opened, tone), [all, opened, tone]);
  const there = useMemo(
    () => new Set(parts.flatMap(({ name, cells }) => (cells.length > 0 ? name : []))),
    [parts],
  );
  const rows = useMemo(
    () => rowsOf(query.trim() === '' ? parts : found(all, query, opened, tone), columns),
    [all, opened, tone, query, parts, columns],
  );
  const place = at?.place ?? (query === '' ? undefined : firstPlace(rows));
  const pointed = cellAt(rows, place);
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (pointed) onPick(pointed.emoji);
      return;
    }
    const next = placeByKey(event, rows, place, at?.byKeys === true);
    if (!next) return;
    event.preventDefault();
    setAt({ place: next, byKeys: true });
  };
  return {
    query,
    rows,
    there,
    place,
    pointed,
    byKeys: at?.byKeys === true,
    press,
    search(next) {
      setQuery(next);
      setAt(undefined);
    },
    point: (next) => setAt({ place: next, byKeys: false }),
  };
}

// Sideways arrows are the field's until one has gone down into the grid: one may want to mend what was typed.
function placeByKey(
  { key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent,
  rows: readonly GridRow[],
  place: Place | undefined,
  walking: boolean,
): Place | undefined {
  const arrow = ARROWS[key as keyof typeof ARROWS];
  if (!arrow || ctrlKey || metaKey || altKey || shiftKey) return undefined;
  const sideways = arrow === 'back' || arrow === 'on';
  if (sideways && !walking) return undefined;
  if (!place) return firstPlace(rows);
  const mirrored = sideways && document.documentElement.dir === 'rtl';
  return placeAfter(rows, place, mirrored ? (arrow === 'on' ? 'back' : 'on') : arrow);
}

function partsOf(
  all: readonly Emoji[],
  recents: readonly string[],
  tone: Tone | undefined,
): readonly Part[] {
  const groups = GROUPS.map((name) => ({
    name,
    cells: cellsOf(all, name, (one) => inTone(one, tone)),
  }));
  return [{ name: 'recent', cells: recentCells(all, recents) }, ...groups];
}

/** As they were picked; one that this device cannot draw is left out. */
function recentCells(all: readonly Emoji[], recents: readonly string[]): readonly Cell[] {
  const labels = new Map(
    all.flatMap(({ emoji, tones = [], label }) => [emoji, ...tones].map((one) => [one, label])),
  );
  return recents.flatMap((emoji) => {
    const label = labels.get(emoji);
    return label === undefined ? [] : [{ emoji, label }];
  });
}

function found(
  all: readonly Emoji[],
  query: string,
  recents: readonly string[],
  tone: Tone | undefined,
): readonly Part[] {
  const plain = query.trim().replace(/^:|:$/g, '');
  const cells = rankEmoji(all, plain, recents, FOUND_MAX).map(({ entry }) => ({
    emoji: inTone(entry, tone),
    label: entry.label,
  }));
  return [{ name: 'found', cells }];
}
