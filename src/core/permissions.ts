// The one table that says who may do what in a chat or on a wall. Every decision and every button asks it.
import type { ChatKind, Role } from '#protocol/event.ts';

/** What can be done in a chat or on a wall, besides what everybody may do with their own messages. */
export type Act =
  | 'read'
  | 'post'
  | 'react'
  | 'mentionAll'
  | 'deleteOthers'
  | 'pin'
  | 'change'
  | 'addMember'
  | 'invite'
  | 'removeMember'
  | 'ban'
  | 'changeRole'
  | 'join'
  | 'leave';

/** Where something can be done. */
export type Place = ChatKind | 'wall';

/** Least standing that an act needs: a role, anybody signed in, or nobody at all. */
type Least = Role | 'anybody' | 'nobody';

// On a wall its owner is the owner; who may post there stands as a member, who may only read as nothing.
const TABLE: Readonly<Record<Act, Readonly<Record<Place, Least>>>> = {
  read: { direct: 'member', group: 'member', room: 'member', wall: 'anybody' },
  post: { direct: 'member', group: 'member', room: 'member', wall: 'member' },
  react: { direct: 'member', group: 'member', room: 'member', wall: 'member' },
  mentionAll: { direct: 'nobody', group: 'member', room: 'moderator', wall: 'nobody' },
  deleteOthers: { direct: 'nobody', group: 'moderator', room: 'moderator', wall: 'owner' },
  pin: { direct: 'member', group: 'member', room: 'moderator', wall: 'owner' },
  change: { direct: 'nobody', group: 'admin', room: 'admin', wall: 'nobody' },
  addMember: { direct: 'nobody', group: 'admin', room: 'admin', wall: 'nobody' },
  invite: { direct: 'nobody', group: 'admin', room: 'admin', wall: 'nobody' },
  removeMember: { direct: 'nobody', group: 'admin', room: 'moderator', wall: 'nobody' },
  ban: { direct: 'nobody', group: 'admin', room: 'moderator', wall: 'nobody' },
  changeRole: { direct: 'nobody', group: 'admin', room: 'admin', wall: 'nobody' },
  join: { direct: 'nobody', group: 'nobody', room: 'anybody', wall: 'nobody' },
  leave: { direct: 'nobody', group: 'member', room: 'member', wall: 'nobody' },
};

const RANK: Readonly<Record<Role, number>> = { member: 1, moderator: 2, admin: 3, owner: 4 };

/** What the owners of a chat have set that changes who may do what. */
export interface Rulings {
  /** Only moderators and above post; everybody reacts. */
  readonly readOnly?: boolean | undefined;
  /** In groups every member may add people and make invite links. */
  readonly membersAdd?: boolean | undefined;
}

/** Whether somebody of this role (undefined: not a member) may do the act in a place of this kind. */
export function allowed(
  act: Act,
  kind: Place,
  role: Role | undefined,
  rulings: Rulings = {},
): boolean {
  const least = leastFor(act, kind, rulings);
  if (least === 'nobody') return false;
  if (least === 'anybody') return true;
  return role !== undefined && RANK[role] >= RANK[least];
}

function leastFor(act: Act, kind: Place, { readOnly, membersAdd }: Rulings): Least {
  const least = TABLE[act][kind];
  if (readOnly && act === 'post' && least === 'member') return 'moderator';
  const adds = act === 'addMember' || act === 'invite';
  return membersAdd && adds && kind === 'group' ? 'member' : least;
}

/** Whether `one` stands above `other`: nobody removes their equals. */
export function outranks(one: Role, other: Role): boolean {
  return RANK[one] > RANK[other];
}
