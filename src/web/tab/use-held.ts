// A long press by a finger, which stands where a mouse has its second button.
import { type PointerEvent, useRef } from 'react';

const LONG_PRESS_MS = 450;
const STILL_PX = 10;
/** A click comes this soon after the finger is lifted, or not at all. */
const CLICK_MS = 80;
const LIFTING = ['pointerup', 'pointercancel', 'touchend', 'touchcancel', 'click'] as const;

/** Props for an element; `held` is called once per long press. */
export function useHeld(held: () => void) {
  const press = useRef<{ timer: number; x: number; y: number }>(undefined);
  const letGo = (): void => {
    window.clearTimeout(press.current?.timer);
    press.current = undefined;
  };
  return {
    onPointerDown: ({ pointerType, clientX, clientY }: PointerEvent) => {
      if (pointerType === 'mouse') return;
      const timer = window.setTimeout(() => {
        press.current = undefined;
        liftUnnoticed();
        held();
      }, LONG_PRESS_MS);
      press.current = { timer, x: clientX, y: clientY };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const from = press.current;
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) letGo();
    },
    onPointerUp: letGo,
    onPointerLeave: letGo,
    onPointerCancel: letGo,
  };
}

/** What has just opened lies under the finger: lifting it must neither press nor close that. */
function liftUnnoticed(): void {
  let lifted = false;
  const end = (): void => {
    for (const type of LIFTING) window.removeEventListener(type, swallow, true);
  };
  const swallow = (event: Event): void => {
    event.stopImmediatePropagation();
    if (event.cancelable) event.preventDefault();
    if (!lifted) window.setTimeout(end, CLICK_MS);
    lifted = true;
  };
  for (const type of LIFTING) {
    window.addEventListener(type, swallow, { capture: true, passive: false });
  }
}
