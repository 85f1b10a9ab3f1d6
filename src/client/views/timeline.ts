// The conversation of one log as a face shows it: the replica's events as items, then the lines of the outbox. Built on from
// where it was, at either end; a message that changes is made anew in its place; all is built anew, with the old objects
// wherever they are equal, only when names or rights have come.
import type { Event } from '#protocol/event.ts';
import { isWhole, type LogEntry } from '../messages/log-entry.ts';
import { isPost } from '../messages/standings.ts';
import type { TimelineItem, TimelineView } from '../model/message.ts';
import { isPosting, type Line } from '../outbox/outbox-line.ts';
import { changedIn, type Overlay } from '../outbox/overlay.ts';
import { itemOf, itemOfLine, type MessageContext } from './message-item.ts';
import { noticesOf } from './notices.ts';
import { reuse, reuseDeep, reuseList } from './reuse.ts';
import type { Rights } from './rights.ts';
import { type Reached, tickAt } from './ticks.ts';
import {
  copyOf,
  emptyList,
  type ItemList,
  indexFrom,
  indexOf,
  pushMessage,
  pushNotices,
  putBefore,
  removeAt,
} from './timeline-items.ts';

/** What a timeline is made of. */
export interface TimelineSources {
  entry(): LogEntry | undefined;
  /** What it is called while there is no entry, or instead of what the entry says. */
  state(): TimelineView['state'] | undefined;
  /** Another number when names have changed. */
  version(): number;
  rights(): Rights;
  reached(): Reached;
  /** What one deleted for oneself. */
  hidden(): ReadonlySet<number>;
  lines(): readonly Line[];
  overlay(): Overlay;
  /** What items are made with, given how far the others have got. */
  context(reached: Reached): MessageContext;
}

/** What has been built so far, and from what. */
interface Built {
  readonly list: ItemList;
  readonly entry: LogEntry;
  readonly generation: number;
  readonly version: number;
  readonly rights: Rights;
  readonly newAfter: number | undefined;
  /** By message: those that answer it. */
  readonly answers: Map<number, number[]>;
  /** Messages that came with older pages and are answered further down. */
  readonly found: number[];
  /** Keys of erased messages: they no longer say under which they were written. */
  readonly keys: Map<number, string>;
  /** The first seq that is in it, and the next to be added. */
  first: number;
  next: number;
  reached: Reached;
  overlay: Overlay;
  hidden: ReadonlySet<number>;
  /** How many news of sources are taken in. */
  news: number;
  /** How many items the former view had of these, and how many have come before those since. */
  shown: number;
  ahead: number;
}

/** Makes the function that works out the timeline from its sources and its former value. */
export function timelineOf(sources: TimelineSources) {
  let built: Built | undefined;
  return (before: TimelineView | undefined): TimelineView => {
    const entry = sources.entry();
    built = entry && advance(sources, built, entry);
    const { items, newAt } = itemsOf(sources, built, before?.items ?? []);
    const view: TimelineView = {
      state: sources.state() ?? stateOf(entry),
      items: reuseList(before?.items, items),
      start: entry !== undefined && isWhole(entry),
      loadingOlder: entry?.loadingOlder ?? false,
      ...(newAt === undefined ? {} : { newAt }),
      newest: newestIn(entry, before?.newest ?? 0),
    };
    if (built) Object.assign(built, { shown: built.list.items.length, ahead: 0 });
    return reuse(before, view);
  };
}

function stateOf(entry: LogEntry | undefined): TimelineView['state'] {
  if (!entry) return 'loading';
  // What is there is shown, also while more is on its way.
  if (entry.history === 'ready' || entry.replica.events.length > 0) return 'ready';
  if (isWhole(entry) && !entry.stale) return 'ready';
  return entry.history === 'failing' ? 'failing' : 'loading';
}

function newestIn(entry: LogEntry | undefined, before: number): number {
  return entry ? Math.max(entry.newest, before) : 0;
}

function advance(sources: TimelineSources, before: Built | undefined, entry: LogEntry): Built {
  const reached = sources.reached();
  const context = sources.context(reached);
  const fitting = fits(sources, before, entry) ? before : undefined;
  const kept = fitting && addOlder(fitting, sources.hidden(), context) ? fitting : undefined;
  const built = kept ?? anew(sources, entry, reached, before);
  const overlay = sources.overlay();
  const stale = new Set(changedIn(built.overlay, overlay));
  for (const seq of built.found.splice(0)) stale.add(seq);
  built.overlay = overlay;
  for (; built.news < entry.sources.news.length; built.news++) {
    stale.add(entry.sources.news[built.news] ?? 0);
  }
  for (; built.next <= entry.replica.cursor; built.next++) {
    const event = entry.replica.find(built.next);
    if (event) pushEvent(built, event, context, stale);
  }
  renew(built, stale, context);
  hide(built, sources.hidden());
  retick(built, reached);
  return built;
}

function fits(sources: TimelineSources, built: Built | undefined, entry: LogEntry): built is Built {
  if (built?.entry !== entry || built.first < entry.replica.start) return false;
  const { generation } = entry.replica;
  const sameNames = built.version === sources.version() && built.rights === sources.rights();
  return built.generation === generation && sameNames && built.newAfter === newAfterOf(entry);
}

function anew(
  sources: TimelineSources,
  entry: LogEntry,
  reached: Reached,
  before: Built | undefined,
): Built {
  return {
    list: emptyList(),
    entry,
    generation: entry.replica.generation,
    version: sources.version(),
    rights: sources.rights(),
    newAfter: newAfterOf(entry),
    answers: new Map(),
    keys: before?.entry === entry ? before.keys : new Map(),
    found: [],
    first: entry.replica.start,
    next: entry.replica.start,
    reached,
    overlay: sources.overlay(),
    hidden: sources.hidden(),
    news: entry.sources.news.length,
    shown: 0,
    ahead: 0,
  };
}

/** Puts the pages before it that have come since; false when it has to be built anew for them. */
function addOlder(built: Built, hidden: ReadonlySet<number>, context: MessageContext): boolean {
  const { replica } = built.entry;
  const before = built.first;
  if (replica.start === before) return true;
  // All that changed these messages is in the range already, so nothing of them goes stale.
  const older = { ...built, list: emptyList(), hidden };
  for (let seq = replica.start; seq < before; seq++) {
    if (built.answers.has(seq)) built.found.push(seq);
    const event = replica.find(seq);
    if (event) pushEvent(older, event, context, new Set());
  }
  const grown = putBefore(built.list, older.list);
  if (grown === undefined) return false;
  built.first = replica.start;
  built.shown += grown;
  built.ahead += grown;
  return true;
}

/** Where the "New" line belongs, if the range reaches back so far; else the first unread is not there yet. */
function newAfterOf(entry: LogEntry): number | undefined {
  const { newAfter, replica } = entry;
  if (newAfter === undefined) return undefined;
  return replica.start <= newAfter + 1 || isWhole(entry) ? newAfter : undefined;
}

/** Adds what an event shows to the end; of what it changes further up it is noted that it is stale. */
function pushEvent(built: Built, event: Event, context: MessageContext, stale: Set<number>): void {
  const { list, entry, newAfter } = built;
  const { seq } = event;
  if (event.class === 'change' && 'target' in event) stale.add(event.target);
  if (!isPost(event)) {
    pushNotices(list, noticesOf(event, context.authorOf), seq);
    return;
  }
  const message = built.hidden.has(seq) ? undefined : entry.standings.of(seq);
  if (!message) return;
  const { reply } = 'text' in message.body ? message.body : {};
  if (reply !== undefined) {
    built.answers.set(reply, [...(built.answers.get(reply) ?? []), seq]);
  }
  const item = itemOf(message, context);
  pushMessage(list, { ...item, key: built.keys.get(seq) ?? item.key }, newAfter);
}

/** Makes the messages anew that are stale, and those that answer them. */
function renew(built: Built, stale: ReadonlySet<number>, context: MessageContext): void {
  const seqs = new Set(stale);
  for (const seq of stale) for (const answer of built.answers.get(seq) ?? []) seqs.add(answer);
  const { items } = built.list;
  for (const seq of seqs) {
    const index = indexOf(built.list, seq);
    const before = items[index];
    const message = built.entry.standings.of(seq);
    if (before?.type !== 'message' || !message) continue;
    const { key, first, last } = before;
    if (message.deleted) built.keys.set(seq, key);
    items[index] = reuseDeep(before, { ...itemOf(message, context), key, first, last });
  }
}

function hide(built: Built, hidden: ReadonlySet<number>): void {
  if (built.hidden === hidden) return;
  for (const seq of hidden) {
    const index = built.hidden.has(seq) ? -1 : indexOf(built.list, seq);
    if (index < 0) continue;
    removeAt(built.list, index);
    built.shown = Math.min(built.shown, index);
  }
  built.hidden = hidden;
}

/** New ticks for one's own messages between where the others were and where they are. */
function retick(built: Built, reached: Reached): void {
  const { list, reached: before } = built;
  built.reached = reached;
  if (before.read === reached.read && before.delivered === reached.delivered) return;
  const moved = [before.read, reached.read, before.delivered, reached.delivered];
  const from = indexFrom(list, Math.min(...moved));
  for (let index = from; index < list.items.length; index++) {
    const item = list.items[index];
    if (item?.type !== 'message' || !item.tick || item.seq === undefined) continue;
    const tick = tickAt(item.seq, reached);
    if (tick !== item.tick) list.items[index] = { ...item, tick };
  }
}

/** The built items with the outbox at their end. What has not changed is the object of the former view. */
function itemsOf(
  sources: TimelineSources,
  built: Built | undefined,
  before: readonly TimelineItem[],
): ItemList {
  const list = built?.list ?? emptyList();
  // Up to the last item of the former view, what was only built on is as it was.
  const from = Math.max(0, (built?.shown ?? 0) - 1);
  const ahead = built?.ahead ?? 0;
  const known = new Map(before.slice(Math.max(0, from - ahead)).map((item) => [item.key, item]));
  reuseFrom(list.items, from, known);
  const lines = sources.lines().filter(({ outgoing }) => isPosting(outgoing));
  const all = copyOf(list);
  if (lines.length === 0) return all;
  const context = sources.context({ read: 0, delivered: 0 });
  for (const line of lines) pushMessage(all, itemOfLine(line, context));
  // The first line may have joined the group of the item before it.
  reuseFrom(all.items, Math.max(0, list.items.length - 1), known);
  return all;
}

function reuseFrom(
  items: TimelineItem[],
  from: number,
  known: ReadonlyMap<string, TimelineItem>,
): void {
  for (let at = from; at < items.length; at++) {
    const item = items[at];
    if (item) items[at] = reuseDeep(known.get(item.key), item);
  }
}
