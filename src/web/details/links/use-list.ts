// A list that a dialog asks for when it opens, page by page, and then keeps in step with what is done to it.
import { useEffect, useState } from 'react';
import type { Found, Outcome } from '#client/model.ts';
import { words } from '#web/words/words.ts';

/** `more` is there while the server has further pages. `change` is for what was done meanwhile. */
export interface List<T> {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly items: readonly T[];
  readonly why: string;
  readonly retry: () => void;
  readonly more: (() => void) | undefined;
  readonly change: (change: (items: readonly T[]) => readonly T[]) => void;
}

interface Held<T> {
  readonly state: List<T>['state'];
  readonly items: readonly T[];
  readonly next?: string | undefined;
  readonly why: string;
}

/** Asks when it is first drawn; a list without pages may come as it is. */
export function useList<T>(
  ask: (after?: string) => Promise<Outcome<Found<T> | readonly T[]>>,
): List<T> {
  const [held, setHeld] = useState<Held<T>>({ state: 'loading', items: [], why: '' });
  const load = async (after?: string): Promise<void> => {
    setHeld((before) => ({ ...before, state: 'loading' }));
    const outcome = await ask(after);
    setHeld((before) => withPage(before, outcome));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once; the rest is asked for by hand.
  useEffect(() => void load(), []);
  const { state, items, next, why } = held;
  return {
    state,
    items,
    why,
    retry: () => void load(next),
    more: next === undefined || state === 'loading' ? undefined : () => void load(next),
    change: (change) => setHeld((before) => ({ ...before, items: change(before.items) })),
  };
}

function withPage<T>(before: Held<T>, outcome: Outcome<Found<T> | readonly T[]>): Held<T> {
  if (!outcome.ok) {
    const why = 'refused' in outcome ? outcome.refused.message : words.failed.offline;
    return { ...before, state: 'failed', why };
  }
  const { value } = outcome;
  const page: Found<T> = 'items' in value ? value : { items: value };
  return { state: 'ready', why: '', items: [...before.items, ...page.items], next: page.next };
}
