// Finding by a few letters: those whose beginning, or a word's beginning, is typed come first, then those that hold the
// letters in order. Equal ones keep their order, which is the more recent first.

/** Those that match, best first; all of them for an empty query. */
export function findBest<T>(items: readonly T[], query: string, nameOf: (item: T) => string): T[] {
  const wanted = fold(query.trim());
  if (wanted === '') return [...items];
  return items
    .map((item) => ({ item, score: scoreOf(fold(nameOf(item)), wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
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
