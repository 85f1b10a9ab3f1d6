// One opened fake chat or wall: its views, and acts that change only what is on this page.
import type {
  ChatHandle,
  ChatHeadView,
  Conversation,
  MessageItem,
  Outcome,
  TimelineView,
} from '#client/model.ts';
import { cell } from '#client/observable.ts';
import type { Invite } from '#protocol/chat.ts';
import { type FakeChat, headOf } from './fake-chats.ts';
import { NORA, PEOPLE } from './fake-people.ts';
import { PLAIN } from './fake-talk.ts';
import { fakeWriting } from './hard/fake-writing.ts';
import type { State } from './states.ts';

/** What every act comes to in a state. */
export function outcomeIn<T>(state: State, value: T): Promise<Outcome<T>> {
  if (state === 'loading') return new Promise(() => undefined);
  if (state === 'offline') return Promise.resolve({ ok: false, offline: true });
  if (state !== 'failing') return Promise.resolve({ ok: true, value });
  const message = 'Something failed on the server. Try again in a moment.';
  return Promise.resolve({ ok: false, refused: { rejected: 'fault', message } });
}

const HEADS: Partial<Record<State, ChatHeadView['state']>> = {
  loading: 'loading',
  failing: 'failing',
  forbidden: 'forbidden',
};

/** A chat in the state `state` of the server. */
export function fakeChat(chat: FakeChat, state: State): ChatHandle {
  const head = cell(headOf(chat, HEADS[state] ?? 'ready'));
  return { id: chat.row.id, head, ...fakeConversation(chat, state), ...actsOn(head, state) };
}

/** What was said in a chat, or on a wall. */
export function fakeConversation(chat: FakeChat, state: State): Conversation {
  const waits = state === 'loading' || state === 'failing';
  const timeline = cell(timelineOf(waits ? { ...chat, items: [] } : chat, waits ? state : 'ready'));
  const { preview } = chat.row;
  const draft = cell(preview?.kind === 'draft' ? preview.text : '');
  const nothing = (): void => undefined;
  const messages = chat.items.filter((item) => item.type === 'message');
  return {
    timeline,
    draft,
    ...fakeWriting(messages),
    show: () => nothing,
    send: (text) => timeline.set(withSent(timeline.get(), text, state)),
    sendFile: nothing,
    retry: nothing,
    remove: nothing,
    setDraft: draft.set,
    typed: nothing,
    react: nothing,
    pin: nothing,
    erase: (seq) => timeline.set(withErased(timeline.get(), seq)),
    hide: nothing,
    undo: nothing,
    history: (seq) => outcomeIn(state, versionsOf(messages.find((item) => item.seq === seq))),
    pins: () =>
      outcomeIn(
        state,
        messages.filter((item) => item.pinned),
      ),
    forward: nothing,
    reach: async () => true,
    loadOlder: () => Promise.resolve(),
    seen: nothing,
  };
}

function versionsOf(item: MessageItem | undefined) {
  if (!item) return [];
  return [
    { at: item.at, text: 'I’ll do bread and a tablecloth.' },
    { at: item.edited ?? item.at, text: item.text },
  ];
}

type Head = ReturnType<typeof cell<ChatHeadView>>;

function actsOn(head: Head, state: State): Omit<ChatHandle, 'id' | 'head' | keyof Conversation> {
  const act = async (change: (before: ChatHeadView) => Partial<ChatHeadView>): Promise<Outcome> => {
    const outcome = await outcomeIn(state, undefined);
    if (outcome.ok) head.set({ ...head.get(), ...change(head.get()) });
    return outcome;
  };
  const without = (user: string) =>
    act(({ members }) => {
      const left = members.filter(({ id }) => id !== user);
      return { members: left, memberCount: left.length };
    });
  return {
    change: ({ avatar: _, ...change }) => act(() => change),
    setPicture: (file) => act(() => ({ picture: file ? '/fake/orchard.svg' : undefined })),
    add: (user) =>
      act(({ members }) => {
        const person = Object.values(PEOPLE).find(({ id }) => id === user);
        const added = person ? [{ ...person, role: 'member' as const, me: false }] : [];
        return { members: [...members, ...added], memberCount: members.length + added.length };
      }),
    removeMember: without,
    changeRole: (user, role) =>
      act(({ members }) => ({
        members: members.map((member) => (member.id === user ? { ...member, role } : member)),
      })),
    ban: without,
    bans: () => outcomeIn(state, { items: [PEOPLE.minh, PEOPLE.siobhan] }),
    invites: () => outcomeIn(state, [inviteOf('pX3mQv0bZk8n4u2TcJr5s', 7), inviteOf('b', 10)]),
    createInvite: () => outcomeIn(state, inviteOf('k8n4u2TcJr5spX3mQv0bZ', undefined)),
    endInvite: () => outcomeIn(state, undefined),
    seenBy: () => outcomeIn(state, [PEOPLE.amara, PEOPLE.haruto]),
    setState: ({ muted, pinned, archived }) =>
      act((before) => ({
        muted: muted ?? before.muted,
        pinned: pinned ?? before.pinned,
        archived: archived ?? before.archived,
      })),
    leave: () => outcomeIn(state, undefined),
  };
}

const WEEK_MS = 7 * 24 * 3_600_000;

function inviteOf(code: string, usesLeft: number | undefined): Invite {
  const createdAt = Date.now();
  const left = usesLeft === undefined ? {} : { usesLeft, expiresAt: createdAt + WEEK_MS };
  return { code, chat: 'lobby', by: NORA, createdAt, ...left };
}

function timelineOf({ items }: FakeChat, state: TimelineView['state']): TimelineView {
  const newAt = items.findIndex(({ type }) => type === 'new');
  return {
    state,
    items,
    start: state === 'ready',
    loadingOlder: false,
    newest: items.filter(({ type }) => type === 'message').length,
    ...(newAt < 0 ? {} : { newAt }),
  };
}

function withErased(view: TimelineView, seq: number): TimelineView {
  const gone = { deleted: true, undoable: 'everyone', text: '', edited: undefined } as const;
  const items = view.items.map((item) =>
    item.type === 'message' && item.seq === seq ? { ...item, ...gone } : item,
  );
  return { ...view, items };
}

function withSent(view: TimelineView, text: string, state: State): TimelineView {
  const sent: MessageItem = {
    type: 'message',
    key: `sent${view.items.length}`,
    author: NORA,
    mine: true,
    at: Date.now(),
    text,
    ...PLAIN,
    may: { reply: true, react: true, edit: true, erase: true, hide: true, pin: true },
    tick: state === 'offline' ? 'waiting' : 'stored',
  };
  return { ...view, items: [...view.items, sent] };
}
