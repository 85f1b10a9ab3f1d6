// Who is kept out of a chat.
import { nameKey } from '#core/person-name.ts';
import type { User } from '#protocol/person.ts';
import type { Queries } from '../database.ts';
import { PUBLIC_OF, toUser, type UserRow } from '../people.ts';

/** Whether somebody is kept out. */
export async function isBanned(q: Queries, chat: string, person: string): Promise<boolean> {
  const row = await q.get(
    'SELECT 1 AS there FROM bans WHERE chat = ? AND person = ?',
    chat,
    person,
  );
  return row !== undefined;
}

/** How many are kept out. */
export async function countBans(q: Queries, chat: string): Promise<number> {
  const row = await q.get<{ n: number }>('SELECT count(*) AS n FROM bans WHERE chat = ?', chat);
  return Number(row?.n ?? 0);
}

/** Keeps somebody out. */
export async function ban(q: Queries, chat: string, person: string, at: number): Promise<void> {
  await q.run(
    'INSERT INTO bans (chat, person, at) VALUES (?, ?, ?) ON CONFLICT (chat, person) DO NOTHING',
    chat,
    person,
    at,
  );
}

/** No longer keeps somebody out. */
export async function unban(q: Queries, chat: string, person: string): Promise<void> {
  await q.run('DELETE FROM bans WHERE chat = ? AND person = ?', chat, person);
}

/** Who is kept out, in the order of folded user names, behind `after` (a user name). */
export async function listBans(
  q: Queries,
  chat: string,
  query: { after?: string | undefined; limit: number },
): Promise<User[]> {
  const rows = await q.all<UserRow>(
    `SELECT ${PUBLIC_OF('u')} FROM bans b
     JOIN users u ON u.id = b.person
     WHERE b.chat = ? AND u.name_key > ? AND u.deleted = 0 ORDER BY u.name_key LIMIT ?`,
    chat,
    nameKey(query.after ?? ''),
    query.limit,
  );
  return rows.map(toUser);
}
