// Keeps a floating list over a text box: as wide as the box at most, as high as there is room.
import { type RefObject, useLayoutEffect } from 'react';

const GAP_PX = 8;
const EDGE_PX = 8;
const WIDTH_MAX_PX = 400;
const HEIGHT_MAX_PX = 328;

/** Places `list` now and whenever the box, the window or the keyboard of a phone changes. */
export function useAbove(
  list: RefObject<HTMLElement | null>,
  box: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    const place = (): void => {
      if (list.current && box.current) put(list.current, box.current.getBoundingClientRect());
    };
    place();
    const watcher = new ResizeObserver(place);
    if (box.current) watcher.observe(box.current);
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, true);
    window.visualViewport?.addEventListener('resize', place);
    return () => {
      watcher.disconnect();
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, true);
      window.visualViewport?.removeEventListener('resize', place);
    };
  }, [list, box]);
}

function put(list: HTMLElement, { left, right, top, width }: DOMRect): void {
  const wide = Math.min(width, WIDTH_MAX_PX);
  const rtl = document.documentElement.dir === 'rtl';
  list.style.width = `${wide}px`;
  list.style.left = `${rtl ? right - wide : left}px`;
  list.style.top = `${top - GAP_PX}px`;
  list.style.maxHeight = `${Math.max(0, Math.min(HEIGHT_MAX_PX, top - GAP_PX - EDGE_PX))}px`;
}
