// Everything of one signed-in account, as faces see it: views over the parts, and acts that are requests to the server.

import { mintId } from '#base/random.ts';
import { directChat } from '#core/log-name.ts';
import type { Chat, Room } from '#protocol/chat.ts';
import type { Account, Session, User } from '#protocol/person.ts';
import { query } from './api.ts';
import type { ChatListView, Client, ConnectionView, Found, Outcome, PersonView } from './model.ts';
import { cell, derived } from './observable.ts';
import { Parts } from './parts.ts';
import type { Platform } from './platform.ts';
import { nothing, type OwnHandle, openHandle } from './views/chat-handle.ts';
import { chatListOf } from './views/chat-list.ts';
import { reuse, reuseList } from './views/reuse.ts';

/** Opens an account that is signed in: connects, loads, and keeps itself up to date until `close` or `signOut`. */
export function openClient(platform: Platform, signedIn: Account): Client {
  const account = cell(signedIn);
  const handles = new Map<string, OwnHandle>();
  const touchChats = (id: string | undefined): void => {
    chats.touch();
    if (id === undefined) for (const handle of handles.values()) handle.touch();
    else handles.get(id)?.touch();
  };
  const parts = new Parts(platform, signedIn, {
    chat: touchChats,
    people: () => {
      people.touch();
      touchChats(undefined);
    },
    connection: () => connection.touch(),
    account: () => void refreshAccount(parts, account),
  });
  const chats = derived<ChatListView>(chatListOf(listSources(parts)));
  const people = derived<readonly PersonView[]>((before) =>
    reuseList(before, parts.directory.people),
  );
  const connection = derived<ConnectionView>((before) =>
    reuse(before, { ...parts.link.state.get(), queued: parts.outbox.queued }),
  );
  const chat = (id: string): OwnHandle => {
    const handle = handles.get(id) ?? openHandle(parts, id);
    handles.set(id, handle);
    return handle;
  };
  parts.start();
  return {
    account,
    connection,
    chats,
    people,
    chat,
    directWith: (user) => directChat(signedIn.id, user),
    ...findingWith(parts),
    ...accountActs(parts, account),
    active: (on) => parts.presence.active(on),
    watch: (place, users) => parts.presence.watch(`face:${place}`, users),
    reconnect: () => parts.link.retryNow(),
    close: () => parts.close(),
  };
}

function listSources({ me, directory, loader, roster, outbox, typing, drafts }: Parts) {
  return {
    me,
    directory,
    state: () => loader.list,
    entries: () => roster.entries.values(),
    lines: (log: string) => outbox.lines(log),
    typing: (chat: string) => typing.in(chat),
    draft: (chat: string) => drafts.of(chat),
  };
}

type Account$ = ReturnType<typeof cell<Account>>;

async function refreshAccount({ api, directory }: Parts, account: Account$): Promise<void> {
  const answer = await api.request<Account>('GET', '/users/me');
  if (!answer.ok) return;
  account.set(answer.value);
  directory.learn([answer.value]);
}

type Finding = Pick<Client, 'findPeople' | 'findRooms' | 'join' | 'createChat'>;

function findingWith({ api, directory, roster, platform }: Parts): Finding {
  return {
    findPeople: async (text, after) => {
      const path = `/users${query({ query: text || undefined, after })}`;
      const answer = await api.request<Found<User>>('GET', path);
      if (answer.ok) directory.learn(answer.value.items);
      return answer;
    },
    findRooms: (text, after) =>
      api.request<Found<Room>>('GET', `/rooms${query({ query: text || undefined, after })}`),
    join: async (room) => {
      const path = `/chats/${encodeURIComponent(room)}/members/me`;
      const answer = await api.request<Chat>('PUT', path);
      if (answer.ok) roster.take(answer.value);
      return nothing(answer);
    },
    createChat: async (kind, name, members) => {
      const names = members.map((member) => directory.find(member)?.username ?? member);
      const commandId = mintId(platform.random);
      const request = { kind, name, members: names, commandId };
      const answer = await api.request<Chat>('POST', '/chats', request);
      if (!answer.ok) return answer;
      return { ok: true, value: roster.take(answer.value).state.id };
    },
  };
}

type AccountActs = Pick<
  Client,
  'changeAccount' | 'changePassword' | 'sessions' | 'endSession' | 'signOut'
>;

function accountActs(parts: Parts, account: Account$): AccountActs {
  const { api, directory } = parts;
  return {
    changeAccount: async (change) => {
      const answer = await api.request<Account>('PATCH', '/users/me', change);
      if (!answer.ok) return answer;
      account.set(answer.value);
      directory.learn([answer.value]);
      return answer;
    },
    changePassword: async (oldPassword, newPassword) =>
      nothing(await api.request('PUT', '/users/me/password', { oldPassword, newPassword })),
    sessions: async (): Promise<Outcome<readonly Session[]>> => {
      const answer = await api.request<{ items: Session[] }>('GET', '/sessions');
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    endSession: async (id) =>
      nothing(await api.request('DELETE', `/sessions/${encodeURIComponent(id)}`)),
    signOut: () => signOut(parts),
  };
}

/** Offline nothing is done: the session would live on, and whoever sits here next would be in it. */
async function signOut(parts: Parts): Promise<Outcome> {
  const answer = await parts.api.request('DELETE', '/sessions/current');
  const isOver = answer.ok || ('refused' in answer && answer.refused.rejected === 'notSignedIn');
  if (!isOver) return nothing(answer);
  parts.close();
  await parts.platform.storage.forget(parts.me).catch(() => undefined);
  return { ok: true, value: undefined };
}
