// One's chat list: chats by last use, then, on servers of up to 500 people, everybody one has not talked with yet.
import { userLog } from '#core/log-name.ts';
import type { Page, PageQuery } from '#core/messenger.ts';
import type { Chat } from '#protocol/chat.ts';
import { PAGE_DEFAULT, PAGE_MAX } from '#protocol/limits.ts';
import { findHead } from '#store/append.ts';
import { type ChatCursor, emptyDirects, listChats, listStrangers } from '#store/chats/list.ts';
import type { Queries } from '#store/database.ts';
import { findSetting } from '#store/migrations.ts';

// The cursors of the two parts: `c <activeAt> <id>` among chats, `p <username>` among people.
type Cursor = { part: 'chats'; after?: ChatCursor } | { part: 'people'; after: string };

/** A page of the list. `asOf` is the head of one's own log, behind which the list may be followed. */
export async function listOwnChats(
  q: Queries,
  user: string,
  query: PageQuery,
): Promise<Page<Chat>> {
  const limit = Math.min(PAGE_MAX, Math.max(1, query.limit ?? PAGE_DEFAULT));
  const cursor = parse(query.after);
  const asOf = (await findHead(q, userLog(user)))?.head ?? 0;
  if (cursor.part === 'people') return { ...(await people(q, user, cursor.after, limit)), asOf };
  const found = await listChats(q, user, cursor.after, limit + 1);
  const items = found.slice(0, limit).map(({ chat }) => chat);
  const last = found[limit - 1]?.cursor;
  if (found.length > limit && last) return { items, next: `c ${last.activeAt} ${last.id}`, asOf };
  const rest = await people(q, user, '', limit - items.length);
  return { ...rest, items: [...items, ...rest.items], asOf };
}

async function people(q: Queries, user: string, after: string, limit: number): Promise<Page<Chat>> {
  if ((await findSetting(q, 'everybody')) === 'off') return { items: [] };
  const found = await listStrangers(q, user, after, limit + 1);
  const items = await emptyDirects(q, user, found.slice(0, limit));
  if (found.length <= limit) return { items };
  return { items, next: `p ${found[limit - 1]?.username ?? after}` };
}

function parse(after: string | undefined): Cursor {
  const [part, first = '', id = ''] = (after ?? '').split(' ');
  if (part === 'p') return { part: 'people', after: first };
  const activeAt = Number(first);
  if (part === 'c' && Number.isSafeInteger(activeAt)) {
    return { part: 'chats', after: { activeAt, id } };
  }
  return { part: 'chats' };
}
