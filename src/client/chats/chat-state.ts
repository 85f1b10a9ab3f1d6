// A chat as its member sees it, folded from a snapshot and the events after it. Pure: plain immutable data and functions.
// A snapshot that is older than what is known does not take the state back; marks only move forward.
// Does not know how the events come.
import { asPosted, changed } from '#core/message.ts';
import type { Chat, Member, Message } from '#protocol/chat.ts';
import type { ChatKind, Event, Role } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import type { MemberMark } from '#protocol/signal.ts';

/** What only its owner knows of a chat. */
export type OwnState = NonNullable<Chat['state']>;

/** How far somebody's devices have got. */
export interface Progress {
  readonly read: number;
  readonly delivered: number;
}

/** A chat as it stands. `asOf` is the last seq that is reflected. */
export interface ChatState {
  readonly id: string;
  readonly kind: ChatKind;
  readonly name: string;
  readonly topic?: string | undefined;
  readonly avatar?: string | undefined;
  readonly readOnly: boolean;
  readonly listed: boolean;
  readonly openHistory: boolean;
  readonly membersAdd: boolean;
  readonly with?: User | undefined;
  readonly role?: Role | undefined;
  readonly memberCount: number;
  readonly asOf: number;
  /** First seq that may be read. */
  readonly from: number;
  readonly posts: number;
  /** Behind one's mark: posts that were erased, and those that name one. */
  readonly erased: ReadonlySet<number>;
  readonly mentioned: ReadonlySet<number>;
  /** What one deleted for oneself. */
  readonly hidden: ReadonlySet<number>;
  /** What only oneself knows of it. */
  readonly own: OwnState;
  /** One's own read mark, and how many posts there were up to it. */
  readonly mark: { readonly seq: number; readonly posts: number };
  /** What was said last, as it stands. */
  readonly last?: Message | undefined;
  /** For the order of the list, ms since 1970. */
  readonly usedAt: number;
  /** Roles by user id; undefined until the members were asked for. */
  readonly members?: ReadonlyMap<string, Role> | undefined;
  readonly progress: ReadonlyMap<string, Progress>;
}

const NOBODY: ReadonlyMap<string, Progress> = new Map();

/** The state that a snapshot says. `usedAt` stands in when nothing was said yet. */
export function stateOf(chat: Chat, usedAt: number): ChatState {
  const { id, kind, name, topic, avatar, role, memberCount, from, posts, last, members } = chat;
  return {
    id,
    kind,
    name,
    topic,
    avatar,
    readOnly: chat.readOnly === true,
    listed: chat.listed === true,
    openHistory: chat.openHistory === true,
    membersAdd: chat.membersAdd === true,
    with: chat.with,
    role,
    memberCount,
    asOf: chat.head,
    from,
    posts,
    erased: new Set(chat.erased),
    mentioned: new Set(chat.mentioned),
    hidden: new Set(chat.hidden),
    own: chat.state ?? {},
    mark: { seq: chat.read, posts: posts - chat.unread - (chat.erased?.length ?? 0) },
    last,
    usedAt: last?.at ?? usedAt,
    members: members && new Map(members.map((member) => [member.id, member.role])),
    progress: members ? progressOf(NOBODY, members) : NOBODY,
  };
}

/** The text of a body; empty when only the members' devices could read it. */
export function textOf(body: { text: string } | { sealed: string }): string {
  return 'text' in body ? body.text : '';
}

/**
 * What a later snapshot adds to a state that is kept by events: registers (marks, members), because events bring the
 * counts. Taken in whole where it reflects just what the state does.
 */
export function merged(state: ChatState, chat: Chat): ChatState {
  const fresh = stateOf(chat, state.usedAt);
  const progress = chat.members ? progressOf(state.progress, chat.members) : state.progress;
  // At equal marks the snapshot knows better how many posts lie before them.
  const mark = fresh.mark.seq >= state.mark.seq ? fresh.mark : state.mark;
  const hidden = fresh.hidden.union(state.hidden);
  const registers = { mark, progress, hidden, with: fresh.with ?? state.with };
  if (fresh.asOf < state.asOf) return { ...state, ...registers };
  const members = fresh.members ?? state.members;
  if (fresh.asOf === state.asOf) return { ...fresh, ...registers, members };
  if (!fresh.members) return { ...state, ...registers };
  // Newer than the events taken in so far. These come, and say again what is taken here ahead of them.
  const { name, topic, role, memberCount } = fresh;
  return { ...state, ...registers, name, topic, role, memberCount, members };
}

/** A state from a snapshot and the events after it, whatever was known before but for one's own mark. */
export function rebased(
  state: ChatState,
  chat: Chat,
  later: readonly Event[],
  me: string,
): ChatState {
  const fresh = stateOf(chat, state.usedAt);
  const hidden = fresh.hidden.union(state.hidden);
  const base = { ...fresh, hidden, members: fresh.members ?? state.members };
  const next = later.reduce<ChatState>((sum, event) => applied(sum, event, me), base);
  return next.mark.seq >= state.mark.seq ? next : { ...next, mark: state.mark };
}

function progressOf(
  before: ReadonlyMap<string, Progress>,
  members: readonly Member[],
): ReadonlyMap<string, Progress> {
  const told = members.filter(({ read, delivered }) => (read ?? delivered) !== undefined);
  const marks = told.map(({ id, read = 0, delivered = 0 }) => ({ user: id, read, delivered }));
  return moved(before, marks);
}

function moved(
  before: ReadonlyMap<string, Progress>,
  marks: readonly MemberMark[],
): ReadonlyMap<string, Progress> {
  const after = new Map(before);
  for (const { user, read, delivered } of marks) {
    const known = before.get(user);
    const nowRead = Math.max(read, known?.read ?? 0);
    // What was read has also arrived.
    const nowDelivered = Math.max(delivered, known?.delivered ?? 0, nowRead);
    after.set(user, { read: nowRead, delivered: nowDelivered });
  }
  return after;
}

/** Others' marks taken in. */
export function withMarks(state: ChatState, marks: readonly MemberMark[]): ChatState {
  return { ...state, progress: moved(state.progress, marks) };
}

/** One's own mark moved forward to `seq`, up to which there are `posts` posts. */
export function withMark(state: ChatState, seq: number, posts: number): ChatState {
  if (seq < state.mark.seq) return state;
  const { erased, mentioned } = state;
  const mark = { seq, posts };
  return { ...state, mark, erased: behind(erased, seq), mentioned: behind(mentioned, seq) };
}

function behind(seqs: ReadonlySet<number>, mark: number): ReadonlySet<number> {
  return seqs.size === 0 ? seqs : new Set([...seqs].filter((seq) => seq > mark));
}

/** Posts that one has not read and that are still there. */
export function unreadOf({ posts, mark, erased }: ChatState): number {
  return Math.max(0, posts - mark.posts - behind(erased, mark.seq).size);
}

/** Posts that name one and that one has not read. */
export function mentionsOf({ mentioned, mark }: ChatState): number {
  return behind(mentioned, mark.seq).size;
}

/** What one deleted for oneself is no longer there. */
export function withHidden(state: ChatState, seq: number): ChatState {
  return state.hidden.has(seq) ? state : { ...state, hidden: new Set(state.hidden).add(seq) };
}

/** The state after an event; `me` is whose state it is. Events that it reflects already change nothing. */
export function applied(state: ChatState, event: Event, me: string): ChatState {
  if (event.seq <= state.asOf) return state;
  const next = { ...state, asOf: event.seq };
  switch (event.kind) {
    case 'message.posted':
      return posted(next, event, me);
    case 'blank':
      // A message that was erased before its event came here counts like any other.
      return event.class === 'post' ? posted(next, event, me) : next;
    case 'message.edited':
    case 'message.deleted':
    case 'message.reacted':
    case 'message.pinned':
      return changedBy(next, event, me);
    case 'chat.created':
      return { ...next, name: event.name, usedAt: Math.max(state.usedAt, event.at) };
    case 'chat.changed':
      return ruled(next, event);
    case 'member.joined':
      return joined(next, event.user, event.role, event.seq, me);
    case 'member.left':
      return left(next, event.user, me);
    case 'member.changed': {
      const members = state.members && new Map(state.members).set(event.user, event.role);
      return { ...next, members, role: event.user === me ? event.role : state.role };
    }
    default:
      return next;
  }
}

/** The name, the topic, the picture and the rules as an event says. */
function ruled(state: ChatState, event: Extract<Event, { kind: 'chat.changed' }>): ChatState {
  const { name = state.name, topic = state.topic, avatar = state.avatar } = event;
  const { readOnly = state.readOnly, listed = state.listed } = event;
  const { openHistory = state.openHistory, membersAdd = state.membersAdd } = event;
  const from = event.openHistory ? 1 : state.from;
  return { ...state, name, topic, avatar, readOnly, listed, openHistory, membersAdd, from };
}

function posted(
  state: ChatState,
  event: Extract<Event, { kind: 'message.posted' | 'blank' }>,
  me: string,
): ChatState {
  const { seq, by, at } = event;
  const last = asPosted(event);
  const next = { ...state, posts: state.posts + 1, last, usedAt: Math.max(state.usedAt, at) };
  if (by === me) return withMark(next, seq, next.posts);
  const isNaming = event.kind === 'message.posted' && namesMe(event, me);
  const named = isNaming ? { mentioned: new Set(state.mentioned).add(seq) } : {};
  // Who writes has seen what was there: their marks need not be told.
  const mark = { user: by, read: seq, delivered: seq };
  return { ...(state.progress.has(by) ? withMarks(next, [mark]) : next), ...named };
}

type MessageChange = Extract<Event, { target: number; class: 'change' }>;

function changedBy(state: ChatState, event: MessageChange, me: string): ChatState {
  const { target } = event;
  const last = state.last && changed(state.last, event, me);
  const next = { ...state, last };
  if (target <= state.mark.seq) return next;
  const isNamed = event.kind === 'message.edited' && event.by !== me && namesMe(event, me);
  if (isNamed) return { ...next, mentioned: new Set(state.mentioned).add(target) };
  if (event.kind !== 'message.edited' && event.kind !== 'message.deleted') return next;
  const mentioned = new Set(state.mentioned);
  mentioned.delete(target);
  if (event.kind === 'message.edited') return { ...next, mentioned };
  return { ...next, mentioned, erased: new Set(state.erased).add(target) };
}

/** Whether one is called, by name or with all. */
export function namesMe(
  { mentions, all }: { mentions?: readonly string[] | undefined; all?: boolean | undefined },
  me: string,
): boolean {
  return all === true || mentions?.includes(me) === true;
}

function joined(state: ChatState, user: string, role: Role, seq: number, me: string): ChatState {
  const known = state.members?.has(user) === true;
  const members = state.members && new Map(state.members).set(user, role);
  const memberCount = known ? state.memberCount : state.memberCount + 1;
  const next = { ...state, members, memberCount, role: user === me ? role : state.role };
  if (state.kind === 'room') return next;
  // Who comes later does not take back the ticks of what was said before.
  return withMarks(next, [{ user, read: seq, delivered: seq }]);
}

function left(state: ChatState, user: string, me: string): ChatState {
  const members = state.members && new Map(state.members);
  const known = members?.delete(user) ?? true;
  const progress = new Map(state.progress);
  progress.delete(user);
  const memberCount = Math.max(0, state.memberCount - (known ? 1 : 0));
  return { ...state, members, progress, memberCount, role: user === me ? undefined : state.role };
}
