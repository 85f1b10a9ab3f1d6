// How much room there is, for what CSS alone cannot decide: which screens exist at all.
import { useSyncExternalStore } from 'react';

const PHONE = '(max-width: 639px)';
const WIDE = '(min-width: 1024px)';

function useMedia(query: string): boolean {
  const subscribe = (listener: () => void): (() => void) => {
    const media = matchMedia(query);
    media.addEventListener('change', listener);
    return () => media.removeEventListener('change', listener);
  };
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** One screen at a time. */
export function usePhone(): boolean {
  return useMedia(PHONE);
}

/** Room for details beside the conversation. */
export function useWide(): boolean {
  return useMedia(WIDE);
}

/** Whether the main way to point is a finger: no focus by itself then, as it brings up a keyboard. */
export function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

/** Whether keys are named as on a Mac. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Whether whoever looks wants nothing to move. */
export function isStill(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
