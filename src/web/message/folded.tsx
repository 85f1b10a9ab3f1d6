// In place of a message of somebody whom one blocks, until one asks for it.
import { Button } from '#web/parts/button.tsx';
import { messageWords } from '#web/words/message.ts';
import styles from './folded.module.css';

/** One quiet line. */
export function Folded({ onShow }: { onShow: () => void }) {
  return (
    <p className={styles.folded}>
      {messageWords.folded}
      <Button look="word" onClick={onShow}>
        {messageWords.unfold}
      </Button>
    </p>
  );
}
