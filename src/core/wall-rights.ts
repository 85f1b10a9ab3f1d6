// What somebody may do on a wall, from how its owner has set it and how the two stand.
import type { AccountSettings, Audience } from '#protocol/person.ts';

/** How somebody stands with the owner of a wall. */
export interface WallStanding {
  /** Whether it is one's own. */
  readonly own: boolean;
  /** Whether one is in the owner's contacts. */
  readonly contact: boolean;
  /** Whether the owner blocks one. */
  readonly blocked: boolean;
  /** Whether the owner's account is gone. */
  readonly deleted: boolean;
}

/** What one may do on a wall. */
export interface WallRights {
  readonly mayRead: boolean;
  readonly mayPost: boolean;
}

/** The owner may all, whom they block nothing; who may not read does not post either. */
export function wallRights(
  settings: Pick<AccountSettings, 'wallReaders' | 'wallPosts'>,
  { own, contact, blocked, deleted }: WallStanding,
): WallRights {
  if (deleted) return { mayRead: false, mayPost: false };
  if (own) return { mayRead: true, mayPost: true };
  const isAmong = (audience: Audience): boolean =>
    audience === 'everybody' || (audience === 'contacts' && contact);
  const mayRead = !blocked && isAmong(settings.wallReaders);
  return { mayRead, mayPost: mayRead && isAmong(settings.wallPosts) };
}
