// What one may do with the messages of a chat or a wall, from the table that the server asks, too. One object as long as
// nothing of it is another.
import { allowed, type Place, type Rulings } from '#core/permissions.ts';
import type { Role } from '#protocol/event.ts';
import type { MayDo } from '../model/message.ts';

/** Where one stands. */
export interface Stand extends Rulings {
  readonly place: Place;
  readonly role: Role | undefined;
}

/** What one may do with messages. */
export interface Rights {
  /** With one's own or another's message, deleted or not; words that one forwarded are not one's own to change. */
  of(mine: boolean, deleted: boolean, forwarded: boolean): MayDo;
  /** Whether messages of people whom one blocks are folded here. */
  readonly folds: boolean;
}

/** Nothing, as with a message that is not stored. */
export const NOTHING_DUE: MayDo = {
  reply: false,
  react: false,
  edit: false,
  erase: false,
  hide: false,
  pin: false,
};

/** Makes the function that gives the rights for a stand: the same object for the same stand. */
export function rightsOf() {
  let before: { key: string; rights: Rights } | undefined;
  return (stand: Stand): Rights => {
    const key = JSON.stringify([stand.place, stand.role, stand.readOnly, stand.membersAdd]);
    if (before?.key !== key) before = { key, rights: rightsIn(stand) };
    return before.rights;
  };
}

function rightsIn({ place, role, ...rulings }: Stand): Rights {
  const may = (act: Parameters<typeof allowed>[0]): boolean => allowed(act, place, role, rulings);
  const hide = place !== 'wall' && role !== undefined;
  const others: MayDo = {
    reply: may('post'),
    react: may('react'),
    edit: false,
    erase: may('deleteOthers'),
    hide,
    pin: may('pin'),
  };
  const own: MayDo = { ...others, edit: may('post'), erase: true };
  const passedOn: MayDo = { ...own, edit: false };
  const gone: MayDo = { ...NOTHING_DUE, hide };
  return {
    folds: place !== 'direct',
    of: (mine, deleted, forwarded) => {
      if (deleted) return gone;
      if (!mine) return others;
      return forwarded ? passedOn : own;
    },
  };
}
