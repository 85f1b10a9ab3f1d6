// Reads of contacts, requests and blocks. A row of `contacts` is one person's side; nothing is said of what a block hides.
import { nameKey } from '#core/person-name.ts';
import type { ContactState } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import type { Contact, ContactRequest } from '#protocol/profile.ts';
import type { Queries } from './database.ts';
import { PUBLIC_OF, toUser, type UserRow } from './people.ts';

/** How two people stand, seen from one of them, with the other's stored settings. */
export interface Stand {
  readonly mine: ContactState;
  readonly theirs: ContactState;
  readonly blocked: boolean;
  readonly blocksMe: boolean;
  readonly settings: string;
}

/** How `me` stands with somebody; undefined when that account is not there or not any more. */
export async function findStand(q: Queries, me: string, other: string): Promise<Stand | undefined> {
  const row = await q.get<{
    settings: string;
    mine: ContactState | null;
    theirs: ContactState | null;
    blocked: number | null;
    blocks_me: number | null;
  }>(
    `SELECT u.settings, mine.state AS mine, theirs.state AS theirs, own.at AS blocked,
       their.at AS blocks_me
     FROM users u
     LEFT JOIN contacts mine ON mine.person = ? AND mine.other = u.id
     LEFT JOIN contacts theirs ON theirs.person = u.id AND theirs.other = ?
     LEFT JOIN blocks own ON own.person = ? AND own.other = u.id
     LEFT JOIN blocks their ON their.person = u.id AND their.other = ?
     WHERE u.id = ? AND u.deleted = 0`,
    me,
    me,
    me,
    me,
    other,
  );
  if (!row) return undefined;
  return {
    mine: row.mine ?? 'none',
    theirs: row.theirs ?? 'none',
    blocked: row.blocked !== null,
    blocksMe: row.blocks_me !== null,
    settings: row.settings,
  };
}

/** Where a page of people begins: behind a user name. */
export interface Behind {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** One's contacts by user name. */
export async function listContacts(
  q: Queries,
  me: string,
  { after, limit }: Behind,
): Promise<Contact[]> {
  const rows = await q.all<UserRow & { at: number; mutual: number | null }>(
    `SELECT ${PUBLIC_OF('u')}, c.at, back.at AS mutual FROM contacts c
     JOIN users u ON u.id = c.other
     LEFT JOIN contacts back ON back.person = c.other AND back.other = c.person
       AND back.state = 'contact'
     WHERE c.person = ? AND c.state = 'contact' AND u.name_key > ? ORDER BY u.name_key LIMIT ?`,
    me,
    nameKey(after ?? ''),
    limit,
  );
  return rows.map((row) => ({ user: toUser(row), since: row.at, mutual: row.mutual !== null }));
}

/** Requests that wait, both ways, by user name; not those of people whom one blocks. */
export async function listRequests(
  q: Queries,
  me: string,
  { after, limit }: Behind,
): Promise<ContactRequest[]> {
  const rows = await q.all<UserRow & { at: number; direction: 'in' | 'out' }>(
    `SELECT ${PUBLIC_OF('u')}, u.name_key AS place, c.at, 'out' AS direction
     FROM contacts c JOIN users u ON u.id = c.other
     WHERE c.person = ? AND c.state = 'asked' AND u.name_key > ?
     UNION ALL
     SELECT ${PUBLIC_OF('u')}, u.name_key AS place, c.at, 'in' AS direction
     FROM contacts c JOIN users u ON u.id = c.person
     WHERE c.other = ? AND c.state = 'asked' AND u.name_key > ? AND NOT EXISTS (
       SELECT 1 FROM blocks b WHERE b.person = c.other AND b.other = c.person)
     ORDER BY place LIMIT ?`,
    me,
    nameKey(after ?? ''),
    me,
    nameKey(after ?? ''),
    limit,
  );
  return rows.map((row) => ({ user: toUser(row), direction: row.direction, at: row.at }));
}

/** Whom one blocks, by user name. */
export async function listBlocks(
  q: Queries,
  me: string,
  { after, limit }: Behind,
): Promise<User[]> {
  const rows = await q.all<UserRow>(
    `SELECT ${PUBLIC_OF('u')} FROM blocks b JOIN users u ON u.id = b.other
     WHERE b.person = ? AND u.name_key > ? ORDER BY u.name_key LIMIT ?`,
    me,
    nameKey(after ?? ''),
    limit,
  );
  return rows.map(toUser);
}
