// At the end of a row: pinned, muted, mentions, and how much is unread. Of a muted chat the count is an outline only.
import { BellOff, Pin } from 'lucide-react';
import type { ChatRow } from '#client/model.ts';
import { classes } from '#web/parts/classes.ts';
import { Icon } from '#web/parts/icon.tsx';
import { chatWords } from '#web/words/chats.ts';
import { plural, words } from '#web/words/words.ts';
import styles from './signs.module.css';

const MANY = 100;

/** Nothing when there is nothing to be said. */
export function Signs({ row }: { row: ChatRow }) {
  const { unread, mentions, muted, pinned, marked } = row;
  const counts = unread > 0 || marked;
  if (!counts && mentions === 0 && !muted && !pinned) return null;
  return (
    <span className={styles.signs}>
      {muted && (
        <span className={styles.quiet} title={chatWords.muted}>
          <Icon of={BellOff} size={14} />
          <span className="unseen">{chatWords.muted}</span>
        </span>
      )}
      {pinned && (
        <span className={styles.quiet} title={chatWords.pinned}>
          <Icon of={Pin} size={14} />
          <span className="unseen">{chatWords.pinned}</span>
        </span>
      )}
      {mentions > 0 && (
        <span className={classes(styles.pill, styles.mention)} title={words.row.mentioned}>
          <span aria-hidden>@</span>
          <span className="unseen">{words.row.mentioned}</span>
        </span>
      )}
      {counts && (
        <span className={classes(styles.pill, muted && styles.outline, unread === 0 && styles.dot)}>
          <span aria-hidden>{unread === 0 ? '' : unread < MANY ? unread : words.row.many}</span>
          <span className="unseen">
            {unread > 0 ? words.row.unread(unread, plural) : chatWords.marked}
          </span>
        </span>
      )}
    </span>
  );
}
