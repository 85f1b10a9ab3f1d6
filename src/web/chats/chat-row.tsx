// One chat in the list: face, name, time; below what was said last, and what is unread.
import { memo } from 'react';
import { Link } from 'wouter';
import type { ChatRow } from '#client/model.ts';
import { chatPath } from '#web/app/places.ts';
import { ChatFace } from '#web/faces/face.tsx';
import { classes } from '#web/parts/classes.ts';
import { isoOf, shortTimeOf } from '#web/words/dates.ts';
import { plural, words } from '#web/words/words.ts';
import styles from './chat-row.module.css';
import { Preview } from './preview.tsx';

const MANY = 100;

/** `stop`: Tab comes to this row. `now`: for the words of its time. */
export interface ChatRowProps {
  readonly row: ChatRow;
  readonly current: boolean;
  readonly stop: boolean;
  readonly now: number;
  readonly onFocus: (id: string) => void;
}

/** A link to its chat. */
export const ChatRowLink = memo(function ChatRowLink(props: ChatRowProps) {
  const { row, current, stop, now, onFocus } = props;
  return (
    <Link
      href={chatPath(row.id)}
      className={classes(styles.row, row.unread > 0 && styles.unread)}
      data-chat={row.id}
      aria-current={current ? 'page' : undefined}
      tabIndex={stop ? 0 : -1}
      state={{ inside: true }}
      draggable={false}
      onFocus={() => onFocus(row.id)}
    >
      <ChatFace chat={row} />
      <span className={styles.lines}>
        <span className={styles.line}>
          <span className={classes(styles.who, 'clip')} dir="auto">
            {row.name}
          </span>
          {row.at !== undefined && <time dateTime={isoOf(row.at)}>{shortTimeOf(row.at, now)}</time>}
        </span>
        <span className={styles.line}>
          <Preview row={row} />
          <Signs row={row} />
        </span>
      </span>
    </Link>
  );
});

function Signs({ row: { unread, mentions } }: { row: ChatRow }) {
  if (unread === 0 && mentions === 0) return null;
  return (
    <span className={styles.signs}>
      {mentions > 0 && (
        <span className={classes(styles.pill, styles.mention)} title={words.row.mentioned}>
          <span aria-hidden>@</span>
          <span className="unseen">{words.row.mentioned}</span>
        </span>
      )}
      {unread > 0 && (
        <span className={styles.pill}>
          <span aria-hidden>{unread < MANY ? unread : words.row.many}</span>
          <span className="unseen">{words.row.unread(unread, plural)}</span>
        </span>
      )}
    </span>
  );
}
