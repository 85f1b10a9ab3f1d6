// A message as it stands: what was posted and what changed of it since, folded. Server pages and clients both fold so.
import type { Message, Reaction } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';

type Of<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>;

/** People whom a reaction names; further ones only count. */
export const REACTION_USERS_MAX = 20;

/** A message as it stands for `reader`, from its event and its changes in the order of their seqs. */
export function standing(posted: Event, changes: readonly Event[], reader: string): Message {
  let message = asPosted(posted);
  for (const change of changes) message = changed(message, change, reader);
  return message;
}

/** A message of which no change is known. A blank one was deleted; by whom, its change says. */
export function asPosted(event: Event): Message {
  const { seq, by, at, command } = event;
  if (event.kind !== 'message.posted') {
    return { seq, by, at, body: { text: '' }, deleted: { by } };
  }
  const { body, mentions, all } = event;
  return {
    seq,
    by,
    at,
    body,
    ...(command && { command }),
    ...(mentions && { mentions }),
    ...(all && { all }),
  };
}

/** The message after one more event; the very same object when the event changes nothing of it. */
export function changed(message: Message, event: Event, reader: string): Message {
  if (!('target' in event) || event.target !== message.seq) return message;
  if (event.kind === 'message.deleted') return erased(message, event.by);
  if (message.deleted) return message;
  if (event.kind === 'message.edited') return edited(message, event);
  if (event.kind === 'message.reacted') return reacted(message, event, reader);
  return event.kind === 'message.pinned' ? pinned(message, event.on) : message;
}

/** What is left of a message: its place, its author, and who deleted it. */
function erased({ chat, wall, seq, by, at }: Message, deleter: string): Message {
  return {
    ...(chat !== undefined && { chat }),
    ...(wall !== undefined && { wall }),
    seq,
    by,
    at,
    body: { text: '' },
    deleted: { by: deleter },
  };
}

function edited(message: Message, event: Of<'message.edited'>): Message {
  if ('sealed' in message.body) return message;
  const { mentions: _named, all: _all, ...rest } = message;
  return {
    ...rest,
    body: { ...message.body, text: event.body.text },
    ...(event.mentions && { mentions: event.mentions }),
    ...(event.all && { all: event.all }),
    edited: event.at,
  };
}

function pinned(message: Message, on: boolean): Message {
  if (on === (message.pinned === true)) return message;
  const { pinned: _was, ...rest } = message;
  return on ? { ...rest, pinned: true } : rest;
}

function reacted(message: Message, event: Of<'message.reacted'>, reader: string): Message {
  const before = message.reactions ?? [];
  const known = before.find(({ emoji }) => emoji === event.emoji);
  const after = event.on ? joined(known, event, reader) : parted(known, event, reader);
  if (after === known) return message;
  const { reactions: _before, ...rest } = message;
  const reactions = replaced(before, known, after);
  return reactions.length > 0 ? { ...rest, reactions } : rest;
}

function replaced(
  all: readonly Reaction[],
  known: Reaction | undefined,
  after: Reaction | undefined,
): Reaction[] {
  if (!known) return after ? [...all, after] : [...all];
  return all.flatMap((one) => (one === known ? (after ?? []) : [one]));
}

function joined(
  known: Reaction | undefined,
  { by, emoji }: Of<'message.reacted'>,
  reader: string,
): Reaction {
  if (!known) return { emoji, count: 1, mine: by === reader, users: [by] };
  if (known.users.includes(by) || (by === reader && known.mine)) return known;
  const users = known.users.length < REACTION_USERS_MAX ? [...known.users, by] : known.users;
  return { emoji, count: known.count + 1, mine: known.mine || by === reader, users };
}

/** Without one person; nothing changes when it is known that they are not among them. */
function parted(
  known: Reaction | undefined,
  { by, emoji }: Of<'message.reacted'>,
  reader: string,
): Reaction | undefined {
  if (!known) return undefined;
  const named = known.users.includes(by);
  const counted = named || (by === reader ? known.mine : known.count > known.users.length);
  if (!counted) return known;
  if (known.count === 1) return undefined;
  const users = named ? known.users.filter((user) => user !== by) : known.users;
  return { emoji, count: known.count - 1, mine: known.mine && by !== reader, users };
}
