// Facts about messages: the one that an ask is about, the one that is answered, whom a text names, who blocks whom.
import type { Ask, AskOf } from '#core/ask.ts';
import type { Facts, FactsOfMessages, MessageFacts } from '#core/facts.ts';
import { chatOf, otherOfDirect, wallOf } from '#core/log-name.ts';
import { standing } from '#core/message.ts';
import { readable, type Span } from '#core/readable.ts';
import type { Event } from '#protocol/event.ts';
import { filesFor } from '../blobs.ts';
import { findMembership } from '../chats/members.ts';
import type { Queries } from '../database.ts';
import type { LogReader } from '../log-reads.ts';
import { findMessage, findPost, lastChanges } from '../messages.ts';
import { findWall } from '../walls.ts';
import { namedIn } from './named.ts';

interface Asked {
  readonly log: string;
  readonly actor: string;
  readonly ask: Ask;
}

/** What an ask about messages needs besides the chat or wall, of which it is told in `known`. */
export async function messageFacts(
  q: Queries,
  { log, actor, ask }: Asked,
  known: Facts,
): Promise<FactsOfMessages> {
  const where = { log, reader: actor };
  const spans = await spansIn(q, where, known, ask);
  switch (ask.kind) {
    case 'postMessage':
      return {
        ...(await withheldFrom(q, where)),
        ...(await newFacts(q, where, spans, known, ask)),
      };
    case 'forwardMessage':
      return { ...(await withheldFrom(q, where)), source: await findSource(q, actor, ask) };
    case 'editMessage':
    case 'deleteMessage':
    case 'reactToMessage':
    case 'pinMessage':
      return {
        ...(await withheldFrom(q, where)),
        ...(await changeFacts(q, where, spans, known, ask)),
      };
    default:
      return {};
  }
}

type Change = AskOf<'editMessage' | 'deleteMessage' | 'reactToMessage' | 'pinMessage'>;

/** The part of the log that the actor may read; looked up only where the ask points to a message. */
async function spansIn(
  q: Queries,
  { log, reader }: LogReader,
  { chat, role, wall }: Facts,
  ask: Ask,
): Promise<readonly Span[]> {
  if (wall) return readable(reader, log, wall);
  const points = 'target' in ask || (ask.kind === 'postMessage' && ask.body.reply !== undefined);
  if (!chat || !role || !points) return [];
  return readable(reader, log, await findMembership(q, reader, chat.id));
}

/** In a direct chat, the other one if they block the actor. */
async function withheldFrom(
  q: Queries,
  { log, reader }: LogReader,
): Promise<Pick<FactsOfMessages, 'withheldFrom'>> {
  const chat = chatOf(log);
  const other = chat && otherOfDirect(chat, reader);
  if (!other || other === reader) return {};
  const row = await q.get(
    'SELECT 1 AS there FROM blocks WHERE person = ? AND other = ?',
    other,
    reader,
  );
  return row ? { withheldFrom: other } : {};
}

async function newFacts(
  q: Queries,
  where: LogReader,
  spans: readonly Span[],
  known: Facts,
  { body }: AskOf<'postMessage'>,
): Promise<FactsOfMessages> {
  const { reply, blobs, text } = body;
  return {
    ...(reply !== undefined && { replyFound: !!(await findPost(q, where, spans, reply)) }),
    ...(blobs && { files: await filesFor(q, where.reader, blobs) }),
    ...(text?.includes('@') && { named: await namedIn(q, known, text) }),
  };
}

async function changeFacts(
  q: Queries,
  where: LogReader,
  spans: readonly Span[],
  known: Facts,
  ask: Change,
): Promise<FactsOfMessages> {
  const message = await findTarget(q, where, spans, ask);
  if (ask.kind === 'editMessage' && ask.body.text.includes('@')) {
    return { message, named: await namedIn(q, known, ask.body.text) };
  }
  if (ask.kind !== 'pinMessage' || !ask.on) return { message };
  const row = await q.get<{ n: number }>('SELECT count(*) AS n FROM pins WHERE log = ?', where.log);
  return { message, pins: Number(row?.n ?? 0) };
}

async function findTarget(
  q: Queries,
  where: LogReader,
  spans: readonly Span[],
  ask: Change,
): Promise<MessageFacts | undefined> {
  const post = await findPost(q, where, spans, ask.target);
  if (!post) return undefined;
  const changes = (await lastChanges(q, where, [ask.target])).get(ask.target) ?? [];
  const { by, body, deleted, pinned } = standing(JSON.parse(post.json) as Event, changes, '');
  const said = 'text' in body ? body : { text: '' };
  return {
    seq: ask.target,
    by,
    erased: deleted !== undefined,
    text: said.text,
    forwarded: 'forwarded' in said && said.forwarded !== undefined,
    pinned: pinned === true,
    ...(await keptFrom(q, where, ask)),
    ...(ask.kind === 'reactToMessage' ? await reactionsOf(q, where, ask.target) : NO_REACTIONS),
  };
}

/** From whom the message is withheld, and, for another edit of it, how many there were. */
async function keptFrom(
  q: Queries,
  { log }: LogReader,
  { kind, target }: Change,
): Promise<Pick<MessageFacts, 'withheld' | 'edits'>> {
  const row = await q.get<{ withheld: string | null }>(
    'SELECT withheld FROM events WHERE log = ? AND seq = ?',
    log,
    target,
  );
  const withheld = row?.withheld ?? undefined;
  if (kind !== 'editMessage') return { withheld };
  const edits = await q.get<{ n: number }>(
    `SELECT count(*) AS n FROM changes WHERE log = ? AND target = ? AND kind = 'message.edited'`,
    log,
    target,
  );
  return { withheld, edits: Number(edits?.n ?? 0) };
}

const NO_REACTIONS = { mine: [], emojis: [] };

async function reactionsOf(
  q: Queries,
  { log, reader }: LogReader,
  target: number,
): Promise<Pick<MessageFacts, 'mine' | 'emojis'>> {
  const mine = await q.all<{ emoji: string; person: string }>(
    'SELECT emoji FROM reactions WHERE log = ? AND target = ? AND person = ?',
    log,
    target,
    reader,
  );
  const all = await q.all<{ emoji: string }>(
    'SELECT DISTINCT emoji FROM reactions WHERE log = ? AND target = ?',
    log,
    target,
  );
  return { mine: mine.map(({ emoji }) => emoji), emojis: all.map(({ emoji }) => emoji) };
}

/** What is to be forwarded, from wherever the actor may read it. */
async function findSource(
  q: Queries,
  actor: string,
  { from }: AskOf<'forwardMessage'>,
): Promise<FactsOfMessages['source']> {
  const where = { log: from.log, reader: actor };
  const message = await findMessage(q, where, await spansElsewhere(q, where), from.seq);
  if (!message || message.deleted || 'sealed' in message.body) return undefined;
  return { by: message.by, body: message.body };
}

async function spansElsewhere(q: Queries, { log, reader }: LogReader): Promise<readonly Span[]> {
  const [chat, owner] = [chatOf(log), wallOf(log)];
  if (owner) return readable(reader, log, await findWall(q, reader, owner));
  return chat ? readable(reader, log, await findMembership(q, reader, chat)) : [];
}
