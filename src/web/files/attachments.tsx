// A file on its way up: how far it is, and the ways out. In the tray of the composer and in messages that wait.
import { CircleAlert, X } from 'lucide-react';
import type { Attachment } from '#client/model.ts';
import { Icon } from '#web/parts/icon.tsx';
import { fileWords } from '#web/words/files.ts';
import styles from './attachments.module.css';
import { Row } from './file-row.tsx';

/** Over a picture that is being uploaded: a ring, or what is wrong. */
export function OverTile({ attachment }: { attachment: Attachment }) {
  const { state, refused } = attachment;
  if (state === 'ready') return null;
  return (
    <span className={styles.over}>
      {state === 'failed' ? (
        <span className={styles.wrong}>{refused?.message}</span>
      ) : (
        <Ring attachment={attachment} />
      )}
    </span>
  );
}

/** A file in a message that waits. */
export function AttachmentRow({ attachment }: { attachment: Attachment }) {
  const { local, refused } = attachment;
  return (
    <Row name={local.name} bytes={local.size} kind={kindOf(attachment)} said={refused?.message}>
      {attachment.state === 'failed' ? (
        <span className={styles.failed}>
          <Icon of={CircleAlert} />
        </span>
      ) : (
        attachment.state !== 'ready' && <Ring attachment={attachment} />
      )}
    </Row>
  );
}

/** A ring that closes. */
export function Ring({ attachment: { state, progress } }: { attachment: Attachment }) {
  const percent = Math.round(progress * 100);
  const said = state === 'waiting' ? fileWords.waits : fileWords.uploading(percent);
  return (
    <span
      className={styles.ring}
      role="progressbar"
      aria-label={said}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle className={styles.way} cx="18" cy="18" r="15" pathLength="100" />
        <circle
          className={styles.gone}
          cx="18"
          cy="18"
          r="15"
          pathLength="100"
          strokeDasharray={`${Math.max(3, percent)} 100`}
        />
      </svg>
    </span>
  );
}

/** What it seems to be by its claimed type; the server finds out. */
export function kindOf({ local: { type, voice } }: Attachment): 'file' | 'audio' | 'video' {
  if (voice || type.startsWith('audio/')) return 'audio';
  return type.startsWith('video/') ? 'video' : 'file';
}

/** The cross on a picture in the tray. */
export function LeaveOut({ name, onPress }: { name: string; onPress: () => void }) {
  return (
    <button
      type="button"
      className={styles.cross}
      aria-label={fileWords.cancel(name)}
      title={fileWords.cancel(name)}
      onClick={onPress}
    >
      <Icon of={X} size={14} />
    </button>
  );
}
