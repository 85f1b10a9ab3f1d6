// A chat as its member sees it, folded from a snapshot and the events after it. Pure: plain immutable data and functions.
// A snapshot that is older than what is known does not take the state back; marks only move forward.
// Does not know how the events come.
import type { Chat, Member } from '#protocol/chat.ts';
import type { ChatKind, Event, Role } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import type { MemberMark } from '#protocol/signal.ts';

/** What was said last. */
export interface Said {
  readonly seq: number;
  readonly by: string;
  readonly at: number;
  readonly text: string;
  readonly deleted: boolean;
  readonly command?: string | undefined;
}

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
  readonly with?: User | undefined;
  readonly role?: Role | undefined;
  readonly memberCount: number;
  readonly asOf: number;
  /** First seq that may be read. */
  readonly from: number;
  readonly posts: number;
  readonly mentions: number;
  /** One's own read mark, and how many posts there were up to it. */
  readonly mark: { readonly seq: number; readonly posts: number };
  readonly last?: Said | undefined;
  /** For the order of the list, ms since 1970. */
  readonly usedAt: number;
  /** Roles by user id; undefined until the members were asked for. */
  readonly members?: ReadonlyMap<string, Role> | undefined;
  readonly progress: ReadonlyMap<string, Progress>;
}

const NOBODY: ReadonlyMap<string, Progress> = new Map();

/** The state that a snapshot says. `usedAt` stands in when nothing was said yet. */
export function stateOf(chat: Chat, usedAt: number): ChatState {
  const { id, kind, name, topic, role, memberCount, from, posts, mentions } = chat;
  return {
    id,
    kind,
    name,
    topic,
    with: chat.with,
    role,
    memberCount,
    asOf: chat.head,
    from,
    posts,
    mentions,
    mark: { seq: chat.read, posts: posts - chat.unread },
    last: saidOf(chat),
    usedAt: chat.last?.at ?? usedAt,
    members: chat.members && new Map(chat.members.map((member) => [member.id, member.role])),
    progress: chat.members ? progressOf(NOBODY, chat.members) : NOBODY,
  };
}

function saidOf({ last }: Chat): Said | undefined {
  if (!last) return undefined;
  const { seq, by, at, body, deleted, command } = last;
  return { seq, by, at, text: textOf(body), deleted: deleted === true, command };
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
  const kept = { ...state, mark, progress, with: fresh.with ?? state.with };
  if (fresh.asOf < state.asOf) return kept;
  const mentions = mark.seq > fresh.mark.seq ? state.mentions : fresh.mentions;
  const members = fresh.members ?? state.members;
  if (fresh.asOf === state.asOf) return { ...fresh, mark, progress, members, mentions };
  if (!fresh.members) return { ...kept, mentions };
  // Newer than the events taken in so far. These come, and say again what is taken here ahead of them.
  const { name, topic, role, memberCount } = fresh;
  return { ...kept, name, topic, role, memberCount, members, mentions };
}

/** A state from a snapshot and the events after it, whatever was known before but for one's own mark. */
export function rebased(
  state: ChatState,
  chat: Chat,
  later: readonly Event[],
  me: string,
): ChatState {
  const fresh = stateOf(chat, state.usedAt);
  const base = { ...fresh, members: fresh.members ?? state.members };
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
  const mark = { seq, posts };
  return { ...state, mark, mentions: posts >= state.posts ? 0 : state.mentions };
}

/** Posts that one has not read. */
export function unreadOf({ posts, mark }: ChatState): number {
  return Math.max(0, posts - mark.posts);
}

/** The state after an event; `me` is whose state it is. Events that it reflects already change nothing. */
export function applied(state: ChatState, event: Event, me: string): ChatState {
  if (event.seq <= state.asOf) return state;
  const next = { ...state, asOf: event.seq };
  switch (event.kind) {
    case 'message.posted':
      return posted(next, event, me);
    case 'chat.created':
      return { ...next, name: event.name, usedAt: Math.max(state.usedAt, event.at) };
    case 'chat.changed': {
      const { name = state.name, topic = state.topic } = event;
      return { ...next, name, topic };
    }
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

function posted(
  state: ChatState,
  event: Extract<Event, { kind: 'message.posted' }>,
  me: string,
): ChatState {
  const { seq, by, at, body, command } = event;
  const last: Said = { seq, by, at, text: textOf(body), deleted: false, command };
  const next = { ...state, posts: state.posts + 1, last, usedAt: Math.max(state.usedAt, at) };
  if (by === me) return withMark(next, seq, next.posts);
  // Who writes has seen what was there: their marks need not be told.
  const mark = { user: by, read: seq, delivered: seq };
  return state.progress.has(by) ? withMarks(next, [mark]) : next;
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
