// The emoji for a component: loading, failed, or here.
import { useCallback, useEffect, useState } from 'react';
import type { Emoji } from './data/emoji.ts';
import { emojiHere, loadEmoji } from './data/load-emoji.ts';

/** What there is of the emoji. */
export type EmojiState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; retry(): void }
  | { readonly state: 'ready'; readonly all: readonly Emoji[] };

/** Loads them if need be. */
export function useEmoji(): EmojiState {
  const [all, setAll] = useState(emojiHere);
  const [failed, setFailed] = useState(false);
  const retry = useCallback(() => setFailed(false), []);
  useEffect(() => {
    if (all || failed) return;
    let gone = false;
    loadEmoji().then(
      (loaded) => !gone && setAll(loaded),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [all, failed]);
  if (all) return { state: 'ready', all };
  return failed ? { state: 'failed', retry } : { state: 'loading' };
}
