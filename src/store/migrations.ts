// The schema as a list of steps that is only ever appended to. `settings.schema` says how many have been taken.
import type { Database, Queries } from './database.ts';
import { blobs } from './schema/blobs.ts';
import { chats } from './schema/chats.ts';
import { first } from './schema/first.ts';
import { messages } from './schema/messages.ts';
import { numbers } from './schema/numbers.ts';
import { people } from './schema/people.ts';
import type { Step } from './schema/step.ts';

/** Thrown when the data was written by a newer program. */
export class NewerData extends Error {
  override name = 'NewerData';
}

const STEPS: readonly Step[] = [
  first,
  (dialect) => [
    ...messages(dialect),
    ...blobs(dialect),
    ...people(dialect),
    ...chats(dialect),
    ...numbers(dialect),
  ],
];

/** Brings the schema to this program's version, each step in a transaction of its own. */
export async function migrate(database: Database): Promise<void> {
  await database.write((q) =>
    q.run('CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)'),
  );
  const taken = await database.read(schemaOf);
  if (taken > STEPS.length) {
    throw new NewerData(`the data has schema ${taken}, this program knows ${STEPS.length}`);
  }
  for (const [index, step] of STEPS.entries()) {
    if (index >= taken) await database.write((q) => take(q, step(database.dialect), index + 1));
  }
}

async function schemaOf(q: Queries): Promise<number> {
  const row = await q.get<{ value: string }>("SELECT value FROM settings WHERE name = 'schema'");
  return Number(row?.value ?? 0);
}

async function take(q: Queries, statements: readonly string[], schema: number): Promise<void> {
  for (const statement of statements) await q.run(statement);
  await setSetting(q, 'schema', String(schema));
}

/** Sets a named value of the server. */
export async function setSetting(q: Queries, name: string, value: string): Promise<void> {
  await q.run(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    value,
  );
}

/** A named value of the server. */
export async function findSetting(q: Queries, name: string): Promise<string | undefined> {
  const row = await q.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', name);
  return row?.value;
}
