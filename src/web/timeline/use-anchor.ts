// Keeps what one looks at where it is when something above it leaves the list, as what one deletes for oneself does: the
// virtual list knows its lines by their numbers, and all that come after have another one then.
import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { TimelineItem } from '#client/model.ts';

interface Anchor {
  readonly key: string;
  readonly index: number;
  /** From the item's top to that of the screen, px. */
  readonly below: number;
}

/** What it returns is to be called whenever the list has scrolled or measured. */
export function useAnchor(
  items: readonly TimelineItem[],
  shift: boolean,
  list: RefObject<VirtualizerHandle | null>,
): () => void {
  const anchor = useRef<Anchor>(undefined);
  const now = useRef(items);
  useLayoutEffect(() => {
    now.current = items;
    const { key, index = -1, below = 0 } = anchor.current ?? {};
    if (shift || key === undefined || items[index]?.key === key) return;
    const moved = items.findIndex((item) => item.key === key);
    // Further down it is only by what came before it, of which the list knows.
    if (moved < 0 || moved > index) return;
    // By its number, not by an offset: the list aims anew as it measures the others.
    list.current?.scrollToIndex(moved, { align: 'start', offset: below });
  }, [items, shift, list]);
  return useCallback(() => {
    const shown = list.current;
    if (!shown) return;
    const index = shown.findItemIndex(shown.scrollOffset + shown.viewportSize / 2);
    const key = now.current[index]?.key;
    const below = shown.scrollOffset - shown.getItemOffset(index);
    anchor.current = key === undefined ? undefined : { key, index, below };
  }, [list]);
}
