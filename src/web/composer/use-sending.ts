// What is written and what becomes of it: the draft or an edit, files, sending, and what is refused in words.
import { useState } from 'react';
import type { Attachment, Conversation, LocalFile } from '#client/model.ts';
import { callsAll, namesIn } from '#core/markup/names-in.ts';
import { MESSAGE_CHARS_MAX } from '#protocol/limits.ts';
import { useView } from '#web/tab/use-view.ts';
import { composerWords } from '#web/words/composer.ts';
import { countOf } from '#web/words/dates.ts';
import { words } from '#web/words/words.ts';
import { textFile } from './adding/local-files.ts';
import { useText } from './use-draft.ts';

/** Where one writes, and what one may. `tells`: how many others there are whom @all would tell, where one may. */
export interface SendingProps {
  readonly conversation: Conversation;
  readonly mayPost: boolean;
  readonly tells: number;
}

/** Why something was not done. `asFile`: the text that could go as a file instead; `whole`: all that stands in the box. */
export interface Refusal {
  readonly said: string;
  readonly asFile?: { readonly text: string; readonly whole: boolean } | undefined;
}

/** Everything a composer shows and does, besides keys. */
export type Sending = ReturnType<typeof useSending>;

/** The state of one composer. */
export function useSending({ conversation, mayPost, tells }: SendingProps) {
  const writing = useView(conversation.writing);
  const attachments = useView(conversation.tray.attachments);
  const [text, write] = useText(conversation, writing.editing);
  const [refusal, refuse] = useState<Refusal>();
  const [asking, setAsking] = useState(false);
  const { editing } = writing;
  const isEmpty = text.trim() === '' && (editing !== undefined || attachments.length === 0);
  const add = adderTo({ conversation, mayPost, editing: editing !== undefined, refuse });
  const out = (message: string): void => {
    refuse(undefined);
    setAsking(false);
    conversation.send(message);
    if (!editing) write('');
  };
  return {
    ...{ writing, attachments, text, refusal, refuse, asking, isEmpty, add },
    change(next: string): void {
      write(next);
      refuse(undefined);
      if (!editing && next.trim() !== '') conversation.typed();
    },
    /** `sure`: everybody may be told. */
    send(sure = false): void {
      const message = text.trim();
      if (!mayPost || (isEmpty && !editing)) return;
      const wrong = editing ? wrongEdit(message) : wrongMessage(message, attachments);
      if (wrong) refuse(wrong);
      else if (!sure && !editing && tells > 0 && callsAll(namesIn(message))) setAsking(true);
      else out(message);
    },
    dontSend: () => setAsking(false),
    /** Takes what is too long for a message as a file. */
    takeAsFile(): void {
      const { asFile } = refusal ?? {};
      if (!asFile) return;
      if (asFile.whole) write('');
      add([textFile(composerWords.pasted, asFile.text)]);
    },
    /** What is pasted, when it is too long: whether it was. */
    isTooLong(pasted: string): boolean {
      if (pasted.length <= MESSAGE_CHARS_MAX) return false;
      const said = composerWords.tooLong(countOf(pasted.length), countOf(MESSAGE_CHARS_MAX));
      refuse(editing ? { said } : { said, asFile: { text: pasted, whole: false } });
      return true;
    },
    /** Ends what can be ended: an edit, a reply, a refusal. Whether there was any. */
    cancel(): boolean {
      if (editing) conversation.edit(undefined);
      else if (writing.reply) conversation.replyTo(undefined);
      else if (!refusal) return false;
      refuse(undefined);
      return true;
    },
    /** The arrow up where nothing is written yet. */
    editLast: () => isEmpty && !editing && text === '' && conversation.editLast(),
  };
}

interface Adding extends Pick<SendingProps, 'conversation' | 'mayPost'> {
  readonly editing: boolean;
  refuse(refusal: Refusal | undefined): void;
}

/** Puts files into the tray; what does not fit is refused in words. */
function adderTo({ conversation, mayPost, editing, refuse }: Adding) {
  return (files: readonly LocalFile[]): void => {
    if (files.length === 0 || !mayPost) return;
    const refused = editing
      ? [composerWords.notWhileEditing]
      : conversation.tray.add(files).map(({ message }) => message);
    refuse(refused.length > 0 ? { said: refused.join(' ') } : undefined);
  };
}

function wrongEdit(message: string): Refusal | undefined {
  if (message === '') return { said: composerWords.editEmpty };
  return message.length > MESSAGE_CHARS_MAX ? { said: overSaid(message) } : undefined;
}

function wrongMessage(message: string, files: readonly Attachment[]): Refusal | undefined {
  if (message.length > MESSAGE_CHARS_MAX) {
    return { said: overSaid(message), asFile: { text: message, whole: true } };
  }
  const failed = files.some(({ state }) => state === 'failed');
  return failed ? { said: composerWords.failedFile } : undefined;
}

function overSaid({ length }: string): string {
  return words.composer.over(countOf(length), countOf(MESSAGE_CHARS_MAX));
}
