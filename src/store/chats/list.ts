// Reads of chats as one person sees them: pages of the list, one chat, and people with whom there is none yet.
import { chatLog, directChat, otherOfDirect } from '#core/log-name.ts';
import { nameKey } from '#core/person-name.ts';
import type { Span } from '#core/readable.ts';
import { readable } from '#core/readable.ts';
import type { Chat, Member } from '#protocol/chat.ts';
import type { ChatKind, ChatState, Role } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import type { Queries } from '../database.ts';
import { PUBLIC_OF, toUser, type UserRow } from '../people.ts';
import { tellsReceipts } from '../privacy.ts';
import { findHidden, findStates, type Glance, glance } from './glance.ts';

interface ChatRow {
  id: string;
  kind: ChatKind;
  name: string;
  topic: string;
  avatar: string | null;
  listed: number;
  read_only: number;
  open_history: number;
  members_add: number;
  member_count: number;
  role: Role;
  spans: string;
  read_seq: number;
  read_posts: number;
  head: number;
  posts: number;
  active_at: number;
}

const SEEN = `
  SELECT c.id, c.kind, c.name, c.topic, c.avatar, c.listed, c.read_only, c.open_history,
    c.members_add, c.member_count, m.role, m.spans, m.read_seq, m.read_posts, l.head, l.posts,
    l.active_at
  FROM members m
  JOIN chats c ON c.id = m.chat
  JOIN logs l ON l.log = 'chat:' || c.id
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

/** A chat as this member sees it, with what they hid there; undefined when they are no member. */
export async function findChat(q: Queries, user: string, id: string): Promise<Chat | undefined> {
  const row = await q.get<ChatRow>(`${SEEN} AND c.id = ?`, user, id);
  const [chat] = row ? await toChats(q, user, [row]) : [];
  if (!chat) return undefined;
  const hidden = await findHidden(q, user, id);
  return hidden.length > 0 ? { ...chat, hidden } : chat;
}

async function toChats(q: Queries, user: string, rows: readonly ChatRow[]): Promise<Chat[]> {
  const directs = rows.filter(({ kind }) => kind === 'direct').map(({ id }) => id);
  const members = await membersOfDirects(q, user, directs);
  const ids = rows.map(({ id }) => id);
  const seen = await glance(q, user, ids);
  return rows.map((row) => {
    const chat = { ...toChat(row), ...counts(row, seen), ...spoken(user, row, seen) };
    const both = members.get(row.id);
    if (!both) return chat;
    const other = both.find(({ id }) => id === otherOfDirect(row.id, user));
    return { ...chat, ...(other && withOther(other)), members: both };
  });
}

function withOther({ id, username, displayName, avatar, deleted }: Member): Partial<Chat> {
  const person = {
    id,
    username,
    displayName,
    ...(avatar && { avatar }),
    ...(deleted && { deleted }),
  };
  return { name: displayName, with: person };
}

function toChat(row: ChatRow): Omit<Chat, 'from' | 'unread' | 'mentions'> {
  const { id, kind, name, topic, avatar, role, head, posts } = row;
  return {
    id,
    kind,
    name,
    ...(topic && { topic }),
    ...(avatar && { avatar }),
    ...(kind === 'room' && { listed: row.listed === 1 }),
    ...(row.read_only === 1 && { readOnly: true }),
    ...(row.open_history === 1 && { openHistory: true }),
    ...(row.members_add === 1 && { membersAdd: true }),
    role,
    memberCount: row.member_count,
    head,
    posts,
    read: row.read_seq,
  };
}

/** Unread: the posts behind the mark, without those that were erased since. */
function counts({ id, posts, read_posts }: ChatRow, seen: Glance) {
  const [erased, mentioned] = [seen.erased.get(id), seen.mentioned.get(id)];
  const state = seen.states.get(id);
  return {
    unread: Math.max(0, posts - read_posts - (erased?.count ?? 0)),
    mentions: mentioned?.count ?? 0,
    ...(erased && { erased: [...erased.seqs] }),
    ...(mentioned && { mentioned: [...mentioned.seqs] }),
    ...(state && { state }),
  };
}

/** From where on one may read, and the last message if one may read that. */
function spoken(user: string, row: ChatRow, seen: Glance) {
  const { id, kind } = row;
  const spans = JSON.parse(row.spans) as Span[];
  const openHistory = row.open_history === 1;
  const visible = readable(user, chatLog(id), { kind, active: true, spans, openHistory });
  const last = seen.lasts.get(id);
  const shown = visible.some(
    ({ from, until }) => last && last.seq >= from && last.seq <= (until ?? last.seq),
  );
  return { from: visible[0]?.from ?? 1, ...(last && shown && { last }) };
}

type MemberRow = UserRow & {
  chat: string;
  role: Role;
  read: number;
  delivered: number;
  settings: string;
};

/** Both members of each direct chat, with their marks: what ticks in a list are made of. */
async function membersOfDirects(
  q: Queries,
  user: string,
  chats: readonly string[],
): Promise<Map<string, Member[]>> {
  if (chats.length === 0) return new Map();
  const places = chats.map(() => '?').join(', ');
  const rows = await q.all<MemberRow>(
    `SELECT m.chat, ${PUBLIC_OF('u')}, u.settings, m.role, m.read_seq AS "read",
       m.delivered_seq AS delivered
     FROM members m JOIN users u ON u.id = m.person WHERE m.chat IN (${places}) ORDER BY u.name_key`,
    ...chats,
  );
  // It is enough that one of the two gives no receipts.
  const silent = new Set(
    rows.filter((row) => !tellsReceipts(row.settings)).map(({ chat }) => chat),
  );
  const found = new Map<string, Member[]>();
  for (const row of rows) {
    const { chat, role, read, delivered } = row;
    const told = row.id === user || !silent.has(chat);
    const member = { ...toUser(row), role, ...(told && { read }), delivered };
    found.set(chat, [...(found.get(chat) ?? []), member]);
  }
  return found;
}

/** The direct chat with somebody before its first event; it may have a state already. */
export function emptyDirect(user: string, person: User, state?: ChatState): Chat {
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
    ...(state && { state }),
  };
}

/** The direct chats with these people, none of which has an event yet. */
export async function emptyDirects(
  q: Queries,
  user: string,
  people: readonly User[],
): Promise<Chat[]> {
  const states = await findStates(
    q,
    user,
    people.map(({ id }) => directChat(user, id)),
  );
  return people.map((person) => {
    return emptyDirect(user, person, states.get(directChat(user, person.id)));
  });
}

/** People with whom `user` has not talked yet, in the order of folded user names, behind `after`. */
export async function listStrangers(
  q: Queries,
  user: string,
  after: string,
  limit: number,
): Promise<User[]> {
  const rows = await q.all<UserRow>(
    `SELECT ${PUBLIC_OF('u')} FROM users u
     WHERE u.name_key > ? AND u.id <> ? AND u.deleted = 0 AND NOT EXISTS (
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
  return rows.map(toUser);
}
