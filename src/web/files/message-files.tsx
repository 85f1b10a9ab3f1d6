// Everything that goes with a message besides its words: pictures first, then what plays, then what is fetched; and, while
// it waits, how far each file is.
import type { Attachment, FileView, MessageItem } from '#client/model.ts';
import { AttachmentRow, OverTile } from './attachments.tsx';
import { FileRow } from './file-row.tsx';
import styles from './message-files.module.css';
import { Mosaic, type Tile } from './mosaic.tsx';
import { Voice } from './voice.tsx';

/** `onOpen` shows pictures large, beginning with the one at this index. */
export interface MessageFilesProps {
  readonly item: Pick<MessageItem, 'files' | 'attachments'>;
  readonly onOpen?: ((pictures: readonly FileView[], at: number) => void) | undefined;
}

/** Whether there is any picture. */
export function hasPictures({ files, attachments }: MessageFilesProps['item']): boolean {
  return files.some(({ kind }) => kind === 'image') || attachments.some(isPicture);
}

/** Whether there is nothing but pictures. */
export function isPictures({ files, attachments }: MessageFilesProps['item']): boolean {
  const others = files.some(({ kind }) => kind !== 'image');
  return !others && attachments.every(isPicture);
}

/** The pictures, edge to edge; undefined when there are none. */
export function Pictures({ item, onOpen }: MessageFilesProps) {
  const pictures = item.files.filter(({ kind }) => kind === 'image');
  const waiting = item.attachments.filter(isPicture);
  if (pictures.length > 0) {
    return (
      <Mosaic tiles={pictures.map(tileOf)} onOpen={onOpen && ((at) => onOpen(pictures, at))} />
    );
  }
  return waiting.length > 0 ? <Mosaic tiles={waiting.map(waitingTile)} /> : null;
}

/** What is not a picture, one below the other. */
export function OtherFiles({ item }: MessageFilesProps) {
  const files = item.files.filter(({ kind }) => kind !== 'image');
  const waiting = item.attachments.filter((one) => !isPicture(one));
  if (files.length + waiting.length === 0) return null;
  return (
    <div
      className={styles.others}
      data-voice={waiting.length === 0 && files.at(-1)?.kind === 'voice'}
    >
      {files.map((file) => (
        <OtherFile key={file.id} file={file} />
      ))}
      {waiting.map((one) => (
        <AttachmentRow key={one.key} attachment={one} />
      ))}
    </div>
  );
}

/** What is said under files, where something is. */
export function Captions({ item: { files } }: MessageFilesProps) {
  const said = files.filter(({ caption }) => caption);
  if (said.length === 0) return null;
  return (
    <ul className={styles.captions}>
      {said.map(({ id, caption }) => (
        <li key={id} dir="auto">
          {caption}
        </li>
      ))}
    </ul>
  );
}

function OtherFile({ file }: { file: FileView }) {
  if (file.kind === 'voice') return <Voice file={file} />;
  if (file.kind === 'audio') {
    return (
      <>
        <FileRow file={file} />
        {/* biome-ignore lint/a11y/useMediaCaption: captions of what people send are not ours to make. */}
        <audio className={styles.player} src={file.full} controls preload="none" />
      </>
    );
  }
  if (file.kind === 'video') {
    return (
      <>
        {/* biome-ignore lint/a11y/useMediaCaption: captions of what people send are not ours to make. */}
        <video className={styles.video} src={file.full} controls preload="metadata" playsInline />
        <FileRow file={file} />
      </>
    );
  }
  return <FileRow file={file} />;
}

function isPicture({ local }: Attachment): boolean {
  return local.type.startsWith('image/') && local.type !== 'image/svg+xml';
}

function tileOf({ id, name, small, full, animated, hash, width, height }: FileView): Tile {
  return { key: id, name, src: animated ? full : small, hash, width, height };
}

function waitingTile(attachment: Attachment): Tile {
  const { key, local, preview, width, height } = attachment;
  const over = <OverTile attachment={attachment} />;
  return { key, name: local.name, src: preview, width, height, over };
}
