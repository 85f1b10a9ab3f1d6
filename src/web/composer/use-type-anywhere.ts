// Who begins to type while nothing else wants keys, types into the box.
import { type RefObject, useEffect } from 'react';

const TAKES_KEYS = 'input, textarea, select, button, a, [role=dialog], [role=separator], summary';

/** Listens while the conversation is on screen. */
export function useTypeAnywhere(box: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { key, target } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const writes = key.length === 1 && key !== ' ';
      const elsewhere = target instanceof Element && target.closest(TAKES_KEYS) !== null;
      // The character itself arrives after this, in what has the focus then.
      if (writes && !elsewhere) box.current?.focus({ preventScroll: true });
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [box]);
}
