// Facts about how far somebody has read, in a chat and on their own wall.
import type { AskOf } from '#core/ask.ts';
import type { Facts } from '#core/facts.ts';
import { chatLog, wallLog } from '#core/log-name.ts';
import type { Queries } from '../database.ts';
import type { HeadOf } from './head.ts';
import { findState, mayKnow } from './own.ts';

/** For moving a read mark, which also takes back that the chat was marked unread by hand. */
export async function markFacts(
  q: Queries,
  actor: string,
  { chat, seq }: AskOf<'moveMark'>,
  headOf: HeadOf,
): Promise<Partial<Facts>> {
  if (!(await mayKnow(q, actor, chat))) return {};
  const row = await q.get<{ read_seq: number }>(
    'SELECT read_seq FROM members WHERE chat = ? AND person = ?',
    chat,
    actor,
  );
  const log = chatLog(chat);
  const { head, posts } = await headOf(log);
  const upTo = seq >= head ? posts : await postsAt(q, log, seq);
  const mark = { seq: row?.read_seq ?? 0, head, posts: upTo };
  return { mark, state: await findState(q, actor, chat) };
}

/** For moving the mark of one's own wall. */
export async function wallMarkFacts(
  q: Queries,
  actor: string,
  { seq }: AskOf<'moveWallMark'>,
  headOf: HeadOf,
): Promise<Partial<Facts>> {
  const row = await q.get<{ wall_seq: number }>(
    'SELECT wall_seq FROM users WHERE id = ? AND deleted = 0',
    actor,
  );
  if (!row) return {};
  const log = wallLog(actor);
  const { head, posts } = await headOf(log);
  const upTo = seq >= head ? posts : await postsAt(q, log, seq);
  return { mark: { seq: row.wall_seq, head, posts: upTo } };
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
