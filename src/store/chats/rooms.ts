// Reads of the listed rooms.
import { nameKey } from '#core/person-name.ts';
import type { Room } from '#protocol/chat.ts';
import type { Queries, Value } from '../database.ts';

/** Listed rooms from which `user` is not kept out, in the order of folded names, behind `after` (a name and an id). */
export async function listRooms(
  q: Queries,
  user: string,
  query: { query: string; after?: { name: string; id: string } | undefined; limit: number },
): Promise<Room[]> {
  const like = `%${nameKey(query.query).replace(/[\\%_]/g, '\\$&')}%`;
  const after = { name: nameKey(query.after?.name ?? ''), id: query.after?.id ?? '' };
  const values: Value[] = [user, user, like, after.name, after.name, after.id, query.limit];
  const rows = await q.all<Room & { topic: string; avatar: string | null; active: number | null }>(
    `SELECT c.id, c.name, c.topic, c.avatar, c.member_count AS "memberCount", m.active FROM chats c
     LEFT JOIN members m ON m.chat = c.id AND m.person = ?
     LEFT JOIN bans b ON b.chat = c.id AND b.person = ?
     WHERE c.listed = 1 AND b.at IS NULL AND c.name_key LIKE ? ESCAPE '\\'
       AND (c.name_key > ? OR (c.name_key = ? AND c.id > ?))
     ORDER BY c.name_key, c.id LIMIT ?`,
    ...values,
  );
  return rows.map(({ id, name, topic, avatar, memberCount, active }) => ({
    id,
    name,
    ...(topic ? { topic } : {}),
    ...(avatar ? { avatar } : {}),
    memberCount,
    joined: active === 1,
  }));
}
