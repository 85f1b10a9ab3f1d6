// Reads of chats, members and rooms as one person sees them.

import { directChat, otherOfDirect } from '#core/log-name.ts';
import { nameKey } from '#core/person-name.ts';
import type { Membership, Span } from '#core/readable.ts';
import { readable } from '#core/readable.ts';
import type { Chat, Member, Message, Room } from '#protocol/chat.ts';
import type { ChatKind, Event, Role } from '#protocol/event.ts';
import { DELIVERED_MEMBERS_MAX } from '#protocol/limits.ts';
import type { User } from '#protocol/person.ts';
import type { Queries, Value } from './database.ts';
import { toMessage } from './log-reads.ts';

interface ChatRow {
  id: string;
  kind: ChatKind;
  name: string;
  topic: string;
  listed: number;
  member_count: number;
  role: Role;
  spans: string;
  read_seq: number;
  read_posts: number;
  head: number;
  posts: number;
  active_at: number;
  last: string | null;
}

const SEEN = `
  SELECT c.id, c.kind, c.name, c.topic, c.listed, c.member_count, m.role, m.spans, m.read_seq,
    m.read_posts, l.head, l.posts, l.active_at, e.event AS last
  FROM members m
  JOIN chats c ON c.id = m.chat
  JOIN logs l ON l.log = 'chat:' || c.id
  LEFT JOIN events e ON e.log = l.log AND e.seq = l.last_post
  WHERE m.person = ? AND m.active = 1`;

/** Where the next page of chats begins: behind this activity and id. */
export interface ChatCursor {
  readonly activeAt: number;
  readonly id: string;
}

/** One's chats, last used first, with the cursor of each. */
export async function listChats(
  q: Queries,
  user: string,
  after: ChatCursor | undefined,
  limit: number,
): Promise<{ chat: Chat; cursor: ChatCursor }[]> {
  const { activeAt, id } = after ?? { activeAt: Number.MAX_SAFE_INTEGER, id: '' };
  const rows = await q.all<ChatRow>(
    `${SEEN} AND (l.active_at < ? OR (l.active_at = ? AND c.id > ?))
     ORDER BY l.active_at DESC, c.id LIMIT ?`,
    user,
    activeAt,
    activeAt,
    id,
    limit,
  );
  const chats = await toChats(q, user, rows);
  return chats.map((chat, index) => ({
    chat,
    cursor: { activeAt: rows[index]?.active_at ?? 0, id: chat.id },
  }));
}

/** A chat as this member sees it; undefined when they are none. */
export async function findChat(q: Queries, user: string, id: string): Promise<Chat | undefined> {
  const row = await q.get<ChatRow>(`${SEEN} AND c.id = ?`, user, id);
  return row && (await toChats(q, user, [row]))[0];
}

async function toChats(q: Queries, user: string, rows: readonly ChatRow[]): Promise<Chat[]> {
  const directs = rows.filter(({ kind }) => kind === 'direct').map(({ id }) => id);
  const members = await membersOfDirects(q, directs);
  return rows.map((row) => {
    if (row.kind !== 'direct') return toChat(user, row);
    const both = members.get(row.id) ?? [];
    const other = both.find(({ id }) => id === otherOfDirect(row.id, user));
    const person = other && {
      id: other.id,
      username: other.username,
      displayName: other.displayName,
    };
    return { ...toChat(user, row, person), members: both };
  });
}

/** Both members of each direct chat, with their marks: what ticks in a list are made of. */
async function membersOfDirects(
  q: Queries,
  chats: readonly string[],
): Promise<Map<string, Member[]>> {
  const found = new Map<string, Member[]>();
  if (chats.length === 0) return found;
  const places = chats.map(() => '?').join(', ');
  const rows = await q.all<Member & { chat: string }>(
    `SELECT m.chat, u.id, u.username, u.display_name AS "displayName", m.role, m.read_seq AS "read",
       m.delivered_seq AS delivered
     FROM members m JOIN users u ON u.id = m.person WHERE m.chat IN (${places}) ORDER BY u.name_key`,
    ...chats,
  );
  for (const { chat, ...member } of rows) {
    found.set(chat, [...(found.get(chat) ?? []), member]);
  }
  return found;
}

function toChat(user: string, row: ChatRow, person?: User): Chat {
  const { id, kind, topic, role, head, posts } = row;
  const spans = JSON.parse(row.spans) as Span[];
  const visible = readable(user, `chat:${id}`, { kind, active: true, spans });
  const last = row.last ? lastMessage(row, visible) : undefined;
  return {
    id,
    kind,
    name: person?.displayName ?? row.name,
    ...(topic ? { topic } : {}),
    ...(kind === 'room' ? { listed: row.listed === 1 } : {}),
    ...(person ? { with: person } : {}),
    role,
    memberCount: row.member_count,
    head,
    from: visible[0]?.from ?? 1,
    posts,
    unread: Math.max(0, posts - row.read_posts),
    mentions: 0,
    read: row.read_seq,
    ...(last ? { last } : {}),
  };
}

function lastMessage(row: ChatRow, visible: readonly Span[]): Message | undefined {
  const event = JSON.parse(row.last ?? '') as Event;
  const seen = visible.some(
    ({ from, until }) => event.seq >= from && event.seq <= (until ?? event.seq),
  );
  return seen ? toMessage(`chat:${row.id}`, event) : undefined;
}

/** The direct chat with somebody before its first event. */
export function emptyDirect(user: string, person: User): Chat {
  return {
    id: directChat(user, person.id),
    kind: 'direct',
    name: person.displayName,
    with: person,
    role: 'member',
    memberCount: person.id === user ? 1 : 2,
    head: 0,
    from: 1,
    posts: 0,
    unread: 0,
    mentions: 0,
    read: 0,
  };
}

/** People with whom `user` has not talked yet, in the order of folded user names, behind `after`. */
export async function listStrangers(
  q: Queries,
  user: string,
  after: string,
  limit: number,
): Promise<User[]> {
  const rows = await q.all<User>(
    `SELECT u.id, u.username, u.display_name AS "displayName" FROM users u
     WHERE u.name_key > ? AND u.id <> ? AND NOT EXISTS (
       SELECT 1 FROM chats c WHERE c.id = CASE
         WHEN u.id < ? THEN 'd0.' || u.id || '.' || ? ELSE 'd0.' || ? || '.' || u.id END)
     ORDER BY u.name_key LIMIT ?`,
    nameKey(after),
    user,
    user,
    user,
    user,
    limit,
  );
  return rows.map((row) => ({ ...row }));
}

/** What one is in a chat; undefined when there is no such chat or one never was in it. */
export async function findMembership(
  q: Queries,
  user: string,
  chat: string,
): Promise<(Membership & { role: Role; memberCount: number }) | undefined> {
  const row = await q.get<{
    kind: ChatKind;
    active: number;
    spans: string;
    role: Role;
    member_count: number;
  }>(
    `SELECT c.kind, c.member_count, m.active, m.spans, m.role FROM chats c
     JOIN members m ON m.chat = c.id AND m.person = ? WHERE c.id = ?`,
    user,
    chat,
  );
  if (!row) return undefined;
  const { kind, role, member_count: memberCount } = row;
  const spans = JSON.parse(row.spans) as Span[];
  return { kind, role, memberCount, active: row.active === 1, spans };
}

/** Members of a chat in the order of folded user names; with marks in small private chats. */
export async function listMembers(
  q: Queries,
  chat: string,
  query: { after?: string | undefined; limit: number; marks: boolean },
): Promise<Member[]> {
  const rows = await q.all<User & { role: Role; read: number; delivered: number }>(
    `SELECT u.id, u.username, u.display_name AS "displayName", m.role, m.read_seq AS "read",
       m.delivered_seq AS delivered
     FROM members m JOIN users u ON u.id = m.person
     WHERE m.chat = ? AND m.active = 1 AND u.name_key > ? ORDER BY u.name_key LIMIT ?`,
    chat,
    nameKey(query.after ?? ''),
    query.limit,
  );
  return rows.map(({ read, delivered, ...member }) =>
    query.marks ? { ...member, read, delivered } : { ...member },
  );
}

/** Whether the members of such a chat learn what arrived at whom. */
export function tellsMarks(kind: ChatKind, memberCount: number): boolean {
  return kind === 'direct' || (kind === 'group' && memberCount <= DELIVERED_MEMBERS_MAX);
}

/** Listed rooms in the order of folded names, behind `after` (a name and an id). */
export async function listRooms(
  q: Queries,
  user: string,
  query: { query: string; after?: { name: string; id: string } | undefined; limit: number },
): Promise<Room[]> {
  const like = `%${nameKey(query.query).replace(/[\\%_]/g, '\\$&')}%`;
  const after = { name: nameKey(query.after?.name ?? ''), id: query.after?.id ?? '' };
  const values: Value[] = [user, like, after.name, after.name, after.id, query.limit];
  const rows = await q.all<Room & { topic: string; active: number | null }>(
    `SELECT c.id, c.name, c.topic, c.member_count AS "memberCount", m.active FROM chats c
     LEFT JOIN members m ON m.chat = c.id AND m.person = ?
     WHERE c.listed = 1 AND c.name_key LIKE ? ESCAPE '\\'
       AND (c.name_key > ? OR (c.name_key = ? AND c.id > ?))
     ORDER BY c.name_key, c.id LIMIT ?`,
    ...values,
  );
  return rows.map(({ id, name, topic, memberCount, active }) => ({
    id,
    name,
    ...(topic ? { topic } : {}),
    memberCount,
    joined: active === 1,
  }));
}

/** Notes how far a member's devices have got; it never goes back. True when it moved. */
export async function moveDelivered(
  q: Queries,
  user: string,
  chat: string,
  seq: number,
): Promise<boolean> {
  const row = await q.get(
    `SELECT 1 AS there FROM members m JOIN logs l ON l.log = 'chat:' || m.chat
     WHERE m.chat = ? AND m.person = ? AND m.active = 1 AND m.delivered_seq < ? AND l.head >= ?`,
    chat,
    user,
    seq,
    seq,
  );
  if (!row) return false;
  await q.run(
    'UPDATE members SET delivered_seq = ? WHERE chat = ? AND person = ?',
    seq,
    chat,
    user,
  );
  return true;
}
