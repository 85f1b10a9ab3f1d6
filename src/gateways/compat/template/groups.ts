// Rooms as groups: made, found and left with the messenger's own commands. What marks such a group is its topic, which
// also tells people in the web app how it came about and that others may come in.
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import { chatLog } from '#core/log-name.ts';
import type { Actor } from '#core/messenger.ts';
import type { Chat } from '#protocol/chat.ts';
import type { User } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { ask } from '../frame/asking.ts';
import { numberIn } from '../frame/forms.ts';
import type { CompatOptions } from '../frame/gateway.ts';
import { allOf } from '../frame/reading.ts';
import type { Room } from './rooms.ts';

const NUMBERS = 'template';
const TOPIC = 'A room of an older chat page: whoever names somebody who is here comes in.';
const NAME_CHARS_MAX = 48;
/** Of all kinds, in which rooms are looked for. */
const CHATS_MAX = 1_000;
const LINK_MS = 60_000;

/** A new room with both in it; whoever makes it is its owner. */
export async function makeRoom(
  options: CompatOptions,
  maker: Actor & { readonly username: string },
  receiver: User,
): Promise<Room | Rejection> {
  const chat = mintId(options.random);
  const log = chatLog(chat);
  const names = new Set([maker.username, receiver.username]);
  const name = [...names].map((one) => one.slice(0, NAME_CHARS_MAX)).join(' & ');
  const asks = [
    { kind: 'createChat', chat: 'group', name },
    { kind: 'changeChat', topic: TOPIC, membersAdd: true },
    { kind: 'addMember', user: receiver.id },
  ] as const;
  for (const one of asks) {
    const done = await ask(options, maker, log, one);
    if (!isRejected(done)) continue;
    if (one.kind !== 'createChat') await ask(options, maker, log, { kind: 'leaveChat' });
    return done;
  }
  return roomOfChat(options, chat);
}

/** The room behind a number that a page sent, if there is one; whose it is, the messenger says. */
export async function findRoom(
  { messenger }: CompatOptions,
  value: unknown,
): Promise<Room | undefined> {
  const number = typeof value === 'number' ? numberIn(value) : undefined;
  const chat = number === undefined ? undefined : await messenger.numbers.find(NUMBERS, number);
  return number === undefined || chat === undefined ? undefined : { chat, number };
}

/** All rooms to which somebody belongs, last used first. */
export async function ownRooms(options: CompatOptions, actor: Actor): Promise<Room[]> {
  const all = await allOf(CHATS_MAX, (query) => options.messenger.read.chats(actor, query));
  const chats = all.filter(isRoom).map(({ id }) => id);
  const numbers = await options.messenger.numbers.of(NUMBERS, chats);
  return chats.map((chat, at) => ({ chat, number: numbers[at] ?? 0 }));
}

/** Lets somebody in by a link that works once, made by who is there. */
export async function letIn(
  { messenger }: CompatOptions,
  { chat }: Room,
  host: Actor,
  newcomer: Actor,
): Promise<Rejection | undefined> {
  const link = await messenger.createInvite(host, chat, { uses: 1, expiresInMs: LINK_MS });
  if (isRejected(link)) return link;
  const joined = await messenger.acceptInvite(newcomer, link.code);
  return isRejected(joined) ? joined : undefined;
}

function isRoom({ kind, topic }: Chat): boolean {
  return kind === 'group' && topic === TOPIC;
}

async function roomOfChat({ messenger }: CompatOptions, chat: string): Promise<Room> {
  const [number = 0] = await messenger.numbers.of(NUMBERS, [chat]);
  return { chat, number };
}
