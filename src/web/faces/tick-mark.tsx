// The tick of one's own message. All five have one width, so that nothing moves when one becomes another.
import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import type { Tick } from '#client/model.ts';
import { classes } from '#web/parts/classes.ts';
import { Icon } from '#web/parts/icon.tsx';
import { words } from '#web/words/words.ts';
import styles from './tick-mark.module.css';

const DRAWN = {
  waiting: Clock,
  stored: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
} as const;

/** 16 px wide, whatever it says. */
export function TickMark({ tick }: { tick: Tick }) {
  const said = words.tick[tick];
  return (
    <span className={classes(styles.tick, styles[tick])} role="img" aria-label={said} title={said}>
      <Icon of={DRAWN[tick]} size={16} />
    </span>
  );
}
