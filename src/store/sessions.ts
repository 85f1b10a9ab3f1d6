// Sessions: a hashed token, an account, a device. Sliding expiry; the store is where a session ends.
import { SESSIONS_MAX } from '#protocol/limits.ts';
import type { Queries } from './database.ts';

/** A session as it is stored. Times in ms since 1970; `token` is a SHA-256 in hex. */
export interface SessionRow {
  readonly id: string;
  readonly token: string;
  readonly person: string;
  readonly device: string;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly expiresAt: number;
}

const COLUMNS = `id, token, person, device, created_at AS "createdAt", seen_at AS "seenAt",
  expires_at AS "expiresAt"`;

/** Stores a new session; of more than 100 the longest unused end. The ids of those ended. */
export async function addSession(q: Queries, session: SessionRow): Promise<string[]> {
  await q.run(
    `INSERT INTO sessions (id, token, person, device, created_at, seen_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    session.id,
    session.token,
    session.person,
    session.device,
    session.createdAt,
    session.seenAt,
    session.expiresAt,
  );
  const rows = await q.all<{ id: string }>(
    'SELECT id FROM sessions WHERE person = ? AND id <> ? ORDER BY seen_at DESC, id',
    session.person,
    session.id,
  );
  const ended = rows.slice(SESSIONS_MAX - 1).map(({ id }) => id);
  for (const id of ended) await q.run('DELETE FROM sessions WHERE id = ?', id);
  return ended;
}

/** The living session of a token's hash. */
export async function findSession(
  q: Queries,
  token: string,
  now: number,
): Promise<SessionRow | undefined> {
  const row = await q.get<SessionRow>(
    `SELECT ${COLUMNS} FROM sessions WHERE token = ? AND expires_at > ?`,
    token,
    now,
  );
  return row && { ...row };
}

/** Whether each of these sessions lives; the ids of those that do. */
export async function livingSessions(
  q: Queries,
  ids: readonly string[],
  now: number,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const places = ids.map(() => '?').join(', ');
  const rows = await q.all<{ id: string }>(
    `SELECT id FROM sessions WHERE id IN (${places}) AND expires_at > ?`,
    ...ids,
    now,
  );
  return new Set(rows.map(({ id }) => id));
}

/** How long a session lives after its last use. */
export const SESSION_MS = 90 * 24 * 3_600_000;

/** Notes that a session was used, which moves its end; one that is over stays over. */
export async function touchSession(q: Queries, id: string, seenAt: number): Promise<void> {
  await q.run(
    'UPDATE sessions SET seen_at = ?, expires_at = ? WHERE id = ? AND expires_at > ?',
    seenAt,
    seenAt + SESSION_MS,
    id,
    seenAt,
  );
}

/** Notes that these sessions are in use, as far as that was not noted after `before`. */
export async function touchUsed(
  q: Queries,
  ids: readonly string[],
  now: number,
  before: number,
): Promise<void> {
  if (ids.length === 0) return;
  const places = ids.map(() => '?').join(', ');
  await q.run(
    `UPDATE sessions SET seen_at = ?, expires_at = ?
     WHERE seen_at < ? AND expires_at > ? AND id IN (${places})`,
    now,
    now + SESSION_MS,
    before,
    now,
    ...ids,
  );
}

/** An account's living sessions, last used first. */
export async function listSessions(q: Queries, person: string, now: number): Promise<SessionRow[]> {
  const rows = await q.all<SessionRow>(
    `SELECT ${COLUMNS} FROM sessions WHERE person = ? AND expires_at > ?
     ORDER BY seen_at DESC, id LIMIT ?`,
    person,
    now,
    SESSIONS_MAX,
  );
  return rows.map((row) => ({ ...row }));
}

/** Ends a session of this account; false when there is none. */
export async function endSession(q: Queries, person: string, id: string): Promise<boolean> {
  const row = await q.get('SELECT id FROM sessions WHERE person = ? AND id = ?', person, id);
  await q.run('DELETE FROM sessions WHERE person = ? AND id = ?', person, id);
  return row !== undefined;
}

/** Ends all sessions of an account but one; the ids of those ended. */
export async function endOtherSessions(
  q: Queries,
  person: string,
  except: string,
): Promise<string[]> {
  const rows = await q.all<{ id: string }>(
    'SELECT id FROM sessions WHERE person = ? AND id <> ?',
    person,
    except,
  );
  await q.run('DELETE FROM sessions WHERE person = ? AND id <> ?', person, except);
  return rows.map(({ id }) => id);
}

/** When each of these people last used any session; people without one are left out. */
export async function lastSeen(
  q: Queries,
  people: readonly string[],
): Promise<Map<string, number>> {
  if (people.length === 0) return new Map();
  const places = people.map(() => '?').join(', ');
  const rows = await q.all<{ person: string; seen: number }>(
    `SELECT person, max(seen_at) AS seen FROM sessions WHERE person IN (${places}) GROUP BY person`,
    ...people,
  );
  return new Map(rows.map(({ person, seen }) => [person, seen]));
}
