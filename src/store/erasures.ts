// What is left to erase of deleted accounts: where each erasure stands, so that it goes on after a stop at any time.
import type { Event } from '#protocol/event.ts';
import { SERVER_LOG } from '#protocol/well-known.ts';
import { forsakeLoose } from './blobs.ts';
import type { Queries } from './database.ts';
import { blank } from './project/blank.ts';

/** The parts of an erasure, in order. */
export type ErasureStep = 'chats' | 'wall' | 'messages' | 'names' | 'rows';

/** Where the erasure of one account stands. `log`, `seq`: how far its messages were looked through. */
export interface Erasure {
  readonly person: string;
  readonly messages: 'keep' | 'erase';
  readonly step: ErasureStep;
  readonly log: string;
  readonly seq: number;
}

/** Notes that an account is to be erased. */
export async function beginErasure(
  q: Queries,
  person: string,
  messages: 'keep' | 'erase',
): Promise<void> {
  await saveErasure(q, { person, messages, step: 'chats', log: '', seq: 0 });
}

/** Notes how far it got. */
export async function saveErasure(q: Queries, { person, ...done }: Erasure): Promise<void> {
  await q.run(
    'INSERT INTO erasures (person, done) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET done = excluded.done',
    person,
    JSON.stringify(done),
  );
}

/** The next erasure, behind that of this person, that is not done. */
export async function findErasure(q: Queries, after: string): Promise<Erasure | undefined> {
  const row = await q.get<{ person: string; done: string }>(
    'SELECT person, done FROM erasures WHERE person > ? ORDER BY person LIMIT 1',
    after,
  );
  return row && { person: row.person, ...(JSON.parse(row.done) as Omit<Erasure, 'person'>) };
}

/** Groups and rooms that somebody is in. */
export async function chatsToLeave(q: Queries, person: string, limit: number): Promise<string[]> {
  const rows = await q.all<{ chat: string }>(
    `SELECT m.chat FROM members m JOIN chats c ON c.id = m.chat
     WHERE m.person = ? AND m.active = 1 AND c.kind <> 'direct' ORDER BY m.chat LIMIT ?`,
    person,
    limit,
  );
  return rows.map(({ chat }) => chat);
}

/** The next log, behind `after`, in which somebody may have said something: their chats of all times, and all walls. */
export async function nextLogOf(
  q: Queries,
  person: string,
  after: string,
): Promise<string | undefined> {
  const chat = await q.get<{ log: string }>(
    `SELECT 'chat:' || chat AS log FROM members WHERE person = ? AND chat > ? ORDER BY chat LIMIT 1`,
    person,
    after.startsWith('chat:') ? after.slice(5) : '',
  );
  if (chat && !after.startsWith('wall:')) return chat.log;
  const wall = await q.get<{ log: string }>(
    'SELECT log FROM logs WHERE log > ? AND log < ? ORDER BY log LIMIT 1',
    after.startsWith('wall:') ? after : 'wall:',
    'wall;',
  );
  return wall?.log;
}

/** A stretch of a log's posts that still say something; `by` narrows it to one person's. */
export interface Stretch {
  /** Whether there may be more behind it. */
  readonly more: boolean;
  /** The last seq that was looked at. */
  readonly last: number;
  readonly seqs: readonly number[];
}

/** The posts of a log behind `after`. */
export async function postsBehind(
  q: Queries,
  log: string,
  after: number,
  { by, limit }: { by?: string; limit: number },
): Promise<Stretch> {
  const rows = await q.all<{ seq: number; event: string }>(
    `SELECT seq, event FROM events WHERE log = ? AND class = 'post' AND seq > ? ORDER BY seq LIMIT ?`,
    log,
    after,
    limit,
  );
  const events = rows.map(({ event }) => JSON.parse(event) as Event);
  const found = events.filter((event) => {
    return event.kind === 'message.posted' && (by === undefined || event.by === by);
  });
  return {
    more: rows.length === limit,
    last: rows.at(-1)?.seq ?? after,
    seqs: found.map(({ seq }) => seq),
  };
}

/** Takes the names of somebody from the server's log behind `after`, a stretch at a time. */
export async function blankNames(
  q: Queries,
  person: string,
  after: number,
  limit: number,
): Promise<Omit<Stretch, 'seqs'>> {
  const rows = await q.all<{ seq: number; event: string }>(
    'SELECT seq, event FROM events WHERE log = ? AND seq > ? ORDER BY seq LIMIT ?',
    SERVER_LOG,
    after,
    limit,
  );
  for (const { seq, event } of rows) {
    const fact = JSON.parse(event) as Event;
    const names = fact.kind === 'user.joined' || fact.kind === 'user.changed';
    if (names && fact.user.id === person) await blank(q, SERVER_LOG, seq);
  }
  return { more: rows.length === limit, last: rows.at(-1)?.seq ?? after };
}

// Rows that are about one person only, by the column that names them.
const OWN_ROWS: readonly (readonly [table: string, column: string])[] = [
  ['contacts', 'person'],
  ['contacts', 'other'],
  ['blocks', 'person'],
  ['blocks', 'other'],
  ['chat_states', 'person'],
  ['hidden', 'person'],
  ['bans', 'person'],
  ['invites', 'person'],
];

/** Takes away what somebody's private log says, a stretch at a time; true when there may be more. */
export async function eraseOwnLog(q: Queries, person: string, limit: number): Promise<boolean> {
  const log = `user:${person}`;
  const rows = await q.all<{ seq: number }>(
    'SELECT seq FROM events WHERE log = ? ORDER BY seq LIMIT ?',
    log,
    limit,
  );
  const last = rows.at(-1)?.seq ?? 0;
  await q.run('DELETE FROM events WHERE log = ? AND seq <= ?', log, last);
  await q.run('DELETE FROM commands WHERE log = ? AND first_seq <= ?', log, last);
  return rows.length === limit;
}

/** Takes away the rows about somebody, and with them the erasure itself. */
export async function eraseRows(q: Queries, person: string): Promise<void> {
  for (const [table, column] of OWN_ROWS) {
    await q.run(`DELETE FROM ${table} WHERE ${column} = ?`, person);
  }
  await forsakeLoose(q, person);
  await q.run('DELETE FROM mentions WHERE person = ?', person);
  await q.run('DELETE FROM members WHERE person = ? AND active = 0', person);
  await q.run('DELETE FROM commands WHERE log = ?', `user:${person}`);
  await q.run('DELETE FROM erasures WHERE person = ?', person);
}
