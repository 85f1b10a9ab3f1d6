// Every route and everything over the socket, tried as everybody: no credential, somebody else, blocked, former member,
// member, moderator, admin, owner. What comes is compared with one table; what is not in the table fails.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { wordsOf } from '#gateways/words.ts';
import { Command } from '#protocol/command.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { ROUTES, type Route, type RouteName } from '#protocol/route.ts';
import { ClientEvents } from '#protocol/socket.ts';
import type { WireFriend } from '#test/support/wire-friend.ts';
import { type Place, Scene } from './permission-scene.ts';
import { ROUTE_TABLE, SOCKET_TABLE, STANDINGS, type Standing } from './permission-table.ts';

const PASSWORD = 'plums in the orchard';

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly expected: string;
}

function rowsOf(table: string): Row[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', kind = '', ...expected] = line.trim().split(/\s+/);
      assert.equal(expected.length, STANDINGS.length, line);
      return { name, kind, expected: expected.join(' ') };
    });
}

let scene: Scene;
before(async () => {
  scene = await Scene.open();
});
after(async () => {
  await scene.close();
});

/** Whom the routes about people of a chat, and about people, are about. */
const ABOUT: Readonly<Record<string, string>> = {
  ...{ getUser: 'owner', addMember: 'newcomer', addContact: 'newcomer', removeContact: 'newcomer' },
  ...{ blockUser: 'newcomer', unblockUser: 'newcomer' },
  ...{ removeMember: 'fellow', changeRole: 'fellow', banMember: 'fellow', unbanMember: 'fellow' },
};

/** Bodies where the schema's example would not do. */
const BODIES: Readonly<Record<string, (caller: string) => unknown>> = {
  signUp: () => ({ username: `new${Math.random().toString(36).slice(2)}`, password: PASSWORD }),
  signIn: () => ({ login: 'keeper', password: PASSWORD }),
  createChat: () => ({ kind: 'group', name: 'Team' }),
  changeMe: () => ({ city: 'Uppsala' }),
  markRead: () => ({ seq: 1 }),
  postMessage: () => ({ text: 'hello' }),
  postOnWall: () => ({ text: 'hello' }),
};

/** What has to be done by the owner first. */
const FIRST: Readonly<Record<string, (place: Place) => Promise<unknown>>> = {
  unbanMember: ({ chat }) => scene.person('owner').call('PUT', `/chats/${chat}/bans/fellow`),
  unpinMessage: ({ chat, seq }) =>
    scene.person('owner').call('PUT', `/chats/${chat}/messages/${seq}/pin`),
};

/** A further session of the owner, for somebody to end. */
async function ownersSession(): Promise<string> {
  const body = { login: 'owner', password: PASSWORD };
  const { token } = (await scene.server.call(undefined, 'POST', '/api/v1/sessions', body)).body as {
    token: string;
  };
  const list = (await scene.server.call(token, 'GET', '/api/v1/sessions')).body;
  const { items } = list as { items: { id: string; current: boolean }[] };
  return items.find(({ current }) => current)?.id ?? '';
}

async function pathOf(name: string, route: Route, place: Place): Promise<string> {
  const ids: Readonly<Record<string, string>> = {
    sessions: await sessionFor(name),
    files: place.blob,
  };
  const values: Record<string, string> = {
    id: ids[route.tag] ?? place.chat,
    seq: String(place.seq),
    code: place.code,
    emoji: '\u{1f44d}',
    email: 'owner@example.org',
    username: ABOUT[name] ?? 'owner',
  };
  return route.path.replace(/:(\w+)/g, (_, part: string) => encodeURIComponent(values[part] ?? ''));
}

async function sessionFor(name: string): Promise<string> {
  return name === 'endSession' ? ownersSession() : '';
}

async function tryRoute({ name, kind }: Row, standing: Standing): Promise<number> {
  const route: Route = ROUTES[name as RouteName];
  const place = await scene.place(kind, standing);
  await FIRST[name]?.(place);
  const friend = await callerOf(kind, standing);
  const example = (route.body?.meta()?.examples as unknown[] | undefined)?.[0];
  const body = BODIES[name]?.(standing) ?? example;
  const answer = await fetch(scene.server.url + (await pathOf(name, route, place)), {
    method: route.method,
    headers: {
      ...(friend && { authorization: `Bearer ${friend.token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(route.raw === 'bytes' && { 'content-type': 'application/octet-stream' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(route.raw === 'bytes' && { body: 'plain words' }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

async function callerOf(kind: string, standing: Standing): Promise<WireFriend | undefined> {
  if (standing === 'stranger') return undefined;
  return kind === 'self' ? scene.spare() : scene.person(standing);
}

describe('who may do what over HTTP', { timeout: 180_000 }, () => {
  const rows = rowsOf(ROUTE_TABLE);
  for (const row of rows) {
    test(`CHAT7 CHAT4: ${row.name} (${row.kind}) as everybody`, async () => {
      const found = [];
      for (const standing of STANDINGS) found.push(await tryRoute(row, standing));
      assert.equal(found.join(' '), row.expected);
    });
  }

  test('CHAT7: no route is without a row, and no row without a route', () => {
    const named = new Set(rows.map(({ name }) => name));
    assert.deepEqual([...named].toSorted(), Object.keys(ROUTES).toSorted());
  });

  test('every route that wants a session refuses strangers', () => {
    for (const { name, expected } of rows) {
      const isOpen = ROUTES[name as RouteName].auth === 'none';
      assert.equal(expected.startsWith('401'), !isOpen, name);
    }
  });
});

const ID_OF = (name: string): string => scene.person(name).id;

/** What each command asks for at a place. */
const ASKS: {
  readonly [Kind in Command['kind']]: (place: Place) => Extract<Command, { kind: Kind }>;
} = {
  postMessage: () => ({ kind: 'postMessage', body: { text: 'hello' } }),
  forwardMessage: ({ chat, seq }) => ({
    kind: 'forwardMessage',
    from: { log: `chat:${chat}`, seq },
  }),
  editMessage: ({ seq }) => ({ kind: 'editMessage', target: seq, body: { text: 'hello again' } }),
  deleteMessage: ({ seq }) => ({ kind: 'deleteMessage', target: seq }),
  reactToMessage: ({ seq }) => ({
    kind: 'reactToMessage',
    target: seq,
    emoji: '\u{1f44d}',
    on: true,
  }),
  pinMessage: ({ seq }) => ({ kind: 'pinMessage', target: seq, on: true }),
  createChat: () => ({ kind: 'createChat', chat: 'group', name: 'Team' }),
  changeChat: () => ({ kind: 'changeChat', name: 'Another name' }),
  joinChat: () => ({ kind: 'joinChat' }),
  leaveChat: () => ({ kind: 'leaveChat' }),
  addMember: () => ({ kind: 'addMember', user: ID_OF('newcomer') }),
  removeMember: () => ({ kind: 'removeMember', user: ID_OF('fellow') }),
  banMember: () => ({ kind: 'banMember', user: ID_OF('fellow'), on: true }),
  changeRole: () => ({ kind: 'changeRole', user: ID_OF('fellow'), role: 'moderator' }),
  setChatState: ({ chat }) => ({ kind: 'setChatState', chat, muted: true }),
  hideMessage: ({ chat, seq }) => ({ kind: 'hideMessage', chat, target: seq }),
  addContact: () => ({ kind: 'addContact', user: ID_OF('newcomer') }),
  removeContact: () => ({ kind: 'removeContact', user: ID_OF('newcomer') }),
  blockUser: () => ({ kind: 'blockUser', user: ID_OF('newcomer'), on: true }),
};

const EVENTS: Readonly<Record<string, (log: string) => unknown>> = {
  follow: (log) => ({ logs: [{ log, after: 0 }] }),
  unfollow: (log) => ({ logs: [log] }),
  read: (log) => ({ log, seq: 1 }),
  signal: (log) => ({ kind: 'typing', log, on: true }),
};

function logFor(kind: string, place: Place, friend: WireFriend): string {
  if (kind === 'mine') return `user:${friend.id}`;
  return kind === 'home' ? `wall:${friend.id}` : place.log;
}

function statusOf(answer: unknown): number {
  const [first] = (answer as { logs?: object[] }).logs ?? [answer as object];
  return first && 'rejected' in first ? wordsOf(first as Rejection).status : 200;
}

async function trySocket({ name, kind }: Row, standing: Standing): Promise<number> {
  const friend = await callerOf(kind, standing);
  if (!friend) return refusedSocket();
  const place = await scene.place(kind, standing);
  const log = logFor(kind, place, friend);
  // Only who follows a log may say there that they type.
  if (name === 'signal') await friend.follow(log);
  const event = EVENTS[name];
  if (event) return statusOf(await friend.send(name, event(log)));
  return statusOf(await friend.ask(log, ASKS[name as Command['kind']](place)));
}

/** Nobody without a credential gets as far as saying anything. */
async function refusedSocket(): Promise<number> {
  const socket = io(scene.server.url, { transports: ['websocket'], reconnection: false });
  const isRefused = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(false));
    socket.once('connect_error', () => resolve(true));
  });
  socket.disconnect();
  return isRefused ? 401 : 200;
}

describe('who may do what over the socket', { timeout: 180_000 }, () => {
  const rows = rowsOf(SOCKET_TABLE);
  for (const row of rows) {
    test(`CHAT7 CHAT4: ${row.name} (${row.kind}) as everybody`, async () => {
      const found = [];
      for (const standing of STANDINGS) found.push(await trySocket(row, standing));
      assert.equal(found.join(' '), row.expected);
    });
  }

  test('CHAT7: no command and no event is without a row, and no row without either', () => {
    const named = [...new Set(rows.map(({ name }) => name))];
    const kinds = Command.options.map((option) => option.shape.kind.value);
    const events = Object.keys(ClientEvents).filter((name) => name !== 'append');
    assert.deepEqual(named.toSorted(), [...kinds, ...events].toSorted());
  });

  test('nothing of all that was a fault', () => {
    assert.deepEqual(scene.server.logged, []);
  });
});
