// One chat in the list: face, name, time; below what was said last, and what is unread.
import { memo, useRef } from 'react';
import { Link } from 'wouter';
import type { ChatRow } from '#client/model.ts';
import { chatPath } from '#web/app/places.ts';
import { ChatFace } from '#web/faces/face.tsx';
import { classes } from '#web/parts/classes.ts';
import { useHeld } from '#web/tab/use-held.ts';
import { isoOf, shortTimeOf } from '#web/words/dates.ts';
import styles from './chat-row.module.css';
import { Preview } from './preview.tsx';
import { Signs } from './signs.tsx';

/** `stop`: Tab comes to this row. `now`: for the words of its time. */
export interface ChatRowProps {
  readonly row: ChatRow;
  readonly current: boolean;
  readonly stop: boolean;
  readonly now: number;
  readonly onFocus: (id: string) => void;
  /** Second button, long press, or the menu key. */
  readonly onMenu: (row: ChatRow, beside: Element) => void;
}

/** A link to its chat. */
export const ChatRowLink = memo(function ChatRowLink(props: ChatRowProps) {
  const { row, current, stop, now, onFocus, onMenu } = props;
  const link = useRef<HTMLAnchorElement>(null);
  const menu = (): void => {
    if (link.current) onMenu(row, link.current);
  };
  const press = useHeld(menu);
  return (
    <Link
      href={chatPath(row.id)}
      ref={link}
      className={classes(styles.row, (row.unread > 0 || row.marked) && styles.unread)}
      data-chat={row.id}
      aria-current={current ? 'page' : undefined}
      tabIndex={stop ? 0 : -1}
      state={{ inside: true }}
      draggable={false}
      onFocus={() => onFocus(row.id)}
      {...press}
      onContextMenu={(event) => {
        event.preventDefault();
        menu();
      }}
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
