// The page came, the server does not answer: says so, and keeps trying.
import { Button } from '#web/parts/button.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { Mark } from '#web/parts/mark.tsx';
import { words } from '#web/words/words.ts';
import styles from './unreachable.module.css';

/** `onRetry` tries at once. */
export function Unreachable({ onRetry }: { onRetry: () => void }) {
  return (
    <main className={styles.page}>
      <Empty
        whole
        title={words.start.unreachable}
        hint={words.start.unreachableHint}
        above={<Mark size={40} />}
      >
        <Button className={styles.act} onClick={onRetry}>
          {words.start.tryAgain}
        </Button>
      </Empty>
    </main>
  );
}
