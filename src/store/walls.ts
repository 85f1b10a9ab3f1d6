// Reads of walls: what somebody may do on one.
import type { WallFacts } from '#core/facts.ts';
import { wallRights } from '#core/wall-rights.ts';
import { type AccountSettings, FIRST_SETTINGS } from '#protocol/person.ts';
import type { Queries } from './database.ts';

/** What `user` may do on the wall of `owner`; undefined when there is no such person, or no longer. */
export async function findWall(
  q: Queries,
  user: string,
  owner: string,
): Promise<WallFacts | undefined> {
  const row = await q.get<{ settings: string; contact: number | null; blocked: number | null }>(
    `SELECT u.settings, c.at AS contact, b.at AS blocked FROM users u
     LEFT JOIN contacts c ON c.person = u.id AND c.other = ? AND c.state = 'contact'
     LEFT JOIN blocks b ON b.person = u.id AND b.other = ?
     WHERE u.id = ? AND u.deleted = 0`,
    user,
    user,
    owner,
  );
  if (!row) return undefined;
  const settings = {
    ...FIRST_SETTINGS,
    ...(JSON.parse(row.settings) as Partial<AccountSettings>),
  };
  const standing = {
    own: user === owner,
    contact: row.contact !== null,
    blocked: row.blocked !== null,
    deleted: false,
  };
  return { owner, ...wallRights(settings, standing) };
}
