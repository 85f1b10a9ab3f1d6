// One line of the conversation, whatever its kind: a message, a day, the "New" line, notices.
import { memo } from 'react';
import type { TimelineItem } from '#client/model.ts';
import type { MessageActs } from '#web/message/acts.ts';
import { Message } from '#web/message/message.tsx';
import { useNow } from '#web/tab/use-now.ts';
import { dayOf, isoOf } from '#web/words/dates.ts';
import { words } from '#web/words/words.ts';
import { Notices } from './notices.tsx';
import styles from './timeline-row.module.css';

/** `direct`: between two people there are no faces and no names. `open`: a menu is open beside it. */
export interface TimelineRowProps {
  readonly item: TimelineItem;
  readonly direct: boolean;
  readonly open: boolean;
  readonly acts: MessageActs;
}

/** As wide as the column. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  return <div className={styles.column}>{contentOf(props)}</div>;
});

function contentOf({ item, direct, open, acts }: TimelineRowProps) {
  switch (item.type) {
    case 'day':
      return <Day at={item.at} />;
    case 'new':
      return <div className={styles.newline}>{words.chat.new}</div>;
    case 'notices':
      return <Notices notices={item.notices} onGo={acts.goTo} />;
    case 'message':
      return <Message item={item} direct={direct} open={open} acts={acts} />;
  }
}

function Day({ at }: { at: number }) {
  const now = useNow();
  return (
    <div className={styles.day}>
      <time dateTime={isoOf(at)}>{dayOf(at, now)}</time>
    </div>
  );
}
