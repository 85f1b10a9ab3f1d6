// One chat, opened: its conversation, its head, and what a face can do in it. Holds no state of its own but who shows it.
import { chatLog } from '#core/log-name.ts';
import type { Chat, Invite } from '#protocol/chat.ts';
import type { User } from '#protocol/person.ts';
import { nothing, query } from '../api.ts';
import { itemsOf, openConversation } from '../conversation/conversation.ts';
import type { Talk } from '../conversation/desk.ts';
import type { Found } from '../model/outcome.ts';
import type { ChatHandle } from '../model.ts';
import { derived } from '../observable.ts';
import type { Parts } from '../parts.ts';
import { uploadOne } from '../people/people-acts.ts';
import { chatHeadOf } from './chat-head.ts';
import { reachedIn } from './ticks.ts';

/** A handle together with what tells it that something may have changed. */
export interface OwnHandle extends ChatHandle {
  touch(): void;
}

/** Members of a shown chat whose presence is asked for. */
const WATCHED_MEMBERS_MAX = 200;
const NOTHING_HIDDEN: ReadonlySet<number> = new Set();

/** Opens the handle of a chat, known or not. */
export function openHandle(parts: Parts, id: string): OwnHandle {
  const { roster, directory, typing, loader, me } = parts;
  const entry = () => roster.find(id);
  const watch = watcherOf(parts, id);
  const talk = openConversation(parts, talkOf(parts, id, watch));
  const head = derived(
    chatHeadOf({
      id,
      me,
      directory,
      entry,
      typing: () => typing.in(id),
      isGone: () => roster.drops.has(id),
      isFailing: () => loader.isFailing(id),
      quote: talk.quote,
    }),
  );
  return {
    ...talk,
    id,
    head,
    ...memberActs(parts, id),
    ...chatActs(parts, id),
    touch: () => {
      talk.touch();
      head.touch();
      watch();
      const known = entry();
      if (known) parts.pins.care(known);
    },
  };
}

function talkOf(parts: Parts, id: string, watch: () => void): Talk {
  const { roster, loader, typing, me } = parts;
  const entry = () => roster.find(id);
  return {
    log: chatLog(id),
    chat: id,
    draft: id,
    ticks: true,
    entry,
    state: () => (entry() ? undefined : missing(parts, id)),
    stand: () => {
      const { kind = 'group', role, readOnly, membersAdd } = entry()?.state ?? {};
      return { place: kind, role, readOnly, membersAdd };
    },
    reached: () => {
      const known = entry();
      return known ? reachedIn(known.state, me) : { read: 0, delivered: 0 };
    },
    hidden: () => entry()?.state.hidden ?? NOTHING_HIDDEN,
    show: () => {
      roster.show(id);
      loader.care(id);
      watch();
      return once(() => {
        roster.hide(id);
        watch();
      });
    },
    seen: (seq) => {
      if (roster.markRead(id, seq)) parts.marks.read(id, seq);
      if (entry()?.state.own.unread) void parts.setState(id, { unread: false });
    },
    older: (known) => loader.older(known),
    reach: (known, seq) => loader.reach(known, seq),
    typed: (on) => (on ? typing.typed(id) : typing.stopped(id)),
  };
}

function missing({ roster, loader }: Parts, id: string) {
  if (roster.drops.has(id)) return 'forbidden';
  return loader.isFailing(id) ? 'failing' : 'loading';
}

type MemberActs = Pick<
  ChatHandle,
  'add' | 'removeMember' | 'changeRole' | 'ban' | 'bans' | 'seenBy'
>;

function memberActs({ api, directory }: Parts, id: string): MemberActs {
  const path = `/chats/${encodeURIComponent(id)}`;
  const nameOf = (user: string): string =>
    encodeURIComponent(directory.find(user)?.username ?? user);
  const member = (user: string): string => `${path}/members/${nameOf(user)}`;
  return {
    add: async (user) => nothing(await api.request('PUT', member(user))),
    removeMember: async (user) => nothing(await api.request('DELETE', member(user))),
    changeRole: async (user, role) => nothing(await api.request('PATCH', member(user), { role })),
    ban: async (user, on) =>
      nothing(await api.request(on ? 'PUT' : 'DELETE', `${path}/bans/${nameOf(user)}`)),
    bans: async (after) => {
      const answer = await api.request<Found<User>>('GET', `${path}/bans${query({ after })}`);
      if (answer.ok) directory.learn(answer.value.items);
      return answer;
    },
    seenBy: async (seq) => {
      const seen = `${path}/messages/${seq}/seen${query({ limit: 200 })}`;
      const answer = itemsOf(await api.request<{ items: User[] }>('GET', seen));
      if (!answer.ok) return answer;
      directory.learn(answer.value);
      return { ok: true, value: answer.value.map((user) => directory.person(user.id)) };
    },
  };
}

type ChatActs = Pick<
  ChatHandle,
  'change' | 'setPicture' | 'invites' | 'createInvite' | 'endInvite' | 'setState' | 'leave'
>;

function chatActs(parts: Parts, id: string): ChatActs {
  const { api, roster } = parts;
  const path = `/chats/${encodeURIComponent(id)}`;
  const change: ChatActs['change'] = async (changes) => {
    const answer = await api.request<Chat>('PATCH', path, changes);
    if (answer.ok) roster.take(answer.value);
    return nothing(answer);
  };
  return {
    change,
    setPicture: async (file) => {
      if (!file) return change({ avatar: '' });
      const uploaded = await uploadOne(parts, file);
      return uploaded.ok ? change({ avatar: uploaded.value.id }) : uploaded;
    },
    invites: async () => itemsOf(await api.request<{ items: Invite[] }>('GET', `${path}/invites`)),
    createInvite: (wanted) => api.request<Invite>('POST', `${path}/invites`, wanted),
    endInvite: async (code) =>
      nothing(await api.request('DELETE', `${path}/invites/${encodeURIComponent(code)}`)),
    setState: (wanted) => parts.setState(id, wanted),
    leave: async () => {
      const answer = await api.request('DELETE', `${path}/members/me`);
      if (answer.ok) roster.drop(id);
      return nothing(answer);
    },
  };
}

/** Looks at the members of the chat while it is shown. Asks anew only when they are others. */
function watcherOf({ presence, roster, me }: Parts, id: string): () => void {
  let watched: unknown;
  return () => {
    const entry = roster.find(id);
    const { members, with: other } = entry?.state ?? {};
    const wanted = entry && entry.shown > 0 ? (members ?? other) : undefined;
    if (wanted === watched) return;
    watched = wanted;
    const users = wanted ? [...(members?.keys() ?? []), ...(other ? [other.id] : [])] : [];
    const others = users.filter((user) => user !== me).slice(0, WATCHED_MEMBERS_MAX);
    presence.watch(`chat:${id}`, others);
  };
}

/** A function that acts once, however often it is called. */
export function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}
