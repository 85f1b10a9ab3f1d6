// What chats and their members add up to.
import type { Ask } from '#core/ask.ts';
import { peopleOfDirect } from '#core/log-name.ts';
import { nameKey } from '#core/person-name.ts';
import type { Span } from '#core/readable.ts';
import type { ChatFact } from '#protocol/event.ts';
import { dropAvatar, keepAvatar } from '../blobs.ts';
import { ban, unban } from '../chats/bans.ts';
import type { Queries, Value } from '../database.ts';
import { removeInvites, removeInvitesOf, spendInvite } from '../invites.ts';
import { idOf, type Placed, type Projectors } from './placed.ts';

/** Projectors of chats and members. */
export const CHAT_PROJECTORS: Projectors<ChatFact> = {
  'chat.created': onCreated,
  'chat.changed': onChatChanged,
  'chat.closed': onClosed,
  'member.joined': onJoined,
  'member.left': onLeft,
  'member.banned': (q, { log, event }) => ban(q, idOf(log), event.user, event.at),
  'member.unbanned': (q, { log, event }) => unban(q, idOf(log), event.user),
  'member.changed': (q, { log, event }) =>
    q.run(
      'UPDATE members SET role = ? WHERE chat = ? AND person = ?',
      event.role,
      idOf(log),
      event.user,
    ),
};

async function onCreated(q: Queries, { log, event }: Placed<'chat.created'>): Promise<void> {
  await q.run(
    `INSERT INTO chats (id, kind, name, name_key, topic, listed, closed, member_count)
     VALUES (?, ?, ?, ?, '', ?, 0, 0)`,
    idOf(log),
    event.chat,
    event.name,
    nameKey(event.name),
    event.listed ? 1 : 0,
  );
}

async function onClosed(q: Queries, { log }: Placed<'chat.closed'>): Promise<void> {
  await q.run('UPDATE chats SET closed = 1, listed = 0 WHERE id = ?', idOf(log));
  await removeInvites(q, idOf(log));
  await moveAvatar(q, idOf(log), '');
}

const COLUMNS = {
  name: 'name',
  topic: 'topic',
  avatar: 'avatar',
  readOnly: 'read_only',
  listed: 'listed',
  openHistory: 'open_history',
  membersAdd: 'members_add',
} as const;

async function onChatChanged(q: Queries, { log, event }: Placed<'chat.changed'>): Promise<void> {
  const id = idOf(log);
  if (event.avatar !== undefined) await moveAvatar(q, id, event.avatar);
  for (const [field, column] of Object.entries(COLUMNS)) {
    const value = event[field as keyof typeof COLUMNS];
    if (value === undefined) continue;
    const kept: Value = typeof value === 'boolean' ? Number(value) : value;
    await q.run(`UPDATE chats SET ${column} = ? WHERE id = ?`, kept, id);
  }
  if (event.name !== undefined) {
    await q.run('UPDATE chats SET name_key = ? WHERE id = ?', nameKey(event.name), id);
  }
}

/** The file of the old picture may go, that of the new one stays. */
async function moveAvatar(q: Queries, chat: string, avatar: string): Promise<void> {
  const row = await q.get<{ avatar: string | null }>('SELECT avatar FROM chats WHERE id = ?', chat);
  if (row?.avatar) await dropAvatar(q, row.avatar, chat);
  if (avatar) await keepAvatar(q, avatar, chat);
}

async function onJoined(
  q: Queries,
  { log, event, posts }: Placed<'member.joined'>,
  ask: Ask | undefined,
): Promise<void> {
  const chat = idOf(log);
  await enter(q, chat, event.user, event.role, event.seq, posts);
  await q.run('UPDATE chats SET member_count = member_count + 1 WHERE id = ?', chat);
  const code = event.invited && codeOf(ask);
  if (code) await spendInvite(q, code);
}

function codeOf(ask: Ask | undefined): string | undefined {
  if (ask?.kind === 'acceptInvite') return ask.code;
  return ask?.kind === 'createUser' ? ask.invite?.code : undefined;
}

/** Stays of one person in one chat that are remembered: whoever comes and goes all day must not make their row grow. */
const SPANS_MAX = 100;

/** Joining sets the read mark to the head, so nothing from before counts as unread. */
export async function enter(
  q: Queries,
  chat: string,
  person: string,
  role: string,
  seq: number,
  posts: number,
): Promise<void> {
  // Whoever makes a chat joins it with its first events, and sees those too.
  const from = role === 'owner' ? 1 : seq;
  const spans: Span[] = [...(await spansOf(q, chat, person)), { from }].slice(-SPANS_MAX);
  const read = peopleOfDirect(chat) ? 0 : seq;
  await q.run(
    `INSERT INTO members
       (chat, person, role, active, since_seq, spans, read_seq, read_posts, delivered_seq, mark_event)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, 0)
     ON CONFLICT (chat, person) DO UPDATE SET role = excluded.role, active = 1,
       since_seq = excluded.since_seq, spans = excluded.spans, read_seq = excluded.read_seq,
       read_posts = excluded.read_posts, delivered_seq = excluded.delivered_seq`,
    chat,
    person,
    role,
    seq,
    JSON.stringify(spans),
    read,
    posts,
    read,
  );
}

async function spansOf(q: Queries, chat: string, person: string): Promise<Span[]> {
  const row = await q.get<{ spans: string }>(
    'SELECT spans FROM members WHERE chat = ? AND person = ?',
    chat,
    person,
  );
  return row ? (JSON.parse(row.spans) as Span[]) : [];
}

async function onLeft(q: Queries, { log, event }: Placed<'member.left'>): Promise<void> {
  const chat = idOf(log);
  const spans = await spansOf(q, chat, event.user);
  const closed = spans.map((span) => ({ ...span, until: span.until ?? event.seq }));
  await q.run(
    `UPDATE members SET active = 0, role = 'member', spans = ? WHERE chat = ? AND person = ?`,
    JSON.stringify(closed),
    chat,
    event.user,
  );
  await q.run('UPDATE chats SET member_count = member_count - 1 WHERE id = ?', chat);
  await removeInvitesOf(q, chat, event.user);
  if (event.banned) await ban(q, chat, event.user, event.at);
}
