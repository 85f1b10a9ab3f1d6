// Gathers what a decision may know, inside the transaction that will keep its events.
import type { Ask } from '#core/ask.ts';
import type { ChatFacts, Facts } from '#core/facts.ts';
import { chatLog, chatOf, otherOfDirect } from '#core/log-name.ts';
import { emailKey, nameKey, nameLook } from '#core/person-name.ts';
import type { Role } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import type { Queries } from './database.ts';
import { findSetting } from './migrations.ts';

/** Heads as the transaction has moved them so far. */
export interface Head {
  head: number;
  posts: number;
  at: number;
  epoch: number;
  lastPost: number;
  activeAt: number;
}

interface Asked {
  readonly log: string;
  readonly actor: string;
  readonly ask: Ask;
}

/** The facts for one ask. `headOf` gives heads that include what this transaction did before. */
export async function loadFacts(
  q: Queries,
  { log, actor, ask }: Asked,
  headOf: (log: string) => Promise<Head>,
): Promise<Facts> {
  const base = { log, actor, epoch: (await headOf(log)).epoch };
  if (ask.kind === 'createUser') return { ...base, ...(await newcomerFacts(q, ask)) };
  if (ask.kind === 'changeAccount') {
    return { ...base, ...(await accountFacts(q, actor, ask.change.email)) };
  }
  if (ask.kind === 'moveMark') return { ...base, mark: await markFacts(q, actor, ask, headOf) };
  return { ...base, ...(await chatFacts(q, log, actor, ask)) };
}

interface ChatRow {
  id: string;
  kind: ChatFacts['kind'];
  name: string;
  topic: string;
  listed: number;
  closed: number;
  member_count: number;
  role: Role | null;
  active: number | null;
}

async function chatFacts(
  q: Queries,
  log: string,
  actor: string,
  ask: Ask,
): Promise<Partial<Facts>> {
  const id = chatOf(log);
  if (!id) return {};
  const row = await q.get<ChatRow>(
    `SELECT c.id, c.kind, c.name, c.topic, c.listed, c.closed, c.member_count, m.role, m.active
     FROM chats c LEFT JOIN members m ON m.chat = c.id AND m.person = ? WHERE c.id = ?`,
    actor,
    id,
  );
  const chat = row && toChat(row);
  const role = row?.active && row.role ? row.role : undefined;
  const heir =
    ask.kind === 'leaveChat' && role === 'owner' ? await findHeir(q, id, actor) : undefined;
  return { chat, role, heir, target: await findTarget(q, id, actor, ask, chat) };
}

function toChat(row: ChatRow): ChatFacts {
  const { id, kind, name, topic, listed, closed, member_count } = row;
  return {
    id,
    kind,
    name,
    topic,
    listed: listed === 1,
    closed: closed === 1,
    memberCount: member_count,
  };
}

async function findTarget(
  q: Queries,
  chat: string,
  actor: string,
  ask: Ask,
  known: ChatFacts | undefined,
): Promise<Facts['target']> {
  const named = ask.kind === 'addMember' || ask.kind === 'removeMember' ? ask.user : undefined;
  const wanted = named ?? (known ? undefined : otherOfDirect(chat, actor));
  if (!wanted) return undefined;
  const row = await q.get<{ id: string; role: Role | null; active: number | null }>(
    `SELECT u.id, m.role, m.active FROM users u
     LEFT JOIN members m ON m.chat = ? AND m.person = u.id WHERE u.id = ?`,
    chat,
    wanted,
  );
  return row && { id: row.id, role: row.active && row.role ? row.role : undefined };
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

async function newcomerFacts(
  q: Queries,
  ask: Extract<Ask, { kind: 'createUser' }>,
): Promise<Partial<Facts>> {
  const { username } = ask.user;
  const taken = await q.get(
    'SELECT 1 AS taken FROM users WHERE name_key = ? OR look = ?',
    nameKey(username),
    nameLook(username),
  );
  const people = await q.get<{ n: number }>('SELECT count(*) AS n FROM users');
  return {
    usernameTaken: taken !== undefined,
    emailTaken: await emailTaken(q, ask.user.id, ask.personal.email),
    people: Number(people?.n ?? 0),
    everybody: (await findSetting(q, 'everybody')) !== 'off',
  };
}

async function accountFacts(
  q: Queries,
  actor: string,
  email: string | undefined,
): Promise<Partial<Facts>> {
  const account = await q.get<User>(
    'SELECT id, username, display_name AS "displayName" FROM users WHERE id = ?',
    actor,
  );
  return { account: account && { ...account }, emailTaken: await emailTaken(q, actor, email) };
}

async function emailTaken(q: Queries, except: string, email?: string): Promise<boolean> {
  if (!email) return false;
  const row = await q.get(
    'SELECT 1 AS taken FROM users WHERE email_key = ? AND id <> ?',
    emailKey(email),
    except,
  );
  return row !== undefined;
}

async function markFacts(
  q: Queries,
  actor: string,
  ask: Extract<Ask, { kind: 'moveMark' }>,
  headOf: (log: string) => Promise<Head>,
): Promise<Facts['mark']> {
  const row = await q.get<{ read_seq: number }>(
    'SELECT read_seq FROM members WHERE chat = ? AND person = ? AND active = 1',
    ask.chat,
    actor,
  );
  if (!row) return undefined;
  const log = chatLog(ask.chat);
  const { head, posts } = await headOf(log);
  return {
    seq: row.read_seq,
    head,
    posts: ask.seq >= head ? posts : await postsAt(q, log, ask.seq),
  };
}

/** How many posts a log holds up to and including a seq. */
export async function postsAt(q: Queries, log: string, seq: number): Promise<number> {
  const row = await q.get<{ posts: number }>(
    'SELECT posts FROM events WHERE log = ? AND seq = ?',
    log,
    seq,
  );
  return row?.posts ?? 0;
}
