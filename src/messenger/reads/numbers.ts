// Whole numbers that stand for ids: given at first sight, kept for ever. Whoever gets one has already
// been given the id.
import type { Numbers } from '#core/messenger.ts';
import { findNumbered, giveNumbers, knownNumbers } from '#store/numbers.ts';
import type { Store } from '#store/store.ts';

/** The numbers kept in a store. */
export function openNumbers(store: Store): Numbers {
  return {
    async of(scope, ids) {
      const known = await store.read((q) => knownNumbers(q, scope, ids));
      if (ids.every((id) => known.has(id))) return ids.map((id) => known.get(id) ?? 0);
      return store.write((q) => giveNumbers(q, scope, ids));
    },
    async find(scope, number) {
      if (!Number.isSafeInteger(number) || number < 1) return undefined;
      return store.read((q) => findNumbered(q, scope, number));
    },
  };
}
