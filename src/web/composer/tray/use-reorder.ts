// Puts what lies in a row in order: arrow keys, a mouse that drags, a finger that was held still first.
import {
  type HTMLAttributes,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';

const HOLD_MS = 300;
const STILL_PX = 8;

/** What is put in order: children of `list` that carry their `data-key`. */
export interface ReorderProps {
  readonly list: RefObject<HTMLElement | null>;
  readonly keys: readonly string[];
  move(key: string, to: number): void;
}

/** `on` gives what the grip of one needs; `moving` is the one that is dragged. */
export interface Reorder {
  readonly moving: string | undefined;
  on(key: string): HTMLAttributes<HTMLElement>;
}

interface Press {
  readonly x: number;
  readonly y: number;
  readonly timer: number | undefined;
}

/** Order is changed while one drags, not when one lets go. */
export function useReorder({ list, keys, move }: ReorderProps): Reorder {
  const [moving, setMoving] = useState<string>();
  const press = useRef<Press>(undefined);
  useEffect(() => keepStill(list.current, moving !== undefined), [list, moving]);
  const end = (): void => {
    window.clearTimeout(press.current?.timer);
    press.current = undefined;
    setMoving(undefined);
  };
  const over = (key: string, { clientX, clientY }: PointerEvent): void => {
    const under = document.elementFromPoint(clientX, clientY)?.closest('[data-key]');
    const to = keys.indexOf(under?.getAttribute('data-key') ?? '');
    if (to >= 0 && keys[to] !== key) move(key, to);
  };
  const on = (key: string): HTMLAttributes<HTMLElement> => ({
    onKeyDown: (event) => {
      const to = keys.indexOf(key) + stepOf(event);
      if (to === keys.indexOf(key) || to < 0 || to >= keys.length) return;
      event.preventDefault();
      const grip = event.currentTarget;
      move(key, to);
      // The list is in another order then, and its elements may have been taken out for a moment.
      requestAnimationFrame(() => grip.focus());
    },
    onPointerDown: (event) => {
      const { clientX: x, clientY: y, pointerType, button } = event;
      if (button !== 0) return;
      const hold = (): void => setMoving(key);
      const timer = pointerType === 'mouse' ? undefined : window.setTimeout(hold, HOLD_MS);
      press.current = { x, y, timer };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event) => {
      const { current } = press;
      if (!current) return;
      const isFar = Math.hypot(event.clientX - current.x, event.clientY - current.y) > STILL_PX;
      if (moving === key || (isFar && event.pointerType === 'mouse')) {
        setMoving(key);
        over(key, event);
      } else if (isFar) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onContextMenu: (event) => moving !== undefined && event.preventDefault(),
  });
  return { moving, on };
}

/** A finger that drags does not scroll. */
function keepStill(list: HTMLElement | null, still: boolean): (() => void) | undefined {
  if (!list || !still) return undefined;
  const stay = (event: TouchEvent): void => event.preventDefault();
  list.addEventListener('touchmove', stay, { passive: false });
  return () => list.removeEventListener('touchmove', stay);
}

function stepOf({ key }: KeyboardEvent<HTMLElement>): number {
  const forward = document.documentElement.dir === 'rtl' ? -1 : 1;
  if (key === 'ArrowRight') return forward;
  return key === 'ArrowLeft' ? -forward : 0;
}
