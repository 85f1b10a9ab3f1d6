// The chat list as a face shows it: one row per chat with what was said last, what waits, is typed or drafted, and how
// much is unread; chats by last use, then people one has not talked with, by name.
import { chatLog, otherOfDirect } from '#core/log-name.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { type ChatEntry, isEmptyDirect } from '../chats/chat-entry.ts';
import { type ChatState, unreadOf } from '../chats/chat-state.ts';
import type { Directory } from '../directory.ts';
import type { ChatListView, ChatRow } from '../model.ts';
import type { Line } from '../outbox-line.ts';
import { reuse, reuseList } from './reuse.ts';
import { reachedIn, tickAt } from './ticks.ts';

/** What the list is made of. */
export interface ChatListSources {
  readonly me: string;
  readonly directory: Directory;
  state(): ChatListView['state'];
  entries(): Iterable<ChatEntry>;
  lines(log: string): readonly Line[];
  typing(chat: string): readonly string[];
  draft(chat: string): string;
}

type Preview = ChatRow['preview'];

interface Ranked {
  readonly row: ChatRow;
  /** Undefined: nothing was ever said. */
  readonly usedAt: number | undefined;
}

const byName = new Intl.Collator();

/** Makes the function that works out the list from its sources and its former value. */
export function chatListOf(sources: ChatListSources) {
  return (before: ChatListView | undefined): ChatListView => {
    const former = new Map(before?.rows.map((row) => [row.id, row]) ?? []);
    const ranked: Ranked[] = [];
    for (const entry of sources.entries()) {
      ranked.push(rankedOf(sources, entry, former.get(entry.state.id)));
    }
    const rows = ranked.sort(inOrder).map(({ row }) => row);
    return reuse(before, {
      state: sources.state(),
      rows: reuseList(before?.rows, rows),
      unread: rows.reduce((sum, { unread }) => sum + unread, 0),
      mentions: rows.reduce((sum, { mentions }) => sum + mentions, 0),
    });
  };
}

function inOrder(one: Ranked, other: Ranked): number {
  if (one.usedAt === undefined && other.usedAt === undefined) {
    return byName.compare(one.row.name, other.row.name) || (one.row.id < other.row.id ? -1 : 1);
  }
  return (other.usedAt ?? 0) - (one.usedAt ?? 0) || (one.row.id < other.row.id ? -1 : 1);
}

function rankedOf(sources: ChatListSources, entry: ChatEntry, before: ChatRow | undefined): Ranked {
  const { state } = entry;
  const line = sources.lines(chatLog(state.id)).at(-1);
  const written = line?.outgoing.at;
  const isEmpty = isEmptyDirect(entry) && written === undefined;
  const usedAt = isEmpty ? undefined : Math.max(state.usedAt, written ?? 0);
  const at = written ?? state.last?.at;
  const other = otherOfDirect(state.id, sources.me);
  const person = other === undefined ? undefined : sources.directory.person(other);
  const preview = previewOf(sources, entry, line);
  const row: ChatRow = {
    id: state.id,
    kind: state.kind,
    lobby: state.id === LOBBY,
    name: person?.displayName ?? state.name,
    ...(person ? { person } : {}),
    unread: unreadOf(state),
    mentions: state.mentions,
    ...(at === undefined ? {} : { at }),
    ...(preview ? { preview: reusePreview(before?.preview, preview) } : {}),
  };
  return { row: reuse(before, row), usedAt };
}

function previewOf(
  sources: ChatListSources,
  { state, shown }: ChatEntry,
  line: Line | undefined,
): Preview {
  const typing = sources.typing(state.id);
  if (typing.length > 0) {
    const names = typing.map((user) => sources.directory.person(user).displayName);
    return { kind: 'typing', names };
  }
  // Where one is writing it stands in the composer.
  const draft = shown > 0 ? '' : sources.draft(state.id);
  if (draft !== '') return { kind: 'draft', text: draft };
  if (line) return { kind: 'message', mine: true, tick: line.state, text: line.outgoing.text };
  return lastSaid(sources, state);
}

function lastSaid({ me, directory }: ChatListSources, state: ChatState): Preview {
  const { last, kind } = state;
  if (!last) return undefined;
  if (last.deleted) return { kind: 'deleted' };
  const mine = last.by === me;
  const author = kind === 'direct' || mine ? undefined : directory.author(last.by).displayName;
  const tick = mine ? tickAt(last.seq, reachedIn(state, me)) : undefined;
  return {
    kind: 'message',
    ...(author === undefined ? {} : { author }),
    mine,
    ...(tick ? { tick } : {}),
    text: last.text,
  };
}

function reusePreview(before: Preview, after: Exclude<Preview, undefined>): Preview {
  if (before?.kind !== 'typing' || after.kind !== 'typing') return reuse(before, after);
  return reuseList(before.names, after.names) === before.names ? before : after;
}
