// Reads of who has read a message, in chats small enough to tell.
import { nameKey } from '#core/person-name.ts';
import type { User } from '#protocol/person.ts';
import type { Queries } from '../database.ts';
import { PUBLIC_OF, toUser, type UserRow } from '../people.ts';
import { tellsReceipts } from '../privacy.ts';

/** A message of a chat, and who asks. */
export interface SeenQuery {
  readonly chat: string;
  readonly seq: number;
  readonly viewer: string;
  readonly after?: string | undefined;
}

/**
 * Members who have read a message, by user name, behind `after`: neither its author nor who asks, nobody who came after
 * it (their mark began there) or from whom it is withheld,
 * and nobody who gives no receipts or blocks who asks.
 */
export async function listSeen(
  q: Queries,
  { chat, seq, viewer, after }: SeenQuery,
  author: string,
): Promise<User[]> {
  const rows = await q.all<UserRow & { settings: string }>(
    `SELECT ${PUBLIC_OF('u')}, u.settings FROM members m
     JOIN users u ON u.id = m.person
     JOIN events e ON e.log = 'chat:' || m.chat AND e.seq = ?
     WHERE m.chat = ? AND m.active = 1 AND m.read_seq >= ? AND m.since_seq <= ?
       AND m.person <> ? AND m.person <> ? AND (e.withheld IS NULL OR e.withheld <> m.person)
       AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.person = m.person AND b.other = ?)
       AND u.name_key > ? ORDER BY u.name_key`,
    seq,
    chat,
    seq,
    seq,
    viewer,
    author,
    viewer,
    nameKey(after ?? ''),
  );
  return rows.filter(({ settings }) => tellsReceipts(settings)).map(toUser);
}
