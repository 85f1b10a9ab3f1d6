// The fake server's answers to requests: the routes that the client uses, in as few words as tests need.
import { chatLog, directChat, otherOfDirect, userLog } from '#core/log-name.ts';
import type { Chat, Member, Message } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import type { HttpAnswer } from '../platform.ts';
import type { FakeChat, FakeWorld } from './fake-world.ts';

const NOT_FOUND: HttpAnswer = {
  status: 404,
  body: { error: { code: 'notFound', message: 'There is no such chat.' } },
};

/** The answer to one request. */
export function answerRequest(
  server: FakeWorld,
  account: string,
  method: string,
  fullPath: string,
): HttpAnswer {
  const [path = '', search = ''] = fullPath.replace('/api/v1', '').split('?');
  const query = new Map(search.split('&').map((part) => part.split('=') as [string, string]));
  const [, what, rawId, more] = path.split('/');
  const id = decodeURIComponent(rawId ?? '');
  if (method === 'DELETE') return { status: 204, body: undefined };
  if (what === 'users') return users(server, account, id, query);
  if (what !== 'chats') return NOT_FOUND;
  if (id === '') return { status: 200, body: listChats(server, account) };
  if (server.readableFrom(chatLog(id), account) === undefined) return NOT_FOUND;
  if (more === 'events') return { status: 200, body: eventPage(server, account, id, query) };
  return { status: 200, body: copy(chatAs(server, account, id, true)) };
}

function users(
  server: FakeWorld,
  account: string,
  id: string,
  query: ReadonlyMap<string, string>,
): HttpAnswer {
  if (id === 'me') return { status: 200, body: copy(server.users.get(account)) };
  const ids = query.get('ids')?.split('%2C');
  const all = [...server.users.values()];
  return { status: 200, body: copy({ items: all.filter((u) => !ids || ids.includes(u.id)) }) };
}

function listChats(server: FakeWorld, account: string): unknown {
  const own = [...server.chats.values()].filter(({ members }) => members.has(account));
  const strangers = [...server.users.keys()]
    .map((user) => directChat(user, account))
    .filter((id) => otherOfDirect(id, account) !== account && !server.chats.has(id));
  const ids = [...own.map(({ id }) => id), ...(server.everybody ? strangers : [])];
  const items = ids.map((id) => chatAs(server, account, id, false));
  const lastAt = (chat: Chat): number => chat.last?.at ?? 0;
  items.sort((one, other) => lastAt(other) - lastAt(one));
  return copy({ items, asOf: server.head(userLog(account)) });
}

/** A chat as one person sees it. */
export function chatAs(server: FakeWorld, account: string, id: string, members: boolean): Chat {
  const chat = server.chats.get(id);
  const member = chat?.members.get(account);
  const other = server.users.get(otherOfDirect(id, account) ?? '');
  const events = server.logs.get(chatLog(id)) ?? [];
  const posts = events.filter((event) => event.class === 'post');
  const read = member?.read ?? 0;
  const from = (chat?.kind === 'group' && member?.from) || 1;
  const last = posts.findLast(({ seq }) => seq >= from);
  return {
    id,
    kind: chat?.kind ?? 'direct',
    name: chat?.name ?? '',
    ...(other ? { with: other } : {}),
    role: member?.role ?? 'member',
    memberCount: chat?.members.size ?? 2,
    ...(members ? { members: membersOf(server, chat) } : {}),
    head: events.length,
    from,
    posts: posts.length,
    unread: posts.filter(({ seq }) => seq > read).length,
    mentions: 0,
    read,
    ...(last ? { last: messageOf(id, last) } : {}),
  };
}

function membersOf(server: FakeWorld, chat: FakeChat | undefined): Member[] {
  return [...(chat?.members ?? [])].map(([id, { role, read, delivered }]) => {
    const user = server.users.get(id);
    return { ...(user ?? { id, username: id, displayName: id }), role, read, delivered };
  });
}

function messageOf(chat: string, event: Event): Message | undefined {
  if (event.kind !== 'message.posted') return undefined;
  const { seq, by, at, body } = event;
  return { chat, seq, by, at, body };
}

function eventPage(
  server: FakeWorld,
  account: string,
  id: string,
  query: ReadonlyMap<string, string>,
): unknown {
  const events = server.logs.get(chatLog(id)) ?? [];
  const from = server.readableFrom(chatLog(id), account) ?? 1;
  const before = Number(query.get('before') ?? events.length + 1);
  const older = events.filter(({ seq }) => seq < before && seq >= from);
  return copy({ items: older.slice(-Number(query.get('limit') ?? 50)), from, asOf: events.length });
}

function copy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
