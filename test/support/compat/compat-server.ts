// A whole server with compatibility gateways on free ports, and requests to them as an old client makes them.
import type { GatewayName } from '#gateways/compat/frame/gateway.ts';
import type { Configuration } from '#server/configuration.ts';
import type { Replaced } from '#server/open-server.ts';
import { startServer, type TestServer } from '../running-server.ts';

/** A running server with gateways. */
export interface CompatServer extends TestServer {
  /** The address of a gateway: `http://127.0.0.1:<port>`. */
  at(name: GatewayName): string;
}

/** What came back, as an old client sees it. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
  readonly headers: Headers;
  /** The cookies that were set, `name=value` each. */
  readonly cookies: readonly string[];
}

/** Starts a server with these gateways. A restart: the same `data` and, in `ports`, the same ports. */
export async function startCompat(
  names: readonly GatewayName[],
  configured: Partial<Configuration> = {},
  replaced: Replaced = {},
): Promise<CompatServer> {
  const compat = names.map((name) => ({ name, port: 0 }));
  const server = await startServer(replaced, { compat, ...configured });
  const at = (name: GatewayName): string => {
    const found = server.server.compat.find((one) => one.name === name);
    if (!found) throw new Error(`no gateway ${name} here`);
    return `http://127.0.0.1:${found.port}`;
  };
  return { ...server, at };
}

/** What an old client may send with a request. */
export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookie?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** A body as it is, with its type in `headers`. */
  readonly body?: string | FormData;
}

/** One request; redirects are not followed. */
export async function request(method: string, url: string, sent: Sent = {}): Promise<Answered> {
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    headers: headersOf(sent),
    ...bodyOf(sent),
  });
  const text = await answer.text();
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const { status, headers } = answer;
  return { status, text, json: jsonIn(text), headers, cookies };
}

function headersOf({ headers, cookie, json, form }: Sent): Record<string, string> {
  return {
    ...(cookie !== undefined && { cookie }),
    ...(json !== undefined && { 'content-type': 'application/json' }),
    ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
    ...headers,
  };
}

function bodyOf({ json, form, body }: Sent): { body?: string | FormData } {
  if (json !== undefined) return { body: JSON.stringify(json) };
  if (form !== undefined) return { body: new URLSearchParams(form).toString() };
  return body === undefined ? {} : { body };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
