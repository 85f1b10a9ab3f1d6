// Names of files as the original's client passes them round: the id of what was uploaded, `_`, and a plain name.
import type { File } from '#protocol/blob.ts';

/** The picture of who has none. */
export const DEFAULT_PICTURE = 'profile-picture-default.png';

const NAME = /^([a-z0-9]{20})(?:_.*)?$/s;
const NAME_CHARS_MAX = 80;

/** The name of an uploaded file. */
export function fileName({ id, name }: Pick<File, 'id' | 'name'>): string {
  const plain = name.replace(/[^A-Za-z0-9.-]+/g, '_').replace(/^[._]+/, '');
  return `${id}_${plain.slice(-NAME_CHARS_MAX) || 'file'}`;
}

/** The name of somebody's picture. */
export function pictureName(avatar: string): string {
  return `${avatar}_picture`;
}

/** The uploaded file that is meant; undefined when the name is none of ours. */
export function blobIn(name: unknown): string | undefined {
  return typeof name === 'string' && name.length <= 200 ? NAME.exec(name)?.[1] : undefined;
}
