// Older pages of a log, where it is shown: the newest page, so far back that the first unread is there if it
// is near, and more when somebody scrolls. Puts them in front of the replica; live events are not its affair.
import type { Event } from '#protocol/event.ts';
import { PAGE_DEFAULT, PAGE_MAX } from '#protocol/limits.ts';
import { type Api, query } from '../api.ts';
import { isWhole, type LogEntry } from './log-entry.ts';

const FIRST_PAGES_MAX = 4;
const OLDER_EVENTS = 100;
/** As far back as somebody who follows a quote is taken. */
const REACH_EVENTS_MAX = 10_000;

/** What history needs from its surroundings. */
export interface HistoryPorts {
  readonly api: Api;
  /** The entry has changed. Called synchronously. */
  changed(entry: LogEntry): void;
  /** Loading did not work; try again later. */
  failed(entry: LogEntry): void;
}

/** What is being loaded for an entry: whoever wants more waits for it. */
const underWay = new WeakMap<LogEntry, Promise<void>>();

function note(entry: LogEntry, work: Promise<void>): Promise<void> {
  underWay.set(entry, work);
  return work;
}

/** Loads what a chat needs to be shown. Returns at once when that is there, or on its way. */
export async function loadShown(entry: LogEntry, ports: HistoryPorts): Promise<void> {
  if (entry.history !== 'loading') await note(entry, loadFirst(entry, ports));
}

async function loadFirst(entry: LogEntry, ports: HistoryPorts): Promise<void> {
  entry.history = 'loading';
  ports.changed(entry);
  let went = true;
  for (let page = 0; page < FIRST_PAGES_MAX && went && wantsMore(entry); page++) {
    const limit = Math.min(PAGE_MAX, Math.max(PAGE_DEFAULT, entry.unread + 20));
    went = await loadPage(entry, ports.api, limit);
  }
  entry.history = went || entry.replica.events.length > 0 ? 'ready' : 'failing';
  if (!went) ports.failed(entry);
  ports.changed(entry);
}

/** Loads one older page. */
export async function loadOlder(entry: LogEntry, ports: HistoryPorts): Promise<void> {
  if (entry.loadingOlder || entry.history !== 'ready' || isWhole(entry)) return;
  await note(
    entry,
    loadWhile(entry, ports, OLDER_EVENTS, () => false),
  );
}

/** Loads as far back as `seq`; false when that is too far, cannot be read, or the network is away. */
export async function loadBackTo(
  entry: LogEntry,
  seq: number,
  ports: HistoryPorts,
): Promise<boolean> {
  const { replica } = entry;
  while (entry.loadingOlder || entry.history === 'loading') await underWay.get(entry);
  if (replica.start <= seq) return true;
  if (seq < entry.from || replica.start - seq > REACH_EVENTS_MAX) return false;
  await note(
    entry,
    loadWhile(entry, ports, PAGE_MAX, () => replica.start > seq),
  );
  if (replica.events.length > 0) entry.history = 'ready';
  ports.changed(entry);
  return replica.start <= seq;
}

/** One page, and further ones as long as one is asked for, comes, and something older is there. */
async function loadWhile(
  entry: LogEntry,
  ports: HistoryPorts,
  limit: number,
  isWanted: () => boolean,
): Promise<void> {
  entry.loadingOlder = true;
  ports.changed(entry);
  let went = true;
  do {
    went = await loadPage(entry, ports.api, limit);
  } while (went && !isWhole(entry) && isWanted());
  entry.loadingOlder = false;
  ports.changed(entry);
}

function wantsMore(entry: LogEntry): boolean {
  const { replica, unread, newAfter } = entry;
  if (isWhole(entry)) return false;
  if (replica.events.length < PAGE_DEFAULT) return true;
  const firstUnread = (newAfter ?? entry.readUpTo) + 1;
  return unread > 0 && firstUnread < replica.start;
}

interface EventPage {
  readonly items: readonly Event[];
}

/** True when the page was got; that the range has moved meanwhile is no failure. */
async function loadPage(entry: LogEntry, api: Api, limit: number): Promise<boolean> {
  const { replica } = entry;
  const before = replica.start;
  const path = `${entry.path}/events${query({ before, limit })}`;
  const page = await api.request<EventPage>('GET', path);
  if (!page.ok) return false;
  if (replica.start !== before) return true;
  const older = contiguousEnd(page.value.items, before);
  // Nothing that continues backwards: for this reader the chat begins here.
  if (!replica.prepend(older)) entry.from = before;
  return true;
}

/** The part of a page that runs up to `before` without a hole. */
function contiguousEnd(items: readonly Event[], before: number): readonly Event[] {
  let at = items.length;
  while (at > 0 && items[at - 1]?.seq === before - (items.length - at) - 1) at--;
  return items.slice(at);
}
