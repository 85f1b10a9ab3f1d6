// Reads of chats, their members, and rooms.
import { directChat, peopleOfDirect } from '#core/log-name.ts';
import type { Actor, Page, PageQuery, Reads } from '#core/messenger.ts';
import { nameKey } from '#core/person-name.ts';
import type { Chat, Member, Room } from '#protocol/chat.ts';
import { GROUP_MEMBERS_MAX } from '#protocol/limits.ts';
import type { User } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { findHead } from '#store/append.ts';
import { emptyDirects, findChat } from '#store/chats/list.ts';
import { listMembers, tellsMarks } from '#store/chats/members.ts';
import { listRooms } from '#store/chats/rooms.ts';
import type { Queries } from '#store/database.ts';
import { findUserByName, usersById } from '#store/people.ts';
import { findStanding } from '../access.ts';
import { listOwnChats } from '../chat-list.ts';
import type { House } from '../house.ts';
import { limitOf, pageOf } from './page.ts';

const NO_CHAT: Rejection = { rejected: 'notFound', what: 'chat' };
const NO_USER: Rejection = { rejected: 'notFound', what: 'user' };

/** The reads about chats. */
export function chatReads({
  store,
}: House): Pick<Reads, 'chats' | 'chat' | 'directWith' | 'members' | 'rooms'> {
  return {
    chats: (actor, query) => store.read((q) => listOwnChats(q, actor.user, query)),
    chat: (actor, chat) => store.read((q) => chatWithMembers(q, actor, chat)),
    directWith: (actor, username) => store.read((q) => directWith(q, actor, username)),
    members: (actor, chat, query) => store.read((q) => members(q, actor, chat, query)),
    rooms: (actor, query) => store.read((q) => rooms(q, actor, query)),
  };
}

async function chatWithMembers(q: Queries, actor: Actor, id: string): Promise<Chat | Rejection> {
  const standing = await findStanding(q, actor.user, id);
  if (!standing?.active) return NO_CHAT;
  const chat = await findChat(q, actor.user, id);
  if (!chat) return emptyDirectOf(q, actor, id);
  const marks = tellsMarks(standing.kind, standing.memberCount);
  const found = await listMembers(q, id, { limit: GROUP_MEMBERS_MAX, marks, viewer: actor.user });
  return { ...chat, members: found };
}

async function emptyDirectOf(q: Queries, actor: Actor, id: string): Promise<Chat | Rejection> {
  const people = await usersById(q, [...new Set(peopleOfDirect(id) ?? [])]);
  const other = people.find((person) => person.id !== actor.user) ?? people[0];
  if (!other) return NO_CHAT;
  const members: Member[] = people.map((person) => ({ ...person, role: 'member' }));
  const [chat] = await emptyDirects(q, actor.user, [other]);
  return chat ? { ...chat, members } : NO_CHAT;
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
  const stored = await listMembers(q, chat, { after, limit: limit + 1, marks, viewer: actor.user });
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
