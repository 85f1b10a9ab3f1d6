// Reads of logs: stretches of events and pages of messages, never outside the spans that the reader may see.

import { chatOf } from '#core/log-name.ts';
import type { Span } from '#core/readable.ts';
import type { Message } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import type { Queries } from './database.ts';

/** A stretch: after or before a seq (or the newest), at most `limit` events. */
export interface Range {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

interface EventRow {
  seq: number;
  event: string;
}

/** Stored events as JSON, oldest first, within one span. */
export async function readEvents(
  q: Queries,
  log: string,
  span: Span,
  range: Range,
  onlyPosts = false,
): Promise<{ seq: number; json: string }[]> {
  const lowest = Math.max(span.from, (range.after ?? 0) + 1);
  const highest = Math.min(
    span.until ?? Number.MAX_SAFE_INTEGER,
    (range.before ?? Number.MAX_SAFE_INTEGER) - 1,
  );
  if (lowest > highest) return [];
  const forward = range.after !== undefined;
  const rows = await q.all<EventRow>(
    `SELECT seq, event FROM events WHERE log = ? AND seq >= ? AND seq <= ?
     ${onlyPosts ? "AND class = 'post'" : ''} ORDER BY seq ${forward ? 'ASC' : 'DESC'} LIMIT ?`,
    log,
    lowest,
    highest,
    range.limit,
  );
  const events = rows.map(({ seq, event }) => ({ seq, json: event }));
  return forward ? events : events.reverse();
}

/** A page of messages over several spans, oldest first. */
export async function readMessages(
  q: Queries,
  log: string,
  spans: readonly Span[],
  range: Range,
): Promise<Message[]> {
  const forward = range.after !== undefined;
  const found: { seq: number; json: string }[] = [];
  for (const span of forward ? spans : [...spans].reverse()) {
    const limit = range.limit - found.length;
    if (limit <= 0) break;
    const rows = await readEvents(q, log, span, { ...range, limit }, true);
    if (forward) found.push(...rows);
    else found.unshift(...rows);
  }
  return found.map(({ json }) => toMessage(log, JSON.parse(json) as Event));
}

/** The message that stands at a seq; undefined when there is none or the reader may not see it. */
export async function findMessage(
  q: Queries,
  log: string,
  spans: readonly Span[],
  seq: number,
): Promise<Message | undefined> {
  const [message] = await readMessages(q, log, spans, { after: seq - 1, limit: 1 });
  return message?.seq === seq ? message : undefined;
}

/** A message as it stands, from its event. */
export function toMessage(log: string, event: Event): Message {
  const { seq, by, at, command } = event;
  const body = event.kind === 'message.posted' ? event.body : { text: '' };
  const deleted = event.kind === 'message.posted' ? undefined : { deleted: true };
  return {
    chat: chatOf(log) ?? '',
    seq,
    by,
    at,
    body,
    ...(command ? { command } : {}),
    ...deleted,
  };
}
