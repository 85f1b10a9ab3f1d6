// For this folder's tests and measurements only: a messenger in a few lines of memory that says yes
// to everything. Tests replace single verbs. Keeps no rule and no log.
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { Actor, Messenger, Reads, SignedIn } from '#core/messenger.ts';
import type { File } from '#protocol/blob.ts';
import type { Chat, Invite, Message } from '#protocol/chat.ts';
import { type Account, FIRST_SETTINGS, FIRST_VISIBILITY } from '#protocol/person.ts';
import type { Profile } from '#protocol/profile.ts';
import { type HttpGateway, type HttpOptions, openHttp } from './open-http.ts';

/** The id of somebody whom the fake knows. */
export const NORA = 'abcdefghij2345672345';
/** The id of somebody else. */
export const AMARA = 'bbcdefghij2345672345';
/** The token of Nora's session. */
export const NORA_TOKEN = 'n'.repeat(43);
/** The token of Amara's. */
export const AMARA_TOKEN = 'a'.repeat(43);
/** The id of everybody's session. */
export const SESSION = 'qrstuvwxyz2345672345';

/** Verbs to replace. */
export interface Replaced extends Partial<Omit<Messenger, 'read'>> {
  readonly read?: Partial<Reads>;
}

const ACTORS: Readonly<Record<string, Actor>> = {
  [NORA_TOKEN]: { user: NORA, session: SESSION },
  [AMARA_TOKEN]: { user: AMARA, session: SESSION },
};

const ACCOUNT: Account = {
  id: NORA,
  username: 'nora',
  displayName: 'Nora',
  role: 'owner',
  createdAt: 1,
  visibility: FIRST_VISIBILITY,
  settings: FIRST_SETTINGS,
  wallUnread: 0,
};
const SIGNED_IN: SignedIn = { account: ACCOUNT, session: SESSION, token: NORA_TOKEN };
const MESSAGE: Message = { chat: 'lobby', seq: 7, by: NORA, at: 1, body: { text: 'first' } };
const LOBBY: Chat = {
  id: 'lobby',
  kind: 'room',
  name: 'Lobby',
  memberCount: 1,
  head: 7,
  from: 1,
  posts: 1,
  unread: 0,
  mentions: 0,
  read: 7,
};
const USER = { id: AMARA, username: 'amara', displayName: 'Amara' };
const PROFILE: Profile = {
  ...USER,
  relation: { mine: 'none', theirs: 'none', blocked: false },
  wall: { mayRead: true, mayPost: true },
};
const FILE: File = { id: NORA, kind: 'file', name: 'a.ts', type: 'text/plain', bytes: 3 };
const INVITE: Invite = { code: 'code', chat: 'lobby', by: USER, createdAt: 1 };

const reads: Reads = {
  place: async () => ({
    name: 'Kith',
    fresh: false,
    codeNeeded: false,
    signUp: 'open',
    blobBytesMax: 1_024,
    version: '0',
  }),
  account: async () => ACCOUNT,
  sessions: async () => ({ items: [] }),
  user: async (_actor, username) => ({ id: AMARA, username, displayName: username }),
  users: async () => ({ items: [] }),
  chats: async () => ({ items: [LOBBY] }),
  chat: async (_actor, id) => ({ ...LOBBY, id }),
  directWith: async () => ({ ...LOBBY, kind: 'direct' }),
  members: async () => ({ items: [] }),
  rooms: async () => ({ items: [] }),
  messages: async () => ({ items: [MESSAGE] }),
  message: async (_actor, _log, seq) => ({ ...MESSAGE, seq }),
  history: async () => ({ items: [{ at: 1, text: 'first' }] }),
  pins: async () => ({ items: [MESSAGE] }),
  events: async () => ({ items: [], from: 1, asOf: 7 }),
  ownState: async () => ({ muted: true }),
  seen: async () => ({ items: [] }),
  bans: async () => ({ items: [] }),
  invites: async () => ({ items: [INVITE] }),
  invite: async () => ({
    ...{ chat: 'lobby', kind: 'room', name: 'Lobby', memberCount: 1, joined: false },
  }),
  profile: async () => PROFILE,
  profileByEmail: async () => PROFILE,
  contacts: async () => ({ items: [{ user: USER, since: 1, mutual: true }] }),
  contactRequests: async () => ({ items: [{ user: USER, direction: 'in', at: 1 }] }),
  relation: async () => PROFILE.relation,
  blocks: async () => ({ items: [USER] }),
  file: async () => FILE,
};

/** A messenger that answers everything, with some verbs replaced. */
export function fakeMessenger({ read, ...verbs }: Replaced = {}): Messenger {
  return {
    read: { ...reads, ...read },
    numbers: { of: async (_scope, ids) => ids.map((_id, at) => at + 1), find: async () => NORA },
    signUp: async () => SIGNED_IN,
    signIn: async () => SIGNED_IN,
    authenticate: async (token) => ACTORS[token],
    endSession: async () => undefined,
    changePassword: async () => undefined,
    changeAccount: async () => ACCOUNT,
    append: async (_actor, { log }) => ({ log, seq: 8, at: 2, repeated: false }),
    follow: async () => ({ answers: [], start: () => undefined }),
    unfollow: () => undefined,
    mark: async () => undefined,
    markWall: async () => undefined,
    putBlob: async () => FILE,
    getBlob: async () => {
      return { path: import.meta.filename, type: FILE.type, bytes: FILE.bytes, file: FILE };
    },
    uploads: { folder: '', bytesMax: 1_024, mayBegin: async () => undefined },
    createInvite: async () => INVITE,
    endInvite: async () => undefined,
    acceptInvite: async () => LOBBY,
    setAvatar: async () => ACCOUNT,
    deleteAccount: async () => undefined,
    exportData: async () => ({ name: 'nora.zip', bytes: noBytes() }),
    enter: () => undefined,
    leave: () => undefined,
    signal: async () => undefined,
    check: async () => undefined,
    ...verbs,
  };
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}

const random: Random = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fraction: () => 0.5,
};

const clock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(delayMs, wake) {
    const timer = setTimeout(wake, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** The gateway in front of a fake; `logged` gathers what would be logged. */
export async function openFake(
  replaced: Replaced = {},
  options: Partial<HttpOptions> = {},
): Promise<HttpGateway & { logged: string[] }> {
  const logged: string[] = [];
  const gateway = await openHttp({
    messenger: fakeMessenger(replaced),
    clock,
    random,
    trustedHops: 0,
    log: (text) => logged.push(text),
    ...options,
  });
  return { ...gateway, logged };
}
