// The contract of projections: whatever people do, the tables equal what the stored events add up to on fresh tables.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Ask } from '#core/ask.ts';
import { chatOf, directChat } from '#core/log-name.ts';
import { LOBBY } from '#protocol/well-known.ts';
import type { AppendRequest } from '#store/append.ts';
import type { Queries } from '#store/database.ts';
import { migrate } from '#store/migrations.ts';
import { moveMark } from '#store/project/marks.ts';
import { project } from '#store/project/project.ts';
import { idOf } from '#test/support/recorded-follower.ts';
import { type MakePlace, type StoredRow, StoreWorld } from '#test/support/store-world.ts';

const NAMES = ['nora', 'amara', 'mateo'];
const PEOPLE = NAMES.map((name) => idOf(name));
const [NORA = '', AMARA = '', MATEO = ''] = PEOPLE;
const GARDEN = idOf('garden');
const TEAM = idOf('team');
const CHATS = [LOBBY, GARDEN, TEAM, TEAM, directChat(NORA, AMARA), directChat(AMARA, AMARA)];

/** Fold(events) = projection. */
export function foldContract(make: MakePlace): void {
  test('LOG8: chats, members, messages, marks and states are what the events add up to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(anyStep(), BATCH), BATCHES), (batches) =>
        compare(make, batches),
      ),
      { numRuns: 20, seed: 20_260_101 },
    );
  });
}

interface Step {
  readonly actor: string;
  readonly chat: string;
  readonly ask: Ask;
}

const anyPerson = fc.constantFrom(...PEOPLE);
const anyChat = fc.constantFrom(...CHATS);
const anyRole = fc.constantFrom('owner' as const, 'admin', 'moderator', 'member');
const anyName = fc.constantFrom('Garden', 'Team', 'plums', 'Ärger');

function anyStep(): fc.Arbitrary<Step> {
  const aboutMember = (kind: 'addMember' | 'removeMember') =>
    fc.record({ kind: fc.constant(kind), user: anyPerson });
  const asks: [number, fc.Arbitrary<Ask>][] = [
    [10, fc.constant({ kind: 'postMessage', body: { text: 'hello' } })],
    [4, fc.constant({ kind: 'postMessage', body: { text: 'hello @amara and @all' } })],
    [8, fc.record({ kind: fc.constant('moveMark' as const), chat: anyChat, seq: fc.nat(40) })],
    [8, anyChange()],
    [4, anyState()],
    [
      2,
      fc.record({ kind: fc.constant('hideMessage' as const), chat: anyChat, target: fc.nat(40) }),
    ],
    [6, anyStanding()],
    [4, aboutMember('addMember')],
    [2, aboutMember('removeMember')],
    [2, fc.record({ kind: fc.constant('banMember' as const), user: anyPerson, on: fc.boolean() })],
    [3, fc.record({ kind: fc.constant('changeRole' as const), user: anyPerson, role: anyRole })],
    [1, fc.record({ kind: fc.constant('changeChat' as const), readOnly: fc.boolean() })],
    [1, fc.record({ kind: fc.constant('changeChat' as const), openHistory: fc.boolean() })],
    [3, fc.constant({ kind: 'joinChat' })],
    [1, fc.constant({ kind: 'leaveChat' })],
    [1, fc.record({ kind: fc.constant('changeChat' as const), name: anyName })],
    [
      1,
      fc.record({
        kind: fc.constant('changeAccount' as const),
        change: fc.record({ displayName: anyName }),
      }),
    ],
  ];
  const anyAsk = fc.oneof(...asks.map(([weight, arbitrary]) => ({ weight, arbitrary })));
  return fc.record({ actor: anyPerson, chat: anyChat, ask: anyAsk });
}

/** A change of a message that may be there. */
function anyChange(): fc.Arbitrary<Ask> {
  const target = fc.integer({ min: 1, max: 20 });
  const text = fc.constantFrom('bye @mateo', 'bye');
  return fc.oneof(
    fc.record({ kind: fc.constant('editMessage' as const), target, body: fc.record({ text }) }),
    fc.record({ kind: fc.constant('deleteMessage' as const), target }),
    fc.record({ kind: fc.constant('pinMessage' as const), target, on: fc.boolean() }),
    fc.record({
      kind: fc.constant('reactToMessage' as const),
      target,
      emoji: fc.constantFrom('👍', '❤️'),
      on: fc.boolean(),
    }),
  );
}

/** How two people stand with each other. */
function anyStanding(): fc.Arbitrary<Ask> {
  const user = anyPerson;
  return fc.oneof(
    fc.record({ kind: fc.constant('addContact' as const), user }),
    fc.record({ kind: fc.constant('removeContact' as const), user }),
    // Nobody talks with Mateo alone: what a block withholds is another contract's.
    fc.record({
      kind: fc.constant('blockUser' as const),
      user: fc.constant(MATEO),
      on: fc.boolean(),
    }),
  );
}

function anyState(): fc.Arbitrary<Ask> {
  const change = fc.record(
    { muted: fc.boolean(), pinned: fc.boolean(), unread: fc.boolean(), draft: anyName },
    { requiredKeys: [] },
  );
  return fc
    .tuple(anyChat, change)
    .map(([chat, given]) => ({ kind: 'setChatState', chat, ...given }));
}

const BATCH = { minLength: 1, maxLength: 10, size: 'max' } as const;
const BATCHES = { minLength: 5, maxLength: 20, size: 'max' } as const;

const SETTLED: readonly Step[] = [
  { actor: NORA, chat: GARDEN, ask: { kind: 'createChat', chat: 'room', name: 'Garden' } },
  { actor: NORA, chat: TEAM, ask: { kind: 'createChat', chat: 'group', name: 'Team' } },
  { actor: NORA, chat: TEAM, ask: { kind: 'addMember', user: AMARA } },
  { actor: NORA, chat: TEAM, ask: { kind: 'addMember', user: MATEO } },
  { actor: AMARA, chat: GARDEN, ask: { kind: 'joinChat' } },
  {
    actor: AMARA,
    chat: '',
    ask: { kind: 'changeAccount', change: { settings: { contactRequests: true } } },
  },
];

async function compare(make: MakePlace, batches: readonly (readonly Step[])[]): Promise<void> {
  const world = await StoreWorld.open(make);
  for (const name of NAMES) await world.person(name);
  for (const batch of [SETTLED, ...batches]) {
    const requests = batch.map(({ actor, chat, ask }) => world.request(actor, chat, ask));
    await apart(world, requests);
  }
  const rows = await world.events();
  for (const log of new Set(rows.map((row) => row.log))) {
    const seqs = rows.filter((row) => row.log === log).map(({ seq }) => seq);
    assert.deepEqual(
      seqs,
      seqs.map((_, index) => index + 1),
    );
  }
  const kept = await world.store.read(tables);
  const folded = await fold(make, inOrder(rows));
  assert.deepEqual(folded, kept);
  await world.close();
}

/** A batch; the next one is later, which is what orders events of different logs. */
async function apart(world: StoreWorld, requests: readonly AppendRequest[]): Promise<void> {
  await world.store.append(requests);
  await world.clock.advance(1);
}

/**
 * Events of one batch share their time. Within it each log's order stands, and a mark belongs behind the chat's events:
 * it only says how far somebody got in them.
 */
function inOrder(rows: readonly StoredRow[]): StoredRow[] {
  const rank = ({ log }: StoredRow): number => (log === 'server' ? 0 : chatOf(log) ? 1 : 2);
  return rows.toSorted((a, b) => a.at - b.at || rank(a) - rank(b) || a.seq - b.seq);
}

async function fold(make: MakePlace, rows: readonly StoredRow[]) {
  const place = await make();
  const database = await place.open();
  await migrate(database);
  await database.write(async (q) => {
    for (const name of NAMES) await addPerson(q, name);
    const posts = new Map<string, number>();
    for (const { log, event } of rows) {
      const isPost = event.class === 'post';
      const count = (posts.get(log) ?? 0) + (isPost ? 1 : 0);
      posts.set(log, count);
      await project(q, { log, event, posts: count });
      const chat = chatOf(log);
      if (chat && isPost) {
        await moveMark(q, { chat, person: event.by, seq: event.seq, posts: count });
      }
    }
  });
  const folded = await database.read(tables);
  await database.close();
  await place.remove();
  return folded;
}

/** The private part of an account is in no event: it is what the fold starts from. */
async function addPerson(q: Queries, name: string): Promise<void> {
  await q.run(
    `INSERT INTO users (id, username, name_key, look, display_name, display_key, password, role,
       created_at) VALUES (?, ?, ?, ?, ?, ?, 'hash', 'member', 0)`,
    ...[idOf(name), name, name, name, name, name],
  );
}

/** What messages and their changes add up to, and how each table is put in order. */
const OF_MESSAGES = {
  changes: 'seq',
  reactions: 'target, emoji, person',
  pins: 'target',
  erased: 'seq',
  mentions: 'person, seq',
};

async function tables(q: Queries) {
  const chats = await q.all('SELECT * FROM chats ORDER BY id');
  const members = await q.all(
    `SELECT chat, person, role, active, since_seq, spans, read_seq, read_posts, mark_event
     FROM members ORDER BY chat, person`,
  );
  const bans = await q.all('SELECT * FROM bans ORDER BY chat, person');
  const people = await q.all(
    'SELECT id, username, display_name, display_key FROM users ORDER BY id',
  );
  const states = await q.all('SELECT * FROM chat_states ORDER BY person, chat');
  const hidden = await q.all('SELECT * FROM hidden ORDER BY person, chat, seq');
  const contacts = await q.all('SELECT * FROM contacts ORDER BY person, other');
  const blocks = await q.all('SELECT * FROM blocks ORDER BY person, other');
  const ofMessages: Record<string, object[]> = {};
  for (const [table, order] of Object.entries(OF_MESSAGES)) {
    const rows = await q.all(`SELECT * FROM ${table} ORDER BY log, ${order}`);
    ofMessages[table] = rows.map((row) => ({ ...row }));
  }
  const plain = (rows: object[]): object[] => rows.map((row) => ({ ...row }));
  return {
    bans: plain(bans),
    chats: plain(chats),
    members: plain(members),
    people: plain(people),
    states: plain(states),
    hidden: plain(hidden),
    contacts: plain(contacts),
    blocks: plain(blocks),
    ...ofMessages,
  };
}
