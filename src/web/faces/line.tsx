// A line with a face: people in lists, rooms to join, results of the switcher. One height everywhere.
import type { ReactNode } from 'react';
import { classes } from '#web/parts/classes.ts';
import styles from './line.module.css';

/** `end` stands at the end of the line. */
export function Line({
  face,
  name,
  below,
  end,
}: {
  face: ReactNode;
  name: string;
  below?: string | undefined;
  end?: ReactNode;
}) {
  return (
    <span className={styles.line}>
      {face}
      <span className={styles.names}>
        <span className={classes(styles.name, 'clip')} dir="auto">
          {name}
        </span>
        {below !== undefined && below !== '' && (
          <span className={classes(styles.below, 'clip')} dir="auto">
            {below}
          </span>
        )}
      </span>
      {end}
    </span>
  );
}
