// What Enter and Escape do in the composer.
import type { KeyboardEvent } from 'react';

/** What keys lead to. `enter`: whether Enter alone sends; the other one comes with Shift. */
export interface Acts {
  readonly enter: 'send' | 'break';
  send(): void;
  cancel(): void;
}

/** Ctrl+Enter sends however it is set. */
export function press(event: KeyboardEvent<HTMLTextAreaElement>, acts: Acts): void {
  if (event.key === 'Escape') acts.cancel();
  // While an input method composes, Enter is its own; some browsers say so by the code 229 only.
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
  if (!sends(event, acts.enter)) return;
  event.preventDefault();
  if (!event.repeat) acts.send();
}

function sends(event: KeyboardEvent, enter: Acts['enter']): boolean {
  const { shiftKey, altKey } = event;
  const command = event.ctrlKey || event.metaKey;
  if (altKey) return false;
  if (command) return !shiftKey;
  return shiftKey === (enter === 'break');
}
