// Time and tick at the end of a bubble's last line. All ticks have one width, so nothing moves when one changes.
import type { MessageItem } from '#client/model.ts';
import { TickMark } from '#web/faces/tick-mark.tsx';
import { exactTimeOf, isoOf, timeOf } from '#web/words/dates.ts';
import { words } from '#web/words/words.ts';
import styles from './meta.module.css';

/** 16 high. */
export function Meta({ item: { at, edited, tick, mine } }: { item: MessageItem }) {
  return (
    <span className={styles.meta}>
      {edited && words.chat.edited}
      <time dateTime={isoOf(at)} title={exactTimeOf(at)}>
        {timeOf(at)}
      </time>
      {mine && tick && tick !== 'failed' && <TickMark tick={tick} />}
    </span>
  );
}
