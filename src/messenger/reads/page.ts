// Pages of lists: how many items, and where the next page begins.
import { assert } from '#base/assert.ts';
import type { Page } from '#core/messenger.ts';
import { PAGE_DEFAULT, PAGE_MAX } from '#protocol/limits.ts';

/** How many items a page may have. */
export function limitOf(query: { limit?: number | undefined }): number {
  return Math.min(PAGE_MAX, Math.max(1, query.limit ?? PAGE_DEFAULT));
}

/** A page from one item more than asked for; `key` makes the cursor of the last item shown. */
export function pageOf<T>(items: T[], limit: number, key: (last: T) => string): Page<T> {
  if (items.length <= limit) return { items };
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  assert(last !== undefined, 'a page of nothing has no next');
  return { items: shown, next: key(last) };
}
