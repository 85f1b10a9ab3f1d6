// Over the whole conversation while files are dragged over the page.
import { Upload } from 'lucide-react';
import { Icon } from '#web/parts/icon.tsx';
import { composerWords } from '#web/words/composer.ts';
import styles from './drop-here.module.css';

/** Covers the nearest box that has a position: the conversation or the page. */
export function DropHere() {
  return (
    <div className={styles.over}>
      <p className={styles.here}>
        <Icon of={Upload} />
        {composerWords.drop}
      </p>
    </div>
  );
}
