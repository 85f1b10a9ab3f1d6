// What stands in the box: the draft, or the own message that is being changed; the draft waits meanwhile. The box is the
// truth while one writes; the client keeps the draft, and another tab may change it.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Conversation, WritingView } from '#client/model.ts';

type Editing = WritingView['editing'];

/** The text, and how to set it. */
export type Text = readonly [string, (text: string) => void];

/** The draft, or what becomes of the message that is edited. */
export function useText(conversation: Conversation, editing: Editing): Text {
  const draft = useDraft(conversation);
  const [edit, setEdit] = useState<{ readonly of: Editing; readonly text: string }>();
  if (!editing) return draft;
  const text = edit?.of === editing ? edit.text : editing.text;
  return [text, (next) => setEdit({ of: editing, text: next })];
}

function useDraft(conversation: Conversation): Text {
  const { draft } = conversation;
  const [text, setText] = useState(() => draft.get());
  const written = useRef(text);
  const write = useCallback(
    (next: string) => {
      written.current = next;
      setText(next);
      conversation.setDraft(next);
    },
    [conversation],
  );
  useEffect(() => {
    const adopt = (): void => {
      const kept = draft.get();
      if (kept === written.current) return;
      written.current = kept;
      setText(kept);
    };
    adopt();
    return draft.subscribe(adopt);
  }, [draft]);
  return [text, write];
}
