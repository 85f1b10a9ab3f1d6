// The pinned messages of a chat or a wall, last pinned first; each leads to its message.
import type { MessageItem } from '#client/model.ts';
import { conversationAt, type DialogEnds, type Where } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { messagePath, personPath } from '#web/app/places.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { nameSaid } from '#web/faces/name.ts';
import { dayOf } from '#web/words/dates.ts';
import { messageWords } from '#web/words/message.ts';
import { lineOf } from '../quote.tsx';
import styles from './about.module.css';
import { ListSheet } from './list-sheet.tsx';
import { useLoaded } from './use-loaded.ts';

/** `where`: whose pins. */
export function PinsDialog({ where, onClose, onGo }: DialogEnds & { where: Where }) {
  const { client } = useKith();
  const loaded = useLoaded(() => conversationAt(client, where).pins());
  const pathOf = (seq: number): string => {
    if ('chat' in where) return messagePath(where.chat, seq);
    return personPath(client.wall(where.wall).head.get().person?.username ?? where.wall, seq);
  };
  return (
    <ListSheet
      title={messageWords.pins}
      loaded={loaded}
      empty={messageWords.noPins}
      onClose={onClose}
      draw={(item) => (
        <li key={item.key}>
          <button type="button" className={styles.pin} onClick={() => onGo(pathOf(item.seq ?? 0))}>
            <PersonFace name={item.author.displayName} picture={item.author.picture} size="bar" />
            <span className={styles.pinned}>
              <b>
                <bdi>{nameSaid(item.author)}</bdi>
              </b>
              <span className={styles.line} dir="auto">
                {said(item)}
              </span>
            </span>
            <span className={styles.day}>{dayOf(item.at, Date.now())}</span>
          </button>
        </li>
      )}
    />
  );
}

function said({ text, files }: MessageItem): string {
  const picture = files.find(({ kind }) => kind === 'image');
  return lineOf({ seq: 0, text, files: files.length, gone: false, picture });
}
