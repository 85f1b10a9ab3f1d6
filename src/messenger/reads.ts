// Everything that can be asked for as it stands, each read through the actor's permissions.
import { assert } from '#base/assert.ts';
import { directChat, peopleOfDirect } from '#core/log-name.ts';
import type { Actor, Page, PageQuery, Peer, RangeQuery, Reads } from '#core/messenger.ts';
import { nameKey } from '#core/person-name.ts';
import type { Chat, Member, Message, Room } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import { GROUP_MEMBERS_MAX, PAGE_DEFAULT, PAGE_MAX } from '#protocol/limits.ts';
import type { User } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { VERSION } from '#protocol/version.ts';
import { SERVER_LOG } from '#protocol/well-known.ts';
import { findHead } from '#store/append.ts';
import { emptyDirect, findChat, listMembers, listRooms, tellsMarks } from '#store/chats.ts';
import type { Queries } from '#store/database.ts';
import { findMessage, readEvents, readMessages } from '#store/log-reads.ts';
import { countUsers, findAccount, findUserByName, listUsers, usersById } from '#store/people.ts';
import { listSessions } from '#store/sessions.ts';
import { findStanding, spansOf } from './access.ts';
import { listOwnChats } from './chat-list.ts';
import type { House } from './house.ts';

const NO_CHAT: Rejection = { rejected: 'notFound', what: 'chat' };
const NO_USER: Rejection = { rejected: 'notFound', what: 'user' };

/** Opens the reads. */
export function openReads(house: House): Reads {
  const { store } = house;
  return {
    place: (peer) => place(house, peer),
    account: (actor) =>
      store.read(async (q) => (await findAccount(q, actor.user)) ?? { rejected: 'notSignedIn' }),
    sessions: async (actor) => ({
      items: (await store.read((q) => listSessions(q, actor.user, house.clock.now()))).map(
        ({ id, device, createdAt, seenAt }) => {
          return { id, device, createdAt, seenAt, current: id === actor.session };
        },
      ),
    }),
    user: (_actor, username) =>
      store.read(async (q) => (await findUserByName(q, username)) ?? NO_USER),
    users: (_actor, query) => store.read((q) => users(q, query)),
    chats: (actor, query) => store.read((q) => listOwnChats(q, actor.user, query)),
    chat: (actor, chat) => store.read((q) => chatWithMembers(q, actor, chat)),
    directWith: (actor, username) => store.read((q) => directWith(q, actor, username)),
    members: (actor, chat, query) => store.read((q) => members(q, actor, chat, query)),
    rooms: (actor, query) => store.read((q) => rooms(q, actor, query)),
    messages: (actor, chat, range) => store.read((q) => messages(q, actor, chat, range)),
    message: (actor, chat, seq) => store.read((q) => message(q, actor, chat, seq)),
    events: (actor, chat, range) => store.read((q) => events(q, actor, chat, range)),
  };
}

async function place(house: House, peer: Peer): ReturnType<Reads['place']> {
  const fresh = (await house.store.read(countUsers)) === 0;
  const { name, signUp } = house.settings;
  return {
    name,
    fresh,
    codeNeeded: fresh && !peer.direct,
    signUp: fresh ? 'open' : signUp,
    version: VERSION,
  };
}

function limitOf(query: { limit?: number | undefined }): number {
  return Math.min(PAGE_MAX, Math.max(1, query.limit ?? PAGE_DEFAULT));
}

/** A page from one item more than asked for; `key` makes the cursor of the last item shown. */
function pageOf<T>(items: T[], limit: number, key: (last: T) => string): Page<T> {
  if (items.length <= limit) return { items };
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  assert(last !== undefined, 'a page of nothing has no next');
  return { items: shown, next: key(last) };
}

async function users(
  q: Queries,
  query: PageQuery & { query?: string | undefined; ids?: string[] | undefined },
): Promise<Page<User>> {
  if (query.ids) return { items: await usersById(q, query.ids) };
  const limit = limitOf(query);
  const found = await listUsers(q, { query: query.query, after: query.after, limit: limit + 1 });
  const asOf = (await findHead(q, SERVER_LOG))?.head ?? 0;
  return { ...pageOf(found, limit, ({ username }) => username), asOf };
}

async function chatWithMembers(q: Queries, actor: Actor, id: string): Promise<Chat | Rejection> {
  const standing = await findStanding(q, actor.user, id);
  if (!standing?.active) return NO_CHAT;
  const chat = await findChat(q, actor.user, id);
  if (!chat) return emptyDirectOf(q, actor, id);
  const marks = tellsMarks(standing.kind, standing.memberCount);
  const found = await listMembers(q, id, { limit: GROUP_MEMBERS_MAX, marks });
  return { ...chat, members: found };
}

async function emptyDirectOf(q: Queries, actor: Actor, id: string): Promise<Chat | Rejection> {
  const people = await usersById(q, [...new Set(peopleOfDirect(id) ?? [])]);
  const other = people.find((person) => person.id !== actor.user) ?? people[0];
  if (!other) return NO_CHAT;
  const members: Member[] = people.map((person) => ({ ...person, role: 'member' }));
  return { ...emptyDirect(actor.user, other), members };
}

async function directWith(q: Queries, actor: Actor, username: string): Promise<Chat | Rejection> {
  const person = await findUserByName(q, username);
  return person ? chatWithMembers(q, actor, directChat(actor.user, person.id)) : NO_USER;
}

async function members(
  q: Queries,
  actor: Actor,
  chat: string,
  query: PageQuery,
): Promise<Page<Member> | Rejection> {
  const standing = await findStanding(q, actor.user, chat);
  if (!standing?.active) return NO_CHAT;
  const limit = limitOf(query);
  const marks = tellsMarks(standing.kind, standing.memberCount);
  const { after } = query;
  const stored = await listMembers(q, chat, { after, limit: limit + 1, marks });
  const found = stored.length > 0 ? stored : await membersToBe(q, chat, after ?? '');
  return pageOf(found, limit, ({ username }) => username);
}

/** The two of a direct chat that has no event yet, behind `after`; of any other chat nobody. */
async function membersToBe(q: Queries, chat: string, after: string): Promise<Member[]> {
  if (await findHead(q, `chat:${chat}`)) return [];
  const people = await usersById(q, [...new Set(peopleOfDirect(chat) ?? [])]);
  const behind = people.filter(({ username }) => nameKey(username) > nameKey(after));
  const order = ({ username }: User): string => nameKey(username);
  behind.sort((one, other) => (order(one) < order(other) ? -1 : 1));
  return behind.map((person) => ({ ...person, role: 'member' }));
}

async function rooms(
  q: Queries,
  actor: Actor,
  query: PageQuery & { query?: string | undefined },
): Promise<Page<Room>> {
  const limit = limitOf(query);
  const [id = '', ...name] = (query.after ?? '').split(' ');
  const after = query.after ? { id, name: name.join(' ') } : undefined;
  const found = await listRooms(q, actor.user, {
    query: query.query ?? '',
    after,
    limit: limit + 1,
  });
  return pageOf(found, limit, (room) => `${room.id} ${room.name}`);
}

async function messages(
  q: Queries,
  actor: Actor,
  chat: string,
  range: RangeQuery,
): Promise<Page<Message> | Rejection> {
  const log = `chat:${chat}`;
  const spans = await spansOf(q, actor.user, log);
  if (spans.length === 0) return NO_CHAT;
  const limit = limitOf(range);
  const forward = range.after !== undefined;
  const found = await readMessages(q, log, spans, { ...range, limit: limit + 1 });
  const asOf = (await findHead(q, log))?.head ?? 0;
  if (found.length <= limit) return { items: found, asOf };
  const items = forward ? found.slice(0, limit) : found.slice(1);
  const edge = forward ? items.at(-1) : items[0];
  return { items, next: String(edge?.seq ?? 0), asOf };
}

async function message(
  q: Queries,
  actor: Actor,
  chat: string,
  seq: number,
): Promise<Message | Rejection> {
  const log = `chat:${chat}`;
  const found = await findMessage(q, log, await spansOf(q, actor.user, log), seq);
  return found ?? { rejected: 'notFound', what: 'message' };
}

async function events(
  q: Queries,
  actor: Actor,
  chat: string,
  range: RangeQuery,
): ReturnType<Reads['events']> {
  const log = `chat:${chat}`;
  const span = (await spansOf(q, actor.user, log)).at(-1);
  if (!span) return NO_CHAT;
  const rows = await readEvents(q, log, span, { ...range, limit: limitOf(range) });
  const asOf = (await findHead(q, log))?.head ?? 0;
  return { items: rows.map(({ json }) => JSON.parse(json) as Event), from: span.from, asOf };
}
