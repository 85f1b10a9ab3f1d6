// The fake server's answers to requests: the routes that the client uses, in as few words as tests need.
import { chatLog, directChat, otherOfDirect, userLog, wallLog } from '#core/log-name.ts';
import { standing } from '#core/message.ts';
import type { Chat, Member, Message } from '#protocol/chat.ts';
import type { ChatState } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
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
  body?: unknown,
): HttpAnswer {
  const [path = '', search = ''] = fullPath.replace('/api/v1', '').split('?');
  const query = new Map(search.split('&').map((part) => part.split('=') as [string, string]));
  const [, what, rawId, more] = path.split('/');
  const id = decodeURIComponent(rawId ?? '');
  if (method === 'DELETE') return { status: 204, body: undefined };
  if (what === 'contacts' || what === 'blocks') return ok({ items: [] });
  if (what === 'users' && more === 'wall') return wall(server, account, path, query);
  if (what === 'users') return users(server, account, id, query);
  if (what !== 'chats') return NOT_FOUND;
  if (id === '') return { status: 200, body: listChats(server, account) };
  if (server.readableFrom(chatLog(id), account) === undefined) return NOT_FOUND;
  if (more === 'events') return ok(eventPage(server, account, chatLog(id), query));
  if (more === 'state') return setState(server, account, id, body as ChatState);
  if (more !== undefined) return inLog(server, account, chatLog(id), path.split('/').slice(3));
  return { status: 200, body: copy(chatAs(server, account, id, true)) };
}

function ok(body: unknown): HttpAnswer {
  return { status: 200, body: copy(body) };
}

/** What stands at a chat's or a wall's address: pins, single messages. */
function inLog(
  server: FakeWorld,
  account: string,
  log: string,
  [what, seq]: readonly string[],
): HttpAnswer {
  const stand = (at: number): Message | undefined => standingAt(server, account, log, at);
  if (what === 'pins') {
    const pinned = [...(server.logs.get(log) ?? [])].reverse().flatMap((event) => {
      const message = event.kind === 'message.pinned' ? stand(event.target) : undefined;
      return message?.pinned ? [message] : [];
    });
    return ok({ items: [...new Map(pinned.map((one) => [one.seq, one])).values()] });
  }
  const message = what === 'messages' ? stand(Number(seq)) : undefined;
  return message ? ok(message) : NOT_FOUND;
}

function standingAt(
  server: FakeWorld,
  account: string,
  log: string,
  seq: number,
): Message | undefined {
  const events = server.logs.get(log) ?? [];
  const posted = events[seq - 1];
  if (posted?.class !== 'post') return undefined;
  const changes = events.filter((event) => 'target' in event && event.target === seq);
  return standing(posted, changes, account);
}

/** What is told is the whole of it; older words of it are not looked at. */
function setState(server: FakeWorld, account: string, chat: string, change: object): HttpAnswer {
  const key = `${account} ${chat}`;
  const all = Object.entries({ ...server.states.get(key), ...change });
  const state: ChatState = Object.fromEntries(all.filter(([, value]) => Boolean(value)));
  server.states.set(key, state);
  server.append(userLog(account), account, { kind: 'state.changed', class: 'system', chat, state });
  return ok(state);
}

function wall(
  server: FakeWorld,
  account: string,
  path: string,
  query: ReadonlyMap<string, string>,
): HttpAnswer {
  const [, , name, , ...rest] = path.split('/');
  const owner = [...server.users.values()].find(({ username }) => username === name);
  if (name === 'me') return { status: 204, body: undefined };
  if (!owner || server.readableFrom(wallLog(owner.id), account) === undefined) return NOT_FOUND;
  const log = wallLog(owner.id);
  if (rest[0] === 'events') return ok(eventPage(server, account, log, query));
  return inLog(server, account, log, rest);
}

function profile(server: FakeWorld, account: string, user: User): unknown {
  const mayRead = server.readableFrom(wallLog(user.id), account) !== undefined;
  const relation = { mine: 'none', theirs: 'none', blocked: false };
  return { ...user, relation, wall: { mayRead, mayPost: mayRead } };
}

function users(
  server: FakeWorld,
  account: string,
  id: string,
  query: ReadonlyMap<string, string>,
): HttpAnswer {
  if (id === 'me') return { status: 200, body: copy(server.users.get(account)) };
  const all = [...server.users.values()];
  const named = all.find(({ username }) => username === id);
  if (named) return ok(profile(server, account, named));
  const ids = query.get('ids')?.split('%2C');
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
  const behind = posts.filter(({ seq }) => seq > read);
  const erased = behind.filter(({ kind }) => kind === 'blank').map(({ seq }) => seq);
  const mentioned = behind.flatMap(({ seq }) => {
    const message = standingAt(server, account, chatLog(id), seq);
    const named = message?.all || message?.mentions?.includes(account);
    return named && message?.by !== account ? [seq] : [];
  });
  const state = server.states.get(`${account} ${id}`);
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
    unread: behind.length - erased.length,
    mentions: mentioned.length,
    read,
    erased,
    mentioned,
    hidden: server.hidden.get(`${account} ${id}`) ?? [],
    ...(state ? { state } : {}),
    ...(last ? { last: standingAt(server, account, chatLog(id), last.seq) } : {}),
  };
}

function membersOf(server: FakeWorld, chat: FakeChat | undefined): Member[] {
  return [...(chat?.members ?? [])].map(([id, { role, read, delivered }]) => {
    const user = server.users.get(id);
    return { ...(user ?? { id, username: id, displayName: id }), role, read, delivered };
  });
}

function eventPage(
  server: FakeWorld,
  account: string,
  log: string,
  query: ReadonlyMap<string, string>,
): unknown {
  const events = server.logs.get(log) ?? [];
  const from = server.readableFrom(log, account) ?? 1;
  const before = Number(query.get('before') ?? events.length + 1);
  const older = events.filter(({ seq }) => seq < before && seq >= from);
  return copy({ items: older.slice(-Number(query.get('limit') ?? 50)), from, asOf: events.length });
}

function copy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
