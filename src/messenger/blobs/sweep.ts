// Removes what nobody needs: uploads that no message came to refer to, files whose last message was erased, and what a
// crash left behind. Rows go first, so that nothing is ever shown whose bytes are gone.
import type { Timer } from '#base/clock.ts';
import { LOOSE_BLOB_MS } from '#protocol/limits.ts';
import { knownBlobs, looseBlobs, removeBlob } from '#store/blobs.ts';
import type { Workshop } from './workshop.ts';

/** A running sweep. */
export interface Sweep {
  /** Stops it; resolves when nothing is being removed any more. */
  stop(): Promise<void>;
}

/** What a sweep needs to know. */
export type Swept = Pick<Workshop, 'store' | 'folder' | 'clock' | 'pending'>;

/** What was erased is gone within a minute; what a crash left is looked for at the start and each hour. */
const ROWS_MS = 60_000;
const FOLDER_EVERY = 60;
const ROWS_AT_ONCE = 100;

/** Begins to sweep, now and again and again. */
export function startSweep(shop: Swept): Sweep {
  let stopped = false;
  let timer: Timer | undefined;
  let round = 0;
  const turn = async (): Promise<void> => {
    await sweepRows(shop);
    if (round % FOLDER_EVERY === 0) await sweepFolder(shop);
    round += 1;
  };
  const plan = (): void => {
    if (!stopped) timer = shop.clock.after(ROWS_MS, begin);
  };
  let running: Promise<void> = Promise.resolve();
  const begin = (): void => {
    // A store or a disk that does not answer is asked again at the next turn.
    running = turn()
      .catch(() => undefined)
      .then(plan);
  };
  begin();
  return {
    async stop() {
      stopped = true;
      timer?.cancel();
      await running;
    },
  };
}

/** Removes files that nothing refers to, and uploads that have waited for too long. */
export async function sweepRows({ store, folder, clock }: Swept): Promise<void> {
  const before = clock.now() - LOOSE_BLOB_MS;
  for (;;) {
    const ids = await store.read((q) => looseBlobs(q, before, ROWS_AT_ONCE));
    for (const id of ids) {
      if (await store.write((q) => removeBlob(q, id))) await folder.remove(id);
    }
    if (ids.length < ROWS_AT_ONCE) return;
  }
}

/** Removes bytes without a row, but for those that are being written just now. */
export async function sweepFolder({ store, folder, pending }: Swept): Promise<void> {
  await folder.clearNew((name) => pending.has(name.split('.')[0] ?? ''));
  for await (const shelf of folder.shelves()) {
    // Whoever is done writing by now has a row by now, so asking in this order misses nobody.
    const ids = shelf.filter((id) => !pending.has(id));
    const known = await store.read((q) => knownBlobs(q, ids));
    for (const id of ids) if (!known.has(id)) await folder.remove(id);
  }
}
