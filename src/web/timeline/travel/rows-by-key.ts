// From message to message with the arrow keys, while the focus is in the list; what is scrolled out comes in again.
import type { KeyboardEvent } from 'react';

/** For `onKeyDown` of the list. Enter on a message is the message's own affair. */
export function rowsByKey(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget: box } = event;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return;
  if (event.altKey || event.ctrlKey || event.metaKey || !(target instanceof HTMLElement)) return;
  if (target !== box && target.tagName !== 'ARTICLE') return;
  const messages = [...box.querySelectorAll<HTMLElement>('article')];
  const at = messages.indexOf(target);
  const next = at < 0 ? lastVisible(messages, box) : messages[key === 'ArrowUp' ? at - 1 : at + 1];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

function lastVisible(messages: readonly HTMLElement[], box: HTMLElement): HTMLElement | undefined {
  const { bottom } = box.getBoundingClientRect();
  return messages.findLast((message) => message.getBoundingClientRect().top < bottom - 16);
}
