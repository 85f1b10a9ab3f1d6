// The trees of the texts that were drawn last, so that scrolling and new ticks parse nothing twice.
import { parseMarkup } from '#core/markup/parse.ts';
import type { Block } from '#core/markup/tree.ts';

const KEPT_MAX = 500;
const kept = new Map<string, readonly Block[]>();

/** What `parseMarkup` says; the same object while it is kept. */
export function treeOf(text: string): readonly Block[] {
  const tree = kept.get(text) ?? parseMarkup(text);
  kept.delete(text);
  kept.set(text, tree);
  if (kept.size > KEPT_MAX) forgetOldest();
  return tree;
}

function forgetOldest(): void {
  for (const text of kept.keys()) {
    kept.delete(text);
    return;
  }
}
