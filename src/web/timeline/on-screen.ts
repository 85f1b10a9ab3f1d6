// What of a virtual list is on screen, read from the list itself. Changes nothing.
import type { VirtualizerHandle } from 'virtua';
import type { TimelineItem } from '#client/model.ts';

type Items = readonly TimelineItem[];

/** A line of which less than this is to be seen does not count. */
const HIDDEN_PX = 16;
/** The label of the day keeps out of the way of a day's own line. */
const LABEL_PX = 40;

/** Somebody is at the page: it is visible and has the focus. */
export function isAttended(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

/** Seq of the last stored message on screen; 0 when there is none. */
export function lastOnScreen(list: VirtualizerHandle, items: Items): number {
  const bottom = list.scrollOffset + list.viewportSize - HIDDEN_PX;
  for (let index = list.findItemIndex(bottom); index >= 0; index--) {
    const item = items[index];
    if (item?.type === 'message' && item.seq !== undefined) return item.seq;
  }
  return 0;
}

/** How many messages of others there are behind a seq. */
export function belowOf(items: Items, highest: number): number {
  let count = 0;
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index];
    if (item?.type !== 'message') continue;
    if (item.seq !== undefined && item.seq <= highest) break;
    if (!item.mine) count++;
  }
  return count;
}

/** The day of what is at the top; undefined while the line of a day stands there itself. */
export function dayAbove(list: VirtualizerHandle, items: Items): number | undefined {
  const top = list.scrollOffset;
  const first = list.findItemIndex(top);
  for (let index = first; index <= first + 2; index++) {
    const near = list.getItemOffset(index) < top + LABEL_PX;
    if (near && items[index]?.type === 'day') return undefined;
  }
  const day = items.slice(0, first).findLast(({ type }) => type === 'day');
  return day?.type === 'day' ? day.at : undefined;
}

/** The last line is one's own and has just been written. */
export function mineAtEnd(items: Items): boolean {
  const last = items.at(-1);
  return last?.type === 'message' && last.mine && last.tick === 'waiting';
}

/** How far the end of the list is below what is on screen, px. */
export function distanceOf({ scrollSize, scrollOffset, viewportSize }: VirtualizerHandle): number {
  return scrollSize - scrollOffset - viewportSize;
}
