// Whole numbers that stand for ids: given at first sight, kept for ever. Whoever gets one has already
// been given the id. What is kept for ever may as well be remembered.
import type { Numbers } from '#core/messenger.ts';
import { findNumbered, giveNumbers, knownNumbers } from '#store/numbers.ts';
import type { Store } from '#store/store.ts';

/** Numbers remembered; when there are more, it begins anew. */
const REMEMBERED_MAX = 50_000;

/** The numbers kept in a store. */
export function openNumbers(store: Store): Numbers {
  const memory = new Memory();
  return {
    async of(scope, ids) {
      const remembered = ids.map((id) => memory.numberOf(scope, id));
      if (remembered.every((number) => number !== undefined)) return remembered as number[];
      const known = await store.read((q) => knownNumbers(q, scope, ids));
      const numbers = ids.every((id) => known.has(id))
        ? ids.map((id) => known.get(id) ?? 0)
        : await store.write((q) => giveNumbers(q, scope, ids));
      for (const [at, id] of ids.entries()) memory.keep(scope, id, numbers[at] ?? 0);
      return numbers;
    },
    async find(scope, number) {
      if (!Number.isSafeInteger(number) || number < 1) return undefined;
      const remembered = memory.idOf(scope, number);
      if (remembered !== undefined) return remembered;
      const id = await store.read((q) => findNumbered(q, scope, number));
      if (id !== undefined) memory.keep(scope, id, number);
      return id;
    },
  };
}

/** Pairs of ids and numbers, looked up from either side. */
class Memory {
  readonly #numbers = new Map<string, number>();
  readonly #ids = new Map<string, string>();

  numberOf(scope: string, id: string): number | undefined {
    return this.#numbers.get(`${scope} ${id}`);
  }

  idOf(scope: string, number: number): string | undefined {
    return this.#ids.get(`${scope} ${number}`);
  }

  keep(scope: string, id: string, number: number): void {
    if (this.#numbers.size >= REMEMBERED_MAX) {
      this.#numbers.clear();
      this.#ids.clear();
    }
    this.#numbers.set(`${scope} ${id}`, number);
    this.#ids.set(`${scope} ${number}`, id);
  }
}
