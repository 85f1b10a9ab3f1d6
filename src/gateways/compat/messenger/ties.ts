// With whom somebody is tied, as the original's contact list shows it: contacts of either side, requests, and whoever has
// written to them. A chat that its owner has archived is out of the list.
import { directChat, userLog } from '#core/log-name.ts';
import type { Actor, Follower, Messenger } from '#core/messenger.ts';
import type { Chat } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import { allOf, peopleOf } from '../frame/reading.ts';

/** Two people of whom `first` added `second`, or wrote to them; one of both is the asker. */
export interface Tie {
  readonly other: User;
  readonly sent: boolean;
  /** In ms since 1970. */
  readonly since: number;
}

/** Of each list. */
const ITEMS_MAX = 20_000;
/** How far back one's private log is searched for who has added one. */
const LOG_EVENTS_MAX = 5_000;

/** Somebody's direct chats, also with themselves. */
export async function directChats({ read }: Messenger, actor: Actor): Promise<Chat[]> {
  const chats = await allOf(ITEMS_MAX, (query) => read.chats(actor, query));
  return chats.filter(({ kind }) => kind === 'direct');
}

/** The ties of somebody: those that they made first. */
export async function tiesOf(messenger: Messenger, actor: Actor): Promise<Tie[]> {
  const { read } = messenger;
  const ties = new Map<string, Tie>();
  const add = (other: User, sent: boolean, since: number): void => {
    if (other.id === actor.user || other.deleted) return;
    if (!ties.has(other.id)) ties.set(other.id, { other, sent, since });
  };
  const contacts = await allOf(ITEMS_MAX, (query) => read.contacts(actor, query));
  for (const { user, since } of contacts) add(user, true, since);
  const requests = await allOf(ITEMS_MAX, (query) => read.contactRequests(actor, query));
  for (const { user, direction, at } of requests) add(user, direction === 'out', at);
  const chats = await directChats(messenger, actor);
  const archived = new Set<string>();
  for (const chat of chats) {
    if (chat.state?.archived) archived.add(chat.id);
    else if (chat.with && chat.last) add(chat.with, false, chat.last.at);
  }
  const admirers = await whoAdded(messenger, actor);
  const people = await peopleOf(messenger, actor, admirers.keys());
  for (const [id, since] of admirers) {
    const user = people.get(id);
    if (user && !archived.has(directChat(actor.user, id))) add(user, false, since);
  }
  return [...ties.values()];
}

/** Who has the asker among their contacts, and since when: told in the asker's private log. */
async function whoAdded(messenger: Messenger, actor: Actor): Promise<Map<string, number>> {
  const log = userLog(actor.user);
  const reader = silentFollower(actor);
  const added = new Map<string, number>();
  let after: number | 'tail' = 'tail';
  try {
    for (;;) {
      const { answers } = await messenger.follow(reader, { logs: [{ log, after }] });
      const [answer] = answers;
      if (!answer || 'rejected' in answer) break;
      if (after === 'tail') {
        after = Math.max(0, answer.head - LOG_EVENTS_MAX);
        continue;
      }
      for (const event of answer.events) note(added, event);
      const last = answer.events.at(-1)?.seq;
      if (!answer.more || last === undefined) break;
      after = last;
    }
  } finally {
    messenger.leave(reader);
  }
  return added;
}

function note(added: Map<string, number>, event: Event): void {
  if (event.kind !== 'contact.changed') return;
  if (event.theirs === 'contact') added.set(event.user, event.at);
  else added.delete(event.user);
}

/** A follower that only asks how things stand and hears nothing. It must `leave` as others do. */
export function silentFollower(actor: Actor, signal: Follower['signal'] = () => undefined) {
  const nothing = (): void => undefined;
  return { actor, write: nothing, signal, waitingBytes: () => 0, end: nothing } satisfies Follower;
}
