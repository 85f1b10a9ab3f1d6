// Invite links: who made them, how long and how often they open a chat. A link works while its maker may invite.
import { allowed } from '#core/permissions.ts';
import type { Invite } from '#protocol/chat.ts';
import type { ChatKind, Role } from '#protocol/event.ts';
import type { Queries } from './database.ts';
import { PUBLIC_OF, toUser, type UserRow } from './people.ts';

/** An invite link with the chat that it opens. */
export interface StoredInvite {
  readonly chat: string;
  readonly kind: ChatKind;
  readonly name: string;
  readonly memberCount: number;
  readonly invite: Invite;
}

interface InviteRow extends UserRow {
  code: string;
  chat: string;
  created_at: number;
  expires_at: number | null;
  uses_left: number | null;
  kind: ChatKind;
  name: string;
  member_count: number;
  members_add: number;
  role: Role;
}

const WORKING = `
  SELECT i.code, i.chat, i.created_at, i.expires_at, i.uses_left, c.kind, c.name, c.member_count,
    c.members_add, m.role, ${PUBLIC_OF('u')}
  FROM invites i
  JOIN chats c ON c.id = i.chat AND c.closed = 0
  JOIN members m ON m.chat = i.chat AND m.person = i.person AND m.active = 1
  JOIN users u ON u.id = i.person
  WHERE (i.expires_at IS NULL OR i.expires_at > ?)`;

/** The link of this code; undefined when there is none, or none that works. */
export async function findInvite(
  q: Queries,
  code: string,
  now: number,
): Promise<StoredInvite | undefined> {
  const row = await q.get<InviteRow>(`${WORKING} AND i.code = ?`, now, code);
  return row && works(row) ? toInvite(row) : undefined;
}

/** The links of a chat that work, newest first. */
export async function listInvites(q: Queries, chat: string, now: number): Promise<Invite[]> {
  const rows = await q.all<InviteRow>(
    `${WORKING} AND i.chat = ? ORDER BY i.created_at DESC, i.code`,
    now,
    chat,
  );
  return rows.filter(works).map((row) => toInvite(row).invite);
}

function works({ kind, role, members_add }: InviteRow): boolean {
  return allowed('invite', kind, role, { membersAdd: members_add === 1 });
}

function toInvite(row: InviteRow): StoredInvite {
  const { chat, kind, name, expires_at, uses_left } = row;
  return {
    chat,
    kind,
    name,
    memberCount: row.member_count,
    invite: {
      code: row.code,
      chat,
      by: toUser(row),
      createdAt: row.created_at,
      ...(expires_at === null ? {} : { expiresAt: expires_at }),
      ...(uses_left === null ? {} : { usesLeft: uses_left }),
    },
  };
}

/** A link to be kept. */
export interface NewInviteRow {
  readonly code: string;
  readonly chat: string;
  readonly person: string;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
  readonly uses: number | undefined;
}

/** Keeps a link; those of the chat that have run out go. */
export async function addInvite(q: Queries, invite: NewInviteRow): Promise<void> {
  await q.run(
    'DELETE FROM invites WHERE chat = ? AND expires_at <= ?',
    invite.chat,
    invite.createdAt,
  );
  await q.run(
    `INSERT INTO invites (code, chat, person, created_at, expires_at, uses_left)
     VALUES (?, ?, ?, ?, ?, ?)`,
    invite.code,
    invite.chat,
    invite.person,
    invite.createdAt,
    invite.expiresAt ?? null,
    invite.uses ?? null,
  );
}

/** Ends a link of a chat; false when there is none. */
export async function removeInvite(q: Queries, chat: string, code: string): Promise<boolean> {
  const row = await q.get('SELECT 1 AS there FROM invites WHERE chat = ? AND code = ?', chat, code);
  await q.run('DELETE FROM invites WHERE chat = ? AND code = ?', chat, code);
  return row !== undefined;
}

/** Ends the links that somebody made for a chat. */
export async function removeInvitesOf(q: Queries, chat: string, person: string): Promise<void> {
  await q.run('DELETE FROM invites WHERE chat = ? AND person = ?', chat, person);
}

/** Ends all links of a chat. */
export async function removeInvites(q: Queries, chat: string): Promise<void> {
  await q.run('DELETE FROM invites WHERE chat = ?', chat);
}

/** Notes that somebody came by a link; the last time that it may be used ends it. */
export async function spendInvite(q: Queries, code: string): Promise<void> {
  await q.run('UPDATE invites SET uses_left = uses_left - 1 WHERE code = ?', code);
  await q.run('DELETE FROM invites WHERE code = ? AND uses_left <= 0', code);
}
