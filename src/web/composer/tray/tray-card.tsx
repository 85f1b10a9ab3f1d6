// One file in the tray: how it looks, how far it is, the cross, and its caption where there are several.
import { FileText, Film, Music, RotateCw } from 'lucide-react';
import type { Attachment, Tray } from '#client/model.ts';
import { CAPTION_CHARS_MAX } from '#protocol/limits.ts';
import { kindOf, LeaveOut, OverTile, Ring } from '#web/files/attachments.tsx';
import { bytesSaid } from '#web/files/sizes.ts';
import { Icon } from '#web/parts/icon.tsx';
import { composerWords } from '#web/words/composer.ts';
import { fileWords } from '#web/words/files.ts';
import styles from './tray.module.css';
import type { Reorder } from './use-reorder.ts';

const ICONS = { file: FileText, audio: Music, video: Film } as const;

/** What a card needs of its tray. */
export interface TrayCardProps {
  readonly attachment: Attachment;
  readonly at: number;
  readonly of: number;
  readonly tray: Tray;
  readonly reorder: Reorder;
  readonly onLeft: () => void;
}

/** With one file the message itself is its caption. */
export function TrayCard({ attachment, at, of, tray, reorder, onLeft }: TrayCardProps) {
  const { key, local, caption, state, refused } = attachment;
  const leaveOut = (): void => {
    tray.remove(key);
    onLeft();
  };
  return (
    <li className={styles.card} data-key={key} data-moves={reorder.moving === key}>
      <div className={styles.face}>
        <Look attachment={attachment} />
        {of > 1 && (
          <button
            type="button"
            className={styles.grip}
            aria-label={composerWords.place(local.name, at + 1, of)}
            {...reorder.on(key)}
          />
        )}
        {state === 'failed' && (
          <button type="button" className={styles.again} onClick={() => tray.retry(key)}>
            <Icon of={RotateCw} size={14} />
            <span aria-hidden="true">{composerWords.again}</span>
            <span className="unseen">{fileWords.retry(local.name)}</span>
          </button>
        )}
        <LeaveOut name={local.name} onPress={leaveOut} />
      </div>
      {state === 'failed' && <p className={styles.reason}>{refused?.message}</p>}
      {state !== 'failed' && (of > 1 || caption !== '') && (
        <input
          className={styles.caption}
          value={caption}
          dir="auto"
          maxLength={CAPTION_CHARS_MAX}
          placeholder={composerWords.caption}
          aria-label={composerWords.captionOf(local.name)}
          onChange={({ target }) => tray.caption(key, target.value)}
        />
      )}
    </li>
  );
}

/** A picture with its upload over it; of any other file what it is, and the upload in place of its sign. */
function Look({ attachment }: { attachment: Attachment }) {
  const { local, preview, state } = attachment;
  if (preview) {
    return (
      <>
        <img className={styles.look} src={preview} alt={local.name} />
        {state === 'failed' ? (
          <span className={styles.veil} />
        ) : (
          <OverTile attachment={attachment} />
        )}
      </>
    );
  }
  const comes = state === 'uploading' || state === 'waiting';
  return (
    <span className={styles.plain} data-failed={state === 'failed'}>
      {comes ? <Ring attachment={attachment} /> : <Icon of={ICONS[kindOf(attachment)]} />}
      <bdi className={styles.name}>{local.name}</bdi>
      <span className={styles.size}>{bytesSaid(local.size)}</span>
    </span>
  );
}
