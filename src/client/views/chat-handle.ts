// One chat, opened: its views, and what a face can do in it. Holds no state of its own but who shows it.
import { chatLog } from '#core/log-name.ts';
import type { Chat } from '#protocol/chat.ts';
import type { ChatHandle, Outcome } from '../model.ts';
import { derived } from '../observable.ts';
import type { Parts } from '../parts.ts';
import { chatHeadOf } from './chat-head.ts';
import { timelineOf } from './timeline.ts';

/** A handle together with what tells it that something may have changed. */
export interface OwnHandle extends ChatHandle {
  touch(): void;
}

/** Members of a shown chat whose presence is asked for. */
const WATCHED_MEMBERS_MAX = 200;

/** Opens the handle of a chat, known or not. */
export function openHandle(parts: Parts, id: string): OwnHandle {
  const { roster, directory, typing, loader, outbox, drafts, me } = parts;
  const entry = () => roster.find(id);
  const isFailing = () => loader.isFailing(id);
  const isGone = () => roster.isGone(id);
  const typingHere = () => typing.in(id);
  const head = derived(
    chatHeadOf({ id, me, directory, entry, typing: typingHere, isGone, isFailing }),
  );
  const lines = (log: string) => outbox.lines(log);
  const timeline = derived(timelineOf({ id, me, directory, entry, lines, isFailing }));
  const draft = derived(() => drafts.of(id));
  const watch = watcherOf(parts, id);
  return {
    id,
    head,
    timeline,
    draft,
    ...writingIn(parts, id),
    ...actsIn(parts, id),
    show: () => {
      roster.show(id);
      loader.care(id);
      watch();
      return once(() => {
        roster.hide(id);
        watch();
      });
    },
    loadOlder: async () => {
      const known = entry();
      if (known) await loader.older(known);
    },
    seen: (seq) => {
      if (roster.markRead(id, seq)) parts.marks.read(id, seq);
    },
    touch: () => {
      head.touch();
      timeline.touch();
      draft.touch();
      watch();
    },
  };
}

type Writing = Pick<ChatHandle, 'send' | 'retry' | 'remove' | 'setDraft' | 'typed'>;

function writingIn({ typing, drafts, outbox }: Parts, id: string): Writing {
  return {
    send: (text) => {
      if (text.trim() === '') return;
      drafts.set(id, '');
      typing.stopped(id);
      outbox.write(chatLog(id), text);
    },
    retry: (command) => outbox.retry(command),
    remove: (command) => outbox.remove(command),
    setDraft: (text) => drafts.set(id, text),
    typed: () => typing.typed(id),
  };
}

type Acts = Pick<ChatHandle, 'rename' | 'setTopic' | 'add' | 'removeMember' | 'leave'>;

function actsIn({ api, roster, directory }: Parts, id: string): Acts {
  const path = `/chats/${encodeURIComponent(id)}`;
  const memberPath = (user: string) =>
    `${path}/members/${encodeURIComponent(directory.find(user)?.username ?? user)}`;
  const change = async (changes: { name?: string; topic?: string }): Promise<Outcome> => {
    const answer = await api.request<Chat>('PATCH', path, changes);
    if (answer.ok) roster.take(answer.value);
    return nothing(answer);
  };
  return {
    rename: (name) => change({ name }),
    setTopic: (topic) => change({ topic }),
    add: async (user) => nothing(await api.request('PUT', memberPath(user))),
    removeMember: async (user) => nothing(await api.request('DELETE', memberPath(user))),
    leave: async () => {
      const answer = await api.request('DELETE', `${path}/members/me`);
      if (answer.ok) roster.drop(id);
      return nothing(answer);
    },
  };
}

/** The outcome without its value. */
export function nothing(outcome: Outcome<unknown>): Outcome {
  return outcome.ok ? { ok: true, value: undefined } : outcome;
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

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}
