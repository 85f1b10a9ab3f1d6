// Postgres inside the test process (PGlite) as the store's database port: the same SQL text as SQLite, `?` turned into
// `$1`. One engine per process; every place is a schema of its own, which stays when it is closed and opened again.
import { PGlite, type Transaction, types } from '@electric-sql/pglite';
import type { Database, Dialect, Queries, Row, Value } from '#store/database.ts';

const DIALECT: Dialect = {
  name: 'postgres',
  bigint: 'BIGINT',
  key: 'TEXT COLLATE "C"',
  clustered: '',
};
const STATEMENTS_MAX = 500;

let engine: Promise<PGlite> | undefined;
let places = 0;
const numbered = new Map<string, string>();

/** The name of a new, empty place for a database. */
export async function makePglitePlace(): Promise<string> {
  const postgres = await startEngine();
  places += 1;
  const place = `place_${places}`;
  await postgres.exec(`CREATE SCHEMA ${place}`);
  return place;
}

/** Opens the database at a place; what was written there before is there again. */
export async function openPglite(place?: string): Promise<Database> {
  const postgres = await startEngine();
  const schema = place ?? (await makePglitePlace());
  const within = <T>(begin: string, body: (queries: Queries) => Promise<T>): Promise<T> =>
    postgres.transaction(async (transaction) => {
      await transaction.exec(`${begin}; SET LOCAL search_path TO ${schema}`);
      return body(queriesOf(transaction));
    });
  return {
    dialect: DIALECT,
    write: (body) => within('SET TRANSACTION READ WRITE', body),
    read: (body) => within('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY', body),
    close: async () => undefined,
  };
}

function startEngine(): Promise<PGlite> {
  engine ??= PGlite.create({ parsers: { [types.INT8]: Number } });
  return engine;
}

function queriesOf(transaction: Transaction): Queries {
  const all = async <T extends object = Row>(sql: string, ...values: Value[]): Promise<T[]> =>
    (await transaction.query<T>(numberedText(sql), values)).rows;
  return {
    all,
    get: async <T extends object = Row>(sql: string, ...values: Value[]) =>
      (await all<T>(sql, ...values))[0],
    run: async (sql, ...values) => {
      await all(sql, ...values);
    },
  };
}

function numberedText(sql: string): string {
  const known = numbered.get(sql);
  if (known) return known;
  if (numbered.size >= STATEMENTS_MAX) numbered.clear();
  let count = 0;
  const text = sql.replace(/\?/g, () => {
    count += 1;
    return `$${count}`;
  });
  numbered.set(sql, text);
  return text;
}
