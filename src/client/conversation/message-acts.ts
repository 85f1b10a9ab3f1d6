// What can be done with the messages of one conversation: everything goes through the outbox, so that it is on screen at
// once, sent as soon as can be, and sent once.
import { chatLog, userLog } from '#core/log-name.ts';
import type { Command } from '#protocol/command.ts';
import type { LocalFile } from '../model/files.ts';
import type { Conversation } from '../model/message.ts';
import type { Line } from '../outbox/outbox-line.ts';
import { isTakenBack } from '../views/message-item.ts';
import type { Desk } from './desk.ts';

/** So long a deletion can be taken back. */
export const UNDO_MS = 5_000;
/** So far up an own message is looked for that can be edited. */
const EDIT_LAST_ITEMS = 200;

type Acts = Omit<
  Conversation,
  | 'timeline'
  | 'draft'
  | 'writing'
  | 'tray'
  | 'show'
  | 'seen'
  | 'loadOlder'
  | 'reach'
  | 'history'
  | 'pins'
>;

/** The acts of one conversation. */
export function actsOnMessages(desk: Desk): Acts {
  return { ...writingActs(desk), ...changingActs(desk), ...deletingActs(desk) };
}

type WritingActs = Pick<
  Acts,
  'send' | 'sendFile' | 'retry' | 'remove' | 'setDraft' | 'typed' | 'replyTo' | 'edit' | 'editLast'
>;

function writingActs(desk: Desk): WritingActs {
  const { parts, talk, writing, timeline } = desk;
  const { outbox, drafts, uploads } = parts;
  return {
    send: (text) => (writing.editing ? sendEdit(desk, text) : sendNew(desk, text)),
    sendFile: (file) => sendFile(desk, file),
    retry: (command) => {
      const line = outbox.lines(talk.log).find(({ outgoing }) => outgoing.command === command);
      const lost = line?.refused?.rejected === 'notFound';
      for (const { key } of line?.outgoing.attachments ?? []) uploads.retry(key, lost);
      outbox.retry(command);
    },
    remove: (command) => outbox.remove(command),
    setDraft: (text) => {
      // What is typed over an edited message is no draft.
      if (!writing.editing) drafts.set(talk.draft, text);
    },
    typed: () => talk.typed(true),
    replyTo: (seq) => writing.replyTo(seq),
    edit: (seq) => writing.edit(seq),
    editLast: () => {
      const items = timeline.get().items.slice(-EDIT_LAST_ITEMS);
      const last = items.findLast((item) => item.type === 'message' && item.may.edit);
      if (last?.type !== 'message') return false;
      writing.edit(last.seq);
      return writing.editing !== undefined;
    },
  };
}

function sendEdit({ parts, talk, writing }: Desk, text: string): void {
  const { editing } = writing;
  if (!editing || text.trim() === '') return;
  writing.edit(undefined);
  talk.typed(false);
  if (text === editing.text) return;
  const ask: Command = { kind: 'editMessage', target: editing.seq, body: { text } };
  parts.outbox.write(talk.log, ask);
}

function sendNew({ parts, talk, tray, writing }: Desk, text: string): void {
  const keys = tray.take();
  const says = text.trim() !== '';
  if (!says && keys.length === 0) return;
  parts.drafts.set(talk.draft, '');
  talk.typed(false);
  const { reply } = writing;
  writing.replyTo(undefined);
  const body = { ...(says ? { text } : {}), ...(reply === undefined ? {} : { reply }) };
  post(parts, talk.log, body, keys);
}

function sendFile({ parts, talk, writing }: Desk, file: LocalFile): void {
  const { reply } = writing;
  writing.replyTo(undefined);
  const key = parts.uploads.add(file);
  post(parts, talk.log, reply === undefined ? {} : { reply }, [key]);
}

type NewBody = Extract<Command, { kind: 'postMessage' }>['body'];

function post(
  { outbox, uploads }: Desk['parts'],
  log: string,
  body: NewBody,
  keys: readonly string[],
) {
  const attachments = keys.map((key) => ({ key, caption: uploads.find(key)?.caption ?? '' }));
  void uploads.keep(keys);
  outbox.write(log, { kind: 'postMessage', body }, { attachments });
}

type ChangingActs = Pick<Acts, 'react' | 'pin' | 'forward'>;

function changingActs({ parts: { outbox }, talk, overlay }: Desk): ChangingActs {
  /** What is asked, unless that only takes back what was asked before and is not on its way yet. */
  const toggle = (seq: number, ask: Command, isReverse: (of: Command) => boolean): void => {
    const waiting = (overlay().get(seq) ?? []).findLast(
      ({ outgoing, state, sending }) => state === 'waiting' && !sending && isReverse(outgoing.ask),
    );
    if (waiting) outbox.remove(waiting.outgoing.command);
    else outbox.write(talk.log, ask);
  };
  return {
    react: (target, emoji, on) =>
      toggle(target, { kind: 'reactToMessage', target, emoji, on }, (ask) => {
        return ask.kind === 'reactToMessage' && ask.emoji === emoji && ask.on !== on;
      }),
    pin: (target, on) =>
      toggle(target, { kind: 'pinMessage', target, on }, (ask) => {
        return ask.kind === 'pinMessage' && ask.on !== on;
      }),
    forward: (seq, chats) => {
      const from = { log: talk.log, seq };
      for (const chat of chats) outbox.write(chatLog(chat), { kind: 'forwardMessage', from });
    },
  };
}

type DeletingActs = Pick<Acts, 'erase' | 'hide' | 'undo'>;

function deletingActs({ parts, talk, overlay }: Desk): DeletingActs {
  const { outbox, me } = parts;
  const takenBack = (seq: number): Line | undefined => overlay().get(seq)?.find(isTakenBack);
  const isGoing = (seq: number, kind: Command['kind']): boolean =>
    overlay()
      .get(seq)
      ?.some(({ outgoing }) => outgoing.ask.kind === kind) === true;
  return {
    erase: (target) => {
      if (isGoing(target, 'deleteMessage')) return;
      outbox.write(talk.log, { kind: 'deleteMessage', target }, { delayMs: UNDO_MS });
    },
    hide: (target) => {
      const { chat } = talk;
      if (chat === undefined || isGoing(target, 'hideMessage')) return;
      const ask: Command = { kind: 'hideMessage', chat, target };
      outbox.write(userLog(me), ask, { delayMs: UNDO_MS });
    },
    undo: (seq) => {
      const line = takenBack(seq);
      if (line) outbox.remove(line.outgoing.command);
    },
  };
}
