// What the original checks of every body before anything else, and what makes it answer which status.

/** What is wrong with a body: 422 for a rule that is broken, 500 where the original stumbled over the type. */
export type Wrong = 422 | 500;

const EMAIL = /^[A-Za-z0-9_][A-Za-z0-9._%+-]*@[A-Za-z0-9.-]+\.[A-Z|a-z]{2,7}$/;
const NEW_PASSWORD_MIN = 8;
const PASSWORD_MIN = 6;
const VALUE_MAX = 50;
const MESSAGE_MAX = 500;
const LONG_MAX = 1_024;

// Passwords and addresses of accounts that were made elsewhere may be longer than the original's columns.
const LONG: ReadonlySet<string> = new Set(['password', 'oldPassword', 'email']);

/** The first rule that a body's values break. `fresh`: an account is being made, so the original's lengths count. */
export function wrongIn(body: Readonly<Record<string, unknown>>, fresh = false): Wrong | undefined {
  for (const [key, value] of Object.entries(body)) {
    if (typeof value !== 'string') return 500;
    if (!isRight(key, value, fresh)) return 422;
  }
  return undefined;
}

function isRight(key: string, value: string, fresh: boolean): boolean {
  // Characters, as Python counts them.
  const { length } = [...value];
  if (length === 0) return false;
  if (key === 'message') return length <= MESSAGE_MAX;
  if (key === 'email' && !isEmail(value)) return false;
  if (key === 'newPassword' || (key === 'password' && fresh)) {
    // Units, as the server's own rule counts them.
    if (value.length < NEW_PASSWORD_MIN) return false;
  }
  if ((key === 'password' || key === 'oldPassword') && length < PASSWORD_MIN) return false;
  return length <= (LONG.has(key) && !fresh ? LONG_MAX : VALUE_MAX);
}

/** Whether the original takes this as an address, or it is one that stands for a person without one. */
export function isEmail(text: string): boolean {
  return EMAIL.test(text) || standsFor(text) !== undefined;
}

/** The domain of people who show no address here; nobody can have one there. */
const NOWHERE = '@kith.invalid';

/** The address that stands for a person who has none, or shows none. */
export function standIn(username: string): string {
  return `${username.toLowerCase()}${NOWHERE}`;
}

/** The user name for which an address stands. */
export function standsFor(email: string): string | undefined {
  const lower = email.toLowerCase();
  if (!lower.endsWith(NOWHERE) || lower.length <= NOWHERE.length) return undefined;
  const name = lower.slice(0, -NOWHERE.length);
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(name) ? name : undefined;
}
