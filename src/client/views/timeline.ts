// The conversation of one chat as a face shows it: the replica's events as items, then the lines of the outbox. Built on
// from where it was; built anew, with the old objects wherever they are equal, only when older pages or names have come.

import { chatLog } from '#core/log-name.ts';
import { type ChatEntry, isWhole } from '../chats/chat-entry.ts';
import type { Directory } from '../directory.ts';
import type { TimelineItem, TimelineView } from '../model.ts';
import type { Line } from '../outbox-line.ts';
import { reuse, reuseList } from './reuse.ts';
import { type Reached, reachedIn, tickAt } from './ticks.ts';
import {
  copyOf,
  emptyList,
  type ItemContext,
  type ItemList,
  pushEvent,
  pushLine,
} from './timeline-items.ts';

/** What a timeline is made of. */
export interface TimelineSources {
  readonly id: string;
  readonly me: string;
  readonly directory: Directory;
  entry(): ChatEntry | undefined;
  lines(log: string): readonly Line[];
  isFailing(): boolean;
}

/** What has been built so far, and from what. */
interface Built {
  list: ItemList;
  entry: ChatEntry;
  generation: number;
  version: number;
  newAfter: number | undefined;
  /** The next seq to be added. */
  next: number;
  reached: Reached;
  /** How many items the former view had of these. */
  shown: number;
}

/** Makes the function that works out the timeline from its sources and its former value. */
export function timelineOf(sources: TimelineSources) {
  let built: Built | undefined;
  return (before: TimelineView | undefined): TimelineView => {
    const entry = sources.entry();
    built = entry && advance(sources, built, entry);
    const { items, newAt } = itemsOf(sources, built, before?.items ?? []);
    const view: TimelineView = {
      state: stateOf(sources, entry),
      items: reuseList(before?.items, items),
      start: entry !== undefined && isWhole(entry),
      loadingOlder: entry?.loadingOlder ?? false,
      ...(newAt === undefined ? {} : { newAt }),
      newest: entry?.state.last?.seq ?? 0,
    };
    if (built) built.shown = built.list.items.length;
    return reuse(before, view);
  };
}

function stateOf({ isFailing }: TimelineSources, entry: ChatEntry | undefined) {
  if (!entry) return isFailing() ? 'failing' : 'loading';
  // What is there is shown, also while more is on its way.
  if (entry.history === 'ready' || entry.replica.events.length > 0) return 'ready';
  if (isWhole(entry) && !entry.stale) return 'ready';
  return entry.history === 'failing' ? 'failing' : 'loading';
}

function advance(sources: TimelineSources, before: Built | undefined, entry: ChatEntry): Built {
  const reached = reachedIn(entry.state, sources.me);
  const built = fits(sources, before, entry) ? before : anew(sources, entry, reached);
  const context = contextOf(sources, entry, reached);
  for (; built.next <= entry.replica.cursor; built.next++) {
    const event = entry.replica.find(built.next);
    if (event) pushEvent(built.list, event, context);
  }
  retick(built, reached);
  return built;
}

function fits(
  { directory }: TimelineSources,
  built: Built | undefined,
  entry: ChatEntry,
): built is Built {
  if (built?.entry !== entry) return false;
  const { generation } = entry.replica;
  const sameNames = built.version === directory.version;
  return built.generation === generation && sameNames && built.newAfter === newAfterOf(entry);
}

function anew({ directory }: TimelineSources, entry: ChatEntry, reached: Reached): Built {
  return {
    list: emptyList(),
    entry,
    generation: entry.replica.generation,
    version: directory.version,
    newAfter: newAfterOf(entry),
    next: entry.replica.start,
    reached,
    shown: 0,
  };
}

/** Where the "New" line belongs, if the range reaches back so far; else the first unread is not there yet. */
function newAfterOf(entry: ChatEntry): number | undefined {
  const { newAfter, replica } = entry;
  if (newAfter === undefined) return undefined;
  return replica.start <= newAfter + 1 || isWhole(entry) ? newAfter : undefined;
}

function contextOf(sources: TimelineSources, entry: ChatEntry, reached: Reached): ItemContext {
  return {
    me: sources.me,
    authorOf: (user) => sources.directory.author(user),
    tickOf: (seq) => tickAt(seq, reached),
    newAfter: newAfterOf(entry),
  };
}

/** New ticks for one's own messages between where the others were and where they are. */
function retick(built: Built, reached: Reached): void {
  const { list, reached: before } = built;
  built.reached = reached;
  if (before.read === reached.read && before.delivered === reached.delivered) return;
  for (const [index, item] of list.items.entries()) {
    if (item.type !== 'message' || !item.mine || item.seq === undefined) continue;
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
  const known = new Map(before.slice(from).map((item) => [item.key, item]));
  reuseFrom(list.items, from, known);
  const lines = sources.lines(chatLog(sources.id));
  if (lines.length === 0) return copyOf(list);
  const all = copyOf(list);
  const authorOf = (user: string) => sources.directory.author(user);
  const context = { me: sources.me, authorOf, tickOf: () => undefined };
  for (const line of lines) pushLine(all, line, context);
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
    if (item) items[at] = reuseItem(known.get(item.key), item);
  }
}

function reuseItem(before: TimelineItem | undefined, item: TimelineItem): TimelineItem {
  if (before?.type !== 'notices' || item.type !== 'notices') return reuse(before, item);
  const notices = item.notices.map((notice, index) => reuse(before.notices[index], notice));
  const same = notices.length === before.notices.length;
  return same && notices.every((one, at) => one === before.notices[at]) ? before : item;
}
