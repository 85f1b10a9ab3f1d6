// What a page of chats tells beside the chats themselves, for all of them in a few queries: what behind one's marks
// was erased or names one, states, what is hidden, and the last message of each.
import { chatLog, chatOf } from '#core/log-name.ts';
import { standing } from '#core/message.ts';
import type { Message } from '#protocol/chat.ts';
import type { ChatState, Event } from '#protocol/event.ts';
import { NAMED_SEQS_MAX } from '#protocol/limits.ts';
import type { Queries } from '../database.ts';

/** How many posts of a kind are behind the mark of a chat, and the newest of their seqs in order. */
export interface Behind {
  readonly count: number;
  readonly seqs: readonly number[];
}

/** Everything about some chats by their ids; a chat of which there is nothing to say is missing. */
export interface Glance {
  readonly erased: ReadonlyMap<string, Behind>;
  readonly mentioned: ReadonlyMap<string, Behind>;
  readonly states: ReadonlyMap<string, ChatState>;
  readonly lasts: ReadonlyMap<string, Message>;
}

/** Looks at some chats of one person. */
export async function glance(q: Queries, user: string, chats: readonly string[]): Promise<Glance> {
  const ids = padded(chats);
  return {
    erased: await findBehind(q, user, ids, 'erased'),
    mentioned: await findBehind(q, user, ids, 'mentions'),
    states: await findStates(q, user, ids),
    lasts: await findLasts(q, user, ids),
  };
}

const BEHIND = {
  erased: '',
  mentions: `AND x.person IN (?, '*')`,
} as const;

async function findBehind(
  q: Queries,
  user: string,
  chats: readonly string[],
  table: keyof typeof BEHIND,
): Promise<Map<string, Behind>> {
  if (chats.length === 0) return new Map();
  const rows = await q.all<{ chat: string; seq: number; total: number }>(
    `SELECT chat, seq, total FROM (
       SELECT m.chat, x.seq, count(*) OVER (PARTITION BY m.chat) AS total,
         row_number() OVER (PARTITION BY m.chat ORDER BY x.seq DESC) AS place
       FROM members m
       JOIN ${table} x ON x.log = 'chat:' || m.chat AND x.seq > m.read_seq ${BEHIND[table]}
       WHERE m.person = ? AND m.chat IN (${places(chats)}) GROUP BY m.chat, x.seq
     ) AS behind WHERE place <= ${NAMED_SEQS_MAX} ORDER BY chat, seq`,
    ...(table === 'mentions' ? [user] : []),
    user,
    ...chats,
  );
  const found = new Map<string, { count: number; seqs: number[] }>();
  for (const { chat, seq, total } of rows) {
    const known = found.get(chat);
    if (known) known.seqs.push(seq);
    else found.set(chat, { count: Number(total), seqs: [seq] });
  }
  return found;
}

/** One's states of chats, of those too that have no event yet. */
export async function findStates(
  q: Queries,
  user: string,
  chats: readonly string[],
): Promise<Map<string, ChatState>> {
  if (chats.length === 0) return new Map();
  const rows = await q.all<{ chat: string; state: string }>(
    `SELECT chat, state FROM chat_states WHERE person = ? AND state <> '{}'
       AND chat IN (${places(chats)})`,
    user,
    ...chats,
  );
  return new Map(rows.map(({ chat, state }) => [chat, JSON.parse(state) as ChatState]));
}

/** What one has hidden in a chat. */
export async function findHidden(q: Queries, user: string, chat: string): Promise<number[]> {
  const rows = await q.all<{ seq: number }>(
    'SELECT seq FROM hidden WHERE person = ? AND chat = ? ORDER BY seq',
    user,
    chat,
  );
  return rows.map(({ seq }) => seq);
}

// The last post, unless one has hidden it: then the last before it that one has not hidden and may see.
const LASTS = `
  SELECT c.id AS chat, e.event FROM chats c
  JOIN logs l ON l.log = 'chat:' || c.id
  JOIN events e ON e.log = l.log AND e.seq = CASE
    WHEN EXISTS (SELECT 1 FROM hidden h WHERE h.person = ? AND h.chat = c.id AND h.seq = l.last_post)
    THEN (
      SELECT b.seq FROM events b WHERE b.log = l.log AND b.seq < l.last_post AND b.class = 'post'
        AND b.withheld IS NULL AND NOT EXISTS (
          SELECT 1 FROM hidden h WHERE h.person = ? AND h.chat = c.id AND h.seq = b.seq)
      ORDER BY b.seq DESC LIMIT 1)
    ELSE l.last_post END
  WHERE c.id IN `;

async function findLasts(
  q: Queries,
  user: string,
  chats: readonly string[],
): Promise<Map<string, Message>> {
  if (chats.length === 0) return new Map();
  const rows = await q.all<{ chat: string; event: string }>(
    `${LASTS} (${places(chats)})`,
    user,
    user,
    ...chats,
  );
  const posts = rows.map(({ chat, event }) => ({ chat, event: JSON.parse(event) as Event }));
  const changes = await findChanges(q, user, posts);
  return new Map(
    posts.map(({ chat, event }) => [
      chat,
      { chat, ...standing(event, changes.get(chat) ?? [], user) },
    ]),
  );
}

/** What became of the texts of these messages, as far as it counts now. Lists show neither reactions nor pins. */
async function findChanges(
  q: Queries,
  user: string,
  posts: readonly { chat: string; event: Event }[],
): Promise<Map<string, Event[]>> {
  const found = new Map<string, Event[]>();
  if (posts.length === 0) return found;
  const targets = padded(posts);
  const rows = await q.all<{ log: string; event: string }>(
    `SELECT c.log, e.event FROM (
       SELECT log, target, kind, max(seq) AS seq FROM changes
       WHERE (${targets.map(() => '(log = ? AND target = ?)').join(' OR ')})
         AND kind IN ('message.edited', 'message.deleted') AND (withheld IS NULL OR withheld <> ?)
       GROUP BY log, target, kind) c
     JOIN events e ON e.log = c.log AND e.seq = c.seq ORDER BY c.log, c.seq`,
    ...targets.flatMap(({ chat, event }) => [chatLog(chat), event.seq]),
    user,
  );
  for (const { log, event } of rows) {
    const chat = chatOf(log) ?? '';
    found.set(chat, [...(found.get(chat) ?? []), JSON.parse(event) as Event]);
  }
  return found;
}

// Lists are filled up to powers of two, so that a database sees a few statements and not hundreds.
function padded<T>(values: readonly T[]): readonly T[] {
  const [first] = values;
  if (first === undefined) return values;
  const size = 2 ** Math.ceil(Math.log2(values.length));
  return [...values, ...Array.from({ length: size - values.length }, () => first)];
}

function places(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
