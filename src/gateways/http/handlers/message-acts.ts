// What chats' routes and walls' routes do alike with messages: the same acts on whatever log.
import { mintId, type Random } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import { chatOf } from '#core/log-name.ts';
import type { Messenger } from '#core/messenger.ts';
import type { Message, NewMessage } from '#protocol/chat.ts';
import type { Command } from '#protocol/command.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { created, doneOr, type Known, okOr } from './handler.ts';

/** What an act needs of the call to its route. */
export interface Around {
  readonly messenger: Messenger;
  readonly random: Random;
  readonly known: Known;
}

/** A message of a log. */
export interface At {
  readonly log: string;
  readonly seq: number;
}

type Shown = { status: 200; body: Message } | { status: 201; body: Message } | Rejection;
type Done = { status: 204; body: null } | Rejection;

/** Posts or forwards; answers with the message as it stands, and 200 for a command that was known already. */
export async function post(around: Around, log: string, wanted: NewMessage): Promise<Shown> {
  const { messenger, random, known } = around;
  const { actor } = known;
  const { commandId: command = mintId(random), ...said } = wanted;
  const ask = askOf(said);
  const appended = await messenger.append(actor, { log, command, ask });
  if (isRejected(appended)) return appended;
  const { seq, at, repeated } = appended;
  const chat = chatOf(log);
  // Plain words stand as they were sent. A known command may have said something else, or been edited since.
  const isPlain = 'text' in said && Object.keys(said).length === 1 && !said.text?.includes('@');
  if (!repeated && isPlain && chat !== undefined) {
    const body = { text: said.text ?? '' };
    return created({ chat, seq, by: actor.user, at, body, command });
  }
  const message = await messenger.read.message(actor, log, seq);
  if (isRejected(message)) return message;
  return repeated ? { status: 200, body: message } : created(message);
}

/** Of each kind what it is without the id of its command. */
type Said<Kind = NewMessage> = Kind extends unknown ? Omit<Kind, 'commandId'> : never;

function askOf(said: Said): Command {
  if ('forward' in said) return { kind: 'forwardMessage', from: said.forward };
  return { kind: 'postMessage', body: said };
}

/** Gives a message another text; answers with the message as it stands. */
export async function edit(
  around: Around,
  { log, seq }: At,
  { text, commandId }: { text: string; commandId?: string | undefined },
): Promise<{ status: 200; body: Message } | Rejection> {
  const { messenger, random, known } = around;
  const command = commandId ?? mintId(random);
  const ask: Command = { kind: 'editMessage', target: seq, body: { text } };
  const edited = await messenger.append(known.actor, { log, command, ask });
  if (isRejected(edited)) return edited;
  return okOr(messenger.read.message(known.actor, log, seq));
}

/** Anything about a message that answers nothing but that it is done. */
export function change(
  { messenger, random, known }: Around,
  log: string,
  ask: Command,
): Promise<Done> {
  return doneOr(messenger.append(known.actor, { log, command: mintId(random), ask }));
}

/** Erases a message for everyone. */
export function erase(around: Around, { log, seq }: At): Promise<Done> {
  return change(around, log, { kind: 'deleteMessage', target: seq });
}

/** Sets or takes away one's own reaction. */
export function react(around: Around, at: At, emoji: string, on: boolean): Promise<Done> {
  return change(around, at.log, { kind: 'reactToMessage', target: at.seq, emoji, on });
}

/** Pins a message or takes the pin away. */
export function pin(around: Around, { log, seq }: At, on: boolean): Promise<Done> {
  return change(around, log, { kind: 'pinMessage', target: seq, on });
}
