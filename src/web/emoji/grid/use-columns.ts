// How many emoji stand side by side, kept true when the picker gets wider or narrower.
import { type RefObject, useLayoutEffect, useState } from 'react';

/** Cells of `cellPx` that fit into an element of whose width `aroundPx` is taken; undefined before it is measured. */
export function useColumns(
  box: RefObject<HTMLElement | null>,
  cellPx: number,
  aroundPx: number,
): number | undefined {
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    const measure = (): void => setWidth(current.clientWidth);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(current);
    return () => watcher.disconnect();
  }, [box]);
  if (width === undefined) return undefined;
  return Math.max(1, Math.floor((width - aroundPx) / cellPx));
}
