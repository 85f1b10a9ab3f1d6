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

/** Like {@link reuse}, through everything that it consists of: for small things of plain data. */
export function reuseDeep<T>(before: unknown, after: T): T {
  if (Object.is(before, after) || !isCompound(before) || !isCompound(after)) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  const keys = Object.keys(after);
  const same = { count: keys.length === Object.keys(before).length };
  const inner: Record<string, unknown> = {};
  for (const key of keys) {
    inner[key] = reuseDeep(before[key], after[key]);
    if (!Object.is(inner[key], before[key])) same.count = false;
  }
  if (same.count) return before as T;
  return (Array.isArray(after) ? Object.values(inner) : inner) as T;
}

function isCompound(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
