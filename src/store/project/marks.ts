// Read marks, which are registers: only the latest event of each keeps its content.
import type { Queries } from '../database.ts';
import { blank } from './blank.ts';
import type { Placed } from './placed.ts';

/** The mark's older event is blanked: only the latest says anything. */
export async function onMark(q: Queries, { log, event }: Placed<'mark.moved'>): Promise<void> {
  const row = await q.get<{ mark_event: number }>(
    'SELECT mark_event FROM members WHERE chat = ? AND person = ?',
    event.chat,
    event.by,
  );
  if (row && row.mark_event > 0) await blank(q, log, row.mark_event);
  const { chat, by: person, mark: seq, posts } = event;
  await moveMark(q, { chat, person, seq, posts });
  await q.run(
    'UPDATE members SET mark_event = ? WHERE chat = ? AND person = ?',
    event.seq,
    chat,
    person,
  );
}

/** How far somebody has read in a chat (undefined: on their own wall), and how many posts there are up to there. */
export interface Mark {
  readonly chat: string | undefined;
  readonly person: string;
  readonly seq: number;
  readonly posts: number;
}

/** Moves a read mark; it only goes forward, and what was read has arrived too. One's own posts move it as well. */
export async function moveMark(q: Queries, { chat, person, seq, posts }: Mark): Promise<void> {
  if (chat === undefined) return moveWallMark(q, person, seq, posts);
  await q.run(
    `UPDATE members SET read_seq = ?, read_posts = ?,
       delivered_seq = CASE WHEN delivered_seq < ? THEN ? ELSE delivered_seq END
     WHERE chat = ? AND person = ? AND read_seq < ?`,
    seq,
    posts,
    seq,
    seq,
    chat,
    person,
    seq,
  );
}

async function moveWallMark(q: Queries, person: string, seq: number, posts: number): Promise<void> {
  await q.run(
    'UPDATE users SET wall_seq = ?, wall_posts = ? WHERE id = ? AND wall_seq < ?',
    seq,
    posts,
    person,
    seq,
  );
}
