// What stands in a timeline, one after the other: messages in groups, days, folded notices, the "New" line. When something
// is added only the end of the list changes, when a message changes only its place, found by its seq, and what is older is
// put before it: a long conversation costs no more than a short one.
import type { MessageItem, Notice, TimelineItem } from '../model/message.ts';

/** Messages of one author stand together while no more than this lies between them. */
const GROUP_MS = 5 * 60_000;

/** Items that grow at their end. */
export interface ItemList {
  items: TimelineItem[];
  /** By item: the seq of what it shows, or stands before. Never falling. */
  seqs: number[];
  /** Index of the "New" line. */
  newAt?: number | undefined;
  /** When the day of the last item ends, ms since 1970. */
  dayEnd: number;
}

/** A list of nothing. */
export function emptyList(): ItemList {
  return { items: [], seqs: [], dayEnd: Number.NEGATIVE_INFINITY };
}

/** A list that goes on by itself. */
export function copyOf(list: ItemList): ItemList {
  return { ...list, items: list.items.slice(), seqs: [] };
}

/** Adds a message to the end. The "New" line comes before the first one of others behind `newAfter`. */
export function pushMessage(list: ItemList, message: MessageItem, newAfter?: number): void {
  const { items } = list;
  const seq = message.seq ?? Number.POSITIVE_INFINITY;
  pushDay(list, message.at, seq);
  if (startsNew(list, message, newAfter)) list.newAt = push(list, { type: 'new', key: 'new' }, seq);
  const before = items.at(-1);
  if (before?.type !== 'message' || !isSameGroup(before, message)) {
    push(list, message, seq);
  } else {
    items[items.length - 1] = { ...before, last: false };
    push(list, { ...message, first: false }, seq);
  }
}

/** Adds what happened to the end; what stands together is folded. */
export function pushNotices(list: ItemList, notices: readonly Notice[], seq: number): void {
  const { items } = list;
  const [first] = notices;
  if (!first) return;
  pushDay(list, first.at, seq);
  const before = items.at(-1);
  if (before?.type !== 'notices') {
    push(list, { type: 'notices', key: `n:${first.key}`, notices }, seq);
  } else {
    items[items.length - 1] = { ...before, notices: [...before.notices, ...notices] };
  }
}

/**
 * Puts what is older before a list, as if all had been added one after the other; by how much the list has grown. Undefined
 * when that cannot be told from the two alone: where the clock went back over the night.
 */
export function putBefore(list: ItemList, older: ItemList): number | undefined {
  const { items, seqs } = list;
  const [day] = items;
  if (older.items.length === 0) return 0;
  if (day?.type === 'day' && endOfDay(day.at) < older.dayEnd) return undefined;
  const length = items.length;
  const joins = day?.type === 'day' && day.at < older.dayEnd;
  if (joins) {
    splice(list, 0);
    join(list, older);
  }
  const added = older.items.length;
  list.items = [...older.items, ...items];
  list.seqs = [...older.seqs, ...seqs];
  if (list.newAt !== undefined) list.newAt += added;
  else if (older.newAt !== undefined) list.newAt = older.newAt;
  if (items.length === 0) list.dayEnd = older.dayEnd;
  return list.items.length - length;
}

/** What stands together across the seam, within a day. */
function join(list: ItemList, { items }: ItemList): void {
  const before = items.at(-1);
  const [next] = list.items;
  if (before?.type === 'message' && next?.type === 'message' && isSameGroup(before, next)) {
    items[items.length - 1] = { ...before, last: false };
    list.items[0] = { ...next, first: false };
  } else if (before?.type === 'notices' && next?.type === 'notices') {
    items[items.length - 1] = { ...before, notices: [...before.notices, ...next.notices] };
    splice(list, 0);
  }
}

/** Index of the first item that shows, or stands before, something from `seq` on. */
export function indexFrom({ seqs }: ItemList, seq: number): number {
  let low = 0;
  let high = seqs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((seqs[middle] ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the message with this seq; -1 when it does not stand here. */
export function indexOf(list: ItemList, seq: number): number {
  const { items, seqs } = list;
  for (let at = indexFrom(list, seq); seqs[at] === seq; at++) {
    if (items[at]?.type === 'message') return at;
  }
  return -1;
}

/** Takes a message out; those around it may come to be first or last of their groups. */
export function removeAt(list: ItemList, index: number): void {
  splice(list, index);
  const before = list.items[index - 1];
  const next = list.items[index];
  const isEmptied = before?.type === 'day' || before?.type === 'new';
  if (isEmptied && (next === undefined || next.type === 'day')) {
    removeAt(list, index - 1);
    return;
  }
  if (next === undefined) list.dayEnd = Number.NEGATIVE_INFINITY;
  const joined =
    before?.type === 'message' && next?.type === 'message' && isSameGroup(before, next);
  if (before?.type === 'message') put(list, index - 1, { ...before, last: !joined });
  if (next?.type === 'message') put(list, index, { ...next, first: !joined });
  if (list.dayEnd === Number.NEGATIVE_INFINITY) list.dayEnd = lastDayEnd(list);
}

function put(list: ItemList, index: number, item: MessageItem): void {
  const before = list.items[index];
  const same =
    before?.type === 'message' && before.first === item.first && before.last === item.last;
  if (!same) list.items[index] = item;
}

function splice(list: ItemList, index: number): void {
  const { items, seqs, newAt } = list;
  items.splice(index, 1);
  seqs.splice(index, 1);
  if (newAt === undefined || newAt < index) return;
  list.newAt = newAt === index ? undefined : newAt - 1;
}

function push({ items, seqs }: ItemList, item: TimelineItem, seq: number): number {
  seqs.push(seq);
  return items.push(item) - 1;
}

function startsNew(
  { newAt }: ItemList,
  { mine, seq }: MessageItem,
  newAfter: number | undefined,
): boolean {
  if (newAfter === undefined || newAt !== undefined) return false;
  return !mine && seq !== undefined && seq > newAfter;
}

function isSameGroup(one: MessageItem, other: MessageItem): boolean {
  return one.author.id === other.author.id && other.at - one.at <= GROUP_MS;
}

/** A day begins where the local date changes; time that goes back begins none. */
function pushDay(list: ItemList, at: number, seq: number): void {
  if (at < list.dayEnd) return;
  const date = new Date(at);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  list.dayEnd = endOfDay(at);
  push(list, { type: 'day', key: `d:${year}-${month + 1}-${day}`, at }, seq);
}

function endOfDay(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}

function lastDayEnd({ items }: ItemList): number {
  const day = items.findLast(({ type }) => type === 'day');
  return day?.type === 'day' ? endOfDay(day.at) : Number.NEGATIVE_INFINITY;
}
