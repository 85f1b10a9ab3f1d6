// What is written and what becomes of it: the draft, sending, and what is too long to be sent or pasted.
import { type ClipboardEvent, useState } from 'react';
import type { ChatHandle } from '#client/model.ts';
import { MESSAGE_CHARS_MAX } from '#protocol/limits.ts';
import { countOf } from '#web/words/dates.ts';
import { words } from '#web/words/words.ts';
import { useDraft } from './use-draft.ts';

/** The text of a chat's composer and its acts; `refusal` says in words why something was not done. */
export function useSending({ handle, mayPost }: { handle: ChatHandle; mayPost: boolean }) {
  const [text, write] = useDraft(handle);
  const [refusal, setRefusal] = useState<string>();
  const set = (next: string): void => {
    write(next);
    setRefusal(undefined);
  };
  return {
    text,
    refusal,
    cancel: () => setRefusal(undefined),
    change(next: string): void {
      set(next);
      if (next.trim() !== '') handle.typed();
    },
    send(): void {
      const message = text.trim();
      if (message === '' || !mayPost) return;
      if (message.length > MESSAGE_CHARS_MAX) {
        setRefusal(words.composer.over(countOf(message.length), countOf(MESSAGE_CHARS_MAX)));
      } else {
        handle.send(message);
        set('');
      }
    },
    paste(event: ClipboardEvent): void {
      const { length } = event.clipboardData.getData('text/plain');
      if (length <= MESSAGE_CHARS_MAX) return;
      event.preventDefault();
      setRefusal(words.composer.paste(countOf(length), countOf(MESSAGE_CHARS_MAX)));
    },
  };
}
