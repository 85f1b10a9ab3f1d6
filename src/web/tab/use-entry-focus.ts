// Where the focus goes when a screen takes the place of another one, so that keys and screen readers do not begin anew.
import { type RefObject, useEffect } from 'react';

/** Once, when the screen appears: takes the focus unless something has it. */
export function useEntryFocus(screen: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) screen.current?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [screen]);
}
