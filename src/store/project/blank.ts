// Erasing in place: an event loses its content and keeps its number.
import type { Event } from '#protocol/event.ts';
import type { Queries } from '../database.ts';

/** Takes the content from an event; its number and its class stay. */
export async function blank(q: Queries, log: string, seq: number): Promise<void> {
  const row = await q.get<{ event: string }>(
    'SELECT event FROM events WHERE log = ? AND seq = ?',
    log,
    seq,
  );
  if (!row) return;
  const { at, by, class: kept } = JSON.parse(row.event) as Event;
  const event = JSON.stringify({ seq, at, by, kind: 'blank', class: kept });
  await q.run('UPDATE events SET event = ? WHERE log = ? AND seq = ?', event, log, seq);
}
