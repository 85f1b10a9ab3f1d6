// One opened fake chat: its views, and acts that change only what is on this page.
import type {
  ChatHandle,
  ChatHeadView,
  MessageItem,
  Outcome,
  TimelineView,
} from '#client/model.ts';
import { cell } from '#client/observable.ts';
import { type FakeChat, headOf } from './fake-chats.ts';
import { NORA, PEOPLE } from './fake-people.ts';
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
  const waits = state === 'loading' || state === 'failing';
  const timeline = cell(timelineOf(waits ? { ...chat, items: [] } : chat, waits ? state : 'ready'));
  const { preview } = chat.row;
  const draft = cell(preview?.kind === 'draft' ? preview.text : '');
  return {
    id: chat.row.id,
    head,
    timeline,
    draft,
    show: () => () => undefined,
    send: (text) => timeline.set(withSent(timeline.get(), text, state)),
    retry: () => undefined,
    remove: () => undefined,
    setDraft: draft.set,
    typed: () => undefined,
    loadOlder: () => Promise.resolve(),
    seen: () => undefined,
    ...actsOn(head, state),
  };
}

type Acts = Pick<ChatHandle, 'rename' | 'setTopic' | 'add' | 'removeMember' | 'leave'>;
type Head = ReturnType<typeof cell<ChatHeadView>>;

function actsOn(head: Head, state: State): Acts {
  const act = async (change: (before: ChatHeadView) => Partial<ChatHeadView>): Promise<Outcome> => {
    const outcome = await outcomeIn(state, undefined);
    if (outcome.ok) head.set({ ...head.get(), ...change(head.get()) });
    return outcome;
  };
  return {
    rename: (name) => act(() => ({ name })),
    setTopic: (topic) => act(() => ({ topic })),
    add: (user) =>
      act(({ members }) => {
        const person = Object.values(PEOPLE).find(({ id }) => id === user);
        const added = person ? [{ ...person, role: 'member' as const, me: false }] : [];
        return { members: [...members, ...added], memberCount: members.length + added.length };
      }),
    removeMember: (user) =>
      act(({ members }) => {
        const left = members.filter(({ id }) => id !== user);
        return { members: left, memberCount: left.length };
      }),
    leave: () => outcomeIn(state, undefined),
  };
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

function withSent(view: TimelineView, text: string, state: State): TimelineView {
  const sent: MessageItem = {
    type: 'message',
    key: `sent${view.items.length}`,
    author: NORA,
    mine: true,
    at: Date.now(),
    text,
    deleted: false,
    edited: false,
    large: false,
    first: true,
    last: true,
    tick: state === 'offline' ? 'waiting' : 'stored',
  };
  return { ...view, items: [...view.items, sent] };
}
