// Reads of accounts and the directory.
import { emailKey, nameKey } from '#core/person-name.ts';
import {
  type Account,
  type AccountSettings,
  FIRST_SETTINGS,
  FIRST_VISIBILITY,
  type User,
  type Visibility,
} from '#protocol/person.ts';
import type { Queries } from './database.ts';

/** What `PUBLIC_OF` selects of a person. */
export interface UserRow {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly avatar: string | null;
  readonly deleted: number;
}

/** The columns of a person as everybody sees them, for a query that calls the table `alias`; `toUser` reads them. */
export function PUBLIC_OF(alias: string): string {
  const column = (name: string): string => `${alias}.${name}`;
  return `${column('id')}, ${column('username')}, ${column('display_name')} AS "displayName",
    ${column('avatar')}, ${column('deleted')}`;
}

/** A person from a row that `PUBLIC_OF` selected; what else the row holds is left out. */
export function toUser({ id, username, displayName, avatar, deleted }: UserRow): User {
  return {
    id,
    username,
    displayName,
    ...(avatar ? { avatar } : {}),
    ...(deleted ? { deleted: true } : {}),
  };
}

/** The optional fields of an account and their columns. */
export const FIELD_COLUMNS = {
  about: 'about',
  email: 'email',
  firstName: 'first_name',
  familyName: 'family_name',
  gender: 'gender',
  city: 'city',
  country: 'country',
} as const;

const FIELDS = Object.entries(FIELD_COLUMNS)
  .map(([field, column]) => `u.${column} AS "${field}"`)
  .join(', ');

/** What of an account others may see when its owner lets them. */
export interface Page {
  readonly user: User;
  /** The fields that are filled in. */
  readonly fields: Partial<Record<keyof typeof FIELD_COLUMNS, string>>;
  readonly visibility: Visibility;
  readonly settings: AccountSettings;
}

type PageRow = UserRow &
  Record<keyof typeof FIELD_COLUMNS, string | null> & { visibility: string; settings: string };

const PAGE = `${PUBLIC_OF('u')}, ${FIELDS}, u.visibility, u.settings`;

function toPage(row: PageRow): Page {
  const names = Object.keys(FIELD_COLUMNS) as (keyof typeof FIELD_COLUMNS)[];
  const filled = names.filter((name) => row[name] !== null);
  return {
    user: toUser(row),
    fields: Object.fromEntries(filled.map((name) => [name, row[name]])),
    visibility: visibilityOf(row.visibility),
    settings: settingsOf(row.settings),
  };
}

/** Visibility as stored (what is another than at first), over what is so at first. */
export function visibilityOf(stored: string): Visibility {
  return { ...FIRST_VISIBILITY, ...(JSON.parse(stored) as Partial<Visibility>) };
}

/** Settings as stored (what is another than at first), over what is so at first. */
export function settingsOf(stored: string): AccountSettings {
  return { ...FIRST_SETTINGS, ...(JSON.parse(stored) as Partial<AccountSettings>) };
}

/** One's own account; undefined when there is none or it was deleted. */
export async function findAccount(q: Queries, id: string): Promise<Account | undefined> {
  const row = await q.get<
    PageRow & { role: Account['role']; created_at: number; wall_seq: number; wall_posts: number }
  >(
    `SELECT ${PAGE}, u.role, u.created_at, u.wall_seq, u.wall_posts
     FROM users u WHERE u.id = ? AND u.deleted = 0`,
    id,
  );
  if (!row) return undefined;
  const { user, fields, visibility, settings } = toPage(row);
  return {
    ...user,
    ...fields,
    role: row.role,
    createdAt: row.created_at,
    visibility,
    settings,
    wallUnread: await wallUnread(q, id, row),
  };
}

/** Posts behind the mark, without those that were erased since. */
async function wallUnread(
  q: Queries,
  owner: string,
  mark: { wall_seq: number; wall_posts: number },
): Promise<number> {
  const log = `wall:${owner}`;
  const head = await q.get<{ posts: number }>('SELECT posts FROM logs WHERE log = ?', log);
  const behind = (head?.posts ?? 0) - mark.wall_posts;
  if (behind <= 0) return 0;
  const row = await q.get<{ n: number }>(
    'SELECT count(*) AS n FROM erased WHERE log = ? AND seq > ?',
    log,
    mark.wall_seq,
  );
  return Math.max(0, behind - Number(row?.n ?? 0));
}

/** What others may see of an account, by its id; undefined when it is not there or not any more. */
export async function findPage(q: Queries, id: string): Promise<Page | undefined> {
  const row = await q.get<PageRow>(
    `SELECT ${PAGE} FROM users u WHERE u.id = ? AND u.deleted = 0`,
    id,
  );
  return row && toPage(row);
}

/** Whose address this is. */
export async function findByEmail(q: Queries, email: string): Promise<string | undefined> {
  const row = await q.get<{ id: string }>(
    'SELECT id FROM users WHERE email_key = ? AND deleted = 0',
    emailKey(email),
  );
  return row?.id;
}

/** A person by user name, folded. */
export async function findUserByName(q: Queries, username: string): Promise<User | undefined> {
  const row = await q.get<UserRow>(
    `SELECT ${PUBLIC_OF('u')} FROM users u WHERE u.name_key = ? AND u.deleted = 0`,
    nameKey(username),
  );
  return row && toUser(row);
}

/** People by id, deleted ones too; ids of nobody are left out. */
export async function usersById(q: Queries, ids: readonly string[]): Promise<User[]> {
  if (ids.length === 0) return [];
  const places = ids.map(() => '?').join(', ');
  const rows = await q.all<UserRow>(
    `SELECT ${PUBLIC_OF('u')} FROM users u WHERE u.id IN (${places})`,
    ...ids,
  );
  return rows.map(toUser);
}

/** The directory in the order of folded user names, from behind `after` (a user name). */
export async function listUsers(
  q: Queries,
  query: { query?: string | undefined; after?: string | undefined; limit: number },
): Promise<User[]> {
  const like = `%${nameKey(query.query ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await q.all<UserRow>(
    `SELECT ${PUBLIC_OF('u')} FROM users u
     WHERE u.name_key > ? AND u.deleted = 0
       AND (u.name_key LIKE ? ESCAPE '\\' OR u.display_key LIKE ? ESCAPE '\\')
     ORDER BY u.name_key LIMIT ?`,
    nameKey(query.after ?? ''),
    like,
    like,
    query.limit,
  );
  return rows.map(toUser);
}

/** Who signs in with this user name or e-mail, and the hash to compare. */
export async function findLogin(
  q: Queries,
  login: string,
): Promise<{ id: string; password: string } | undefined> {
  return q.get(
    `SELECT id, password FROM users WHERE (name_key = ? OR email_key = ?) AND deleted = 0
     ORDER BY id LIMIT 1`,
    nameKey(login),
    emailKey(login),
  );
}

/** The stored hash of an account. */
export async function findPassword(q: Queries, id: string): Promise<string | undefined> {
  const row = await q.get<{ password: string }>(
    'SELECT password FROM users WHERE id = ? AND deleted = 0',
    id,
  );
  return row?.password;
}

/** Sets a new hash. */
export async function setPassword(q: Queries, id: string, password: string): Promise<void> {
  await q.run('UPDATE users SET password = ? WHERE id = ? AND deleted = 0', password, id);
}

/** How many accounts there are. */
export async function countUsers(q: Queries): Promise<number> {
  const row = await q.get<{ n: number }>('SELECT count(*) AS n FROM users WHERE deleted = 0');
  return Number(row?.n ?? 0);
}
