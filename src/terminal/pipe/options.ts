// The arguments of a pipe command, and where it goes: server and token from options, environment, or the last sign-in.
import { parseArgs } from 'node:util';
import { EXIT, Stop } from '../exit-codes.ts';
import { configurationFolder } from '../platform/folder.ts';
import { readSessions } from '../platform/sessions.ts';

const DEFAULT_SERVER = 'http://localhost:8080';

/** What stands behind a command. */
export interface Arguments {
  readonly words: readonly string[];
  readonly server?: string | undefined;
  readonly file?: readonly string[] | undefined;
  readonly json: boolean;
  readonly since?: number | undefined;
  readonly limit?: number | undefined;
  readonly user?: string | undefined;
  readonly register: boolean;
}

/** Where commands go. `token` is undefined when nobody is signed in there. */
export interface Target {
  readonly server: string;
  readonly folder: string;
  readonly token?: string | undefined;
  readonly account?: string | undefined;
}

/** Reads arguments; throws a Stop (2) that names what is wrong. */
export function readArguments(args: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        server: { type: 'string' },
        file: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        since: { type: 'string' },
        limit: { type: 'string' },
        user: { type: 'string' },
        register: { type: 'boolean' },
      },
    });
    return {
      words: positionals,
      server: values.server,
      file: values.file,
      json: values.json ?? false,
      since: wholeNumber('since', values.since),
      limit: wholeNumber('limit', values.limit),
      user: values.user,
      register: values.register ?? false,
    };
  } catch (fault) {
    if (fault instanceof Stop) throw fault;
    throw new Stop(EXIT.usage, (fault as Error).message);
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new Stop(EXIT.usage, `--${name} takes a whole number.`);
  return Number(text);
}

/** The server and the session there: options first, then KITH_SERVER and KITH_TOKEN, then what was kept. */
export async function findTarget(
  given: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<Target> {
  const folder = configurationFolder(env);
  const kept = await readSessions(folder);
  const server = originOf(given ?? (env.KITH_SERVER || kept.server || DEFAULT_SERVER));
  const session = kept.sessions[server];
  if (env.KITH_TOKEN) return { server, folder, token: env.KITH_TOKEN };
  return { server, folder, token: session?.token, account: session?.account };
}

/** Scheme, host and port of an address; `http` when it has no scheme. */
function originOf(address: string): string {
  const text = /^https?:\/\//i.test(address) ? address : `http://${address}`;
  if (!URL.canParse(text)) throw new Stop(EXIT.usage, `"${address}" is not an address.`);
  return new URL(text).origin;
}
