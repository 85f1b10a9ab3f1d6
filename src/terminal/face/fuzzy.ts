// Finding by a few letters: those whose beginning, or a word's beginning, is typed come first, then those that hold the
// letters in order. Equal ones keep their order, which is the more recent first.

/** Those that match, best first; all of them for an empty query. An item's name is taken to stay the same. */
export function findBest<T extends object>(
  items: readonly T[],
  query: string,
  nameOf: (item: T) => string,
): T[] {
  const wanted = fold(query.trim());
  if (wanted === '') return [...items];
  const byScore: T[][] = [[], [], [], [], []];
  for (const item of items) byScore[scoreOf(folded(item, nameOf), wanted)]?.push(item);
  return byScore.slice(1).reverse().flat();
}

// Among ten thousand people, folding their names anew for each key would take longer than a key may.
const names = new WeakMap<object, string>();

function folded<T extends object>(item: T, nameOf: (item: T) => string): string {
  const known = names.get(item);
  if (known !== undefined) return known;
  const name = fold(nameOf(item));
  names.set(item, name);
  return name;
}

/** 0: does not match. */
export function scoreOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 4;
  if (name.includes(` ${wanted}`) || name.includes(`@${wanted}`)) return 3;
  if (name.includes(wanted)) return 2;
  let at = 0;
  for (const letter of wanted) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return 0;
  }
  return 1;
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
