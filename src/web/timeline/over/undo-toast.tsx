// After a deletion, for as long as it can be taken back: what was done, and the way back.
import type { Conversation, MessageItem, TimelineItem } from '#client/model.ts';
import { Button } from '#web/parts/button.tsx';
import { messageWords } from '#web/words/message.ts';
import styles from './undo-toast.module.css';

/** About the deletion that came last. */
export function UndoToast({
  conversation,
  items,
}: {
  conversation: Conversation;
  items: readonly TimelineItem[];
}) {
  const last = items.findLast(
    (item): item is MessageItem => item.type === 'message' && item.undoable !== undefined,
  );
  const { seq, undoable } = last ?? {};
  return (
    <div className={styles.place} role="status">
      {seq !== undefined && (
        <div className={styles.toast}>
          {undoable === 'me' ? messageWords.hidden : messageWords.erased}
          <Button look="word" onClick={() => conversation.undo(seq)}>
            {messageWords.undo}
          </Button>
        </div>
      )}
    </div>
  );
}
