// Remembers which chat an account had open last in this browser.

const keyOf = (account: string): string => `kith.last.${account}`;

/** The chat that was open last. */
export function lastChat(account: string): string | undefined {
  try {
    return localStorage.getItem(keyOf(account)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the chat that is open; `undefined` forgets it. */
export function keepLastChat(account: string, chat: string | undefined): void {
  try {
    if (chat === undefined) localStorage.removeItem(keyOf(account));
    else localStorage.setItem(keyOf(account), chat);
  } catch {
    // Then the Lobby opens next time.
  }
}
