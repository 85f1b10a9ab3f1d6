// Reads of accounts and the directory.
import { emailKey, nameKey } from '#core/person-name.ts';
import type { Account, User } from '#protocol/person.ts';
import type { Queries } from './database.ts';

const PUBLIC = 'id, username, display_name AS "displayName"';

interface AccountRow extends User {
  email: string | null;
  first_name: string | null;
  family_name: string | null;
  gender: string | null;
  city: string | null;
  country: string | null;
  role: Account['role'];
  created_at: number;
}

/** One's own account. */
export async function findAccount(q: Queries, id: string): Promise<Account | undefined> {
  const row = await q.get<AccountRow>(
    `SELECT ${PUBLIC}, email, first_name, family_name, gender, city, country, role, created_at
     FROM users WHERE id = ?`,
    id,
  );
  if (!row) return undefined;
  const { username, displayName, email, gender, city, country, role } = row;
  const personal = {
    email,
    firstName: row.first_name,
    familyName: row.family_name,
    gender,
    city,
    country,
  };
  const told = Object.entries(personal).filter(([, value]) => value !== null);
  return {
    id,
    username,
    displayName,
    ...Object.fromEntries(told),
    role,
    createdAt: row.created_at,
  };
}

/** A person by user name, folded. */
export async function findUserByName(q: Queries, username: string): Promise<User | undefined> {
  const row = await q.get<User>(
    `SELECT ${PUBLIC} FROM users WHERE name_key = ?`,
    nameKey(username),
  );
  return row && { ...row };
}

/** People by id; ids of nobody are left out. */
export async function usersById(q: Queries, ids: readonly string[]): Promise<User[]> {
  if (ids.length === 0) return [];
  const places = ids.map(() => '?').join(', ');
  const rows = await q.all<User>(`SELECT ${PUBLIC} FROM users WHERE id IN (${places})`, ...ids);
  return rows.map((row) => ({ ...row }));
}

/** The directory in the order of folded user names, from behind `after` (a user name). */
export async function listUsers(
  q: Queries,
  query: { query?: string | undefined; after?: string | undefined; limit: number },
): Promise<User[]> {
  const like = `%${nameKey(query.query ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await q.all<User>(
    `SELECT ${PUBLIC} FROM users
     WHERE name_key > ? AND (name_key LIKE ? ESCAPE '\\' OR display_key LIKE ? ESCAPE '\\')
     ORDER BY name_key LIMIT ?`,
    nameKey(query.after ?? ''),
    like,
    like,
    query.limit,
  );
  return rows.map((row) => ({ ...row }));
}

/** Who signs in with this user name or e-mail, and the hash to compare. */
export async function findLogin(
  q: Queries,
  login: string,
): Promise<{ id: string; password: string } | undefined> {
  return q.get(
    'SELECT id, password FROM users WHERE name_key = ? OR email_key = ? ORDER BY id LIMIT 1',
    nameKey(login),
    emailKey(login),
  );
}

/** The stored hash of an account. */
export async function findPassword(q: Queries, id: string): Promise<string | undefined> {
  const row = await q.get<{ password: string }>('SELECT password FROM users WHERE id = ?', id);
  return row?.password;
}

/** Sets a new hash. */
export async function setPassword(q: Queries, id: string, password: string): Promise<void> {
  await q.run('UPDATE users SET password = ? WHERE id = ?', password, id);
}

/** How many accounts there are. */
export async function countUsers(q: Queries): Promise<number> {
  const row = await q.get<{ n: number }>('SELECT count(*) AS n FROM users');
  return Number(row?.n ?? 0);
}
