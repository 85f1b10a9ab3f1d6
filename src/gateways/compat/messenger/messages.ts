// Messages of direct chats in the original's shape: a text, or a picture by its file's name. What was deleted says so, what
// was edited also tells what it said before, and `seen` is "True" as far as the reader tells.
import { isRejected } from '#base/result.ts';
import { chatLog, peopleOfDirect } from '#core/log-name.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { Chat, Message } from '#protocol/chat.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { newestOf } from '../frame/reading.ts';
import { saidIn } from '../frame/said.ts';
import { utcTime } from '../frame/times.ts';
import { fileName } from './file-names.ts';
import { numberMessages, numbersOfPeople, type Spot } from './numbers.ts';

/** A message. */
export interface MessageJson {
  readonly date: string;
  readonly id: number;
  readonly message_type: 'text' | 'image';
  readonly modified_date: string | null;
  readonly previous_body: string | null;
  readonly reaction_emoji: string | null;
  readonly recipient: number;
  readonly seen: 'True' | 'False';
  readonly sender: number;
  readonly text: string;
}

/** What the original's client writes over a message to delete it, and shows in its place. */
export const DELETED_TEXT = 'This message has been deleted...';

/** The original shows a chat whole; of a longer one these are the newest. */
const MESSAGES_MAX = 2_000;

/** What is said in a direct chat, oldest first. */
export async function readChat(
  messenger: Messenger,
  actor: Actor,
  chatId: string,
): Promise<{ messages: MessageJson[]; asOf: number } | Rejection> {
  const chat = await messenger.read.chat(actor, chatId);
  if (isRejected(chat)) return chat;
  const newest = await newestOf(messenger, actor, chatLog(chatId), MESSAGES_MAX);
  if (isRejected(newest)) return newest;
  return { messages: await messagesJson(messenger, actor, chat, newest), asOf: chat.head };
}

/** One message as it stands. */
export async function readMessage(
  messenger: Messenger,
  actor: Actor,
  { chat: chatId, log, seq }: Omit<Spot, 'part'>,
): Promise<MessageJson[] | Rejection> {
  const chat = await messenger.read.chat(actor, chatId);
  if (isRejected(chat)) return chat;
  const message = await messenger.read.message(actor, log, seq);
  return isRejected(message) ? message : messagesJson(messenger, actor, chat, [message]);
}

/** Messages of one chat; one with several pictures becomes several. */
async function messagesJson(
  messenger: Messenger,
  actor: Actor,
  chat: Chat,
  messages: readonly Message[],
): Promise<MessageJson[]> {
  const people = peopleOfDirect(chat.id) ?? ['', ''];
  const numbers = await numbersOfPeople(messenger, [...new Set(people)]);
  const number = await numberMessages(messenger, chat.id);
  const answers: MessageJson[] = [];
  for (const message of messages) {
    const recipient = message.by === people[0] ? people[1] : people[0];
    const common = {
      modified_date: modifiedAt(message),
      previous_body: await saidBefore(messenger, actor, chatLog(chat.id), message),
      reaction_emoji: message.reactions?.[0]?.emoji ?? null,
      recipient: numbers.get(recipient) ?? 0,
      seen: readUpTo(chat, actor, recipient) >= message.seq ? 'True' : 'False',
      sender: numbers.get(message.by) ?? 0,
    } as const;
    const date = utcTime(message.at);
    for (const [part, { type, text }] of partsOf(message).entries()) {
      answers.push({ date, id: number(message.seq, part), message_type: type, ...common, text });
    }
  }
  return answers;
}

interface Part {
  readonly type: 'text' | 'image';
  readonly text: string;
}

/** A message's text, then each of its pictures; other files are named in the text. */
export function partsOf({ body, deleted }: Pick<Message, 'body' | 'deleted'>): Part[] {
  if (deleted) return [{ type: 'text', text: DELETED_TEXT }];
  const files = 'sealed' in body ? [] : (body.files ?? []);
  const pictures = files.filter(({ kind }) => kind === 'image');
  const others = files.filter(({ kind }) => kind !== 'image');
  const said = saidIn('sealed' in body ? body : { ...body, files: others });
  const captions = pictures.map(({ caption }) => caption ?? '');
  const text = [said, ...captions].filter((line) => line !== '').join('\n');
  const shown = pictures.map((file): Part => ({ type: 'image', text: fileName(file) }));
  return text === '' && shown.length > 0 ? shown : [{ type: 'text', text }, ...shown];
}

function modifiedAt({ at, edited, deleted }: Message): string | null {
  if (edited !== undefined) return utcTime(edited);
  return deleted ? utcTime(at) : null;
}

async function saidBefore(
  { read }: Messenger,
  actor: Actor,
  log: string,
  { seq, edited, deleted }: Message,
): Promise<string | null> {
  if (edited === undefined || deleted) return null;
  const versions = await read.history(actor, log, seq);
  return isRejected(versions) ? null : (versions.items.at(-2)?.text ?? null);
}

function readUpTo({ read, members }: Chat, actor: Actor, recipient: string): number {
  if (recipient === actor.user) return read;
  return members?.find(({ id }) => id === recipient)?.read ?? 0;
}
