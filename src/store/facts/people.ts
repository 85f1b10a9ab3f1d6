// Facts about accounts, and how two people stand with each other.
import type { Ask, AskOf } from '#core/ask.ts';
import type { Facts } from '#core/facts.ts';
import { emailKey, nameKey, nameLook } from '#core/person-name.ts';
import type { Event } from '#protocol/event.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { ownsPicture } from '../blobs.ts';
import { findStand } from '../contacts.ts';
import type { Queries } from '../database.ts';
import { findSetting } from '../migrations.ts';
import { countUsers, PUBLIC_OF, settingsOf, toUser, type UserRow } from '../people.ts';

interface Asked {
  readonly log: string;
  readonly actor: string;
  readonly ask: Ask;
}

/** What a decision about people may know; undefined when the ask is about something else. */
export async function peopleFacts(
  q: Queries,
  { log, actor, ask }: Asked,
): Promise<Partial<Facts> | undefined> {
  switch (ask.kind) {
    case 'createUser':
      return newcomerFacts(q, ask);
    case 'changeAccount':
      return accountFacts(q, actor, ask.change);
    case 'deleteAccount':
      return leaverFacts(q, actor);
    case 'eraseMessages':
      return { erasable: await findErasable(q, log, actor, ask.targets) };
    case 'addContact':
    case 'removeContact':
    case 'blockUser':
      return contactFacts(q, actor, ask);
    default:
      return undefined;
  }
}

/** For a new account. */
async function newcomerFacts(q: Queries, ask: AskOf<'createUser'>): Promise<Partial<Facts>> {
  const { username } = ask.user;
  const taken = await q.get(
    'SELECT 1 AS taken FROM users WHERE name_key = ? OR look = ?',
    nameKey(username),
    nameLook(username),
  );
  const people = await countUsers(q);
  const lobby =
    people === 0 ? await q.get('SELECT 1 AS there FROM chats WHERE id = ?', LOBBY) : true;
  return {
    usernameTaken: taken !== undefined,
    emailTaken: await emailTaken(q, ask.user.id, ask.personal.email),
    people,
    lobby: lobby !== undefined,
    everybody: await isEverybody(q),
  };
}

async function isEverybody(q: Queries): Promise<boolean> {
  return (await findSetting(q, 'everybody')) !== 'off';
}

type AccountRow = UserRow & { role: string };

function findLiving(q: Queries, id: string): Promise<AccountRow | undefined> {
  return q.get(
    `SELECT ${PUBLIC_OF('u')}, u.role FROM users u WHERE u.id = ? AND u.deleted = 0`,
    id,
  );
}

/** For a change of one's own account. */
async function accountFacts(
  q: Queries,
  actor: string,
  { email, avatar }: AskOf<'changeAccount'>['change'],
): Promise<Partial<Facts>> {
  const row = await findLiving(q, actor);
  return {
    account: row && toUser(row),
    emailTaken: await emailTaken(q, actor, email),
    avatarFound: avatar ? await ownsPicture(q, actor, avatar) : undefined,
  };
}

/** For the end of one's own account. */
async function leaverFacts(q: Queries, actor: string): Promise<Partial<Facts>> {
  const row = await findLiving(q, actor);
  return {
    account: row && toUser(row),
    owner: row?.role === 'owner',
    people: await countUsers(q),
    everybody: await isEverybody(q),
  };
}

async function emailTaken(q: Queries, except: string, email?: string): Promise<boolean> {
  if (!email) return false;
  const row = await q.get(
    'SELECT 1 AS taken FROM users WHERE email_key = ? AND id <> ?',
    emailKey(email),
    except,
  );
  return row !== undefined;
}

async function contactFacts(
  q: Queries,
  actor: string,
  ask: AskOf<'addContact' | 'removeContact' | 'blockUser'>,
): Promise<Partial<Facts>> {
  const stand = await findStand(q, actor, ask.user);
  if (!stand) return {};
  const { mine, theirs, blocked, blocksMe, settings } = stand;
  const asks = settingsOf(settings).contactRequests;
  const other = { id: ask.user, mine, theirs, asks, blocked, blocksMe };
  if (ask.kind === 'addContact') {
    return { other, contacts: await countRows(q, 'contacts', actor) };
  }
  return ask.kind === 'blockUser'
    ? { other, blocks: await countRows(q, 'blocks', actor) }
    : { other };
}

async function countRows(
  q: Queries,
  table: 'contacts' | 'blocks',
  person: string,
): Promise<number> {
  const row = await q.get<{ n: number }>(
    `SELECT count(*) AS n FROM ${table} WHERE person = ?`,
    person,
  );
  return Number(row?.n ?? 0);
}

/** Of these messages those that a deleted account's end may erase: its own, and everything on its wall. */
async function findErasable(
  q: Queries,
  log: string,
  actor: string,
  targets: readonly number[],
): Promise<Facts['erasable']> {
  const gone = await q.get('SELECT 1 AS gone FROM users WHERE id = ? AND deleted = 1', actor);
  if (!gone || targets.length === 0) return [];
  const places = targets.map(() => '?').join(', ');
  const rows = await q.all<{ seq: number; event: string; withheld: string | null }>(
    `SELECT seq, event, withheld FROM events WHERE log = ? AND class = 'post' AND seq IN (${places})
     ORDER BY seq`,
    log,
    ...targets,
  );
  const erasable = rows.filter(({ event }) => {
    const { kind, by } = JSON.parse(event) as Event;
    return kind === 'message.posted' && (by === actor || log === `wall:${actor}`);
  });
  return erasable.map(({ seq, withheld }) => ({ seq, ...(withheld ? { withheld } : {}) }));
}
