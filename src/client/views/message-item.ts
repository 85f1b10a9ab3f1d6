// From a message as it stands to what a timeline shows of it, with what is asked of it and not stored yet laid over.
import { changed } from '#core/message.ts';
import type { Body } from '#protocol/body.ts';
import type { Message } from '#protocol/chat.ts';
import { namesMe, textOf } from '../chats/chat-state.ts';
import type { Attachment, FileView } from '../model/files.ts';
import type { MessageItem, Quote, ReactionView, Tick } from '../model/message.ts';
import type { PersonView } from '../model/people.ts';
import type { Line } from '../outbox/outbox-line.ts';
import { eventOf } from '../outbox/overlay.ts';
import { isLargeEmoji } from './large-emoji.ts';
import { NOTHING_DUE, type Rights } from './rights.ts';

/** What items are made with. */
export interface MessageContext {
  readonly me: string;
  readonly rights: Rights;
  authorOf(user: string): PersonView;
  /** The tick of one's own stored message. */
  tickOf(seq: number): Tick | undefined;
  filesOf(body: Body): readonly FileView[];
  quoteOf(seq: number): Quote;
  /** What is asked of this message and not stored yet. */
  pendingOf(seq: number): readonly Line[];
  /** The uploads of a line. */
  attachmentsOf(line: Line): readonly Attachment[];
  /** The message that is forwarded, as far as it is here. */
  messageAt(log: string, seq: number): Message | undefined;
}

const NO_REACTIONS: readonly ReactionView[] = [];

/** A message on screen; whether it is the first or last of its group its place decides. */
export function itemOf(stored: Message, context: MessageContext): MessageItem {
  const { me, rights, authorOf } = context;
  const { seq, by, at, command } = stored;
  const pending = context.pendingOf(seq);
  const message = withPending(stored, pending, me);
  const { body, deleted, edited } = message;
  const undoable = undoableOf(pending);
  const isDeleted = deleted !== undefined || undoable === 'me' || pending.some(isHiding);
  const mine = by === me;
  const author = authorOf(by);
  const text = isDeleted ? '' : textOf(body);
  const tick = mine && !isDeleted ? context.tickOf(seq) : undefined;
  const forwarded = !isDeleted && 'text' in body ? body.forwarded : undefined;
  const reply = !isDeleted && 'text' in body ? body.reply : undefined;
  return {
    type: 'message',
    // One's own keep the key they had while they waited; others cannot choose theirs.
    key: mine && command !== undefined ? `c:${command}` : `m:${seq}`,
    seq,
    author,
    mine,
    at,
    text,
    files: isDeleted ? NO_FILES : context.filesOf(body),
    attachments: NO_ATTACHMENTS,
    ...(reply === undefined ? {} : { reply: context.quoteOf(reply) }),
    ...(forwarded ? { forwarded: authorOf(forwarded.by) } : {}),
    reactions: isDeleted ? NO_REACTIONS : reactionsOf(message, authorOf),
    pinned: !isDeleted && message.pinned === true,
    mentionsMe: !isDeleted && !mine && namesMe(message, me),
    folded: rights.folds && author.blocked,
    deleted: isDeleted,
    ...(deleted ? { deletedBy: authorOf(deleted.by) } : {}),
    ...(undoable ? { undoable } : {}),
    ...(edited === undefined || isDeleted ? {} : { edited }),
    large: isLargeEmoji(text),
    first: true,
    last: true,
    ...(tick ? { tick } : {}),
    may: rights.of(mine, isDeleted, forwarded !== undefined),
  };
}

const NO_FILES: readonly FileView[] = [];
const NO_ATTACHMENTS: readonly Attachment[] = [];

/** A message that is not in the log yet. */
export function itemOfLine(line: Line, context: MessageContext): MessageItem {
  const { outgoing, state, seq, refused } = line;
  const { command, at } = outgoing;
  const { text, reply, files, forwarded } = saidIn(line, context);
  return {
    type: 'message',
    key: `c:${command}`,
    ...(seq === undefined ? {} : { seq }),
    author: context.authorOf(context.me),
    mine: true,
    at,
    text,
    files,
    attachments: context.attachmentsOf(line),
    ...(reply === undefined ? {} : { reply: context.quoteOf(reply) }),
    ...(forwarded === undefined ? {} : { forwarded: context.authorOf(forwarded) }),
    reactions: NO_REACTIONS,
    pinned: false,
    mentionsMe: false,
    folded: false,
    deleted: false,
    large: isLargeEmoji(text),
    first: true,
    last: true,
    tick: state,
    ...(refused ? { failure: refused } : {}),
    command,
    may: NOTHING_DUE,
  };
}

interface Saying {
  readonly text: string;
  readonly reply?: number | undefined;
  readonly files: readonly FileView[];
  readonly forwarded?: string | undefined;
}

function saidIn({ outgoing: { ask } }: Line, context: MessageContext): Saying {
  if (ask.kind === 'postMessage') {
    return { text: ask.body.text ?? '', reply: ask.body.reply, files: NO_FILES };
  }
  if (ask.kind !== 'forwardMessage') return { text: '', files: NO_FILES };
  const source = context.messageAt(ask.from.log, ask.from.seq);
  if (!source) return { text: '', files: NO_FILES };
  const { body, by } = source;
  const first = 'text' in body ? body.forwarded?.by : undefined;
  return { text: textOf(body), files: context.filesOf(body), forwarded: first ?? by };
}

/** A message as it will stand when all that waits is stored. */
export function withPending(message: Message, pending: readonly Line[], me: string): Message {
  let after = message;
  for (const line of pending) {
    const event = eventOf(line, me);
    if (event) after = changed(after, event, me);
  }
  return after;
}

/** What can still be taken back: it waits for its time. */
function undoableOf(pending: readonly Line[]): MessageItem['undoable'] {
  const line = pending.find(isTakenBack);
  if (!line) return undefined;
  return line.outgoing.ask.kind === 'hideMessage' ? 'me' : 'everyone';
}

/** Whether a line deletes something and only waits for somebody to think better of it. */
export function isTakenBack({ outgoing, state, sending }: Line): boolean {
  const { ask, notBefore } = outgoing;
  const deletes = ask.kind === 'hideMessage' || ask.kind === 'deleteMessage';
  return deletes && notBefore !== undefined && state === 'waiting' && !sending;
}

function isHiding({ outgoing }: Line): boolean {
  return outgoing.ask.kind === 'hideMessage';
}

function reactionsOf(
  { reactions }: Message,
  authorOf: (user: string) => PersonView,
): readonly ReactionView[] {
  if (!reactions) return NO_REACTIONS;
  return reactions.map(({ emoji, count, mine, users }) => {
    return { emoji, count, mine, people: users.map(authorOf) };
  });
}
