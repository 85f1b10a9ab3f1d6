// Where a request comes from: the address behind the trusted proxies, whether it is somebody at
// this very machine, and a readable name for their device.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Peer } from '#core/messenger.ts';
import type { Site } from './handlers/handler.ts';

const FORWARDING = ['forwarded', 'via', 'x-real-ip'] as const;

/**
 * The peer of a request; `address` is what the trusted hops say, and is believed only if it is an
 * address.
 */
export function peerOf(request: IncomingMessage, address: string, site: Site): Peer {
  return {
    address: plain(isIP(address) > 0 ? address : request.socket.remoteAddress) ?? 'unknown',
    direct: isDirect(request, site),
    device: deviceOf(request.headers['user-agent']),
  };
}

/**
 * Whether nobody stands between us and a program on this machine: a loopback peer, no sign of a
 * proxy, and a Host that no website can have (a public name that resolves to loopback is how a page
 * out there would act as us).
 */
function isDirect(request: IncomingMessage, site: Site): boolean {
  if (site.trustedHops > 0 || (site.origin !== undefined && !isOurOwnHost(site.origin)))
    return false;
  // Proxies that add no header still speak 1.0 by default (nginx).
  if (!isLoopback(request.socket.remoteAddress) || request.httpVersion === '1.0') return false;
  const names = Object.keys(request.headers);
  if (names.some((name) => name.startsWith('x-forwarded'))) return false;
  if (FORWARDING.some((name) => name in request.headers)) return false;
  const { host } = request.headers;
  return host !== undefined && isPrivateName(hostName(`http://${host}`));
}

function isOurOwnHost(origin: string): boolean {
  const name = hostName(origin);
  return name === 'localhost' || isLoopback(name);
}

function isLoopback(address: string | undefined): boolean {
  const known = plain(address);
  return known === '::1' || (known !== undefined && isIP(known) === 4 && known.startsWith('127.'));
}

// A socket that takes both kinds writes IPv4 as ::ffff:192.0.2.1; one peer has one address.
function plain(address: string | undefined): string | undefined {
  return address?.replace(/^::ffff:/i, '');
}

// Top-level names that are not, and will not be, in the public DNS.
const PRIVATE_ENDING =
  /(^|\.)(localhost|local|internal|lan|home|corp|mail|test|example|invalid|home\.arpa)$/;

function isPrivateName(name: string | undefined): boolean {
  if (name === undefined || name === '') return false;
  return isIP(name) > 0 || !name.includes('.') || PRIVATE_ENDING.test(name);
}

function hostName(url: string): string | undefined {
  return URL.parse(url)?.hostname.replace(/^\[|\]$/g, '');
}

const BROWSERS = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
] as const;

const SYSTEMS = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const;

const DEVICE_UNKNOWN = 'Unknown device';

/**
 * A short name from User-Agent: `Firefox on Linux`, a program's own name such as `curl`, else
 * `Unknown device`.
 */
export function deviceOf(userAgent: string | undefined): string {
  const text = userAgent?.slice(0, 500) ?? '';
  const program = /^([A-Za-z][\w-]{0,30})(\/|$)/.exec(text)?.[1];
  if (program !== undefined && program !== 'Mozilla') return program;
  const browser = BROWSERS.find(([pattern]) => pattern.test(text))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(text))?.[1];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? DEVICE_UNKNOWN;
}
