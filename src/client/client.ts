// Everything of one signed-in account, as faces see it: views over the parts, and acts that are requests to the server.

import { mintId } from '#base/random.ts';
import { directChat } from '#core/log-name.ts';
import type { Chat, Room } from '#protocol/chat.ts';
import type { Account, Session, User } from '#protocol/person.ts';
import { nothing, query } from './api.ts';
import type {
  ChatListView,
  Client,
  ConnectionView,
  ContactsView,
  FileKind,
  Found,
  LocalFile,
  Outcome,
  PersonView,
} from './model.ts';
import { cell, derived } from './observable.ts';
import { Parts } from './parts.ts';
import { ownActs, peopleActs } from './people/people-acts.ts';
import type { Platform } from './platform.ts';
import { openHandle } from './views/chat-handle.ts';
import { chatListOf } from './views/chat-list.ts';
import { contactsOf } from './views/contacts-view.ts';
import { reuse, reuseList } from './views/reuse.ts';
import { openWall } from './walls/wall-handle.ts';

/** Opens an account that is signed in: connects, loads, and keeps itself up to date until `close` or `signOut`. */
export function openClient(platform: Platform, signedIn: Account): Client {
  const account = cell(signedIn);
  const open = handlesOf((id) => openHandle(parts, id));
  const walls = handlesOf((user) => openWall(parts, user));
  const touchChats = (id: string | undefined): void => {
    chats.touch();
    open.touch(id);
  };
  const parts: Parts = new Parts(platform, signedIn, {
    chat: touchChats,
    wall: walls.touch,
    contacts: () => contacts.touch(),
    people: () => {
      people.touch();
      contacts.touch();
      touchChats(undefined);
      walls.touch(undefined);
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
  const contacts = derived<ContactsView>(
    contactsOf(
      () => parts.contacts,
      () => parts.directory,
    ),
  );
  parts.start();
  return {
    account,
    connection,
    chats,
    people,
    contacts,
    chat: open.get,
    wall: walls.get,
    ...actsOf(parts, account),
    active: (on) => parts.presence.active(on),
    watch: (place, users) => parts.presence.watch(`face:${place}`, users),
    reconnect: () => parts.link.retryNow(),
    close: () => parts.close(),
  };
}

/** Handles of one kind: each is opened once, and told that something may have changed. */
function handlesOf<Handle extends { touch(): void }>(open: (id: string) => Handle) {
  const handles = new Map<string, Handle>();
  return {
    get: (id: string): Handle => {
      const handle = handles.get(id) ?? open(id);
      handles.set(id, handle);
      return handle;
    },
    touch: (id: string | undefined): void => {
      if (id !== undefined) handles.get(id)?.touch();
      else for (const handle of handles.values()) handle.touch();
    },
  };
}

function actsOf(parts: Parts, account: Account$) {
  const { failures, me } = parts;
  return {
    failures,
    dismissFailure: (key: string) =>
      failures.set(failures.get().filter((failure) => failure.key !== key)),
    ...peopleActs(parts),
    ...ownActs(parts, {
      took: (changed) => take(parts, account, changed),
      gone: () => forget(parts),
    }),
    directWith: (user: string) => directChat(me, user),
    ...findingWith(parts),
    ...accountActs(parts, account),
  };
}

/** What an upload will be, as far as its own browser says. */
function kindOf({ type, voice }: LocalFile): FileKind {
  if (voice) return 'voice';
  const [kind] = type.split('/');
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'file';
}

function listSources({ me, directory, loader, roster, outbox, typing, drafts, uploads }: Parts) {
  return {
    attachments: (keys: readonly string[]) => {
      const first = uploads.find(keys[0] ?? '');
      return first && kindOf(first.local);
    },
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

async function refreshAccount(parts: Parts, account: Account$): Promise<void> {
  const answer = await parts.api.request<Account>('GET', '/users/me');
  if (answer.ok) take(parts, account, answer.value);
}

function take({ directory }: Parts, account: Account$, changed: Account): void {
  account.set(changed);
  directory.learn([changed]);
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
    createChat: async (kind, name, members, listed) => {
      const names = members.map((member) => directory.find(member)?.username ?? member);
      const commandId = mintId(platform.random);
      const request = { kind, name, members: names, listed, commandId };
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
  const { api } = parts;
  return {
    changeAccount: async (change) => {
      const answer = await api.request<Account>('PATCH', '/users/me', change);
      if (answer.ok) take(parts, account, answer.value);
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
  await forget(parts);
  return { ok: true, value: undefined };
}

/** The session is over: nothing of the account stays here. */
async function forget(parts: Parts): Promise<void> {
  parts.close();
  await parts.platform.storage.forget(parts.me).catch(() => undefined);
}
