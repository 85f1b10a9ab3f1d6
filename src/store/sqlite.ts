// The SQLite driver: node:sqlite in WAL mode with a sync per commit. One connection writes, another reads, so that a
// read never sees what is not committed. Statements are prepared once per text.
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Database, Dialect, Queries, Row, Value } from './database.ts';

const DIALECT: Dialect = {
  name: 'sqlite',
  bigint: 'INTEGER',
  key: 'TEXT',
  clustered: 'WITHOUT ROWID',
};

const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 5000;
  PRAGMA cache_size = -16384;
  PRAGMA wal_autocheckpoint = 4000;
`;
const STATEMENTS_MAX = 500;

/** Opens the database file, which is made when it is not there. Throws when it cannot be read or written. */
export function openSqlite(file: string): Database {
  const writer = connect(file);
  const reader = connect(file);
  const writing = oneAtATime();
  const reading = oneAtATime();
  return {
    dialect: DIALECT,
    write: (body) => writing(() => within(writer, 'BEGIN IMMEDIATE', body)),
    read: (body) => reading(() => within(reader, 'BEGIN', body)),
    close: async () => {
      await writing(async () => writer.close());
      await reading(async () => reader.close());
    },
  };
}

interface Connection extends Queries {
  close(): void;
}

function connect(file: string): Connection {
  const db = new DatabaseSync(file);
  db.exec(PRAGMAS);
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    let statement = prepared.get(sql);
    if (!statement) {
      if (prepared.size >= STATEMENTS_MAX) prepared.clear();
      statement = db.prepare(sql);
      prepared.set(sql, statement);
    }
    return statement;
  };
  return {
    all: async <T extends object = Row>(sql: string, ...values: Value[]) =>
      prepare(sql).all(...values) as T[],
    get: async <T extends object = Row>(sql: string, ...values: Value[]) =>
      prepare(sql).get(...values) as T | undefined,
    run: async (sql, ...values) => {
      prepare(sql).run(...values);
    },
    close: () => db.close(),
  };
}

async function within<T>(
  connection: Connection,
  begin: string,
  body: (queries: Queries) => Promise<T>,
): Promise<T> {
  await connection.run(begin);
  try {
    const result = await body(connection);
    await connection.run('COMMIT');
    return result;
  } catch (fault) {
    // A failed COMMIT may have ended the transaction already; the first fault is the one to tell.
    await connection.run('ROLLBACK').catch(() => undefined);
    throw fault;
  }
}

/** Runs jobs one after the other, in the order in which they came. */
function oneAtATime(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const next = last.then(job, job);
    last = next.catch(() => undefined);
    return next;
  };
}
