// The choices for a token: people and commands at once, emoji when they are found; until then those of the letter before.
import { useEffect, useEffectEvent, useState } from 'react';
import { type Choice, choicesLater, choicesNow, type Sources } from './choices.ts';
import type { Token } from './token.ts';

const NONE: readonly Choice[] = [];

/** Empty while there is nothing to choose. */
export function useChoices(token: Token | undefined, sources: Sources): readonly Choice[] {
  const [later, setLater] = useState<{ from: number; choices: readonly Choice[] }>();
  const find = useEffectEvent((one: Token) => choicesLater(one, sources));
  useEffect(() => {
    let gone = false;
    const { from } = token ?? {};
    const finding = token && find(token);
    if (from === undefined || !finding) setLater(undefined);
    else
      finding.then(
        (choices) => !gone && setLater({ from, choices }),
        () => !gone && setLater(undefined),
      );
    return () => {
      gone = true;
    };
  }, [token]);
  if (!token) return NONE;
  const found = later?.from === token.from ? later.choices : NONE;
  return token.kind === 'emoji' ? found : (choicesNow(token, sources) ?? NONE);
}
