// Stands in for store/sqlite.ts: the same, on a disk whose sync takes longer. node:sqlite blocks while it syncs, so this
// does too; `aside` shows what a driver on a thread of its own would give.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '#store/database.ts';
import { openSqlite as openQuick } from '#store/sqlite.ts';
import { type KithOptions, ownOptions } from './options.ts';

const { ms, aside } = ownOptions<KithOptions>().slowDisk ?? { ms: 0, aside: false };
const NEVER = new Int32Array(new SharedArrayBuffer(4));

/** Opens the database file; every commit takes longer. */
export function openSqlite(file: string): Database {
  const quick = openQuick(file);
  return {
    ...quick,
    write: (body) =>
      quick.write(async (q) => {
        const result = await body(q);
        if (aside) await sleep(ms);
        else Atomics.wait(NEVER, 0, 0, ms);
        return result;
      }),
  };
}
