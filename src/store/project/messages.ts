// What messages and changes of messages add up to.
import { peopleOfDirect } from '#core/log-name.ts';
import type { MessageFact, Named } from '#protocol/event.ts';
import { dropRefs, keepRefs } from '../blobs.ts';
import type { Queries } from '../database.ts';
import { blank } from './blank.ts';
import { enter } from './chats.ts';
import { idOf, type Placed, type Projectors } from './placed.ts';

/** Projectors of messages. */
export const MESSAGE_PROJECTORS: Projectors<MessageFact> = {
  'message.posted': onPosted,
  'message.edited': onEdited,
  'message.deleted': onDeleted,
  'message.reacted': onReacted,
  'message.pinned': onPinned,
};

async function onPosted(q: Queries, placed: Placed<'message.posted'>): Promise<void> {
  const { log, event, withheld } = placed;
  const people = event.seq === 1 ? peopleOfDirect(idOf(log)) : undefined;
  if (people) await openDirect(q, idOf(log), new Set(people));
  if (!withheld) await keepNamed(q, log, event.seq, event);
  const files = 'files' in event.body ? event.body.files : undefined;
  if (files?.length) await keepRefs(q, log, event.seq, files);
}

async function openDirect(q: Queries, chat: string, people: ReadonlySet<string>): Promise<void> {
  await q.run(
    `INSERT INTO chats (id, kind, name, name_key, topic, listed, closed, member_count)
     VALUES (?, 'direct', '', '', '', 0, 0, ?)`,
    chat,
    people.size,
  );
  for (const person of people) await enter(q, chat, person, 'member', 1, 0);
}

async function keepNamed(q: Queries, log: string, seq: number, named: Named): Promise<void> {
  const people = [...(named.mentions ?? []), ...(named.all ? ['*'] : [])];
  for (const person of people) {
    await q.run(
      'INSERT INTO mentions (log, person, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      log,
      person,
      seq,
    );
  }
}

async function dropNamed(q: Queries, log: string, seq: number): Promise<void> {
  await q.run('DELETE FROM mentions WHERE log = ? AND seq = ?', log, seq);
}

type PlacedChange = Placed<'message.edited'> | Placed<'message.deleted'> | Placed<'message.pinned'>;

async function keepChange(q: Queries, { log, event, withheld }: PlacedChange): Promise<void> {
  await q.run(
    'INSERT INTO changes (log, target, seq, kind, withheld) VALUES (?, ?, ?, ?, ?)',
    log,
    event.target,
    event.seq,
    event.kind,
    withheld ?? null,
  );
}

async function onEdited(q: Queries, placed: Placed<'message.edited'>): Promise<void> {
  const { log, event, withheld } = placed;
  await keepChange(q, placed);
  if (withheld) return;
  await dropNamed(q, log, event.target);
  await keepNamed(q, log, event.target, event);
}

/** Nothing that a deleted message said is kept; what is left is its number, and who deleted it. */
async function onDeleted(q: Queries, placed: Placed<'message.deleted'>): Promise<void> {
  const { log, event } = placed;
  await erase(q, log, event.target);
  await keepChange(q, placed);
}

async function erase(q: Queries, log: string, target: number): Promise<void> {
  const edits = await q.all<{ seq: number }>(
    `SELECT seq FROM changes WHERE log = ? AND target = ? AND kind = 'message.edited'`,
    log,
    target,
  );
  for (const { seq } of [{ seq: target }, ...edits]) await blank(q, log, seq);
  for (const table of ['changes', 'reactions', 'pins']) {
    await q.run(`DELETE FROM ${table} WHERE log = ? AND target = ?`, log, target);
  }
  await dropNamed(q, log, target);
  await dropRefs(q, log, target);
  await countErased(q, log, target);
}

/** For the counts of what is unread, in which a post that was withheld never was. */
async function countErased(q: Queries, log: string, target: number): Promise<void> {
  const row = await q.get<{ withheld: string | null }>(
    'SELECT withheld FROM events WHERE log = ? AND seq = ?',
    log,
    target,
  );
  if (row?.withheld) return;
  await q.run('INSERT INTO erased (log, seq) VALUES (?, ?) ON CONFLICT DO NOTHING', log, target);
}

async function onReacted(q: Queries, placed: Placed<'message.reacted'>): Promise<void> {
  const { log, event, withheld } = placed;
  const key = [log, event.target, event.emoji, event.by] as const;
  if (!event.on) return takeAway(q, key);
  await q.run(
    `INSERT INTO reactions (log, target, emoji, person, seq, withheld) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (log, target, emoji, person) DO NOTHING`,
    ...key,
    event.seq,
    withheld ?? null,
  );
}

type ReactionKey = readonly [log: string, target: number, emoji: string, person: string];

/** Among the emojis under a message the place of the first reaction goes on to the next with the same emoji, as in the fold. */
async function takeAway(q: Queries, key: ReactionKey): Promise<void> {
  const [log, target, emoji] = key;
  const gone = await q.get<{ seq: number }>(
    'SELECT seq FROM reactions WHERE log = ? AND target = ? AND emoji = ? AND person = ?',
    ...key,
  );
  if (!gone) return;
  await q.run(
    'DELETE FROM reactions WHERE log = ? AND target = ? AND emoji = ? AND person = ?',
    ...key,
  );
  await q.run(
    `UPDATE reactions SET seq = ? WHERE log = ? AND target = ? AND emoji = ? AND seq > ? AND seq = (
       SELECT min(seq) FROM reactions WHERE log = ? AND target = ? AND emoji = ?)`,
    ...[gone.seq, log, target, emoji, gone.seq],
    ...[log, target, emoji],
  );
}

async function onPinned(q: Queries, placed: Placed<'message.pinned'>): Promise<void> {
  const { log, event } = placed;
  await forgetPins(q, placed);
  await keepChange(q, placed);
  await q.run('DELETE FROM pins WHERE log = ? AND target = ?', log, event.target);
  if (!event.on) return;
  await q.run('INSERT INTO pins (log, target, seq) VALUES (?, ?, ?)', log, event.target, event.seq);
}

/** Only the last word on it counts; pinning on and off all day leaves no more to look through. */
async function forgetPins(
  q: Queries,
  { log, event, withheld }: Placed<'message.pinned'>,
): Promise<void> {
  await q.run(
    `DELETE FROM changes WHERE log = ? AND target = ? AND kind = 'message.pinned'
       ${withheld ? 'AND withheld = ?' : ''}`,
    log,
    event.target,
    ...(withheld ? [withheld] : []),
  );
}
