// Reads of messages as they stand: their posts and what changed of them since, through the one fold of core/message.ts.
import { chatOf, wallOf } from '#core/log-name.ts';
import { REACTION_USERS_MAX, standing } from '#core/message.ts';
import type { Span } from '#core/readable.ts';
import type { Message, Reaction, Version } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import type { Queries } from './database.ts';
import { type LogReader, type Range, type ReadEvent, readPosts } from './log-reads.ts';

/** A page of messages over several spans, oldest first, without those that are hidden or kept from the reader. */
export async function readMessages(
  q: Queries,
  where: LogReader,
  spans: readonly Span[],
  range: Range,
): Promise<Message[]> {
  const forward = range.after !== undefined;
  const found: ReadEvent[] = [];
  for (const span of forward ? spans : [...spans].reverse()) {
    const limit = range.limit - found.length;
    if (limit <= 0) break;
    const rows = await readPosts(q, where, span, { ...range, limit });
    if (forward) found.push(...rows);
    else found.unshift(...rows);
  }
  return standAll(q, where, found);
}

/** The message that stands at a seq; undefined when there is none or the reader may not see it. */
export async function findMessage(
  q: Queries,
  where: LogReader,
  spans: readonly Span[],
  seq: number,
): Promise<Message | undefined> {
  const post = await findPost(q, where, spans, seq);
  return post && (await standAll(q, where, [post]))[0];
}

/** The post at a seq, if the reader may see it. */
export async function findPost(
  q: Queries,
  where: LogReader,
  spans: readonly Span[],
  seq: number,
): Promise<ReadEvent | undefined> {
  for (const span of spans) {
    const [post] = await readPosts(q, where, span, { after: seq - 1, before: seq + 1, limit: 1 });
    if (post) return post;
  }
  return undefined;
}

/** Posts of one log as they stand for the reader. */
async function standAll(
  q: Queries,
  where: LogReader,
  posts: readonly ReadEvent[],
): Promise<Message[]> {
  if (posts.length === 0) return [];
  const seqs = posts.map(({ seq }) => seq);
  const changes = await lastChanges(q, where, seqs);
  const reactions = await reactionsTo(q, where, seqs);
  return posts.map(({ seq, json }) => {
    const message = standing(JSON.parse(json) as Event, changes.get(seq) ?? [], where.reader);
    const given = message.deleted ? undefined : reactions.get(seq);
    return placed(where.log, given ? { ...message, reactions: given } : message);
  });
}

function placed(log: string, message: Message): Message {
  const chat = chatOf(log);
  const wall = wallOf(log);
  return { ...(chat !== undefined && { chat }), ...(wall !== undefined && { wall }), ...message };
}

/** A message of which no change is read. */
export function toMessage(log: string, event: Event): Message {
  return placed(log, standing(event, [], ''));
}

/** The last change of each kind: what an older edit said is only history. */
export async function lastChanges(
  q: Queries,
  { log, reader }: LogReader,
  targets: readonly number[],
): Promise<Map<number, Event[]>> {
  const rows = await q.all<{ target: number; event: string }>(
    `SELECT c.target, e.event FROM (
       SELECT target, kind, max(seq) AS seq FROM changes
       WHERE log = ? AND (withheld IS NULL OR withheld <> ?) AND target IN (${places(targets)})
       GROUP BY target, kind) c
     JOIN events e ON e.log = ? AND e.seq = c.seq ORDER BY c.seq`,
    log,
    reader,
    ...padded(targets),
    log,
  );
  const events = rows.map(({ target, event }) => [target, JSON.parse(event) as Event] as const);
  return grouped(events);
}

interface ReactionRow {
  target: number;
  emoji: string;
  person: string;
  total: number;
  place: number;
}

/** As the fold has them: those whom it names and the reader; the others, however many, are only counted. */
async function reactionsTo(
  q: Queries,
  { log, reader }: LogReader,
  targets: readonly number[],
): Promise<Map<number, Reaction[]>> {
  const rows = await q.all<ReactionRow>(
    `SELECT target, emoji, person, total, place FROM (
       SELECT target, emoji, person,
         count(*) OVER (PARTITION BY target, emoji) AS total,
         min(seq) OVER (PARTITION BY target, emoji) AS since,
         row_number() OVER (PARTITION BY target, emoji ORDER BY seq) AS place
       FROM reactions
       WHERE log = ? AND (withheld IS NULL OR withheld <> ?) AND target IN (${places(targets)})
     ) AS given WHERE place <= ${REACTION_USERS_MAX} OR person = ? ORDER BY target, since, place`,
    log,
    reader,
    ...padded(targets),
    reader,
  );
  const found = new Map<number, Reaction[]>();
  for (const row of rows) {
    const known = found.get(row.target) ?? [];
    found.set(row.target, withGiven(known, row, reader));
  }
  return found;
}

/** The reactions under a message with one more row, of which those with the same emoji follow each other. */
function withGiven(known: readonly Reaction[], row: ReactionRow, reader: string): Reaction[] {
  const last = known.at(-1);
  const same = last?.emoji === row.emoji ? last : undefined;
  const named = Number(row.place) <= REACTION_USERS_MAX ? [row.person] : [];
  const reaction = {
    emoji: row.emoji,
    count: Number(row.total),
    mine: same?.mine === true || row.person === reader,
    users: [...(same?.users ?? []), ...named],
  };
  return [...(same ? known.slice(0, -1) : known), reaction];
}

function grouped(events: readonly (readonly [number, Event])[]): Map<number, Event[]> {
  const groups = new Map<number, Event[]>();
  for (const [target, event] of events) {
    const group = groups.get(target);
    if (group) group.push(event);
    else groups.set(target, [event]);
  }
  return groups;
}

// Lists are filled up to powers of two, so that a database sees a few statements and not hundreds.
function padded(values: readonly number[]): number[] {
  const size = 2 ** Math.ceil(Math.log2(values.length));
  return Array.from({ length: size }, (_, index) => values[index] ?? values[0] ?? 0);
}

function places(values: readonly number[]): string {
  return padded(values)
    .map(() => '?')
    .join(', ');
}

/** What a message said, oldest first, the present text last; at most `limit` versions, the newest. */
export async function readHistory(
  q: Queries,
  { log, reader }: LogReader,
  post: ReadEvent,
  limit: number,
): Promise<Version[]> {
  const posted = JSON.parse(post.json) as Event;
  if (posted.kind !== 'message.posted') return [];
  const rows = await q.all<{ event: string }>(
    `SELECT e.event FROM changes c JOIN events e ON e.log = c.log AND e.seq = c.seq
     WHERE c.log = ? AND c.target = ? AND c.kind = 'message.edited'
       AND (c.withheld IS NULL OR c.withheld <> ?) ORDER BY c.seq DESC LIMIT ?`,
    log,
    post.seq,
    reader,
    limit,
  );
  const edits = rows.map(({ event }) => JSON.parse(event) as Event).reverse();
  return [posted, ...edits].flatMap(versionOf).slice(-limit);
}

function versionOf(event: Event): Version[] {
  if (event.kind !== 'message.posted' && event.kind !== 'message.edited') return [];
  return 'text' in event.body ? [{ at: event.at, text: event.body.text }] : [];
}

/** Pinned messages that the reader may see, last pinned first. */
export async function readPins(
  q: Queries,
  where: LogReader,
  spans: readonly Span[],
): Promise<Message[]> {
  const rows = await q.all<{ target: number }>(
    'SELECT target FROM pins WHERE log = ? ORDER BY seq DESC',
    where.log,
  );
  const posts: ReadEvent[] = [];
  for (const { target } of rows) {
    const post = await findPost(q, where, spans, target);
    if (post) posts.push(post);
  }
  const messages = await standAll(q, where, posts);
  return messages.filter(({ pinned }) => pinned);
}
