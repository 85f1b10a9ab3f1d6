// Which accounts this browser knows (ids and names only), and which of them this tab shows. Cookies hold the sessions.

/** An account that has been signed in to in this browser. */
export interface KnownAccount {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
}

const KNOWN = 'kith.accounts';
const TAB = 'kith.account';

/** The accounts known here, the last used first. */
export function knownAccounts(): readonly KnownAccount[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KNOWN) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isKnown) : [];
  } catch {
    return [];
  }
}

/** The account of this tab; a new tab takes the last used one. */
export function accountOfTab(): string | undefined {
  try {
    return sessionStorage.getItem(TAB) ?? knownAccounts()[0]?.id;
  } catch {
    return undefined;
  }
}

/** This tab shows this account from now on; the browser knows it, with its names as they are now. */
export function takeAccount({ id, username, displayName }: KnownAccount): void {
  const others = knownAccounts().filter((known) => known.id !== id);
  keep([{ id, username, displayName }, ...others]);
  try {
    sessionStorage.setItem(TAB, id);
  } catch {
    // Then a reload takes the last used one.
  }
}

/** Forgets an account; this tab has none then. */
export function dropAccount(id: string): void {
  keep(knownAccounts().filter((known) => known.id !== id));
  try {
    sessionStorage.removeItem(TAB);
  } catch {
    // Nothing was kept.
  }
}

function keep(accounts: readonly KnownAccount[]): void {
  try {
    localStorage.setItem(KNOWN, JSON.stringify(accounts));
  } catch {
    // Then one signs in again after a reload.
  }
}

function isKnown(value: unknown): value is KnownAccount {
  if (typeof value !== 'object' || value === null) return false;
  const { id, username, displayName } = value as Record<string, unknown>;
  return [id, username, displayName].every((field) => typeof field === 'string');
}
