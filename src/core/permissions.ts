// The one table that says who may do what in a chat. Every decision and every button asks it.
import type { ChatKind, Role } from '#protocol/event.ts';

/** What can be done in a chat. */
export type Act = 'read' | 'post' | 'change' | 'addMember' | 'removeMember' | 'join' | 'leave';

/** Least standing that an act needs: a role, anybody signed in, or nobody at all. */
type Least = Role | 'anybody' | 'nobody';

const TABLE: Readonly<Record<Act, Readonly<Record<ChatKind, Least>>>> = {
  read: { direct: 'member', group: 'member', room: 'member' },
  post: { direct: 'member', group: 'member', room: 'member' },
  change: { direct: 'nobody', group: 'admin', room: 'admin' },
  addMember: { direct: 'nobody', group: 'admin', room: 'admin' },
  removeMember: { direct: 'nobody', group: 'admin', room: 'admin' },
  join: { direct: 'nobody', group: 'nobody', room: 'anybody' },
  leave: { direct: 'nobody', group: 'member', room: 'member' },
};

const RANK: Readonly<Record<Role, number>> = { member: 1, moderator: 2, admin: 3, owner: 4 };

/** Whether somebody of this role (undefined: not a member) may do the act in a chat of this kind. */
export function allowed(act: Act, kind: ChatKind, role: Role | undefined): boolean {
  const least = TABLE[act][kind];
  if (least === 'nobody') return false;
  if (least === 'anybody') return true;
  return role !== undefined && RANK[role] >= RANK[least];
}

/** Whether `one` stands above `other`: nobody removes their equals. */
export function outranks(one: Role, other: Role): boolean {
  return RANK[one] > RANK[other];
}
