// Whole numbers for people, ties and messages, as the original's client knows them. People and chats have stored numbers;
// a message's is made of its chat's and its place there, so that numbers rise in the order of what was said.
import { chatLog, otherOfDirect } from '#core/log-name.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import { numberIn } from '../frame/forms.ts';

const PEOPLE = 'messenger.people';
const CHATS = 'messenger.chats';
const TIES = 'messenger.ties';
/** Text and pictures of one message are several in the original. */
const PARTS = 100;
const PER_CHAT = 1_000_000_000;

/** The numbers of people. */
export async function numbersOfPeople(
  { numbers }: Messenger,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const found = await numbers.of(PEOPLE, ids);
  return new Map(ids.map((id, at) => [id, found[at] ?? 0]));
}

/** The person behind what should be a number. */
export async function personBehind(
  { numbers }: Messenger,
  value: unknown,
): Promise<string | undefined> {
  const number = numberIn(value);
  return number === undefined ? undefined : numbers.find(PEOPLE, number);
}

/** The numbers of ties between people: the same whichever of the two asks. */
export function numbersOfTies(
  { numbers }: Messenger,
  pairs: readonly (readonly [string, string])[],
): Promise<number[]> {
  return numbers.of(
    TIES,
    pairs.map((pair) => [...pair].sort().join('.')),
  );
}

/** With whom the tie behind a number is; undefined when it is none of the asker's. */
export async function otherInTie(
  { numbers }: Messenger,
  actor: Actor,
  value: unknown,
): Promise<string | undefined> {
  const number = numberIn(value);
  const pair = number === undefined ? undefined : await numbers.find(TIES, number);
  const people = pair?.split('.') ?? [];
  return people.includes(actor.user) ? people.find((id) => id !== actor.user) : undefined;
}

/** Gives the numbers of a chat's messages: by seq, and which part of it. */
export async function numberMessages(
  { numbers }: Messenger,
  chat: string,
): Promise<(seq: number, part: number) => number> {
  const [number = 0] = await numbers.of(CHATS, [chat]);
  return (seq, part) => number * PER_CHAT + seq * PARTS + part;
}

/** Where a message stands. */
export interface Spot {
  readonly chat: string;
  readonly log: string;
  readonly seq: number;
  readonly part: number;
}

/** The message behind a number, in a direct chat of the asker's; in any other it is as if it were not there. */
export async function messageBehind(
  { numbers }: Messenger,
  actor: Actor,
  value: unknown,
): Promise<Spot | undefined> {
  const number = numberIn(value) ?? 0;
  const inChat = number % PER_CHAT;
  const seq = Math.floor(inChat / PARTS);
  const chatNumber = Math.floor(number / PER_CHAT);
  if (seq < 1 || chatNumber < 1) return undefined;
  const chat = await numbers.find(CHATS, chatNumber);
  if (chat === undefined || otherOfDirect(chat, actor.user) === undefined) return undefined;
  return { chat, log: chatLog(chat), seq, part: inChat % PARTS };
}
