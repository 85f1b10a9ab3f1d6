// Who a request says it is: a bearer token, or the cookie of one account; never both. And whether
// it comes from our own pages. Works on plain Node requests, so that HTTP and the socket judge
// alike. What a token is worth, the messenger says.
import type { IncomingMessage } from 'node:http';
import type { Rejection } from '#protocol/rejection.ts';

/** What a request shows to be somebody; a cookie also says which account it is for. */
export type Credential =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'cookie'; readonly token: string; readonly user: string };

/** What the socket's handshake may name beside the request's headers. */
export interface Named {
  readonly token?: string | undefined;
  readonly account?: string | undefined;
}

/** The part of a Node request that is looked at here. */
export type Asking = Pick<IncomingMessage, 'headers' | 'method'>;

/** Names the account of a request in a browser with several: the header, as Node spells it. */
export const ACCOUNT_HEADER = 'kith-account';

const TOKEN = /^[\w-]{16,200}$/;
const COOKIE_SECONDS = 400 * 24 * 60 * 60;
const CHANGING: ReadonlySet<string | undefined> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * The one credential of a request. Rejects with `notSignedIn` (none, or malformed),
 * `bothCredentials`, or `accountNeeded` (several cookies, and neither `Kith-Account` nor
 * `named.account` says which). `https`: whether our origin is https, which decides the cookie's
 * name.
 */
export function findCredential(
  request: Asking,
  https: boolean,
  named: Named = {},
): Credential | Rejection {
  const bearer = named.token ?? bearerOf(request.headers.authorization);
  const cookies = cookiesOf(request.headers.cookie, https);
  if (bearer !== undefined) {
    if (cookies.size > 0) return { rejected: 'bothCredentials' };
    return TOKEN.test(bearer) ? { kind: 'bearer', token: bearer } : { rejected: 'notSignedIn' };
  }
  return chooseCookie(cookies, named.account ?? accountOf(request));
}

function chooseCookie(
  cookies: ReadonlyMap<string, string>,
  account: string | undefined,
): Credential | Rejection {
  if (account === undefined && cookies.size > 1) return { rejected: 'accountNeeded' };
  const user = account ?? cookies.keys().next().value ?? '';
  const token = cookies.get(user);
  return token === undefined ? { rejected: 'notSignedIn' } : { kind: 'cookie', token, user };
}

/** Whether the request carries a cookie of ours: then it must come from our own pages. */
export function hasCookie(request: Asking, https: boolean): boolean {
  return cookiesOf(request.headers.cookie, https).size > 0;
}

/**
 * Whether the request's Origin is our own: the configured one, else http and the request's Host. No
 * Origin is not ours, nor is `null`. Our server speaks plain http; behind TLS there is a configured
 * origin.
 */
export function isOwnOrigin(request: Asking, configured: string | undefined): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || origin === 'null') return false;
  if (configured !== undefined) return origin === configured;
  return host !== undefined && origin === `http://${host.toLowerCase()}`;
}

/** Whether a request with this credential needs our own Origin and lacks it. */
export function isForeignChange(
  request: Asking,
  credential: Credential,
  configured: string | undefined,
): boolean {
  if (credential.kind !== 'cookie' || !CHANGING.has(request.method)) return false;
  return !isOwnOrigin(request, configured);
}

/**
 * Whether a sign-in or sign-up must be refused for its Origin: a foreign one, or none for a cookie.
 */
export function isForeignSignIn(
  request: Asking,
  cookie: boolean | undefined,
  configured: string | undefined,
): boolean {
  if (request.headers.origin === undefined) return cookie === true;
  return !isOwnOrigin(request, configured);
}

/** The Set-Cookie that keeps one account signed in, for at most 400 days. */
export function issueCookie(user: string, token: string, https: boolean): string {
  return setCookie(user, token, COOKIE_SECONDS, https);
}

/** The Set-Cookie that takes one account's cookie away. */
export function clearCookie(user: string, https: boolean): string {
  return setCookie(user, '', 0, https);
}

function setCookie(user: string, value: string, seconds: number, https: boolean): string {
  const pair = `${prefix(https)}${user}=${value}`;
  return `${pair}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`;
}

// Cookies ignore ports and schemes, so only the name tells ours from a neighbour's; `__Host-`
// cannot be set from another host or over plain http.
function prefix(https: boolean): string {
  return https ? '__Host-kith-' : 'kith-';
}

// Other schemes than Bearer are somebody else's, such as a proxy's own password.
function bearerOf(header: string | undefined): string | undefined {
  return header?.slice(0, 7).toLowerCase() === 'bearer ' ? header.slice(7).trim() : undefined;
}

function accountOf({ headers }: Asking): string | undefined {
  const value = headers[ACCOUNT_HEADER];
  return typeof value === 'string' ? value : undefined;
}

/**
 * Our cookies of a request: token by user id. Of two with one name the first counts, as browsers
 * order them.
 */
function cookiesOf(header: string | undefined, https: boolean): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (header === undefined) return found;
  const start = prefix(https);
  for (const pair of header.split(';')) {
    const text = pair.trim();
    const equals = text.indexOf('=');
    if (equals < 0 || !text.startsWith(start)) continue;
    const user = text.slice(start.length, equals);
    const token = text.slice(equals + 1);
    if (/^[a-z0-9]{20}$/.test(user) && TOKEN.test(token) && !found.has(user)) {
      found.set(user, token);
    }
  }
  return found;
}
