// Several names in one sentence, as the language wants it.
import { words } from './words.ts';

const and = new Intl.ListFormat(words.language, { type: 'conjunction' });

/** “Amara, Mateo and Priya”, without the comma before the last. */
export function joinNames(names: readonly string[]): string {
  const parts = and.formatToParts(names).map(({ type, value }, index, all) => {
    const last = type === 'literal' && index === all.length - 2;
    return last ? value.replace(/^,/, '') : value;
  });
  return parts.join('');
}
