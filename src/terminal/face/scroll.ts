// Which lines of a long conversation are on screen. It asks for the lines of single items, from the bottom up, and of no
// more items than fit: ten thousand messages cost what thirty do.

/** Where the bottom of the screen is: `below` lines of the item with this key are hidden. Undefined: at the newest. */
export interface Anchor {
  readonly key: string;
  readonly below: number;
  /** Where the item was then, and probably is. */
  readonly index?: number;
}

/** What is on screen. `top`: nothing older is there to be shown. */
export interface Window<Line> {
  readonly lines: readonly Line[];
  readonly anchor: Anchor | undefined;
  readonly top: boolean;
}

/** What the window needs to know of the conversation. */
export interface Source<Item, Line> {
  readonly items: readonly Item[];
  keyOf(item: Item): string;
  linesOf(item: Item): readonly Line[];
}

/** The window of `height` lines whose bottom is `anchor`, moved up by `by` lines (down when negative). */
export function windowOf<Item, Line>(
  source: Source<Item, Line>,
  height: number,
  anchor: Anchor | undefined,
  by = 0,
): Window<Line> {
  const { items } = source;
  let { index, below } = placeOf(source, anchor);
  below += by;
  // Up: past whole items. Down: back over them.
  while (index > 0 && below >= lengthAt(source, index)) {
    below -= lengthAt(source, index);
    index -= 1;
  }
  while (below < 0 && index < items.length - 1) {
    index += 1;
    below += lengthAt(source, index);
  }
  below = Math.max(0, below);
  const { lines, top } = upwards(source, index, below, height);
  // At the very top the screen stays full: no further than the first line.
  if (top && lines.length < height && (index < items.length - 1 || below > 0)) {
    const missing = height - lines.length;
    return windowOf(source, height, anchorAt(source, index, below), -missing);
  }
  const bottom = index >= items.length - 1 && below === 0;
  return { lines, top, anchor: bottom ? undefined : anchorAt(source, index, below) };
}

function anchorAt<Item, Line>(
  { items, keyOf }: Source<Item, Line>,
  index: number,
  below: number,
): Anchor | undefined {
  const item = items[index];
  return item === undefined ? undefined : { key: keyOf(item), below, index };
}

function placeOf<Item, Line>(
  { items, keyOf }: Source<Item, Line>,
  anchor: Anchor | undefined,
): { index: number; below: number } {
  const last = items.length - 1;
  if (!anchor) return { index: last, below: 0 };
  const expected = anchor.index === undefined ? undefined : items[anchor.index];
  const isThere = expected !== undefined && keyOf(expected) === anchor.key;
  const index = isThere
    ? (anchor.index ?? 0)
    : items.findIndex((item) => keyOf(item) === anchor.key);
  if (index >= 0) return { index, below: anchor.below };
  // It is gone: what stands there now.
  return { index: Math.min(anchor.index ?? last, last), below: 0 };
}

function lengthAt<Item, Line>(source: Source<Item, Line>, index: number): number {
  const item = source.items[index];
  return item === undefined ? 0 : source.linesOf(item).length;
}

function upwards<Item, Line>(
  source: Source<Item, Line>,
  from: number,
  below: number,
  height: number,
): { lines: Line[]; top: boolean } {
  const parts: (readonly Line[])[] = [];
  let missing = height;
  let index = from;
  let hidden = below;
  for (; index >= 0 && missing > 0; index -= 1) {
    const item = source.items[index];
    if (item === undefined) break;
    const all = source.linesOf(item);
    const shown = all.slice(0, Math.max(0, all.length - hidden));
    hidden = 0;
    parts.unshift(shown.slice(Math.max(0, shown.length - missing)));
    missing -= shown.length;
  }
  return { lines: parts.flat(), top: index < 0 };
}
