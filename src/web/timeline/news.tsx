// Tells screen readers what came in the open conversation, politely; what one scrolls to is not news.
import { useEffect, useRef, useState } from 'react';
import type { MessageItem, TimelineItem } from '#client/model.ts';
import { plural, words } from '#web/words/words.ts';

const CHARS_SAID = 200;
const SAID_ONE_BY_ONE = 2;

/** Invisible. */
export function News({ items }: { items: readonly TimelineItem[] }) {
  const newest = useRef(newestOf(items));
  const [said, setSaid] = useState('');
  useEffect(() => {
    const before = newest.current;
    newest.current = Math.max(before, newestOf(items));
    const came = items.filter(
      (item): item is MessageItem =>
        item.type === 'message' && !item.mine && (item.seq ?? 0) > before,
    );
    if (came.length > 0) setSaid(sentenceOf(came));
  }, [items]);
  return (
    <div className="unseen" role="log" aria-live="polite">
      {said}
    </div>
  );
}

function sentenceOf(came: readonly MessageItem[]): string {
  if (came.length > SAID_ONE_BY_ONE) return words.chat.came(came.length, plural);
  return came
    .map(({ author, text }) => words.chat.says(author.displayName, text.slice(0, CHARS_SAID)))
    .join('\n');
}

function newestOf(items: readonly TimelineItem[]): number {
  return items.reduce((max, item) => {
    return item.type === 'message' ? Math.max(max, item.seq ?? 0) : max;
  }, 0);
}
