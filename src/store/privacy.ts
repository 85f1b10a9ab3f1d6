// Reads of what people have set about being seen, and who is told what of whom. Both switches work both ways.
import type { Queries } from './database.ts';
import { settingsOf } from './people.ts';

/** What somebody has set about being seen, and whom they block. */
export interface StoredPrivacy {
  readonly presence: boolean;
  readonly receipts: boolean;
  readonly blocks: ReadonlySet<string>;
}

/** The settings of somebody; undefined when the account is not there or not any more. */
export async function findPrivacy(q: Queries, user: string): Promise<StoredPrivacy | undefined> {
  const row = await q.get<{ settings: string }>(
    'SELECT settings FROM users WHERE id = ? AND deleted = 0',
    user,
  );
  if (!row) return undefined;
  const { presence, receipts } = settingsOf(row.settings);
  const rows = await q.all<{ other: string }>('SELECT other FROM blocks WHERE person = ?', user);
  return { presence, receipts, blocks: new Set(rows.map(({ other }) => other)) };
}

/** Of these people those whose presence `viewer` may see. */
export async function shownTo(
  q: Queries,
  viewer: string,
  users: readonly string[],
): Promise<Set<string>> {
  const own = await q.get<{ settings: string }>('SELECT settings FROM users WHERE id = ?', viewer);
  if (!own || !settingsOf(own.settings).presence || users.length === 0) return new Set();
  const places = users.map(() => '?').join(', ');
  const rows = await q.all<{ id: string; settings: string }>(
    `SELECT u.id, u.settings FROM users u WHERE u.id IN (${places}) AND u.deleted = 0
       AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.person = u.id AND b.other = ?)`,
    ...users,
    viewer,
  );
  return new Set(rows.filter((row) => settingsOf(row.settings).presence).map(({ id }) => id));
}

/** Whether somebody tells what they have read, from their stored settings. */
export function tellsReceipts(settings: string): boolean {
  return settingsOf(settings).receipts;
}

/** Whether somebody tells what they have read, and so is told what others have. */
export async function findReceipts(q: Queries, user: string): Promise<boolean> {
  const row = await q.get<{ settings: string }>('SELECT settings FROM users WHERE id = ?', user);
  return row !== undefined && tellsReceipts(row.settings);
}
