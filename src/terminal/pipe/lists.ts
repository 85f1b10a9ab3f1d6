// `kith read`, `kith chats`, `kith users`: what there is, once, as lines for people or JSON for scripts.
import type { Chat, Message } from '#protocol/chat.ts';
import type { User } from '#protocol/person.ts';
import { safeJson, safeLine } from '../text/safe.ts';
import { type Asking, findChat } from './api.ts';
import { saidIn, stampOf } from './event-lines.ts';
import type { Arguments } from './options.ts';
import { openPeople } from './people.ts';

const READ_DEFAULT = 50;
const PAGE_MAX = 200;

/** Prints the newest messages of a chat (or those after `--since`), oldest first, as they stand now. */
export async function read(asking: Asking, args: Arguments): Promise<void> {
  const chat = await findChat(asking, args.words[0]);
  const messages = await messagesOf(asking, chat, args);
  const people = openPeople(asking);
  await people.meet(messages.map(({ by }) => by));
  for (const message of messages) {
    const from = people.named(message.by);
    const line = args.json ? safeJson({ ...message, from }) : lineOf(message, people.words);
    process.stdout.write(`${line}\n`);
  }
}

async function messagesOf(
  asking: Asking,
  chat: string,
  { since, limit }: Arguments,
): Promise<Message[]> {
  const path = `/chats/${encodeURIComponent(chat)}/messages`;
  const wanted = limit ?? (since === undefined ? READ_DEFAULT : Number.POSITIVE_INFINITY);
  const found: Message[] = [];
  let cursor = since;
  while (found.length < wanted) {
    const size = Math.min(PAGE_MAX, wanted - found.length);
    const way = since === undefined ? 'before' : 'after';
    const from = cursor === undefined ? '' : `&${way}=${cursor}`;
    const { items } = await asking.ask<{ items: Message[] }>('GET', `${path}?limit=${size}${from}`);
    if (items.length === 0) break;
    if (since === undefined) found.unshift(...items);
    else found.push(...items);
    cursor = since === undefined ? items[0]?.seq : items.at(-1)?.seq;
    if (items.length < size) break;
  }
  return found;
}

function lineOf(message: Message, words: (id: string) => string): string {
  const { seq, at, by, body, deleted, edited } = message;
  const said = deleted ? '(deleted)' : 'sealed' in body ? '(sealed)' : saidIn(body);
  const changed = edited === undefined ? '' : ' (edited)';
  return `${seq}\t${stampOf(at)}\t${words(by)}: ${said}${changed}`;
}

/** Prints one's chats: address, unread, mentions, name. */
export async function chats(asking: Asking, args: Arguments): Promise<void> {
  for (const chat of await asking.all<Chat>('/chats')) {
    const { id, unread, mentions, name } = chat;
    const address = chat.with ? `@${chat.with.username}` : `#${id}`;
    const shown = safeLine(chat.with?.displayName ?? name);
    const line = args.json
      ? safeJson({ address, ...chat })
      : `${address}\t${unread}\t${mentions}\t${shown}`;
    process.stdout.write(`${line}\n`);
  }
}

/** Prints the directory: user name, display name. */
export async function users(asking: Asking, args: Arguments): Promise<void> {
  for (const user of await asking.all<User>('/users')) {
    const line = args.json ? safeJson(user) : `@${user.username}\t${safeLine(user.displayName)}`;
    process.stdout.write(`${line}\n`);
  }
}
