// Keys on a chosen message: going to another one, and everything that can be done with it.
import type { MessageItem } from '#client/model.ts';
import { nameOf } from '../lines/message-lines.ts';
import { safeLine } from '../text/safe.ts';
import { span } from '../text/spans.ts';
import { stampedOf } from '../words.ts';
import type { Desk } from './desk.ts';
import { FREQUENT, loadEmoji } from './emoji.ts';
import { pickerOf, type Row } from './picker.ts';
import type { Press } from './press.ts';
import { chatRows } from './rows.ts';
import type { Talk } from './talk.ts';

/** One thing to do with a message. */
interface Act {
  readonly key: string;
  readonly label: string;
  may(item: MessageItem): boolean;
  run(desk: Desk, talk: Talk, item: MessageItem, seq: number): unknown;
}

const ACTS: readonly Act[] = [
  {
    key: 'r',
    label: 'Reply',
    may: ({ may }) => may.reply,
    run: (_face, talk, _item, seq) => {
      talk.conversation.replyTo(seq);
      talk.selected = undefined;
    },
  },
  {
    key: 'e',
    label: 'Edit',
    may: ({ may }) => may.edit,
    run: (_face, talk, _item, seq) => {
      talk.edit(seq);
      talk.selected = undefined;
    },
  },
  { key: '+', label: 'React', may: ({ may }) => may.react, run: react },
  { key: 'f', label: 'Forward', may: ({ deleted }) => !deleted, run: forward },
  {
    key: 'p',
    label: 'Pin or unpin',
    may: ({ may }) => may.pin,
    run: (_face, talk, item, seq) => talk.conversation.pin(seq, !item.pinned),
  },
  {
    key: 'd',
    label: 'Delete for everyone',
    may: ({ may }) => may.erase,
    run: (_face, talk, _item, seq) => talk.conversation.erase(seq),
  },
  {
    key: 'x',
    label: 'Delete for me',
    may: ({ may }) => may.hide,
    run: (_face, talk, _item, seq) => talk.conversation.hide(seq),
  },
  {
    key: 'u',
    label: 'Undo',
    may: ({ undoable }) => undoable !== undefined,
    run: (_face, talk, _item, seq) => talk.conversation.undo(seq),
  },
  { key: 'h', label: 'Earlier versions', may: ({ edited }) => edited !== undefined, run: history },
  { key: 's', label: 'Seen by', may: ({ mine }) => mine, run: seenBy },
  {
    key: 'w',
    label: 'Page of its author',
    may: () => true,
    run: (desk, _talk, item) => desk.open({ kind: 'wall', id: item.author.id }),
  },
];

/** Takes a key while a message is chosen. */
export function chosenPressed(desk: Desk, talk: Talk, { key }: Press): void {
  const item = talk.chosen;
  if (key === 'escape' || key === 'q' || !item) talk.selected = undefined;
  else if (key === 'up' || key === 'k') move(talk, -1);
  else if (key === 'down' || key === 'j') move(talk, 1);
  else if (key === '?') desk.help = true;
  else if (item.command !== undefined && item.failure) failed(talk, item.command, key);
  else if (key === 'o' || key === 'enter')
    desk.show(pickerOf('This message', rows(desk, talk, item)));
  else act(desk, talk, item, key);
}

function move(talk: Talk, by: -1 | 1): void {
  const next = talk.messageBeside(talk.selected, by);
  if (next) talk.selected = next.key;
  else if (by > 0) talk.selected = undefined;
  else void talk.conversation.loadOlder();
}

function failed(talk: Talk, command: string, key: string): void {
  if (key === 'enter') talk.conversation.retry(command);
  if (key === 'd') talk.conversation.remove(command);
  talk.selected = undefined;
}

function act(desk: Desk, talk: Talk, item: MessageItem, key: string): void {
  const found = ACTS.find((one) => one.key === key);
  if (!found || item.seq === undefined) return;
  if (found.may(item)) found.run(desk, talk, item, item.seq);
  else desk.say('You may not do this here.');
}

function rows(desk: Desk, talk: Talk, item: MessageItem): Row[] {
  const { seq } = item;
  if (seq === undefined) return [];
  return ACTS.filter((one) => one.may(item)).map((one) => ({
    line: [span(one.label), span(`  ${one.key}`, { dim: true })],
    name: one.label,
    choose: () => one.run(desk, talk, item, seq),
  }));
}

async function react(desk: Desk, talk: Talk, item: MessageItem, seq: number): Promise<void> {
  const mine = new Set(item.reactions.filter((one) => one.mine).map(({ emoji }) => emoji));
  const all = [...FREQUENT, ...(await loadEmoji())];
  const choices = all.map(({ emoji, name }) => ({
    line: [
      span(`${emoji}  :${name}:`),
      span(mine.has(emoji) ? '  take it away' : '', { dim: true }),
    ],
    name,
    choose: () => talk.conversation.react(seq, emoji, !mine.has(emoji)),
  }));
  desk.show(pickerOf('React', choices, { hint: 'Find an emoji' }));
}

function forward(desk: Desk, talk: Talk, _item: MessageItem, seq: number): void {
  const choices = chatRows(desk, (chat) => {
    talk.conversation.forward(seq, [chat]);
    desk.say('Forwarded.');
  });
  desk.show(pickerOf('Forward to', choices, { hint: 'Find a chat or a person' }));
}

async function history(desk: Desk, talk: Talk, _item: MessageItem, seq: number): Promise<void> {
  const versions = await desk.tried(talk.conversation.history(seq));
  if (!versions) return;
  const choices = versions.map(({ at, text }) => ({
    line: [span(`${stampedOf(at)}  `, { dim: true }), span(safeLine(text))],
    name: text,
    choose: () => undefined,
  }));
  desk.show(pickerOf('Earlier versions', choices));
}

async function seenBy(desk: Desk, talk: Talk, _item: MessageItem, seq: number): Promise<void> {
  if (!talk.chat) return;
  const seen = await desk.tried(talk.chat.seenBy(seq));
  if (!seen) return;
  const choices = seen.map((person) => ({
    line: [span(nameOf(person))],
    name: person.displayName,
    choose: () => undefined,
  }));
  const none = 'Nobody has read this yet, or they do not tell.';
  desk.show(pickerOf('Seen by', choices, { none }));
}
