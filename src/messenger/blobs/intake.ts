// One upload on its way in: written down within its limit, looked at, and made anew when it is a picture.
import { open, rm } from 'node:fs/promises';
import type { Upload } from '#core/messenger.ts';
import type { File } from '#protocol/blob.ts';
import { WAVEFORM_BARS } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { cleanName } from './file-name.ts';
import { asVoice, type Found, findType, HEAD_BYTES, kindOf } from './file-type.ts';
import { makePicture } from './pictures.ts';
import type { Workshop } from './workshop.ts';

/** What came of an upload: what messages say of it, and where its bytes wait for their name. */
export interface Taken {
  readonly file: File;
  readonly path: string;
  readonly small?: string | undefined;
}

const EMPTY: Rejection = { rejected: 'notTaken', reason: 'empty' };
const BUSY: Rejection = { rejected: 'busy', retryAfterMs: 3_000 };
const DURATION_MS_MAX = 86_400_000;
const BAR_MAX = 31;

/** Takes an upload in; nothing of it is left behind when it is refused. */
export async function intake(
  shop: Workshop,
  id: string,
  upload: Upload,
): Promise<Taken | Rejection> {
  const raw = shop.folder.newPath(id);
  try {
    const bytes = await shop.folder.receive(upload.bytes, raw, shop.bytesMax, shop.closing);
    const taken = await received(shop, id, upload, bytes);
    if ('rejected' in taken || taken.path !== raw) await rm(raw, { force: true });
    return taken;
  } catch (fault) {
    await discard(shop, id);
    throw fault;
  }
}

async function received(
  shop: Workshop,
  id: string,
  upload: Upload,
  bytes: number | undefined,
): Promise<Taken | Rejection> {
  if (bytes === undefined) return { rejected: 'tooLarge', maxBytes: shop.bytesMax };
  if (bytes === 0) return EMPTY;
  const path = shop.folder.newPath(id);
  const found = await findType(await headOf(path));
  if (found.what !== 'picture') return { file: plain(id, upload, found, bytes), path };
  const made = await picture(shop, id, upload);
  return made ?? { file: plain(id, upload, asFile(found), bytes), path };
}

/** A picture made anew; undefined when it is kept as the file that it is. */
async function picture(
  { folder, pictures }: Workshop,
  id: string,
  upload: Upload,
): Promise<Taken | Rejection | undefined> {
  const files = {
    from: folder.newPath(id),
    to: folder.newPath(`${id}.full`),
    small: folder.newPath(`${id}.small`),
  };
  const turn = pictures.run(() => makePicture(files));
  if (!turn) return BUSY;
  const made = await turn;
  if (!made) return undefined;
  const name = cleanName(upload.name);
  const file: File = { id, kind: 'image', name, bytes: made.bytes, ...made.shown };
  return { file, path: files.to, small: made.small ? files.small : undefined };
}

/** Its type stays known, but nothing shows it. */
function asFile({ type }: Found): Found {
  return { what: 'file', type };
}

function plain(id: string, upload: Upload, found: Found, bytes: number): File {
  const voice = upload.voice === true;
  const as = voice ? asVoice(found) : found;
  const file = { id, kind: kindOf(as, voice), name: cleanName(upload.name), type: as.type, bytes };
  const lasts = file.kind !== 'file' && isDuration(upload.durationMs);
  return {
    ...file,
    ...(lasts && { durationMs: upload.durationMs }),
    ...(file.kind === 'voice' && isWaveform(upload.waveform) && { waveform: [...upload.waveform] }),
  };
}

function isDuration(ms: number | undefined): ms is number {
  return Number.isSafeInteger(ms) && (ms as number) >= 0 && (ms as number) <= DURATION_MS_MAX;
}

function isWaveform(bars: readonly number[] | undefined): bars is readonly number[] {
  if (!bars || bars.length === 0 || bars.length > WAVEFORM_BARS) return false;
  return bars.every((bar) => Number.isInteger(bar) && bar >= 0 && bar <= BAR_MAX);
}

async function headOf(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function discard({ folder }: Workshop, id: string): Promise<void> {
  for (const name of [id, `${id}.full`, `${id}.small`]) {
    await rm(folder.newPath(name), { force: true });
  }
}
