// Where the conversation stands: opens at the "New" line or at the end, stays at the end when one is there, moves for
// nothing else; asks for older pages near the top; tells what was seen.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Conversation, TimelineItem, TimelineView } from '#client/model.ts';
import { belowOf, dayAbove, distanceOf, isAttended, lastOnScreen, mineAtEnd } from './on-screen.ts';

const AT_END_PX = 16;
const AWAY_PX = 160;
const OLDER_PX = 1_500;
const TOP_PX = 8;
const NEW_LINE_BELOW_TOP_PX = 64;

/** What is drawn over the list. */
export interface PlaceOnScreen {
  /** Far enough from the end for a way back. */
  readonly away: boolean;
  /** Messages of others that came below and were not on screen yet. */
  readonly below: number;
  /** The day of what is at the top, ms since 1970; undefined while its own line is there. */
  readonly day: number | undefined;
  readonly top: boolean;
}

interface Sources {
  readonly conversation: Conversation;
  readonly timeline: TimelineView;
  readonly items: readonly TimelineItem[];
  readonly list: RefObject<VirtualizerHandle | null>;
  /** Notes what is in the middle of the screen. */
  noteAnchor(): void;
}

/** What is known between two renderings. */
interface Standing {
  /** One is at the end, and what comes takes it along. */
  end: boolean;
  offset: number;
  opened: boolean;
  /** The "New" line was on screen before somebody's eyes. */
  newSeen: boolean;
  /** The highest seq that was on screen. */
  highest: number;
}

type Shown = Pick<Sources, 'timeline' | 'items'>;
type ListRef = Sources['list'];

const START: PlaceOnScreen = { away: false, below: 0, day: undefined, top: false };

/** The place, and what the virtual list has to call. */
export function usePlace({ conversation, timeline, items, list, noteAnchor }: Sources) {
  const at = useRef<Standing>({ end: true, offset: 0, opened: false, newSeen: false, highest: 0 });
  const now = useRef<Shown>({ timeline, items });
  now.current = { timeline, items };
  const toEnd = useCallback(() => {
    at.current.end = true;
    list.current?.scrollToIndex(now.current.items.length - 1, { align: 'end' });
  }, [list]);
  const follow = useCallback(() => {
    if (list.current && isNewTooHigh(list.current, now.current, at.current)) {
      toNew(list.current, now.current, at.current);
    } else toEnd();
  }, [list, toEnd]);
  const { place, look } = useLook(conversation, list, at, now);
  const onScroll = useCallback(
    (offset: number) => {
      if (!list.current) return;
      noteOffset(list.current, at.current, offset);
      noteAnchor();
      look();
    },
    [list, look, noteAnchor],
  );
  const onResize = useCallback(() => {
    if (at.current.end) follow();
    noteAnchor();
    look();
  }, [follow, look, noteAnchor]);
  useOpening(now, list, at, look);
  useArrivals(items, at, { follow, toEnd, look });
  useAttention(look);
  return { place, toEnd, onScroll, onResize };
}

/** Looks at what is on screen: counts it as seen, asks for older pages, and works out what is drawn over the list. */
function useLook(
  conversation: Conversation,
  list: ListRef,
  at: RefObject<Standing>,
  now: RefObject<Shown>,
) {
  const [place, setPlace] = useState(START);
  const look = useCallback(() => {
    const shown = list.current;
    const { current } = at;
    if (!shown || !current.opened) return;
    const { items, timeline } = now.current;
    const seq = lastOnScreen(shown, items);
    const attended = isAttended();
    current.highest = Math.max(current.highest, seq);
    if (attended && timeline.newAt !== undefined) current.newSeen = true;
    if (attended && seq > 0) conversation.seen(seq);
    const { scrollOffset } = shown;
    const wanted = scrollOffset < OLDER_PX && !timeline.start && !timeline.loadingOlder;
    if (wanted) void conversation.loadOlder();
    const next = {
      away: distanceOf(shown) > AWAY_PX,
      below: belowOf(items, current.highest),
      day: dayAbove(shown, items),
      top: scrollOffset < TOP_PX,
    };
    setPlace((before) => (isSame(before, next) ? before : next));
  }, [conversation, list, at, now]);
  return { place, look };
}

function noteOffset(list: VirtualizerHandle, at: Standing, offset: number): void {
  if (distanceOf(list) <= AT_END_PX) at.end = true;
  // Only a person goes up; what grows below moves nothing.
  else if (offset < at.offset - 1) at.end = false;
  at.offset = offset;
}

/** What is new and was not seen does not fit on the screen any more: going on to the end would lose its beginning. */
function isNewTooHigh(list: VirtualizerHandle, { timeline }: Shown, at: Standing): boolean {
  const { newAt } = timeline;
  if (newAt === undefined || at.newSeen) return false;
  const fits = list.viewportSize - NEW_LINE_BELOW_TOP_PX;
  return list.scrollSize - list.getItemOffset(newAt) > fits;
}

function toNew(list: VirtualizerHandle, { timeline }: Shown, at: Standing): void {
  at.end = false;
  at.newSeen = true;
  const offset = -NEW_LINE_BELOW_TOP_PX;
  list.scrollToIndex(timeline.newAt ?? 0, { align: 'start', offset });
}

/** Once, before the first painting. */
function useOpening(
  now: RefObject<Shown>,
  list: ListRef,
  at: RefObject<Standing>,
  look: () => void,
): void {
  useLayoutEffect(() => {
    const { timeline, items } = now.current;
    const { newAt } = timeline;
    if (!list.current) return;
    if (newAt === undefined) list.current.scrollToIndex(items.length - 1, { align: 'end' });
    else toNew(list.current, now.current, at.current);
    const read = items.slice(0, newAt ?? items.length).findLast(({ type }) => type === 'message');
    at.current.highest = read?.type === 'message' ? (read.seq ?? 0) : 0;
    // The list measures first; only then does it know what is on screen.
    const frame = requestAnimationFrame(() => {
      at.current.opened = true;
      if (list.current) noteOffset(list.current, at.current, list.current.scrollOffset);
      look();
    });
    return () => cancelAnimationFrame(frame);
  }, [now, list, at, look]);
}

/** What comes while one is at the end takes the end along; so does what one writes oneself. */
function useArrivals(
  items: readonly TimelineItem[],
  at: RefObject<Standing>,
  { follow, toEnd, look }: { follow: () => void; toEnd: () => void; look: () => void },
): void {
  const before = useRef(items);
  useLayoutEffect(() => {
    if (before.current === items) return;
    const written = mineAtEnd(items) && items.at(-1)?.key !== before.current.at(-1)?.key;
    before.current = items;
    if (written) toEnd();
    else if (at.current.end) follow();
    const frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [items, at, follow, toEnd, look]);
}

/** What is on screen counts as seen as soon as somebody comes back to the page. */
function useAttention(look: () => void): void {
  useEffect(() => {
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [look]);
}

function isSame(one: PlaceOnScreen, other: PlaceOnScreen): boolean {
  const sameDay = one.day === other.day && one.top === other.top;
  return sameDay && one.away === other.away && one.below === other.below;
}
