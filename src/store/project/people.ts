// What accounts, contacts and blocks add up to.
import type { Ask } from '#core/ask.ts';
import { nameOfDeleted } from '#core/decide/account.ts';
import { partsOf } from '#core/log-name.ts';
import { emailKey, nameKey, nameLook } from '#core/person-name.ts';
import type { ContactState, ServerFact, UserFact } from '#protocol/event.ts';
import type { AccountChange } from '#protocol/person.ts';
import { dropAvatar, keepAvatar } from '../blobs.ts';
import type { Queries, Value } from '../database.ts';
import { beginErasure } from '../erasures.ts';
import { setSetting } from '../migrations.ts';
import { FIELD_COLUMNS } from '../people.ts';
import { nothing, type Placed, type Projectors } from './placed.ts';

type PeopleFact =
  | ServerFact
  | Extract<UserFact, { kind: 'account.changed' | 'contact.changed' | 'block.changed' }>;

/** Projectors of accounts and how people stand with each other. */
export const PEOPLE_PROJECTORS: Projectors<PeopleFact> = {
  'account.changed': async (q, { event }, ask) => {
    if (ask?.kind === 'changeAccount') await changeFields(q, event.by, ask.change);
  },
  'contact.changed': onContact,
  'block.changed': onBlock,
  'user.joined': onUser,
  'user.changed': onUserChanged,
  'user.deleted': onDeleted,
  'everybody.changed': (q, { event }) => setSetting(q, 'everybody', event.on ? 'on' : 'off'),
  'room.changed': nothing,
};

async function onUser(
  q: Queries,
  { event }: Placed<'user.joined'>,
  ask: Ask | undefined,
): Promise<void> {
  if (ask?.kind !== 'createUser') return;
  const { id, username, displayName } = event.user;
  const owner = await q.get('SELECT 1 AS there FROM users WHERE deleted = 0 LIMIT 1');
  await q.run(
    `INSERT INTO users (id, username, name_key, look, display_name, display_key, password, role, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    username,
    nameKey(username),
    nameLook(username),
    displayName,
    nameKey(displayName),
    ask.password,
    owner ? 'member' : 'owner',
    event.at,
  );
  await changeFields(q, id, ask.personal);
}

async function changeFields(q: Queries, user: string, change: AccountChange): Promise<void> {
  const names = Object.keys(FIELD_COLUMNS) as (keyof typeof FIELD_COLUMNS)[];
  for (const name of names) {
    const value = change[name];
    if (value === undefined) continue;
    const kept: Value = value === '' ? null : value;
    await q.run(`UPDATE users SET ${FIELD_COLUMNS[name]} = ? WHERE id = ?`, kept, user);
    if (name === 'email') {
      await q.run('UPDATE users SET email_key = ? WHERE id = ?', kept && emailKey(value), user);
    }
  }
  if (change.visibility) await merge(q, user, 'visibility', change.visibility);
  if (change.settings) await merge(q, user, 'settings', change.settings);
}

/** Kept is only what was ever set, so that what is so at first can become another for everybody else. */
async function merge(
  q: Queries,
  user: string,
  column: 'visibility' | 'settings',
  change: object,
): Promise<void> {
  const row = await q.get<{ kept: string }>(
    `SELECT ${column} AS kept FROM users WHERE id = ?`,
    user,
  );
  const kept = { ...(JSON.parse(row?.kept ?? '{}') as object), ...change };
  await q.run(`UPDATE users SET ${column} = ? WHERE id = ?`, JSON.stringify(kept), user);
}

async function onUserChanged(q: Queries, { event }: Placed<'user.changed'>): Promise<void> {
  const { id, displayName, avatar } = event.user;
  await setAvatar(q, id, avatar);
  await q.run(
    'UPDATE users SET display_name = ?, display_key = ? WHERE id = ?',
    displayName,
    nameKey(displayName),
    id,
  );
}

/** The picture is kept for as long as it is shown. */
async function setAvatar(q: Queries, user: string, avatar: string | undefined): Promise<void> {
  const row = await q.get<{ avatar: string | null }>('SELECT avatar FROM users WHERE id = ?', user);
  const before = row?.avatar ?? undefined;
  if (before === avatar) return;
  if (avatar) await keepAvatar(q, avatar, user);
  if (before) await dropAvatar(q, before, user);
  await q.run('UPDATE users SET avatar = ? WHERE id = ?', avatar ?? null, user);
}

/** Everything that says who it was goes at once, and the sessions with it. The rest is listed as still to be erased. */
async function onDeleted(
  q: Queries,
  { event }: Placed<'user.deleted'>,
  ask: Ask | undefined,
): Promise<void> {
  const { user } = event;
  const username = nameOfDeleted(user);
  const displayName = 'Deleted account';
  await setAvatar(q, user, undefined);
  const empty = Object.values(FIELD_COLUMNS).map((column) => `${column} = NULL`);
  await q.run(
    `UPDATE users SET ${empty.join(', ')}, email_key = NULL, username = ?, name_key = ?, look = ?,
       display_name = ?, display_key = ?, password = '', role = 'member', deleted = 1,
       visibility = '{}', settings = '{}' WHERE id = ?`,
    username,
    nameKey(username),
    nameLook(username),
    displayName,
    nameKey(displayName),
    user,
  );
  await q.run('DELETE FROM sessions WHERE person = ?', user);
  if (ask?.kind === 'deleteAccount') await beginErasure(q, user, ask.messages);
}

/** Each side's log tells of every change of that side, so a side is what its own log adds up to. */
async function onContact(q: Queries, { log, event }: Placed<'contact.changed'>): Promise<void> {
  const person = partsOf(log).id;
  await setSide(q, { person, other: event.user, state: event.mine, at: event.at });
}

interface Side {
  readonly person: string;
  readonly other: string;
  readonly state: ContactState;
  readonly at: number;
}

async function setSide(q: Queries, { person, other, state, at }: Side): Promise<void> {
  if (state === 'none') {
    await q.run('DELETE FROM contacts WHERE person = ? AND other = ?', person, other);
    return;
  }
  await q.run(
    `INSERT INTO contacts (person, other, state, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (person, other) DO UPDATE SET
       at = CASE WHEN contacts.state = excluded.state THEN contacts.at ELSE excluded.at END,
       state = excluded.state`,
    person,
    other,
    state,
    at,
  );
}

async function onBlock(q: Queries, { event }: Placed<'block.changed'>): Promise<void> {
  await q.run('DELETE FROM blocks WHERE person = ? AND other = ?', event.by, event.user);
  if (!event.on) return;
  await q.run(
    'INSERT INTO blocks (person, other, at) VALUES (?, ?, ?)',
    event.by,
    event.user,
    event.at,
  );
}
