// Files of this server: taken in, made harmless, kept, and given to who may read them. The row comes after the bytes, and
// the bytes go after the row: what a crash leaves behind is found by the sweep.
import { mintId } from '#base/random.ts';
import type { Actor, Messenger, Upload, Uploads } from '#core/messenger.ts';
import type { File } from '#protocol/blob.ts';
import { LOOSE_BLOBS_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { addBlob, countLoose } from '#store/blobs.ts';
import type { Queries } from '#store/database.ts';
import { intake, type Taken } from './intake.ts';
import { readableBlob } from './may-read.ts';
import { openQueue } from './queue.ts';
import { startSweep } from './sweep.ts';
import type { BlobParts, Workshop } from './workshop.ts';

/** Files as the messenger offers them. */
export interface Blobs {
  readonly put: Messenger['putBlob'];
  readonly get: Messenger['getBlob'];
  readonly file: Messenger['read']['file'];
  readonly uploads: Uploads;
  /** Stops sweeping and waits until what is being written is written. */
  stop(): Promise<void>;
}

const NO_BLOB: Rejection = { rejected: 'notFound', what: 'blob' };
const TOO_MANY: Rejection = { rejected: 'tooMany', field: 'files', max: LOOSE_BLOBS_MAX };
const BUSY: Rejection = { rejected: 'busy', retryAfterMs: 3_000 };
/** Uploads of one account that are on their way at a time. */
const UNDER_WAY_MAX = 10;
const PICTURES_WAITING_MAX = 50;

/** For a messenger without a folder: there are no files. */
export const NO_BLOBS: Blobs = {
  put: async () => NO_BLOB,
  get: async () => NO_BLOB,
  file: async () => NO_BLOB,
  uploads: { folder: '', bytesMax: 0, mayBegin: async () => NO_BLOB },
  stop: async () => undefined,
};

/** Opens the files. `pictures`: how many are decoded at a time. */
export function openBlobs(parts: BlobParts, pictures: number): Blobs {
  const closing = new AbortController();
  const shop: Workshop = {
    ...parts,
    pictures: openQueue(pictures, PICTURES_WAITING_MAX),
    pending: new Map(),
    closing: closing.signal,
  };
  const { store, folder, bytesMax } = parts;
  const underWay = new Set<Promise<unknown>>();
  const sweep = startSweep(shop);
  return {
    put(actor, upload) {
      const done = put(shop, actor, upload);
      underWay.add(done);
      const forget = (): boolean => underWay.delete(done);
      done.then(forget, forget);
      return done;
    },
    get: (actor, id, size) => get(shop, actor, id, size),
    file: async (actor, id) =>
      (await store.read((q) => readableBlob(q, actor.user, id)))?.file ?? NO_BLOB,
    uploads: { folder: folder.pieces, bytesMax, mayBegin: (actor) => mayBegin(shop, actor) },
    async stop() {
      closing.abort();
      await sweep.stop();
      await Promise.allSettled([...underWay]);
    },
  };
}

async function mayBegin(shop: Workshop, { user }: Actor): Promise<Rejection | undefined> {
  const waitMs = shop.uploadByUser.take(user);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs };
  return (await shop.store.read((q) => hasRoom(q, user))) ? undefined : TOO_MANY;
}

async function hasRoom(q: Queries, user: string): Promise<boolean> {
  return (await countLoose(q, user)) < LOOSE_BLOBS_MAX;
}

async function put(shop: Workshop, actor: Actor, upload: Upload): Promise<File | Rejection> {
  const mine = [...shop.pending.values()].filter((user) => user === actor.user);
  if (mine.length >= UNDER_WAY_MAX) return BUSY;
  const id = mintId(shop.random);
  shop.pending.set(id, actor.user);
  try {
    const taken = await intake(shop, id, upload);
    return 'rejected' in taken ? taken : await keep(shop, actor, taken);
  } catch (fault) {
    if (shop.closing.aborted) return BUSY;
    throw fault;
  } finally {
    shop.pending.delete(id);
  }
}

/** First the bytes get their name, then the row is written. */
async function keep({ folder, store, clock }: Workshop, { user }: Actor, taken: Taken) {
  const { file, path, small } = taken;
  try {
    await folder.settle(path, file.id, 'full');
    if (small) await folder.settle(small, file.id, 'small');
    const kept = await store.write(async (q) => {
      if (!(await hasRoom(q, user))) return false;
      await addBlob(q, { owner: user, file, at: clock.now() });
      return true;
    });
    if (kept) return file;
  } catch (fault) {
    await folder.remove(file.id);
    throw fault;
  }
  await folder.remove(file.id);
  return TOO_MANY;
}

async function get(
  { store, folder }: Workshop,
  { user }: Actor,
  id: string,
  size: 'full' | 'small',
): ReturnType<Messenger['getBlob']> {
  const file = (await store.read((q) => readableBlob(q, user, id)))?.file;
  if (!file || (size === 'small' && file.kind !== 'image')) return NO_BLOB;
  const small = size === 'small' ? await folder.lengthOf(id, 'small') : undefined;
  if (small !== undefined) {
    return { path: folder.pathOf(id, 'small'), type: 'image/webp', bytes: small, file };
  }
  const bytes = await folder.lengthOf(id, 'full');
  if (bytes === undefined) return NO_BLOB;
  return { path: folder.pathOf(id, 'full'), type: file.type, bytes, file };
}
