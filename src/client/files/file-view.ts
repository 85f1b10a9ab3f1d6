// Addresses of files: what a face puts into src and href. A browser's media elements send no headers, so the account whose
// session reads the file stands in the address.
import type { File } from '#protocol/blob.ts';
import type { FileView } from '../model/files.ts';

const VIEWS = new WeakMap<File, FileView>();

/** A file with its addresses; the same object for the same file. */
export function fileViewOf(file: File, account: string): FileView {
  const known = VIEWS.get(file);
  if (known) return known;
  const isPicture = file.kind === 'image';
  const view: FileView = {
    ...file,
    ...(isPicture ? { small: address(file.id, account, '/thumbnail') } : {}),
    full: address(file.id, account),
    download: `${address(file.id, account)}&download=true`,
  };
  VIEWS.set(file, view);
  return view;
}

/** The address of somebody's picture or a chat's, small; undefined without one. */
export function pictureOf(avatar: string | undefined, account: string): string | undefined {
  return avatar ? address(avatar, account, '/thumbnail') : undefined;
}

function address(blob: string, account: string, part = ''): string {
  return `/api/v1/blobs/${blob}${part}?account=${account}`;
}
