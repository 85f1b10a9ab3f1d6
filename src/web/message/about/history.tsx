// What a message said before, oldest first; the last is what it says now.
import { conversationAt, type Where } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { Markup } from '#web/markup/markup.tsx';
import { isoOf, shortDateTimeOf } from '#web/words/dates.ts';
import { messageWords } from '#web/words/message.ts';
import styles from './about.module.css';
import { ListSheet } from './list-sheet.tsx';
import { useLoaded } from './use-loaded.ts';

/** `seq`: of the message in `where`. */
export function HistoryDialog({
  where,
  seq,
  onClose,
}: {
  where: Where;
  seq: number;
  onClose: () => void;
}) {
  const { client } = useKith();
  const loaded = useLoaded(() => conversationAt(client, where).history(seq));
  return (
    <ListSheet
      title={messageWords.history}
      loaded={loaded}
      empty={messageWords.quoteGone}
      onClose={onClose}
      draw={({ at, text }) => (
        <li key={at} className={styles.version}>
          <time dateTime={isoOf(at)}>{shortDateTimeOf(at)}</time>
          <Markup text={text} />
        </li>
      )}
    />
  );
}
