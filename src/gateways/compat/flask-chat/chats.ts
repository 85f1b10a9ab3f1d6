// One's direct chats as flask-chat lists them: one with everybody, each under a whole number and named after both.
import { isRejected } from '#base/result.ts';
import { chatLog, directChat } from '#core/log-name.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { Chat } from '#protocol/chat.ts';
import { PAGE_MAX } from '#protocol/limits.ts';
import type { User } from '#protocol/person.ts';
import { allOf } from '../frame/reading.ts';
import { saidIn } from '../frame/said.ts';

/** The numbers of chats. */
export const CHATS = 'flask-chat';
/** The numbers of people, by which a chat's older one is known. */
const PEOPLE = 'flask-chat-people';

/** A chat in the sidebar. `last` is undefined while nothing was said. */
export interface ListedChat {
  readonly number: number;
  readonly name: string;
  readonly last: string | undefined;
}

/** The original's page lists everybody; of very many people these are the first. */
const LISTED_MAX = 1_000;
/** Of all kinds, in which the direct ones are looked for. */
const CHATS_MAX = 5_000;
const LAST_CHARS_MAX = 200;

type Own = Pick<User, 'id' | 'username'>;
type Found = { readonly other: Own; readonly last: string | undefined };

/** The chats, last used first, then those in which nothing was said yet. */
export async function listChats(
  messenger: Messenger,
  actor: Actor,
  own: Own,
): Promise<ListedChat[]> {
  const found = await talkedWith(messenger, actor);
  for (const person of await peopleHere(messenger, actor)) {
    if (found.size >= LISTED_MAX) break;
    if (person.id !== own.id && !found.has(person.id)) {
      found.set(person.id, { other: person, last: undefined });
    }
  }
  const listed = [...found.values()];
  const others = listed.map(({ other }) => other);
  const chats = others.map(({ id }) => directChat(own.id, id));
  const numbers = await messenger.numbers.of(CHATS, chats);
  const [ownPlace = 0, ...places] = await placesOf(messenger, [own, ...others]);
  return listed.map(({ other, last }, at) => {
    const older = ownPlace < (places[at] ?? 0);
    const names = older ? [own.username, other.username] : [other.username, own.username];
    return { number: numbers[at] ?? 0, name: names.join(' - '), last };
  });
}

/** Notes that a newcomer is the youngest: everybody who was here gets their place first. */
export async function placeNewcomer(
  messenger: Messenger,
  actor: Actor,
  newcomer: Own,
): Promise<void> {
  const people = await peopleHere(messenger, actor);
  await placesOf(messenger, [...people.filter(({ id }) => id !== newcomer.id), newcomer]);
}

function placesOf(messenger: Messenger, people: readonly Own[]): Promise<number[]> {
  return messenger.numbers.of(
    PEOPLE,
    people.map(({ id }) => id),
  );
}

async function talkedWith(messenger: Messenger, actor: Actor): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const chats = await allOf(CHATS_MAX, (query) => messenger.read.chats(actor, query));
  for (const chat of chats) {
    const one = found.size < LISTED_MAX ? await directOf(messenger, actor, chat) : undefined;
    if (one) found.set(one.other.id, one);
  }
  return found;
}

/** A direct chat; none with oneself or with the deleted, where there is nothing to be read. */
async function directOf(
  messenger: Messenger,
  actor: Actor,
  { id, kind, with: other, last }: Chat,
): Promise<Found | undefined> {
  if (kind !== 'direct' || !other) return undefined;
  if (!last) return other.id === actor.user || other.deleted ? undefined : { other, last };
  if (!last.deleted) return { other, last: shortened(saidIn(last.body)) };
  const page = await messenger.read.messages(actor, chatLog(id), { limit: PAGE_MAX });
  const standing = isRejected(page) ? undefined : page.items.findLast(({ deleted }) => !deleted);
  return { other, last: standing && shortened(saidIn(standing.body)) };
}

/** The sidebar has one line for it. */
function shortened(text: string): string {
  return text.length <= LAST_CHARS_MAX ? text : `${text.slice(0, LAST_CHARS_MAX).toWellFormed()}…`;
}

async function peopleHere({ read }: Messenger, actor: Actor): Promise<User[]> {
  const people = await allOf(LISTED_MAX, (query) => read.users(actor, query));
  return people.filter(({ deleted }) => !deleted);
}
