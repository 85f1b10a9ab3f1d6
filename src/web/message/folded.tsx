// In place of a message of somebody whom one blocks, until one asks for it.
import { Button } from '#web/parts/button.tsx';
import { messageWords } from '#web/words/message.ts';
import styles from './folded.module.css';

/** One quiet line; `faced`: it begins where the bubbles beside faces begin. */
export function Folded({ faced, onShow }: { faced: boolean; onShow: () => void }) {
  return (
    <p className={styles.folded} data-faced={faced}>
      {messageWords.folded}
      <Button look="word" onClick={onShow}>
        {messageWords.unfold}
      </Button>
    </p>
  );
}
