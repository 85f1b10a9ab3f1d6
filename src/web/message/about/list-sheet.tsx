// A sheet with a list that is asked for when it opens: what it shows while it loads, when it fails, and when it is empty.
import type { ReactNode } from 'react';
import { Bone } from '#web/parts/bones.tsx';
import { Button } from '#web/parts/button.tsx';
import { Sheet } from '#web/sheets/sheet.tsx';
import { words } from '#web/words/words.ts';
import styles from './about.module.css';
import type { Loaded } from './use-loaded.ts';

/** `draw` one item; `empty` where there is none. */
export function ListSheet<T>({
  title,
  loaded,
  empty,
  draw,
  onClose,
}: {
  title: string;
  loaded: Loaded<readonly T[]>;
  empty: string;
  draw: (item: T, at: number) => ReactNode;
  onClose: () => void;
}) {
  return (
    <Sheet title={title} onClose={onClose}>
      <div className={styles.body}>
        {loaded.state === 'loading' && (
          <div className={styles.bones}>
            <Bone width={240} height={16} />
            <Bone width={320} height={16} />
          </div>
        )}
        {loaded.state === 'failed' && (
          <p className={styles.empty} role="alert">
            {loaded.why}
            <Button look="word" onClick={loaded.retry}>
              {words.failed.tryAgain}
            </Button>
          </p>
        )}
        {loaded.state === 'ready' &&
          (loaded.value.length === 0 ? (
            <p className={styles.empty}>{empty}</p>
          ) : (
            <ul className={styles.list}>{loaded.value.map(draw)}</ul>
          ))}
      </div>
    </Sheet>
  );
}
