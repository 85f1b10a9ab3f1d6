// What a file is, from its first bytes alone: never from its name, never from what the sender says.
import { fileTypeFromBuffer } from 'file-type';
import type { File } from '#protocol/blob.ts';

/** What the first bytes say. Pictures are only `picture` until they have been decoded. */
export interface Found {
  readonly what: 'picture' | 'video' | 'audio' | 'file';
  readonly type: string;
}

/** How much of a file is looked at. */
export const HEAD_BYTES = 4_100;

const UNKNOWN: Found = { what: 'file', type: 'application/octet-stream' };

/** Pictures that are tried to be decoded. SVG is a document and never among them. */
const PICTURES = new Set([
  'image/jpeg',
  'image/png',
  'image/apng',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/heic',
  'image/heif',
  'image/tiff',
]);

/** What browsers play; the closed list of types that are sent for them to play. */
const PLAYED: Readonly<Record<string, Found>> = {
  'video/mp4': { what: 'video', type: 'video/mp4' },
  'video/x-m4v': { what: 'video', type: 'video/mp4' },
  'video/quicktime': { what: 'video', type: 'video/quicktime' },
  'video/webm': { what: 'video', type: 'video/webm' },
  'video/matroska': { what: 'video', type: 'video/x-matroska' },
  'video/ogg': { what: 'video', type: 'video/ogg' },
  'audio/mpeg': { what: 'audio', type: 'audio/mpeg' },
  'audio/mp4': { what: 'audio', type: 'audio/mp4' },
  'audio/x-m4a': { what: 'audio', type: 'audio/mp4' },
  'audio/aac': { what: 'audio', type: 'audio/aac' },
  'audio/ogg': { what: 'audio', type: 'audio/ogg' },
  'audio/opus': { what: 'audio', type: 'audio/ogg' },
  'audio/wav': { what: 'audio', type: 'audio/wav' },
  'audio/flac': { what: 'audio', type: 'audio/flac' },
  'audio/x-flac': { what: 'audio', type: 'audio/flac' },
  'audio/webm': { what: 'audio', type: 'audio/webm' },
};

/** What a file is that begins with these bytes. */
export async function findType(head: Uint8Array): Promise<Found> {
  // What is packed is not unpacked to look what is inside: that would be the sender's choice of work for us.
  if (head[0] === 0x50 && head[1] === 0x4b) return { what: 'file', type: 'application/zip' };
  const found = await sniff(head);
  if (found === undefined) return UNKNOWN;
  const type = found.split(';')[0] ?? '';
  if (PICTURES.has(type)) return { what: 'picture', type };
  return PLAYED[type] ?? { what: 'file', type: isPlain(type) ? type : UNKNOWN.type };
}

async function sniff(head: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(head))?.mime;
  } catch {
    return undefined;
  }
}

/** Types that no browser runs, whatever else protects us. */
function isPlain(type: string): boolean {
  return (
    /^(application|audio|video|font)\/[\w.+-]{1,80}$/.test(type) &&
    !/xml|html|java|flash/.test(type)
  );
}

/** A recorded message is sound: the same containers hold both, and the sender says that nobody is seen in it. */
export function asVoice({ what, type }: Found): Found {
  return what === 'video' || what === 'audio'
    ? { what: 'audio', type: type.replace('video/', 'audio/') }
    : { what, type };
}

/** The kind of what is not a picture. */
export function kindOf({ what }: Found, voice: boolean): File['kind'] {
  if (what === 'audio') return voice ? 'voice' : 'audio';
  return what === 'video' ? 'video' : 'file';
}
