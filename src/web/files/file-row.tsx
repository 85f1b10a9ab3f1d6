// A file that is not shown but fetched: what it is, what it is called, how large it is.
import { Download, FileText, Film, Music } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FileView } from '#client/model.ts';
import { Icon } from '#web/parts/icon.tsx';
import { fileWords } from '#web/words/files.ts';
import styles from './file-row.module.css';
import { bytesSaid } from './sizes.ts';

const ICONS = { file: FileText, image: FileText, voice: Music, audio: Music, video: Film } as const;

/** What a row shows. */
export interface RowProps {
  readonly name: string;
  readonly bytes: number;
  readonly kind: FileView['kind'];
  /** What is under the name, in place of its size. */
  readonly said?: string | undefined;
  readonly children?: ReactNode;
}

/** Icon, name, size, and whatever acts there are. */
export function Row({ name, bytes, kind, said, children }: RowProps) {
  return (
    <div className={styles.row}>
      <span className={styles.kind}>
        <Icon of={ICONS[kind]} />
      </span>
      <span className={styles.what}>
        <bdi className={styles.name}>{name}</bdi>
        <span className={styles.size}>{said ?? bytesSaid(bytes)}</span>
      </span>
      {children}
    </div>
  );
}

/** A stored file with the link that fetches it. */
export function FileRow({ file }: { file: FileView }) {
  return (
    <Row name={file.name} bytes={file.bytes} kind={file.kind}>
      <a
        className={styles.fetch}
        href={file.download}
        download={file.name}
        aria-label={fileWords.downloadOf(file.name)}
        title={fileWords.download}
      >
        <Icon of={Download} />
      </a>
    </Row>
  );
}
