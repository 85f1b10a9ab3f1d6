// The addresses inside the app, and going back within it.
import { navigate } from 'wouter/use-browser-location';

/** The chat list; on wide screens the last chat beside it. */
export const HOME = '/';
/** The account page. */
export const ACCOUNT = '/account';
/** The room everybody is in. */
export const LOBBY = 'lobby';

const CHAT = /^\/c\/([^/]+)/;
const INSIDE = { inside: true };

/** The address of a chat. */
export function chatPath(id: string): string {
  return `/c/${encodeURIComponent(id)}`;
}

/** The chat that an address shows. */
export function chatIn(path: string): string | undefined {
  const named = CHAT.exec(path)?.[1];
  try {
    return named === undefined ? undefined : decodeURIComponent(named);
  } catch {
    return undefined;
  }
}

/** How to go: `replace` when going back should not come by here again; `inside`: one came from within the app. */
export interface Going {
  readonly replace?: boolean;
  readonly inside?: boolean;
}

/** Goes to an address. */
export function go(path: string, { replace = false, inside = !replace }: Going = {}): void {
  navigate(path, { replace, state: inside ? INSIDE : history.state });
}

/** Back to where one came from within the app, else to `home`: a link from outside has nothing behind it. */
export function goBack(home: string = HOME): void {
  const state: unknown = history.state;
  const inside = typeof state === 'object' && state !== null && 'inside' in state;
  if (inside) history.back();
  else go(home, { replace: true });
}
