// What somebody may see of a log, from the store's facts through the one rule in core/readable.ts.
import { chatOf, otherOfDirect, wallOf } from '#core/log-name.ts';
import { type Membership, readable, type Span } from '#core/readable.ts';
import type { Role } from '#protocol/event.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { findMembership } from '#store/chats/members.ts';
import type { Queries } from '#store/database.ts';
import { usersById } from '#store/people.ts';
import { findWall } from '#store/walls.ts';

/** A membership with its role and the size of the chat. */
export type Standing = Membership & { role: Role; memberCount: number };

/** How `user` stands in a chat. A direct chat with an existing person stands open before its first event. */
export async function findStanding(
  q: Queries,
  user: string,
  chat: string,
): Promise<Standing | undefined> {
  const known = await findMembership(q, user, chat);
  if (known) return known;
  const other = otherOfDirect(chat, user);
  const [person] = other ? await usersById(q, [other]) : [];
  if (!person || person.deleted) return undefined;
  const spans = [{ from: 1 }];
  return { kind: 'direct', active: true, spans, role: 'member', memberCount: 2 };
}

/**
 * Why a log may not be read. A chat that is not there and one that is not open look the same; that a person has a wall
 * is no secret.
 */
export async function whyUnreadable(q: Queries, log: string): Promise<Rejection> {
  const owner = wallOf(log);
  if (!owner) return { rejected: 'notFound', what: 'chat' };
  const there = await findWall(q, owner, owner);
  return there ? { rejected: 'notAllowed' } : { rejected: 'notFound', what: 'user' };
}

/** The spans of a log that `user` may read; empty for nothing, which looks the same as no such log. */
export async function spansOf(q: Queries, user: string, log: string): Promise<readonly Span[]> {
  const [chat, owner] = [chatOf(log), wallOf(log)];
  if (owner) return readable(user, log, await findWall(q, user, owner));
  return readable(user, log, chat ? await findStanding(q, user, chat) : undefined);
}
