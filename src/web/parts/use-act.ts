// Runs an act that the server may refuse: busy meanwhile, and afterwards what was wrong, in words.
import { useState } from 'react';
import type { Outcome } from '#client/model.ts';
import { words } from '#web/words/words.ts';

/** `wrong` stays until the next try. */
export interface Act {
  readonly busy: boolean;
  readonly wrong: string | undefined;
  readonly refuse: (wrong: string | undefined) => void;
  readonly run: <T>(act: Promise<Outcome<T>>, done?: (value: T) => void) => Promise<void>;
}

/** One act at a time. */
export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  return {
    busy,
    wrong,
    refuse: setWrong,
    async run(act, done) {
      setBusy(true);
      setWrong(undefined);
      const outcome = await act;
      setBusy(false);
      if (outcome.ok) done?.(outcome.value);
      else setWrong('offline' in outcome ? words.failed.offline : outcome.refused.message);
    },
  };
}
