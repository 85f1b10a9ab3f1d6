// Tells the virtual list how its items changed: something older came before them, or something newer after, and never
// both in one rendering, because then the list could not keep its place.
import { useLayoutEffect, useReducer, useRef } from 'react';
import type { TimelineItem } from '#client/model.ts';

type Items = readonly TimelineItem[];

/** `shift`: the items changed at their start. */
export interface Staged {
  readonly items: Items;
  readonly shift: boolean;
}

/** The items to show now; when both ends changed, those without the newest, and all of them right after. */
export function useStaged(all: Items): Staged {
  const before = useRef<Items>(all);
  const [, again] = useReducer((count: number) => count + 1, 0);
  const shift = isOlderFirst(before.current, all);
  const items = shift ? withoutNewer(before.current, all) : all;
  useLayoutEffect(() => {
    before.current = items;
    if (items !== all) again();
  });
  return { items, shift };
}

/** A day's line may have the same name before and after, so it says nothing. */
function firstSaid(items: Items): string | undefined {
  return items.find(({ type }) => type === 'message' || type === 'notices')?.key;
}

function isOlderFirst(before: Items, after: Items): boolean {
  if (before === after || before.length === 0) return false;
  const first = firstSaid(before);
  return first !== firstSaid(after) && after.some(({ key }) => key === first);
}

function withoutNewer(before: Items, after: Items): Items {
  const last = before.at(-1)?.key;
  const index = after.findLastIndex(({ key }) => key === last);
  return index < 0 || index === after.length - 1 ? after : after.slice(0, index + 1);
}
