// Reads of who is kept out of a chat, and of invite links.
import type { Actor, Page, PageQuery, Reads } from '#core/messenger.ts';
import { allowed } from '#core/permissions.ts';
import type { User } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { listBans } from '#store/chats/bans.ts';
import { findMembership } from '#store/chats/members.ts';
import type { Queries } from '#store/database.ts';
import type { House } from '../house.ts';
import { inviteTarget, openInvites } from '../invites.ts';
import { limitOf, pageOf } from './page.ts';

/** The reads about bans and invite links. */
export function memberReads(house: House): Pick<Reads, 'bans' | 'invites' | 'invite'> {
  return {
    bans: (actor, chat, query) => house.store.read((q) => bans(q, actor, chat, query)),
    invites: (actor, chat) => openInvites(house, actor, chat),
    invite: (actor, code) => inviteTarget(house, actor, code),
  };
}

async function bans(
  q: Queries,
  { user }: Actor,
  chat: string,
  query: PageQuery,
): Promise<Page<User> | Rejection> {
  const member = await findMembership(q, user, chat);
  if (!member?.active) return { rejected: 'notFound', what: 'chat' };
  if (!allowed('ban', member.kind, member.role)) return { rejected: 'notAllowed' };
  const limit = limitOf(query);
  const found = await listBans(q, chat, { after: query.after, limit: limit + 1 });
  return pageOf(found, limit, ({ username }) => username);
}
