// What the parts that take files in, keep them and sweep them share.
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { Store } from '#store/store.ts';
import type { Throttle } from '../throttle.ts';
import type { BlobFolder } from './folder.ts';
import type { WorkQueue } from './queue.ts';

/** What files need of the server. */
export interface BlobParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly folder: BlobFolder;
  /** Most bytes of one file. */
  readonly bytesMax: number;
  readonly uploadByUser: Throttle;
}

/** What the parts of this folder share. */
export interface Workshop extends BlobParts {
  readonly pictures: WorkQueue;
  /** Ids of files that are being written: they have bytes and no row yet. */
  readonly pending: Map<string, string>;
  /** Cuts off what is still on its way in when the server stops. */
  readonly closing: AbortSignal;
}
