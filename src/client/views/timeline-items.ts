// From events to what stands in a timeline, one after the other: messages in groups, days, folded notices, the "New" line.
// Only the end of the list changes when something is added, so that a long conversation costs no more than a short one.
import type { Event } from '#protocol/event.ts';
import { textOf } from '../chats/chat-state.ts';
import type { MessageItem, Notice, PersonView, Tick, TimelineItem } from '../model.ts';
import type { Line } from '../outbox-line.ts';
import { isLargeEmoji } from './large-emoji.ts';

/** Messages of one author stand together while no more than this lies between them. */
const GROUP_MS = 5 * 60_000;

/** What items are made with. */
export interface ItemContext {
  readonly me: string;
  authorOf(user: string): PersonView;
  /** The tick of one's own stored message. */
  tickOf(seq: number): Tick | undefined;
  /** The "New" line comes before the first message of others behind this seq. */
  readonly newAfter?: number | undefined;
}

/** Items that grow at their end. */
export interface ItemList {
  readonly items: TimelineItem[];
  /** Index of the "New" line. */
  newAt?: number | undefined;
  /** When the day of the last item ends, ms since 1970. */
  dayEnd: number;
}

/** A list of nothing. */
export function emptyList(): ItemList {
  return { items: [], dayEnd: Number.NEGATIVE_INFINITY };
}

/** A list that goes on by itself. */
export function copyOf(list: ItemList): ItemList {
  return { ...list, items: [...list.items] };
}

/** Adds what an event shows to the end of the items. Events that show nothing change nothing. */
export function pushEvent(list: ItemList, event: Event, context: ItemContext): void {
  if (event.kind === 'message.posted') pushMessage(list, messageOf(event, context), context);
  else pushNotices(list, noticesOf(event, context));
}

/** Adds a message that is not in the log yet. */
export function pushLine(list: ItemList, line: Line, context: ItemContext): void {
  const { outgoing, state, seq, refused } = line;
  const { command, text, at } = outgoing;
  const message: MessageItem = {
    type: 'message',
    key: `c:${command}`,
    ...(seq === undefined ? {} : { seq }),
    author: context.authorOf(context.me),
    mine: true,
    at,
    text,
    deleted: false,
    edited: false,
    large: isLargeEmoji(text),
    first: true,
    last: true,
    tick: state,
    ...(refused ? { failure: refused } : {}),
    command,
  };
  pushMessage(list, message, context);
}

function messageOf(
  event: Extract<Event, { kind: 'message.posted' }>,
  context: ItemContext,
): MessageItem {
  const { seq, by, at, command } = event;
  const mine = by === context.me;
  const text = textOf(event.body);
  const tick = mine ? context.tickOf(seq) : undefined;
  return {
    type: 'message',
    // One's own keep the key they had while they waited; others cannot choose theirs.
    key: mine && command !== undefined ? `c:${command}` : `m:${seq}`,
    seq,
    author: context.authorOf(by),
    mine,
    at,
    text,
    deleted: false,
    edited: false,
    large: isLargeEmoji(text),
    first: true,
    last: true,
    ...(tick ? { tick } : {}),
  };
}

function pushMessage(list: ItemList, message: MessageItem, context: ItemContext): void {
  const { items } = list;
  pushDay(list, message.at);
  if (startsNew(list, message, context)) list.newAt = items.push({ type: 'new', key: 'new' }) - 1;
  const before = items.at(-1);
  if (before?.type !== 'message' || !isSameGroup(before, message)) {
    items.push(message);
  } else {
    items[items.length - 1] = { ...before, last: false };
    items.push({ ...message, first: false });
  }
}

function startsNew({ newAt }: ItemList, { mine, seq }: MessageItem, context: ItemContext): boolean {
  const { newAfter } = context;
  if (newAfter === undefined || newAt !== undefined) return false;
  return !mine && seq !== undefined && seq > newAfter;
}

function isSameGroup(one: MessageItem, other: MessageItem): boolean {
  return one.author.id === other.author.id && other.at - one.at <= GROUP_MS;
}

/** A day begins where the local date changes; time that goes back begins none. */
function pushDay(list: ItemList, at: number): void {
  if (at < list.dayEnd) return;
  const date = new Date(at);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  list.dayEnd = new Date(year, month, day + 1).getTime();
  list.items.push({ type: 'day', key: `d:${year}-${month + 1}-${day}`, at });
}

function pushNotices(list: ItemList, notices: readonly Notice[]): void {
  const { items } = list;
  const [first] = notices;
  if (!first) return;
  pushDay(list, first.at);
  const before = items.at(-1);
  if (before?.type !== 'notices') {
    items.push({ type: 'notices', key: `n:${first.key}`, notices });
  } else {
    items[items.length - 1] = { ...before, notices: [...before.notices, ...notices] };
  }
}

function noticesOf(event: Event, { authorOf }: ItemContext): Notice[] {
  const { seq, at } = event;
  const by = authorOf(event.by);
  const notice = (what: Notice['what'], more: Partial<Notice> = {}): Notice => {
    return { key: `${seq}${what}`, at, what, by, ...more };
  };
  switch (event.kind) {
    case 'chat.created':
      return [notice('created', { text: event.name })];
    case 'chat.changed': {
      const { name, topic } = event;
      const renamed = name === undefined ? [] : [notice('renamed', { text: name })];
      return topic === undefined ? renamed : [...renamed, notice('topic', { text: topic })];
    }
    case 'member.joined': {
      // Who makes a chat is in it, which need not be said.
      if (event.role === 'owner' && event.user === event.by) return [];
      const what = event.user === event.by ? 'joined' : 'added';
      return [notice(what, { person: authorOf(event.user) })];
    }
    case 'member.left': {
      const what = event.user === event.by ? 'left' : 'removed';
      return [notice(what, { person: authorOf(event.user) })];
    }
    default:
      return [];
  }
}
