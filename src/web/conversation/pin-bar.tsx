// Under the bar: the message that was pinned last, and the way to it; with several, the way to all of them.
import { Pin } from 'lucide-react';
import type { ChatHeadView } from '#client/model.ts';
import { useDialogs } from '#web/app/dialogs.ts';
import { go, messagePath } from '#web/app/places.ts';
import { lineOf } from '#web/message/quote.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { messageWords } from '#web/words/message.ts';
import styles from './pin-bar.module.css';

/** Nothing when nothing is pinned. */
export function PinBar({ head: { id, pin } }: { head: ChatHeadView }) {
  const dialogs = useDialogs();
  if (!pin) return null;
  const { quote, count } = pin;
  return (
    <div className={styles.bar}>
      <button
        type="button"
        className={styles.pin}
        onClick={() => go(messagePath(id, quote.seq), { replace: true })}
      >
        <Icon of={Pin} size={16} />
        <span className={styles.line} dir="auto">
          {lineOf(quote)}
        </span>
      </button>
      {count > 1 && (
        <button
          type="button"
          className={styles.all}
          onClick={() => dialogs.open({ name: 'pins', where: { chat: id } })}
        >
          {messageWords.allPins(count)}
        </button>
      )}
    </div>
  );
}
