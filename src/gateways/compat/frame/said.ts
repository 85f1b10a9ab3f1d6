// Messages and people as old clients can show them: plain text, and names.
import { isRejected } from '#base/result.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { Body } from '#protocol/body.ts';
import { PAGE_MAX } from '#protocol/limits.ts';
import type { User } from '#protocol/person.ts';

/** What a message says in plain text; its files by their names. */
export function saidIn(body: Body): string {
  if ('sealed' in body) return '[A message that only the Kith app can open]';
  const files = (body.files ?? []).map(({ name }) => `[${name}]`);
  return [body.text, ...files].filter((part) => part !== '').join('\n');
}

/** People by id, deleted ones too; ids of nobody are left out. */
export async function peopleOf(
  messenger: Messenger,
  actor: Actor,
  ids: Iterable<string>,
): Promise<Map<string, User>> {
  const wanted = [...new Set(ids)];
  const people = new Map<string, User>();
  for (let at = 0; at < wanted.length; at += PAGE_MAX) {
    const some = wanted.slice(at, at + PAGE_MAX);
    const page = await messenger.read.users(actor, { ids: some, limit: PAGE_MAX });
    if (isRejected(page)) continue;
    for (const user of page.items) people.set(user.id, user);
  }
  return people;
}
