// Files as faces show them: those of messages, and those on their way up.
import type { File as StoredFile } from '#protocol/blob.ts';
import type { Refused, View } from './outcome.ts';

/** A file of a message with the addresses of its bytes: `small` for pictures, `full` to show or play, `download`. */
export interface FileView extends StoredFile {
  readonly small?: string | undefined;
  readonly full: string;
  readonly download: string;
}

/** Something to upload: what a browser calls a File or Blob, as far as the client needs to know. */
export interface LocalFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** The platform's own object (a browser's Blob, a path). */
  readonly source: unknown;
  /** For recorded messages. */
  readonly voice?:
    | { readonly durationMs: number; readonly waveform: readonly number[] }
    | undefined;
}

/** A file that goes with the message being written, or with one that waits. */
export interface Attachment {
  readonly key: string;
  readonly local: LocalFile;
  /** Address of a preview in this browser, for pictures. */
  readonly preview?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly caption: string;
  readonly state: 'waiting' | 'uploading' | 'ready' | 'failed';
  /** 0 to 1. */
  readonly progress: number;
  readonly refused?: Refused | undefined;
  readonly file?: StoredFile | undefined;
}

/** The tray of a composer: files are uploaded from the moment they are picked. */
export interface Tray {
  readonly attachments: View<readonly Attachment[]>;
  /** Those that do not fit any more (too many, too large) are refused in words, the others are taken. */
  add(files: readonly LocalFile[]): readonly Refused[];
  remove(key: string): void;
  retry(key: string): void;
  caption(key: string, text: string): void;
  /** Moves one to another place in the order. */
  move(key: string, to: number): void;
}
