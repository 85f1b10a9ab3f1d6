// What Enter, Escape and the arrow up do in the composer.
import type { KeyboardEvent } from 'react';

/** What keys lead to. `enter`: whether Enter alone sends; the other one comes with Shift. */
export interface Acts {
  readonly enter: 'send' | 'break';
  send(): void;
  /** Whether there was something to cancel. */
  cancel(): boolean;
  /** The arrow up in an empty box: whether it began to edit the last message. */
  up(): boolean;
}

/** Ctrl+Enter sends however it is set. */
export function press(event: KeyboardEvent<HTMLTextAreaElement>, acts: Acts): void {
  // While an input method composes, keys are its own; some browsers say so by the code 229 only.
  if (event.nativeEvent.isComposing || event.keyCode === 229) return;
  if (event.key === 'Escape') taken(event, acts.cancel());
  if (event.key === 'ArrowUp' && isBare(event)) taken(event, acts.up());
  if (event.key !== 'Enter' || !sends(event, acts.enter)) return;
  event.preventDefault();
  if (!event.repeat) acts.send();
}

function taken(event: KeyboardEvent, done: boolean): void {
  if (done) event.preventDefault();
}

function isBare({ shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return !shiftKey && !altKey && !ctrlKey && !metaKey;
}

function sends(event: KeyboardEvent, enter: Acts['enter']): boolean {
  const { shiftKey, altKey } = event;
  const command = event.ctrlKey || event.metaKey;
  if (altKey) return false;
  if (command) return !shiftKey;
  return shiftKey === (enter === 'break');
}
