// Keeps the identity of what has not changed: an object equal in all its fields to the one before is given back as that one.

/** The former object if the new one has the same fields with the same values (compared by identity), else the new one. */
export function reuse<T extends object>(before: T | undefined, after: T): T {
  if (!before || before === after) return after;
  const keys = Object.keys(after) as (keyof T)[];
  if (keys.length !== Object.keys(before).length) return after;
  return keys.every((key) => Object.is(before[key], after[key])) ? before : after;
}

/** The former list if the new one has the same items in the same order, else the new one. */
export function reuseList<T>(before: readonly T[] | undefined, after: readonly T[]): readonly T[] {
  if (before?.length !== after.length) return after;
  return after.every((item, index) => Object.is(item, before[index])) ? before : after;
}
