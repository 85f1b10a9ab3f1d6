// A database whose statements fail when a test wants it: the disk that is full in the middle of a transaction.
import type { Database, Queries, Row, Value } from '#store/database.ts';

/** Decides, per statement, whether the world fails now. */
export type Fails = (sql: string, values: readonly Value[]) => boolean;

/** What a failing statement throws. */
export class DiskFull extends Error {
  override name = 'DiskFull';
}

/** The same database; statements within `write` for which `fails` says so throw DiskFull. */
export function withFaults(database: Database, fails: Fails): Database {
  return { ...database, write: (body) => database.write((q) => body(failing(q, fails))) };
}

function failing(q: Queries, fails: Fails): Queries {
  const check = (sql: string, values: readonly Value[]): void => {
    if (fails(sql, values)) throw new DiskFull(sql.slice(0, 60));
  };
  return {
    all: async <T extends object = Row>(sql: string, ...values: Value[]) => {
      check(sql, values);
      return q.all<T>(sql, ...values);
    },
    get: async <T extends object = Row>(sql: string, ...values: Value[]) => {
      check(sql, values);
      return q.get<T>(sql, ...values);
    },
    run: async (sql, ...values) => {
      check(sql, values);
      await q.run(sql, ...values);
    },
  };
}
