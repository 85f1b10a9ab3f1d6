// The addresses inside the app, and going back within it.
import { navigate } from 'wouter/use-browser-location';

/** The chat list; on wide screens the last chat beside it. */
export const HOME = '/';
/** The account page. */
export const ACCOUNT = '/account';
/** The room everybody is in. */
export const LOBBY = 'lobby';

const CHAT = /^\/c\/([^/]+)/;
const MESSAGE = /^\/[cu]\/[^/]+\/(\d{1,15})$/;
const PERSON = /^\/u\/([^/]+)/;
const INVITE = /^\/join\/([\w-]+)$/;
const INSIDE = { inside: true };

/** The address of a chat. */
export function chatPath(id: string): string {
  return `/c/${encodeURIComponent(id)}`;
}

/** The address of a message in a chat. */
export function messagePath(chat: string, seq: number): string {
  return `${chatPath(chat)}/${seq}`;
}

/** The address of somebody's page, or of a message on their wall. */
export function personPath(username: string, seq?: number): string {
  const page = `/u/${encodeURIComponent(username)}`;
  return seq === undefined ? page : `${page}/${seq}`;
}

/** The address of an invite link, below the server's own. */
export function invitePath(code: string): string {
  return `/join/${code}`;
}

/** The chat that an address shows. */
export function chatIn(path: string): string | undefined {
  return decoded(CHAT.exec(path)?.[1]);
}

/** The user name of whose page an address shows. */
export function personIn(path: string): string | undefined {
  return decoded(PERSON.exec(path)?.[1]);
}

/** The seq of the message that an address leads to. */
export function seqIn(path: string): number | undefined {
  const seq = MESSAGE.exec(path)?.[1];
  return seq === undefined ? undefined : Number(seq);
}

/** The code of the invite link that an address is. */
export function inviteIn(path: string): string | undefined {
  return INVITE.exec(path)?.[1];
}

function decoded(named: string | undefined): string | undefined {
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
