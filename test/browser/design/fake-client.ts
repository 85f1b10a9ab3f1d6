// A `Client` without a server: shows the world of a state, and answers every act as that state would.
import type {
  ChatHandle,
  ChatListView,
  Client,
  ConnectionView,
  Failure,
  Found,
  Outcome,
  Refused,
  WallHandle,
} from '#client/model.ts';
import { cell } from '#client/observable.ts';
import { directChat } from '#core/log-name.ts';
import type { Account } from '#protocol/person.ts';
import type { Profile } from '#protocol/profile.ts';
import { fakeChat, outcomeIn } from './fake-chat.ts';
import { direct, type FakeChat, place } from './fake-chats.ts';
import { contactsIn, standing } from './fake-contacts.ts';
import { NORA } from './fake-people.ts';
import { fakeWall, profileOf } from './fake-walls.ts';
import { type FakeWorld, worldOf } from './fake-world.ts';
import type { State } from './states.ts';

const PAGE = 50;
const LONG_AGO_MS = 60_000;
const REFUSED: Failure = {
  key: 'refused',
  kind: 'editMessage',
  log: 'chat:lobby',
  refused: { rejected: 'gone', message: 'This message is gone.' },
};

/** Opens the account in a state. */
export function fakeClient(signedIn: Account, state: State): Client {
  const world = worldOf(state);
  const account = cell(signedIn);
  const handles = new Map<string, ChatHandle>();
  const walls = new Map<string, WallHandle>();
  const failures = cell(state === 'failing' ? [REFUSED] : []);
  const chatOf = (id: string): FakeChat =>
    world.chats.find(({ row }) => row.id === id) ?? unknown(world, id);
  return {
    account,
    connection: cell(connectionIn(state)),
    chats: cell(listIn(world, state)),
    people: cell(state === 'loading' || state === 'failing' ? [] : world.people.map(standing)),
    chat(id) {
      const handle = handles.get(id) ?? fakeChat(chatOf(id), state);
      handles.set(id, handle);
      return handle;
    },
    contacts: cell(contactsIn(world.people, state)),
    failures,
    dismissFailure: (gone) => failures.set(failures.get().filter(({ key }) => key !== gone)),
    wall: (user) => {
      const person = world.people.find(({ id }) => id === user);
      const handle = walls.get(user) ?? fakeWall(user, person, state);
      walls.set(user, handle);
      return handle;
    },
    ...aboutPeople(world, state),
    invite: () => {
      if (state === 'forbidden') return notFound();
      return outcomeIn(state, {
        chat: 'lobby',
        kind: 'group' as const,
        name: 'Sunday lunch',
        memberCount: 8,
        joined: false,
      });
    },
    acceptInvite: () => outcomeIn(state, 'lobby'),
    setPicture: () => outcomeIn(state, undefined),
    exportAddress: '/fake/export.zip',
    deleteAccount: () => outcomeIn(state, undefined),
    directWith: (user) => directChat(signedIn.id, user),
    join: () => outcomeIn(state, undefined),
    createChat: () => outcomeIn(state, world.chats[0]?.row.id ?? 'lobby'),
    async changeAccount(change) {
      const outcome = await outcomeIn(state, { ...account.get(), ...change } as Account);
      if (outcome.ok) account.set(outcome.value);
      return outcome;
    },
    changePassword: () => outcomeIn(state, undefined),
    sessions: () => outcomeIn(state, world.sessions),
    endSession: () => outcomeIn(state, undefined),
    active: () => undefined,
    watch: () => undefined,
    reconnect: () => undefined,
    signOut: () => outcomeIn(state, undefined),
    close: () => undefined,
  };
}

type AboutPeople = Pick<
  Client,
  | 'profile'
  | 'profileByEmail'
  | 'addContact'
  | 'removeContact'
  | 'block'
  | 'findPeople'
  | 'findRooms'
>;

function aboutPeople(world: FakeWorld, state: State): AboutPeople {
  const done = () => outcomeIn(state, undefined);
  return {
    profile: (username) => profileIn(world, username, state),
    profileByEmail: () => profileIn(world, '', state),
    addContact: done,
    removeContact: done,
    block: done,
    findRooms: (query, after) =>
      outcomeIn(
        state,
        pageOf(world.rooms, query, after, ({ name }) => name),
      ),
    findPeople: (query, after) =>
      outcomeIn(
        state,
        pageOf(world.people, query, after, (one) => `${one.displayName} ${one.username}`),
      ),
  };
}

function connectionIn(state: State): ConnectionView {
  const since = Date.now() - LONG_AGO_MS;
  if (state === 'loading') return { state: 'connecting', since, queued: 0 };
  const offline = { state: 'waiting', since, retryAt: Date.now() + 8_000, queued: 1 } as const;
  return state === 'offline' ? offline : { state: 'open', since, queued: 0 };
}

function listIn({ chats }: FakeWorld, state: State): ChatListView {
  const waits = state === 'loading' || state === 'failing';
  const rows = waits ? [] : chats.map(({ row }) => row);
  return {
    state: waits ? state : 'ready',
    rows,
    unread: rows.reduce((sum, row) => sum + (row.muted || row.archived ? 0 : row.unread), 0),
    mentions: rows.reduce((sum, { mentions }) => sum + mentions, 0),
  };
}

function profileIn(
  { people }: FakeWorld,
  username: string,
  state: State,
): Promise<Outcome<Profile>> {
  const person = people.find((one) => one.username === username);
  if (person) return outcomeIn(state, profileOf(person));
  return notFound();
}

function notFound(): Promise<{ ok: false; refused: Refused }> {
  const message = 'There is nothing of this name here.';
  return Promise.resolve({ ok: false, refused: { rejected: 'notFound', message } });
}

/** A chat that no list has: with somebody one has not talked with, or one that may not be read. */
function unknown({ people }: FakeWorld, id: string): FakeChat {
  const other = people.find((person) => directChat(NORA.id, person.id) === id);
  const chat = other ? direct(other, 0, undefined) : place('group', '', 0, {});
  return { ...chat, row: { ...chat.row, id } };
}

function pageOf<T>(
  all: readonly T[],
  query: string,
  after: string | undefined,
  textOf: (item: T) => string,
): Found<T> {
  const wanted = query.toLowerCase();
  const found = all.filter((item) => textOf(item).toLowerCase().includes(wanted));
  const start = Number(after ?? 0);
  const items = found.slice(start, start + PAGE);
  return start + PAGE < found.length ? { items, next: String(start + PAGE) } : { items };
}
