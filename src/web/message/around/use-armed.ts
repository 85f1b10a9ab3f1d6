// Whether a message shows its acts: under the pointer or with the focus on it; a long press opens them on touch.
import { type FocusEvent, type PointerEvent, useState } from 'react';
import { useHeld } from '#web/tab/use-held.ts';

/** `held` is called after a long press by a finger. Props for the element; `armed`: whether to show the acts. */
export function useArmed(held: () => void) {
  const [armed, setArmed] = useState(false);
  const press = useHeld(held);
  const props = {
    ...press,
    onPointerEnter: ({ pointerType }: PointerEvent) => {
      if (pointerType === 'mouse') setArmed(true);
    },
    onPointerLeave: () => {
      setArmed(false);
      press.onPointerLeave();
    },
    // A button that is pressed by mouse has the focus, too: it must not go before it is let go.
    onFocus: ({ target }: FocusEvent) => {
      if (target.matches(':focus-visible')) setArmed(true);
    },
    onBlur: () => setArmed(false),
  };
  return { armed, props };
}
