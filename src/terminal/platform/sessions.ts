// Where one is signed in: the server used last, and a token for each server, in `sessions.json` of the configuration folder.
import { join } from 'node:path';
import { readText, writeText } from './folder.ts';

/** A session on one server. */
export interface KeptSession {
  readonly account: string;
  readonly username: string;
  readonly token: string;
}

/** What is kept. `server` is the one that was signed in to last. */
export interface Sessions {
  readonly server?: string | undefined;
  readonly sessions: Readonly<Record<string, KeptSession>>;
}

const NONE: Sessions = { sessions: {} };

/** The sessions of this configuration folder; none when the file is not there or makes no sense. */
export async function readSessions(folder: string): Promise<Sessions> {
  const text = await readText(pathIn(folder));
  if (text === undefined) return NONE;
  try {
    const { server, sessions } = JSON.parse(text) as Partial<Sessions>;
    return { server, sessions: sessions ?? {} };
  } catch {
    return NONE;
  }
}

/** Keeps a session, and its server as the one used last; undefined forgets it. */
export async function keepSession(
  folder: string,
  server: string,
  session: KeptSession | undefined,
): Promise<void> {
  const { sessions } = await readSessions(folder);
  const { [server]: _former, ...others } = sessions;
  const kept: Sessions = {
    server,
    sessions: session ? { ...others, [server]: session } : others,
  };
  await writeText(pathIn(folder), `${JSON.stringify(kept, null, 2)}\n`);
}

function pathIn(folder: string): string {
  return join(folder, 'sessions.json');
}
