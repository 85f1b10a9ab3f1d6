// The files that go with the message being written, in order, above the box. Several can be captioned and put in order.
import { useRef, useState } from 'react';
import type { Attachment, Tray as Files } from '#client/model.ts';
import { composerWords } from '#web/words/composer.ts';
import styles from './tray.module.css';
import { TrayCard } from './tray-card.tsx';
import { useReorder } from './use-reorder.ts';

/** Nothing while there are none. `onLeft` when a file was left out. */
export function Tray({
  tray,
  attachments,
  onLeft,
}: {
  tray: Files;
  attachments: readonly Attachment[];
  onLeft: () => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const [said, setSaid] = useState('');
  const reorder = useReorder({
    list,
    keys: attachments.map(({ key }) => key),
    move(key, to) {
      tray.move(key, to);
      setSaid(composerWords.movedTo(to + 1, attachments.length));
    },
  });
  if (attachments.length === 0) return null;
  return (
    <>
      <ul ref={list} className={styles.tray} aria-label={composerWords.tray}>
        {attachments.map((attachment, at) => (
          <TrayCard
            key={attachment.key}
            attachment={attachment}
            at={at}
            of={attachments.length}
            tray={tray}
            reorder={reorder}
            onLeft={onLeft}
          />
        ))}
      </ul>
      <span className="unseen" role="status">
        {said}
      </span>
    </>
  );
}
