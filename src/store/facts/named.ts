// Whom a text names: people who can read it, found by their user names.
import type { Facts } from '#core/facts.ts';
import { callsAll, namesIn } from '#core/markup/names-in.ts';
import { nameKey } from '#core/person-name.ts';
import type { Named } from '#protocol/event.ts';
import { MENTIONS_MAX } from '#protocol/limits.ts';
import type { Queries } from '../database.ts';
import { findWall } from '../walls.ts';

/** The people whom a text names in the chat or on the wall of the facts, and whether it calls everybody. */
export async function namedIn(q: Queries, facts: Facts, text: string): Promise<Named> {
  const names = namesIn(text);
  if (names.length === 0) return {};
  const keys = [...new Set(names.map(nameKey))].slice(0, MENTIONS_MAX);
  const mentions = await findPeople(q, facts, keys);
  return { ...(mentions.length > 0 && { mentions }), ...(callsAll(names) && { all: true }) };
}

/** Nobody names themselves. */
async function findPeople(q: Queries, facts: Facts, keys: readonly string[]): Promise<string[]> {
  const { chat, role, wall, target, actor } = facts;
  const places = keys.map(() => '?').join(', ');
  if (wall) {
    const rows = await q.all<{ id: string }>(
      `SELECT id FROM users WHERE name_key IN (${places}) AND deleted = 0 AND id <> ?
       ORDER BY name_key`,
      ...keys,
      actor,
    );
    return readersOf(q, wall.owner, rows);
  }
  if (!chat || !role) return target ? findAmong(q, [target.id], keys, actor) : [];
  const rows = await q.all<{ id: string }>(
    `SELECT u.id FROM users u JOIN members m ON m.chat = ? AND m.person = u.id AND m.active = 1
     WHERE u.name_key IN (${places}) AND u.deleted = 0 AND u.id <> ? ORDER BY u.name_key`,
    chat.id,
    ...keys,
    actor,
  );
  return rows.map(({ id }) => id);
}

async function readersOf(q: Queries, owner: string, rows: { id: string }[]): Promise<string[]> {
  const readers: string[] = [];
  for (const { id } of rows) {
    if ((await findWall(q, id, owner))?.mayRead) readers.push(id);
  }
  return readers;
}

/** In a direct chat before its first event nobody is a member yet. */
async function findAmong(
  q: Queries,
  people: readonly string[],
  keys: readonly string[],
  actor: string,
): Promise<string[]> {
  const found: string[] = [];
  for (const id of people) {
    const row = await q.get<{ key: string }>(
      'SELECT name_key AS "key" FROM users WHERE id = ?',
      id,
    );
    if (row && id !== actor && keys.includes(row.key)) found.push(id);
  }
  return found;
}
