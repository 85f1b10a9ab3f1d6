// Facts about what only one person knows of a chat: its state, and what they hide there.
import type { AskOf } from '#core/ask.ts';
import type { Facts } from '#core/facts.ts';
import { chatLog, otherOfDirect } from '#core/log-name.ts';
import { readable } from '#core/readable.ts';
import type { ChatState } from '#protocol/event.ts';
import { findMembership } from '../chats/members.ts';
import type { Queries } from '../database.ts';

/** For a change of one's state of a chat. */
export async function stateFacts(
  q: Queries,
  actor: string,
  ask: AskOf<'setChatState'>,
): Promise<Partial<Facts>> {
  if (!(await mayKnow(q, actor, ask.chat))) return {};
  const state = await findState(q, actor, ask.chat);
  return ask.pinned ? { state, pinnedChats: await countPinned(q, actor) } : { state };
}

/** For hiding a message. */
export async function hideFacts(
  q: Queries,
  actor: string,
  { chat, target }: AskOf<'hideMessage'>,
): Promise<Partial<Facts>> {
  const spans = readable(actor, chatLog(chat), await findMembership(q, actor, chat));
  if (spans.length === 0) return {};
  const seen = spans.some(({ from, until }) => target >= from && target <= (until ?? target));
  const found = seen && (await isMessage(q, actor, chatLog(chat), target));
  const row = await q.get<{ n: number; there: number | null }>(
    `SELECT count(*) AS n, max(CASE WHEN seq = ? THEN 1 ELSE 0 END) AS there
     FROM hidden WHERE person = ? AND chat = ?`,
    target,
    actor,
    chat,
  );
  return { toHide: { found, hidden: row?.there === 1, count: Number(row?.n ?? 0) } };
}

/** Whether somebody may know of a chat: as a member, or as one of two people who have not talked yet. */
export async function mayKnow(q: Queries, user: string, chat: string): Promise<boolean> {
  const row = await q.get<{ active: number }>(
    'SELECT active FROM members WHERE chat = ? AND person = ?',
    chat,
    user,
  );
  if (row) return row.active === 1;
  const other = otherOfDirect(chat, user);
  if (!other) return false;
  const person = await q.get('SELECT 1 AS there FROM users WHERE id = ? AND deleted = 0', other);
  return person !== undefined;
}

/** One's state of a chat. */
export async function findState(q: Queries, person: string, chat: string): Promise<ChatState> {
  const row = await q.get<{ state: string }>(
    'SELECT state FROM chat_states WHERE person = ? AND chat = ?',
    person,
    chat,
  );
  return row ? (JSON.parse(row.state) as ChatState) : {};
}

// In stored JSON a quote inside a draft is escaped: only the flag itself looks like this.
async function countPinned(q: Queries, person: string): Promise<number> {
  const row = await q.get<{ n: number }>(
    `SELECT count(*) AS n FROM chat_states WHERE person = ? AND state LIKE '%"pinned":true%'`,
    person,
  );
  return Number(row?.n ?? 0);
}

async function isMessage(q: Queries, user: string, log: string, seq: number): Promise<boolean> {
  const row = await q.get(
    `SELECT 1 AS there FROM events WHERE log = ? AND seq = ? AND class = 'post'
       AND (withheld IS NULL OR withheld <> ?)`,
    log,
    seq,
    user,
  );
  return row !== undefined;
}
