// Facts about a chat, its members and whom an ask names.
import type { Ask, AskOf } from '#core/ask.ts';
import type { ChatFacts, Facts } from '#core/facts.ts';
import { chatOf, otherOfDirect } from '#core/log-name.ts';
import type { Role } from '#protocol/event.ts';
import { ownsPicture } from '../blobs.ts';
import { countBans, isBanned } from '../chats/bans.ts';
import type { Queries } from '../database.ts';
import { findInvite } from '../invites.ts';

interface ChatRow {
  id: string;
  kind: ChatFacts['kind'];
  name: string;
  topic: string;
  avatar: string | null;
  listed: number;
  read_only: number;
  open_history: number;
  members_add: number;
  closed: number;
  member_count: number;
  role: Role | null;
  active: number | null;
}

/** An ask about a chat. `now` is for links that run out. */
export interface ChatAsked {
  readonly log: string;
  readonly actor: string;
  readonly ask: Ask;
  readonly now: number;
}

/** What is known of the log's chat, the actor in it, and whom the ask names. */
export async function chatFacts(q: Queries, asked: ChatAsked): Promise<Partial<Facts>> {
  const { log, actor, ask } = asked;
  const id = chatOf(log);
  if (!id) return {};
  const { chat, role } = await findChat(q, id, actor);
  const target = await findTarget(q, id, actor, ask, chat);
  return { chat, role, target, ...(await factsFor(q, id, asked, role)) };
}

async function findChat(
  q: Queries,
  chat: string,
  actor: string,
): Promise<{ chat: ChatFacts | undefined; role: Role | undefined }> {
  const row = await q.get<ChatRow>(
    `SELECT c.id, c.kind, c.name, c.topic, c.avatar, c.listed, c.read_only, c.open_history,
       c.members_add, c.closed, c.member_count, m.role, m.active
     FROM chats c LEFT JOIN members m ON m.chat = c.id AND m.person = ? WHERE c.id = ?`,
    actor,
    chat,
  );
  const role = row?.active && row.role ? row.role : undefined;
  return { chat: row && toChat(row), role };
}

/** What only some asks need. */
async function factsFor(
  q: Queries,
  chat: string,
  { actor, ask, now }: ChatAsked,
  role: Role | undefined,
): Promise<Partial<Facts>> {
  switch (ask.kind) {
    case 'leaveChat':
      return role === 'owner' ? { heir: await findHeir(q, chat, actor) } : {};
    case 'joinChat':
      return { banned: await isBanned(q, chat, actor) };
    case 'acceptInvite': {
      const invite = await findInvite(q, ask.code, now);
      return { banned: await isBanned(q, chat, actor), invited: invite?.chat === chat };
    }
    case 'banMember':
      return ask.on ? { bans: await countBans(q, chat) } : {};
    case 'changeChat':
      return ask.avatar ? { avatarFound: await ownsPicture(q, actor, ask.avatar) } : {};
    default:
      return {};
  }
}

/** For a new account that comes by an invite link: where that leads, and whether it works. */
export async function invitedFacts(
  q: Queries,
  ask: AskOf<'createUser'>,
  now: number,
): Promise<Partial<Facts>> {
  if (!ask.invite) return {};
  const { code, chat } = ask.invite;
  const invite = await findInvite(q, code, now);
  return { chat: (await findChat(q, chat, ask.user.id)).chat, invited: invite?.chat === chat };
}

function toChat(row: ChatRow): ChatFacts {
  const { id, kind, name, topic } = row;
  return {
    id,
    kind,
    name,
    topic,
    avatar: row.avatar ?? '',
    listed: row.listed === 1,
    readOnly: row.read_only === 1,
    openHistory: row.open_history === 1,
    membersAdd: row.members_add === 1,
    closed: row.closed === 1,
    memberCount: row.member_count,
  };
}

const NAMING: readonly Ask['kind'][] = ['addMember', 'removeMember', 'banMember', 'changeRole'];

async function findTarget(
  q: Queries,
  chat: string,
  actor: string,
  ask: Ask,
  known: ChatFacts | undefined,
): Promise<Facts['target']> {
  const named = 'user' in ask && NAMING.includes(ask.kind) ? (ask.user as string) : undefined;
  const wanted = named ?? (known ? undefined : otherOfDirect(chat, actor));
  if (!wanted) return undefined;
  const row = await q.get<{
    id: string;
    role: Role | null;
    active: number | null;
    ban: number | null;
  }>(
    `SELECT u.id, m.role, m.active, b.at AS ban FROM users u
     LEFT JOIN members m ON m.chat = ? AND m.person = u.id
     LEFT JOIN bans b ON b.chat = ? AND b.person = u.id WHERE u.id = ? AND u.deleted = 0`,
    chat,
    chat,
    wanted,
  );
  if (!row) return undefined;
  const role = row.active && row.role ? row.role : undefined;
  return { id: row.id, role, banned: row.ban !== null };
}

async function findHeir(q: Queries, chat: string, owner: string): Promise<string | undefined> {
  const row = await q.get<{ person: string }>(
    `SELECT person FROM members WHERE chat = ? AND active = 1 AND person <> ?
     ORDER BY CASE role WHEN 'admin' THEN 0 WHEN 'moderator' THEN 1 ELSE 2 END, since_seq LIMIT 1`,
    chat,
    owner,
  );
  return row?.person;
}
