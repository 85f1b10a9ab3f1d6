// The cookie of a gateway: `kith-<name>`, its own and nobody else's. Cookies ignore ports, so the name
// keeps the gateways apart, and the origin of what comes with one says whose page it is.
import type { IncomingMessage } from 'node:http';
import type { GatewayName } from './gateway.ts';

const TOKEN = /^[\w-]{16,200}$/;
const COOKIE_SECONDS = 400 * 24 * 60 * 60;

/** The token in this gateway's cookie; undefined when there is none, or none of the right form. */
export function tokenIn(
  request: Pick<IncomingMessage, 'headers'>,
  name: GatewayName,
  https: boolean,
): string | undefined {
  const start = `${cookieName(name, https)}=`;
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const text = pair.trim();
    const token = text.startsWith(start) ? text.slice(start.length) : '';
    if (TOKEN.test(token)) return token;
  }
  return undefined;
}

/** The Set-Cookie that signs in at this gateway. */
export function issueCookie(name: GatewayName, token: string, https: boolean): string {
  return setCookie(name, token, COOKIE_SECONDS, https);
}

/** The Set-Cookie that takes it away. */
export function clearCookie(name: GatewayName, https: boolean): string {
  return setCookie(name, '', 0, https);
}

function setCookie(name: GatewayName, value: string, seconds: number, https: boolean): string {
  const pair = `${cookieName(name, https)}=${value}`;
  return `${pair}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`;
}

function cookieName(name: GatewayName, https: boolean): string {
  return `${https ? '__Host-' : ''}kith-${name}`;
}

/**
 * Whether a request comes from this gateway's own page, port included. Without an Origin it does not, unless a browser
 * says otherwise in Sec-Fetch-Site, which pages cannot set.
 */
export function isOwnPage({ headers }: Pick<IncomingMessage, 'headers'>, https: boolean): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] === 'same-origin';
  return host !== undefined && origin === `http${https ? 's' : ''}://${host.toLowerCase()}`;
}

/** Whether no page stands behind a request, or only this gateway's own: then a change may be made. */
export function isOwnOrNoPage(request: Pick<IncomingMessage, 'headers'>, https: boolean): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined) return site === undefined || site === 'same-origin' || site === 'none';
  return isOwnPage(request, https);
}
