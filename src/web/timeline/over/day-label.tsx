// The day of what is at the top, over the list; also says when older pages are on their way.
import { useNow } from '#web/tab/use-now.ts';
import { dayOf } from '#web/words/dates.ts';
import { words } from '#web/words/words.ts';
import styles from './day-label.module.css';

/** Nothing when the day's own line is in sight. */
export function DayLabel({ at, loading }: { at: number | undefined; loading: boolean }) {
  const now = useNow();
  if (!loading && at === undefined) return null;
  return (
    <div className={styles.label} aria-hidden={!loading}>
      <span>{loading || at === undefined ? words.chat.older : dayOf(at, now)}</span>
    </div>
  );
}
