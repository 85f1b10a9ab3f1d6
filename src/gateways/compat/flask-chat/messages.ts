// What was said in a chat, and saying something there. Chats are known by their numbers; who may read, the messenger
// says, and who may not gets what the original gives for a chat in which nothing was said.
import { isRejected } from '#base/result.ts';
import { chatLog, peopleOfDirect } from '#core/log-name.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { Message } from '#protocol/chat.ts';
import { PAGE_MAX } from '#protocol/limits.ts';
import { ask } from '../frame/asking.ts';
import type { CompatOptions } from '../frame/gateway.ts';
import { escapeHtml } from '../frame/html.ts';
import { peopleOf, saidIn } from '../frame/said.ts';
import { utcTime } from '../frame/times.ts';
import { CHATS } from './chats.ts';

/** A message in the original's shape. Its client puts all of it into innerHTML, so all of it is HTML. */
export interface ShownMessage {
  readonly sender: string;
  readonly text: string;
  readonly time: string;
}

/** The original shows a chat whole; of a longer one these are the newest. */
const MESSAGES_MAX = 1_000;

/** What stands in a chat, oldest first; nothing in another's. Who reads it has read it, on all their devices. */
export async function readChat(
  { messenger }: CompatOptions,
  actor: Actor,
  number: number,
): Promise<ShownMessage[]> {
  const log = await logOf(messenger, number);
  const messages = log === undefined ? [] : await newestOf(messenger, actor, log);
  const last = messages.at(-1);
  if (log === undefined || !last) return [];
  if (last.by !== actor.user) await markRead(messenger, actor, log, last);
  const standing = messages.filter(({ deleted }) => !deleted);
  const people = await peopleOf(
    messenger,
    actor,
    standing.map(({ by }) => by),
  );
  return standing.map(({ by, at, body }) => ({
    sender: escapeHtml(people.get(by)?.username ?? 'deleted'),
    text: escapeHtml(saidIn(body)),
    time: utcTime(at),
  }));
}

/** Says something in a chat; whether it was said. */
export async function say(
  options: CompatOptions,
  actor: Actor,
  chat: unknown,
  message: unknown,
): Promise<boolean> {
  const number = numberIn(chat);
  if (number === undefined || typeof message !== 'string' || message.trim() === '') return false;
  const log = await logOf(options.messenger, number);
  if (log === undefined) return false;
  const said = { kind: 'postMessage', body: { text: message } } as const;
  return !isRejected(await ask(options, actor, log, said));
}

/** The page sends what stands in an attribute, programs may send a number. */
function numberIn(chat: unknown): number | undefined {
  if (typeof chat === 'number') return chat;
  return typeof chat === 'string' && /^\d{1,15}$/.test(chat) ? Number(chat) : undefined;
}

async function logOf({ numbers }: Messenger, number: number): Promise<string | undefined> {
  const chat = await numbers.find(CHATS, number);
  return chat !== undefined && peopleOfDirect(chat) ? chatLog(chat) : undefined;
}

async function newestOf({ read }: Messenger, actor: Actor, log: string): Promise<Message[]> {
  const pages: Message[][] = [];
  let before: number | undefined;
  for (let count = 0; count < MESSAGES_MAX; count += PAGE_MAX) {
    const page = await read.messages(actor, log, { before, limit: PAGE_MAX });
    if (isRejected(page)) break;
    pages.unshift(page.items);
    if (page.next === undefined) break;
    before = Number(page.next);
  }
  return pages.flat();
}

/** Its client asks twice a second: what is read already is not marked again. */
async function markRead(
  messenger: Messenger,
  actor: Actor,
  log: string,
  { chat = '', seq }: Message,
): Promise<void> {
  const known = await messenger.read.chat(actor, chat);
  if (!isRejected(known) && known.read < seq) await messenger.mark(actor, { log, seq });
}
