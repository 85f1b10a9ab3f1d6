// Keeps what the events add up to, in the transaction that stores them: chats, members, people, marks.
// Fold(events) = projection: a test rebuilds these tables from the events and compares.
import type { Ask } from '#core/ask.ts';
import { chatOf, peopleOfDirect } from '#core/log-name.ts';
import { emailKey, nameKey, nameLook } from '#core/person-name.ts';
import type { Span } from '#core/readable.ts';
import type { Event, Fact } from '#protocol/event.ts';
import type { AccountChange } from '#protocol/person.ts';
import type { Queries, Value } from './database.ts';
import { setSetting } from './migrations.ts';

/** An event with its log, and how many posts that log holds up to it. */
export interface Placed {
  readonly log: string;
  readonly event: Event;
  readonly posts: number;
}

type Projector<Kind extends Fact['kind']> = (
  q: Queries,
  placed: Placed & { event: Extract<Event, { kind: Kind }> },
  ask: Ask | undefined,
) => Promise<void>;

const PROJECTORS: { [Kind in Fact['kind']]: Projector<Kind> } = {
  'message.posted': onPosted,
  'chat.created': onCreated,
  'chat.changed': onChatChanged,
  'chat.closed': (q, { log }) =>
    q.run('UPDATE chats SET closed = 1, listed = 0 WHERE id = ?', idOf(log)),
  'member.joined': onJoined,
  'member.left': onLeft,
  'member.changed': (q, { log, event }) =>
    q.run(
      'UPDATE members SET role = ? WHERE chat = ? AND person = ?',
      event.role,
      idOf(log),
      event.user,
    ),
  'chat.entered': nothing,
  'chat.gone': nothing,
  'account.changed': async (q, { event }, ask) => {
    if (ask?.kind === 'changeAccount') await changeFields(q, event.by, ask.change);
  },
  'mark.moved': onMark,
  'user.joined': onUser,
  'user.changed': (q, { event }) =>
    q.run(
      'UPDATE users SET display_name = ?, display_key = ? WHERE id = ?',
      event.user.displayName,
      nameKey(event.user.displayName),
      event.user.id,
    ),
  'everybody.changed': (q, { event }) => setSetting(q, 'everybody', event.on ? 'on' : 'off'),
  'room.changed': nothing,
  blank: nothing,
};

/** Applies one event to the projections. `ask` gives the private part of an account, which no event holds. */
export function project(q: Queries, placed: Placed, ask?: Ask): Promise<void> {
  const projector = PROJECTORS[placed.event.kind] as Projector<Fact['kind']>;
  return projector(q, placed as never, ask);
}

async function nothing(): Promise<void> {}

function idOf(log: string): string {
  return chatOf(log) ?? '';
}

async function onPosted(q: Queries, { log, event }: Placed): Promise<void> {
  const people = event.seq === 1 ? peopleOfDirect(idOf(log)) : undefined;
  if (!people) return;
  const members = new Set(people);
  await q.run(
    `INSERT INTO chats (id, kind, name, name_key, topic, listed, closed, member_count)
     VALUES (?, 'direct', '', '', '', 0, 0, ?)`,
    idOf(log),
    members.size,
  );
  for (const person of members) await enter(q, idOf(log), person, 'member', 1, 0);
}

async function onCreated(
  q: Queries,
  { log, event }: Placed & { event: Extract<Event, { kind: 'chat.created' }> },
): Promise<void> {
  await q.run(
    `INSERT INTO chats (id, kind, name, name_key, topic, listed, closed, member_count)
     VALUES (?, ?, ?, ?, '', ?, 0, 0)`,
    idOf(log),
    event.chat,
    event.name,
    nameKey(event.name),
    event.listed ? 1 : 0,
  );
}

async function onChatChanged(
  q: Queries,
  { log, event }: Placed & { event: Extract<Event, { kind: 'chat.changed' }> },
): Promise<void> {
  if (event.name !== undefined) {
    await q.run(
      'UPDATE chats SET name = ?, name_key = ? WHERE id = ?',
      event.name,
      nameKey(event.name),
      idOf(log),
    );
  }
  if (event.topic !== undefined) {
    await q.run('UPDATE chats SET topic = ? WHERE id = ?', event.topic, idOf(log));
  }
}

async function onJoined(
  q: Queries,
  { log, event, posts }: Placed & { event: Extract<Event, { kind: 'member.joined' }> },
): Promise<void> {
  const chat = idOf(log);
  await enter(q, chat, event.user, event.role, event.seq, posts);
  await q.run('UPDATE chats SET member_count = member_count + 1 WHERE id = ?', chat);
}

/** Joining sets the read mark to the head, so nothing from before counts as unread. */
async function enter(
  q: Queries,
  chat: string,
  person: string,
  role: string,
  seq: number,
  posts: number,
): Promise<void> {
  // Whoever makes a chat joins it with its first events, and sees those too.
  const from = role === 'owner' ? 1 : seq;
  const spans: Span[] = [...(await spansOf(q, chat, person)), { from }];
  const read = peopleOfDirect(chat) ? 0 : seq;
  await q.run(
    `INSERT INTO members
       (chat, person, role, active, since_seq, spans, read_seq, read_posts, delivered_seq, mark_event)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, 0)
     ON CONFLICT (chat, person) DO UPDATE SET role = excluded.role, active = 1,
       since_seq = excluded.since_seq, spans = excluded.spans, read_seq = excluded.read_seq,
       read_posts = excluded.read_posts, delivered_seq = excluded.delivered_seq`,
    chat,
    person,
    role,
    seq,
    JSON.stringify(spans),
    read,
    posts,
    read,
  );
}

async function spansOf(q: Queries, chat: string, person: string): Promise<Span[]> {
  const row = await q.get<{ spans: string }>(
    'SELECT spans FROM members WHERE chat = ? AND person = ?',
    chat,
    person,
  );
  return row ? (JSON.parse(row.spans) as Span[]) : [];
}

async function onLeft(
  q: Queries,
  { log, event }: Placed & { event: Extract<Event, { kind: 'member.left' }> },
): Promise<void> {
  const chat = idOf(log);
  const spans = await spansOf(q, chat, event.user);
  const closed = spans.map((span) => ({ ...span, until: span.until ?? event.seq }));
  await q.run(
    `UPDATE members SET active = 0, role = 'member', spans = ? WHERE chat = ? AND person = ?`,
    JSON.stringify(closed),
    chat,
    event.user,
  );
  await q.run('UPDATE chats SET member_count = member_count - 1 WHERE id = ?', chat);
}

/** The mark's older event is blanked: only the latest says anything. */
async function onMark(
  q: Queries,
  { log, event }: Placed & { event: Extract<Event, { kind: 'mark.moved' }> },
): Promise<void> {
  const row = await q.get<{ mark_event: number }>(
    'SELECT mark_event FROM members WHERE chat = ? AND person = ?',
    event.chat,
    event.by,
  );
  if (row && row.mark_event > 0) await blank(q, log, row.mark_event);
  const { chat, by: person, mark: seq, posts } = event;
  await moveMark(q, { chat, person, seq, posts });
  await q.run(
    'UPDATE members SET mark_event = ? WHERE chat = ? AND person = ?',
    event.seq,
    chat,
    person,
  );
}

/** How far somebody has read in a chat, and how many posts there are up to there. */
export interface Mark {
  readonly chat: string;
  readonly person: string;
  readonly seq: number;
  readonly posts: number;
}

/** Moves a read mark; it only goes forward, and what was read has arrived too. One's own posts move it as well. */
export async function moveMark(q: Queries, { chat, person, seq, posts }: Mark): Promise<void> {
  await q.run(
    `UPDATE members SET read_seq = ?, read_posts = ?,
       delivered_seq = CASE WHEN delivered_seq < ? THEN ? ELSE delivered_seq END
     WHERE chat = ? AND person = ? AND read_seq < ?`,
    seq,
    posts,
    seq,
    seq,
    chat,
    person,
    seq,
  );
}

/** Takes the content from an event; its number stays. */
async function blank(q: Queries, log: string, seq: number): Promise<void> {
  const row = await q.get<{ event: string }>(
    'SELECT event FROM events WHERE log = ? AND seq = ?',
    log,
    seq,
  );
  if (!row) return;
  const { at, by } = JSON.parse(row.event) as Event;
  const event = JSON.stringify({ seq, at, by, kind: 'blank', class: 'system' });
  await q.run('UPDATE events SET event = ? WHERE log = ? AND seq = ?', event, log, seq);
}

async function onUser(
  q: Queries,
  { event }: Placed & { event: Extract<Event, { kind: 'user.joined' }> },
  ask: Ask | undefined,
): Promise<void> {
  if (ask?.kind !== 'createUser') return;
  const { id, username, displayName } = event.user;
  const owner = await q.get('SELECT 1 AS there FROM users LIMIT 1');
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

const COLUMNS = {
  email: 'email',
  firstName: 'first_name',
  familyName: 'family_name',
  gender: 'gender',
  city: 'city',
  country: 'country',
} as const;

async function changeFields(q: Queries, user: string, change: AccountChange): Promise<void> {
  for (const [field, column] of Object.entries(COLUMNS)) {
    const value = change[field as keyof typeof COLUMNS];
    if (value === undefined) continue;
    const kept: Value = value === '' ? null : value;
    await q.run(`UPDATE users SET ${column} = ? WHERE id = ?`, kept, user);
    if (field === 'email') {
      await q.run('UPDATE users SET email_key = ? WHERE id = ?', kept && emailKey(value), user);
    }
  }
}
