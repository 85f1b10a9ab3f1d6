// The chat list as a face shows it: one row per chat with what was said last, what waits, is typed or drafted, and how
// much is unread; pinned ones first, chats by last use, then people one has not talked with: contacts and who is here first.
import { chatLog, otherOfDirect } from '#core/log-name.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { type ChatEntry, isEmptyDirect } from '../chats/chat-entry.ts';
import { type ChatState, mentionsOf, unreadOf } from '../chats/chat-state.ts';
import type { Directory } from '../directory.ts';
import type { ChatListView, ChatRow, FileKind } from '../model.ts';
import { isPosting, type Line } from '../outbox/outbox-line.ts';
import { pictured } from './chat-head.ts';
import { lineOf, plainLine } from './quotes.ts';
import { reuse, reuseDeep, reuseList } from './reuse.ts';
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
  /** What the first of these uploads is; undefined when there are none. */
  attachments(keys: readonly string[]): FileKind | undefined;
}

type Preview = ChatRow['preview'];

interface Ranked {
  readonly row: ChatRow;
  /** Undefined: nothing was ever said. */
  readonly usedAt: number | undefined;
}

const byName = new Intl.Collator();

/** A row, and what it was made of. */
interface Made {
  readonly of: readonly unknown[];
  readonly ranked: Ranked;
}

/** Makes the function that works out the list from its sources and its former value. */
export function chatListOf(sources: ChatListSources) {
  const made = new WeakMap<ChatEntry, Made>();
  return (before: ChatListView | undefined): ChatListView => {
    const ranked: Ranked[] = [];
    for (const entry of sources.entries()) {
      const kept = made.get(entry);
      const of = ingredientsOf(sources, entry);
      const same = of !== undefined && kept !== undefined && reuseList(kept.of, of) === kept.of;
      const one = same ? kept.ranked : rankedOf(sources, entry, kept?.ranked.row);
      if (!same) made.set(entry, { of: of ?? [], ranked: one });
      ranked.push(one);
    }
    const rows = ranked.sort(inOrder).map(({ row }) => row);
    return reuse(before, {
      state: sources.state(),
      rows: reuseList(before?.rows, rows),
      unread: rows.reduce((sum, row) => sum + (row.muted || row.archived ? 0 : row.unread), 0),
      mentions: rows.reduce((sum, { mentions }) => sum + mentions, 0),
    });
  };
}

function inOrder(one: Ranked, other: Ranked): number {
  const pinned = Number(other.row.pinned) - Number(one.row.pinned);
  if (pinned !== 0) return pinned;
  if (one.usedAt === undefined && other.usedAt === undefined) return asPeople(one.row, other.row);
  return (other.usedAt ?? 0) - (one.usedAt ?? 0) || (one.row.id < other.row.id ? -1 : 1);
}

/** Contacts first, who is online first, then by name. */
function asPeople(one: ChatRow, other: ChatRow): number {
  const contact = Number(isContact(other)) - Number(isContact(one));
  const online = Number(isOnline(other)) - Number(isOnline(one));
  return contact || online || byName.compare(one.name, other.name) || (one.id < other.id ? -1 : 1);
}

function isContact({ person }: ChatRow): boolean {
  return person?.contact === 'contact';
}

function isOnline({ person }: ChatRow): boolean {
  return person?.presence === 'online';
}

/** All that a row depends on; undefined while it also depends on what is typed there or waits to be sent. */
function ingredientsOf(
  { me, directory, lines, typing, draft }: ChatListSources,
  { state, shown }: ChatEntry,
): readonly unknown[] | undefined {
  const { id, last } = state;
  if (lines(chatLog(id)).length > 0 || typing(id).length > 0) return undefined;
  const other = otherOfDirect(id, me);
  return [
    state,
    shown > 0 ? '' : draft(id),
    other === undefined ? undefined : directory.person(other),
    last && directory.author(last.by),
  ];
}

function rankedOf(sources: ChatListSources, entry: ChatEntry, before: ChatRow | undefined): Ranked {
  const { state } = entry;
  const lines = sources.lines(chatLog(state.id));
  const line = lines.findLast(({ outgoing }) => isPosting(outgoing));
  const written = line?.outgoing.at;
  const isEmpty = isEmptyDirect(entry) && written === undefined;
  const usedAt = isEmpty ? undefined : Math.max(state.usedAt, written ?? 0);
  const at = written ?? state.last?.at;
  const other = otherOfDirect(state.id, sources.me);
  const person = other === undefined ? undefined : sources.directory.person(other);
  const preview = previewOf(sources, entry, line);
  const { own } = state;
  const row: ChatRow = {
    id: state.id,
    kind: state.kind,
    lobby: state.id === LOBBY,
    name: person?.displayName ?? state.name,
    ...(person ? { person } : {}),
    ...pictured(state, person, sources.me),
    muted: own.muted === true,
    pinned: own.pinned === true,
    archived: own.archived === true,
    marked: own.unread === true,
    unread: unreadOf(state),
    mentions: mentionsOf(state),
    ...(at === undefined ? {} : { at }),
    ...(preview ? { preview: reuseDeep(before?.preview, preview) } : {}),
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
  if (draft !== '') return { kind: 'draft', text: plainLine(draft) };
  if (line) return waiting(sources, line);
  return lastSaid(sources, state);
}

function waiting({ attachments }: ChatListSources, { outgoing, state }: Line): Preview {
  const { ask, attachments: keys = [] } = outgoing;
  const text = ask.kind === 'postMessage' ? plainLine(ask.body.text ?? '') : '';
  const kind = attachments(keys.map(({ key }) => key));
  const files = kind ? { files: { kind, count: keys.length } } : {};
  return { kind: 'message', mine: true, tick: state, text, ...files };
}

function lastSaid({ me, directory }: ChatListSources, state: ChatState): Preview {
  const { last, kind, hidden } = state;
  if (!last) return undefined;
  if (last.deleted || hidden.has(last.seq)) return { kind: 'deleted' };
  const mine = last.by === me;
  const author = kind === 'direct' || mine ? undefined : directory.author(last.by).displayName;
  const tick = mine ? tickAt(last.seq, reachedIn(state, me)) : undefined;
  const [first, ...others] = ('text' in last.body && last.body.files) || [];
  return {
    kind: 'message',
    ...(author === undefined ? {} : { author }),
    mine,
    ...(tick ? { tick } : {}),
    text: lineOf(last.body),
    ...(first ? { files: { kind: first.kind, count: others.length + 1 } } : {}),
  };
}
