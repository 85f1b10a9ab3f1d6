// Older pages of a chat's log, for chats that are shown: the newest page, so far back that the first unread is there if it
// is near, and more when somebody scrolls. Puts them in front of the replica; live events are not its affair.
import type { Event } from '#protocol/event.ts';
import { PAGE_DEFAULT, PAGE_MAX } from '#protocol/limits.ts';
import { type Api, query } from '../api.ts';
import { type ChatEntry, isWhole } from './chat-entry.ts';
import { unreadOf } from './chat-state.ts';

const FIRST_PAGES_MAX = 4;
const OLDER_EVENTS = 100;

/** What history needs from its surroundings. */
export interface HistoryPorts {
  readonly api: Api;
  /** The entry has changed. Called synchronously. */
  changed(id: string): void;
  /** Loading did not work; try again later. */
  failed(id: string): void;
}

/** Loads what a chat needs to be shown. Returns at once when that is there, or on its way. */
export async function loadShown(entry: ChatEntry, ports: HistoryPorts): Promise<void> {
  if (entry.history === 'loading') return;
  const { id } = entry.state;
  entry.history = 'loading';
  ports.changed(id);
  let went = true;
  for (let page = 0; page < FIRST_PAGES_MAX && went && wantsMore(entry); page++) {
    const limit = Math.min(PAGE_MAX, Math.max(PAGE_DEFAULT, unreadOf(entry.state) + 20));
    went = await loadPage(entry, ports.api, limit);
  }
  entry.history = went || entry.replica.events.length > 0 ? 'ready' : 'failing';
  if (!went) ports.failed(id);
  ports.changed(id);
}

/** Loads one older page. */
export async function loadOlder(entry: ChatEntry, ports: HistoryPorts): Promise<void> {
  if (entry.loadingOlder || entry.history !== 'ready' || isWhole(entry)) return;
  entry.loadingOlder = true;
  ports.changed(entry.state.id);
  await loadPage(entry, ports.api, OLDER_EVENTS);
  entry.loadingOlder = false;
  ports.changed(entry.state.id);
}

function wantsMore(entry: ChatEntry): boolean {
  const { replica, state, newAfter } = entry;
  if (isWhole(entry)) return false;
  if (replica.events.length < PAGE_DEFAULT) return true;
  const firstUnread = (newAfter ?? state.mark.seq) + 1;
  return unreadOf(state) > 0 && firstUnread < replica.start;
}

interface EventPage {
  readonly items: readonly Event[];
}

/** True when the page was got; that the range has moved meanwhile is no failure. */
async function loadPage(entry: ChatEntry, api: Api, limit: number): Promise<boolean> {
  const { replica } = entry;
  const before = replica.start;
  const path = `/chats/${encodeURIComponent(entry.state.id)}/events${query({ before, limit })}`;
  const page = await api.request<EventPage>('GET', path);
  if (!page.ok) return false;
  if (replica.start !== before) return true;
  const older = contiguousEnd(page.value.items, before);
  // Nothing that continues backwards: for this reader the chat begins here.
  if (!replica.prepend(older)) entry.state = { ...entry.state, from: before };
  return true;
}

/** The part of a page that runs up to `before` without a hole. */
function contiguousEnd(items: readonly Event[], before: number): readonly Event[] {
  let at = items.length;
  while (at > 0 && items[at - 1]?.seq === before - (items.length - at) - 1) at--;
  return items.slice(at);
}
