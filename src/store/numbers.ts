// Whole numbers that stand for ids: 1, 2, 3 … in each scope, given once and never to another id.
import type { Queries } from './database.ts';

/** The numbers of these ids that have one. */
export async function knownNumbers(
  q: Queries,
  scope: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const known = new Map<string, number>();
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const some = ids.slice(at, at + IDS_AT_ONCE);
    const rows = await q.all<{ id: string; number: number }>(
      `SELECT id, number FROM numbers WHERE scope = ? AND id IN (${some.map(() => '?').join(', ')})`,
      scope,
      ...some,
    );
    for (const { id, number } of rows) known.set(id, Number(number));
  }
  return known;
}

const IDS_AT_ONCE = 500;

/** The numbers of these ids, in their order; an id without one gets the next. */
export async function giveNumbers(
  q: Queries,
  scope: string,
  ids: readonly string[],
): Promise<number[]> {
  // The head's row first: whoever gives numbers of this scope at the same time waits here.
  await q.run(
    'INSERT INTO number_heads (scope, head) VALUES (?, 0) ON CONFLICT (scope) DO UPDATE SET head = number_heads.head',
    scope,
  );
  const row = await q.get<{ head: number }>('SELECT head FROM number_heads WHERE scope = ?', scope);
  let head = Number(row?.head ?? 0);
  const known = await knownNumbers(q, scope, ids);
  for (const id of ids) {
    if (known.has(id)) continue;
    head += 1;
    known.set(id, head);
    await q.run('INSERT INTO numbers (scope, id, number) VALUES (?, ?, ?)', scope, id, head);
  }
  await q.run('UPDATE number_heads SET head = ? WHERE scope = ?', head, scope);
  return ids.map((id) => known.get(id) ?? 0);
}

/** The id behind a number; undefined when it was never given. */
export async function findNumbered(
  q: Queries,
  scope: string,
  number: number,
): Promise<string | undefined> {
  const row = await q.get<{ id: string }>(
    'SELECT id FROM numbers WHERE scope = ? AND number = ?',
    scope,
    number,
  );
  return row?.id;
}
