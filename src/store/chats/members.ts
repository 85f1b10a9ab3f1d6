// Reads of members as other members see them, and how far their devices have got.
import { nameKey } from '#core/person-name.ts';
import type { Membership, Span } from '#core/readable.ts';
import type { Member } from '#protocol/chat.ts';
import type { ChatKind, Role } from '#protocol/event.ts';
import { DELIVERED_MEMBERS_MAX } from '#protocol/limits.ts';
import type { Queries } from '../database.ts';
import { PUBLIC_OF, toUser, type UserRow } from '../people.ts';
import { findReceipts, tellsReceipts } from '../privacy.ts';

/** What one is in a chat; undefined when there is no such chat or one never was in it. */
export async function findMembership(
  q: Queries,
  user: string,
  chat: string,
): Promise<(Membership & { role: Role; memberCount: number; membersAdd: boolean }) | undefined> {
  const row = await q.get<{
    kind: ChatKind;
    active: number;
    spans: string;
    role: Role;
    member_count: number;
    open_history: number;
    members_add: number;
  }>(
    `SELECT c.kind, c.member_count, c.open_history, c.members_add, m.active, m.spans, m.role FROM chats c
     JOIN members m ON m.chat = c.id AND m.person = ? WHERE c.id = ?`,
    user,
    chat,
  );
  if (!row) return undefined;
  const { kind, role, member_count: memberCount } = row;
  const spans = JSON.parse(row.spans) as Span[];
  return {
    kind,
    role,
    memberCount,
    membersAdd: row.members_add === 1,
    active: row.active === 1,
    spans,
    openHistory: row.open_history === 1,
  };
}

/** Which members, and how much of them. `viewer`: with whose eyes; the server's own see every mark. */
export interface MembersQuery {
  readonly after?: string | undefined;
  readonly limit: number;
  readonly marks: boolean;
  readonly viewer?: string | undefined;
}

type MemberRow = UserRow & {
  role: Role;
  read: number;
  delivered: number;
  settings: string;
  blocking: number;
};

/** Members of a chat in the order of folded user names; with marks in small private chats. */
export async function listMembers(
  q: Queries,
  chat: string,
  query: MembersQuery,
): Promise<Member[]> {
  const rows = await q.all<MemberRow>(
    `SELECT ${PUBLIC_OF('u')}, u.settings, m.role, m.read_seq AS "read",
       m.delivered_seq AS delivered,
       (SELECT count(*) FROM blocks b WHERE b.person = m.person AND b.other = ?) AS blocking
     FROM members m JOIN users u ON u.id = m.person
     WHERE m.chat = ? AND m.active = 1 AND u.name_key > ? ORDER BY u.name_key LIMIT ?`,
    query.viewer ?? '',
    chat,
    nameKey(query.after ?? ''),
    query.limit,
  );
  const { viewer } = query;
  const isTold = viewer === undefined || (query.marks && (await findReceipts(q, viewer)));
  return rows.map((row) => {
    const { id, role, read, delivered } = row;
    const member = { ...toUser(row), role };
    if (!query.marks) return member;
    const tells =
      viewer === undefined || (tellsReceipts(row.settings) && Number(row.blocking) === 0);
    const told = id === viewer || (isTold && tells);
    return { ...member, ...(told && { read }), delivered };
  });
}

/** Whether the members of such a chat learn what arrived at whom. */
export function tellsMarks(kind: ChatKind, memberCount: number): boolean {
  return kind === 'direct' || (kind === 'group' && memberCount <= DELIVERED_MEMBERS_MAX);
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
