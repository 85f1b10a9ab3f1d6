// Where the databases of the store's contract lie: SQLite in a temporary folder, Postgres (PGlite) in a schema.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '#store/sqlite.ts';
import { makePglitePlace, openPglite } from './pglite.ts';
import type { DatabasePlace } from './store-world.ts';

/** A file in a folder of its own. */
export async function makeSqlitePlace(): Promise<DatabasePlace> {
  const folder = mkdtempSync(join(tmpdir(), 'kith-store-'));
  return {
    open: async () => openSqlite(join(folder, 'kith.db')),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A schema of its own in the process's Postgres. */
export async function makePostgresPlace(): Promise<DatabasePlace> {
  const place = await makePglitePlace();
  return { open: () => openPglite(place), remove: async () => undefined };
}
