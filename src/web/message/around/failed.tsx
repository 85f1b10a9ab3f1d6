// Under a message that was not sent: why, and the ways on, as words.
import { CircleAlert } from 'lucide-react';
import type { Refused } from '#client/model.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { words } from '#web/words/words.ts';
import styles from './failed.module.css';

/** `failure`: the server's own words, when it gave some. */
export function Failed({
  failure,
  onRetry,
  onRemove,
}: {
  failure: Refused | undefined;
  onRetry: () => void;
  onRemove: () => void;
}) {
  return (
    <div className={styles.failed}>
      <Icon of={CircleAlert} size={16} />
      <span>{failure?.message ?? words.failed.sent}</span>
      <Button look="word" onClick={onRetry}>
        {words.failed.tryAgain}
      </Button>
      <Button look="word" onClick={onRemove}>
        {words.failed.remove}
      </Button>
    </div>
  );
}
