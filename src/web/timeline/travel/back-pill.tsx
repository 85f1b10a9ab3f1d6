// After going to another message: the way back to where one came from, or that the message could not be reached.
import { CornerDownLeft, X } from 'lucide-react';
import { Icon } from '#web/parts/icon.tsx';
import { messageWords } from '#web/words/message.ts';
import styles from './back-pill.module.css';

/** Nothing most of the time. */
export function BackPill({
  back,
  missing,
  onSeen,
}: {
  back: (() => void) | undefined;
  missing: boolean;
  onSeen: () => void;
}) {
  if (missing) {
    return (
      <div className={styles.pill} role="alert">
        {messageWords.unreachable}
        <button type="button" aria-label={messageWords.close} onClick={onSeen}>
          <Icon of={X} size={16} />
        </button>
      </div>
    );
  }
  if (!back) return null;
  return (
    <button type="button" className={styles.pill} onClick={back}>
      <Icon of={CornerDownLeft} size={16} />
      {messageWords.back}
    </button>
  );
}
