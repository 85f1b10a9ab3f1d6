// What was said in a chat, and saying something there. Chats are known by their numbers; who may read, the messenger
// says, and who may not gets what the original gives for a chat in which nothing was said.
import { isRejected } from '#base/result.ts';
import { chatLog, peopleOfDirect } from '#core/log-name.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { Message } from '#protocol/chat.ts';
import { askInTurn } from '../frame/asking.ts';
import { numberIn } from '../frame/forms.ts';
import type { CompatOptions } from '../frame/gateway.ts';
import { escapeHtml } from '../frame/page/html.ts';
import { newestOf, peopleOf } from '../frame/reading.ts';
import { saidIn } from '../frame/said.ts';
import type { Serving } from '../frame/serving.ts';
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
  { messenger, aside }: Pick<CompatOptions, 'messenger'> & Pick<Serving, 'aside'>,
  actor: Actor,
  chat: unknown,
): Promise<ShownMessage[]> {
  const log = await logOf(messenger, chat);
  const messages = log === undefined ? [] : await newestOf(messenger, actor, log, MESSAGES_MAX);
  if (log === undefined || isRejected(messages)) return [];
  const last = messages.at(-1);
  if (!last) return [];
  if (last.by !== actor.user) aside('/get_messages', () => markRead(messenger, actor, log, last));
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
  if (typeof message !== 'string' || message.trim() === '') return false;
  const log = await logOf(options.messenger, chat);
  if (log === undefined) return false;
  const said = { kind: 'postMessage', body: { text: message } } as const;
  return !isRejected(await askInTurn(options, actor, log, said));
}

async function logOf({ numbers }: Messenger, value: unknown): Promise<string | undefined> {
  const number = numberIn(value);
  const chat = number === undefined ? undefined : await numbers.find(CHATS, number);
  return chat !== undefined && peopleOfDirect(chat) ? chatLog(chat) : undefined;
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
