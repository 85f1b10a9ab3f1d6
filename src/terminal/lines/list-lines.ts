// The chat list as lines: presence, name, unread and mentions, one chat a line.
import type { ChatRow } from '#client/model.ts';
import { columnsOf, shorten } from '../text/columns.ts';
import { safeLine } from '../text/safe.ts';
import { type Line, type Span, span } from '../text/spans.ts';
import { words } from '../words.ts';

const COUNT_MAX = 99;

/** Which row is the first of `height`: the open one is among them, unless one has scrolled away from it. */
export function firstInList(
  rows: readonly ChatRow[],
  open: string | undefined,
  height: number,
  scrolled: number,
): number {
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === open),
  );
  const last = Math.max(0, rows.length - height);
  const first = Math.max(0, Math.min(at - Math.floor(height / 2), last));
  return Math.max(0, Math.min(first + scrolled, last));
}

/** `height` lines of the list, those where it is scrolled to. */
export function listLines(
  rows: readonly ChatRow[],
  open: string | undefined,
  columns: number,
  height: number,
  scrolled: number,
): Line[] {
  const first = firstInList(rows, open, height, scrolled);
  return rows.slice(first, first + height).map((row) => {
    const isOpen = row.id === open;
    const kept = drawn.get(row);
    if (kept?.columns === columns && kept.isOpen === isOpen) return kept.line;
    const line = rowLine(row, isOpen, columns);
    drawn.set(row, { columns, isOpen, line });
    return line;
  });
}

// Rows keep their identity while nothing in them has changed.
const drawn = new WeakMap<ChatRow, { columns: number; isOpen: boolean; line: Line }>();

/** The mark before a name: who is here, or what kind of chat it is. */
export function markOf({ person, kind }: Pick<ChatRow, 'person' | 'kind'>): Span {
  if (kind !== 'direct') return span('#', { dim: true });
  if (person?.presence === 'online') return span('●', { color: 'green' });
  if (person?.presence === 'away') return span('◐', { color: 'yellow' });
  return span('○', { dim: true });
}

function rowLine(row: ChatRow, isOpen: boolean, columns: number): Line {
  const counts = countsOf(row);
  const width = counts.reduce((sum, { text }) => sum + columnsOf(text), 0);
  const deleted = row.person?.deleted ? words.deletedAccount : undefined;
  const typing = row.preview?.kind === 'typing' ? '…' : '';
  const room = columns - 3 - width;
  const name = shorten((deleted ?? safeLine(row.name)) + typing, room);
  const unread = row.unread > 0 || row.marked;
  const space = ' '.repeat(Math.max(0, room - columnsOf(name)));
  return [
    span(isOpen ? '›' : ' ', { color: 'cyan', bold: true }),
    markOf(row),
    span(' '),
    span(name, { bold: isOpen || (unread && !row.muted), dim: row.muted && !isOpen }),
    span(space),
    ...counts,
  ];
}

function countsOf({ unread, mentions, muted, pinned, marked, preview }: ChatRow): Span[] {
  const counts: Span[] = [];
  if (preview?.kind === 'draft') counts.push(span(' ✎', { dim: true }));
  if (pinned) counts.push(span(' ⌃', { dim: true }));
  if (muted) counts.push(span(' ∅', { dim: true }));
  if (mentions > 0) counts.push(span(' @', { color: 'red', bold: true }));
  const many = unread > COUNT_MAX ? `${COUNT_MAX}+` : String(unread);
  if (unread > 0)
    counts.push(span(` ${many}`, muted ? { dim: true } : { color: 'cyan', bold: true }));
  else if (marked) counts.push(span(' •', { color: 'cyan', bold: true }));
  return counts;
}
