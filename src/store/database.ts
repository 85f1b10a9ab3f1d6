// The port to a database: statements with `?` for parameters, and transactions. Drivers: `sqlite.ts`, later Postgres.

/** What can be bound to a `?`. Booleans are 0 and 1. */
export type Value = string | number | null;

/** A row by column name. */
export type Row = Record<string, unknown>;

/** Statements inside some transaction. Everything rejects with a fault when the database fails. */
export interface Queries {
  all<T extends object = Row>(sql: string, ...values: Value[]): Promise<T[]>;
  get<T extends object = Row>(sql: string, ...values: Value[]): Promise<T | undefined>;
  run(sql: string, ...values: Value[]): Promise<void>;
}

/** Where SQLite and Postgres differ; the rest of the text is the same for both. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** Type of a 64-bit number. */
  readonly bigint: string;
  /** Type of a text that is compared by code point, whatever the locale. */
  readonly key: string;
  /** Behind `CREATE TABLE (…)` of tables that are only read by their whole primary key or a prefix of it. */
  readonly clustered: string;
}

/** An open database. */
export interface Database {
  readonly dialect: Dialect;
  /**
   * Runs `body` alone among writers; all it wrote is durable when this resolves, and nothing is there when it rejects.
   */
  write<T>(body: (queries: Queries) => Promise<T>): Promise<T>;
  /** Runs `body` on one unchanging state of what is committed. */
  read<T>(body: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
