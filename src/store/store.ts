// The store's port: appending commands, and reads and writes in transactions. A worker thread could take `append` whole.
import type { Clock } from '#base/clock.ts';
import { type AppendOutcome, type AppendRequest, appendAll } from './append.ts';
import type { Database, Queries } from './database.ts';
import { migrate } from './migrations.ts';

/** An open store. */
export interface Store {
  /** All requests in one transaction, in order; resolves when their events are durable, rejects when none is. */
  append(requests: readonly AppendRequest[]): Promise<AppendOutcome[]>;
  read<T>(body: (q: Queries) => Promise<T>): Promise<T>;
  write<T>(body: (q: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens the store on a database, bringing its schema up to date. Throws NewerData when a newer program wrote it. */
export async function openStore(database: Database, clock: Clock): Promise<Store> {
  await migrate(database);
  return {
    append: (requests) => database.write((q) => appendAll(q, requests, clock.now())),
    read: (body) => database.read(body),
    write: (body) => database.write(body),
    close: () => database.close(),
  };
}
