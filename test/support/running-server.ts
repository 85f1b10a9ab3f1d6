// A whole server in this process, on a free port over a temporary folder, with limits wide open and cheap hashes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALLOWANCES, type Allowances } from '#messenger/messenger.ts';
import { BLOB_BYTES_MAX } from '#protocol/limits.ts';
import type { Account } from '#protocol/person.ts';
import type { Configuration } from '#server/configuration.ts';
import { openServer, type Replaced, type RunningServer } from '#server/open-server.ts';

const WIDE = { burst: 1_000_000, refillMs: 1 };
const WIDE_OPEN = Object.fromEntries(
  Object.keys(ALLOWANCES).map((name) => [name, WIDE]),
) as unknown as Allowances;

/** A running server and how to reach it. */
export interface TestServer {
  readonly url: string;
  readonly server: RunningServer;
  /** Lines that it logged: faults. */
  readonly logged: string[];
  /** Signs somebody up over HTTP. */
  signUp(username: string): Promise<{ user: Account; token: string }>;
  /** Calls a route with a token; the answer's status and parsed body. */
  call(
    token: string | undefined,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown; headers: Headers }>;
  close(): Promise<void>;
}

/** Starts a server. Close it at the end of the test. A data folder of the caller's stays there. */
export async function startServer(
  replaced: Replaced = {},
  configured: Partial<Configuration> = {},
): Promise<TestServer> {
  const data = mkdtempSync(join(tmpdir(), 'kith-server-'));
  const logged: string[] = [];
  const server = await openServer(
    {
      port: 0,
      host: '127.0.0.1',
      data,
      trustedHops: 0,
      name: 'Kith',
      uploadBytes: BLOB_BYTES_MAX,
      signUp: 'open',
      ...configured,
    },
    {
      allowances: WIDE_OPEN,
      hashCost: { memoryKiB: 64, passes: 1 },
      log: (line) => logged.push(line),
      ...replaced,
    },
  );
  const url = `http://127.0.0.1:${server.port}`;
  const call: TestServer['call'] = (token, method, path, body) =>
    request(url, token, method, path, body);
  return {
    url,
    server,
    logged,
    call,
    async signUp(username) {
      const body = { username, password: 'plums in the orchard' };
      const answer = await call(undefined, 'POST', '/api/v1/users', body);
      if (answer.status !== 201) throw new Error(`${username}: ${JSON.stringify(answer.body)}`);
      return answer.body as { user: Account; token: string };
    },
    async close() {
      await server.close();
      if (!configured.data) rmSync(data, { recursive: true, force: true });
    },
  };
}

async function request(
  url: string,
  token: string | undefined,
  method: string,
  path: string,
  body: unknown,
): ReturnType<TestServer['call']> {
  const headers: Record<string, string> = {};
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const answer = await fetch(url + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    // A file is no JSON, and of no concern here.
    body: isJson(answer) && text !== '' ? JSON.parse(text) : undefined,
    headers: answer.headers,
  };
}

function isJson({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('application/json') ?? false;
}
