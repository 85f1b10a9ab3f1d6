// Lists and logs read whole, page by page, up to a limit; people by their ids.
import { isRejected } from '#base/result.ts';
import type { Actor, Messenger, Page, PageQuery } from '#core/messenger.ts';
import type { Message } from '#protocol/chat.ts';
import { PAGE_MAX } from '#protocol/limits.ts';
import type { User } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';

/** The items of a list, up to about `max`; fewer where reading on is refused. */
export async function allOf<T>(
  max: number,
  list: (query: PageQuery) => Promise<Page<T> | Rejection>,
): Promise<T[]> {
  const items: T[] = [];
  let after: string | undefined;
  do {
    const page = await list({ after, limit: PAGE_MAX });
    if (isRejected(page)) break;
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined && items.length < max);
  return items;
}

/** The newest messages of a log, up to about `max`, oldest first. */
export async function newestOf(
  { read }: Messenger,
  actor: Actor,
  log: string,
  max: number,
): Promise<Message[] | Rejection> {
  const pages: Message[][] = [];
  let before: number | undefined;
  for (let count = 0; count < max; count += PAGE_MAX) {
    const page = await read.messages(actor, log, { before, limit: PAGE_MAX });
    if (isRejected(page)) return page;
    pages.unshift(page.items);
    if (page.next === undefined) break;
    before = Number(page.next);
  }
  return pages.flat();
}

/** People by id, deleted ones too; ids of nobody are left out. */
export async function peopleOf(
  { read }: Messenger,
  actor: Actor,
  ids: Iterable<string>,
): Promise<Map<string, User>> {
  const wanted = [...new Set(ids)];
  const people = new Map<string, User>();
  for (let at = 0; at < wanted.length; at += PAGE_MAX) {
    const some = wanted.slice(at, at + PAGE_MAX);
    const page = await read.users(actor, { ids: some, limit: PAGE_MAX });
    if (isRejected(page)) continue;
    for (const user of page.items) people.set(user.id, user);
  }
  return people;
}
