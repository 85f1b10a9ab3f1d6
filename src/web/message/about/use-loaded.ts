// Something that a dialog asks for once: on its way, there, or failed with words.
import { useEffect, useState } from 'react';
import type { Outcome } from '#client/model.ts';
import { words } from '#web/words/words.ts';

/** What has become of it; `retry` asks again. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly why: string; readonly retry: () => void };

/** Asks when it is first drawn. */
export function useLoaded<T>(ask: () => Promise<Outcome<T>>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, and again when somebody says so.
  useEffect(() => {
    let wanted = true;
    const retry = (): void => {
      setLoaded({ state: 'loading' });
      setTries(tries + 1);
    };
    void ask().then((outcome) => {
      if (!wanted) return;
      if (outcome.ok) setLoaded({ state: 'ready', value: outcome.value });
      else {
        const why = 'refused' in outcome ? outcome.refused.message : words.failed.offline;
        setLoaded({ state: 'failed', why, retry });
      }
    });
    return () => {
      wanted = false;
    };
  }, [tries]);
  return loaded;
}
