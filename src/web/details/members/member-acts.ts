// What one may do about a member, by the table that the server asks, too.
import type { ChatHeadView, MemberView } from '#client/model.ts';
import { outranks } from '#core/permissions.ts';
import type { Role } from '#protocol/event.ts';

/** An act about a member. */
export type MemberAct =
  | 'write'
  | 'page'
  | 'account'
  | 'admin'
  | 'moderator'
  | 'member'
  | 'handOver'
  | 'remove'
  | 'ban';

/** What is asked before it is done. */
export type Asked = Extract<MemberAct, 'handOver' | 'remove' | 'ban'>;

const ROLES = ['admin', 'moderator', 'member'] as const satisfies readonly Role[];

/** The acts, in the order of a menu. */
export function memberActs(head: ChatHeadView, member: MemberView): readonly MemberAct[] {
  const { role: mine, may, lobby } = head;
  if (member.me) return ['page', 'account'];
  const below = mine !== undefined && outranks(mine, member.role);
  if (!below) return ['write', 'page'];
  const roles = ROLES.filter((role) => role !== member.role && outranks(mine, role));
  return [
    'write',
    'page',
    ...(may.changeRoles ? roles : []),
    ...(may.changeRoles && mine === 'owner' && !lobby ? (['handOver'] as const) : []),
    ...(may.removeMembers && !lobby ? (['remove'] as const) : []),
    ...(may.ban ? (['ban'] as const) : []),
  ];
}
