// Reads of logs: stretches of events, never outside the spans that the reader may see, and never what is kept from them.
import type { Span } from '#core/readable.ts';
import { withheldOf } from '#core/withheld.ts';
import type { Queries } from './database.ts';

/** A log, and for whom it is read. */
export interface LogReader {
  readonly log: string;
  readonly reader: string;
}

/** A stretch: after or before a seq (or the newest), at most `limit` events. */
export interface Range {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

interface EventRow {
  seq: number;
  event: string;
  withheld: string | null;
}

/** An event as its reader gets it. */
export interface ReadEvent {
  readonly seq: number;
  readonly json: string;
}

/** Stored events as JSON, oldest first, within one span. Of those that are kept from the reader only the number. */
export function readEvents(
  q: Queries,
  where: LogReader,
  span: Span,
  range: Range,
): Promise<ReadEvent[]> {
  return readRows(q, where, span, range, { text: '', values: [] });
}

/** Posts within one span, without those that are kept from the reader or that they have hidden. */
export function readPosts(
  q: Queries,
  where: LogReader,
  span: Span,
  range: Range,
): Promise<ReadEvent[]> {
  const { log, reader } = where;
  return readRows(q, where, span, range, { text: SHOWN, values: [reader, reader, chatIn(log)] });
}

const SHOWN = `AND class = 'post' AND (withheld IS NULL OR withheld <> ?) AND NOT EXISTS (
  SELECT 1 FROM hidden h WHERE h.person = ? AND h.chat = ? AND h.seq = events.seq)`;

/** The name under which what is hidden in a log is kept. */
function chatIn(log: string): string {
  return log.slice(log.indexOf(':') + 1);
}

async function readRows(
  q: Queries,
  { log, reader }: LogReader,
  span: Span,
  range: Range,
  only: { readonly text: string; readonly values: readonly string[] },
): Promise<ReadEvent[]> {
  const lowest = Math.max(span.from, (range.after ?? 0) + 1);
  const highest = Math.min(
    span.until ?? Number.MAX_SAFE_INTEGER,
    (range.before ?? Number.MAX_SAFE_INTEGER) - 1,
  );
  if (lowest > highest) return [];
  const forward = range.after !== undefined;
  const rows = await q.all<EventRow>(
    `SELECT seq, event, withheld FROM events WHERE log = ? AND seq >= ? AND seq <= ?
     ${only.text} ORDER BY seq ${forward ? 'ASC' : 'DESC'} LIMIT ?`,
    log,
    lowest,
    highest,
    ...only.values,
    range.limit,
  );
  const events = rows.map(({ seq, event, withheld }) => ({
    seq,
    json: withheld === reader ? withheldOf(event) : event,
  }));
  return forward ? events : events.reverse();
}
