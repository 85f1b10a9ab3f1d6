// The way back to the end, with the count of what came meanwhile.
import { ArrowDown } from 'lucide-react';
import { Icon } from '#web/parts/icon.tsx';
import { countOf } from '#web/words/dates.ts';
import { plural, words } from '#web/words/words.ts';
import styles from './down-pill.module.css';

/** `count`: messages of others that were not on screen yet. */
export function DownPill({ count, onPress }: { count: number; onPress: () => void }) {
  const label = count > 0 ? words.chat.downCount(count, plural) : words.chat.down;
  return (
    <button
      type="button"
      className={styles.down}
      data-alone={count === 0}
      aria-label={label}
      title={words.chat.down}
      onClick={onPress}
    >
      <Icon of={ArrowDown} />
      {count > 0 && countOf(count)}
    </button>
  );
}
