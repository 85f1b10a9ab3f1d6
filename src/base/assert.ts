// Says what must be true; on in production. A failed assertion is a bug, never bad input.

/** Thrown where the program itself is wrong (a bug), as opposed to the world (a fault). */
export class AssertionFailed extends Error {
  override name = 'AssertionFailed';
}

/** Throws {@link AssertionFailed} unless the condition holds. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFailed(message);
}

/** For the branch that the types say cannot happen. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`unreachable: ${JSON.stringify(value)}`);
}

/** The value, which must be there. */
export function present<T>(value: T | undefined | null, what: string): T {
  assert(value !== undefined && value !== null, `missing: ${what}`);
  return value;
}
