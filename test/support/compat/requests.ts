// Requests as old clients make them: with headers and cookies as they like, and no redirect followed.

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
