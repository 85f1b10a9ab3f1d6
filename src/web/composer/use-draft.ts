// What stands in the box. The box is the truth while one writes; the client keeps it, and another tab may change it.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChatHandle } from '#client/model.ts';

/** The text, and how to set it. */
export function useDraft(handle: ChatHandle): readonly [string, (text: string) => void] {
  const { draft } = handle;
  const [text, setText] = useState(() => draft.get());
  const written = useRef(text);
  const write = useCallback(
    (next: string) => {
      written.current = next;
      setText(next);
      handle.setDraft(next);
    },
    [handle],
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
