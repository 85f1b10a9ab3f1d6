// The headless client's world in a terminal: one server, tokens and storage in the user's configuration folder.
import { join } from 'node:path';
import type { Platform } from '#client/platform.ts';
import { clock, random } from './clock.ts';
import { request, upload } from './requests.ts';
import { openStorage } from './storage.ts';
import { openWire } from './wire.ts';

/** What a platform is made of. `origin`: scheme, host and port of the server, without a slash at the end. */
export interface PlatformParts {
  readonly origin: string;
  /** The configuration folder. */
  readonly folder: string;
  /** The token of the session, if there is one already. */
  readonly token?: string | undefined;
  /** Keeps the token of a new session. */
  kept(account: string, token: string): Promise<void>;
}

/** A platform for one account at a time. */
export function openPlatform({ origin, folder, token, kept }: PlatformParts): Platform {
  let current = token;
  const mine = (account: string | undefined): string | undefined =>
    account === undefined ? undefined : current;
  return {
    clock,
    random,
    storage: openStorage(join(folder, 'data', encodeURIComponent(origin))),
    cookies: false,
    keepToken: async (account, fresh) => {
      current = fresh;
      await kept(account, fresh);
    },
    connect: (_account, listener) => openWire(origin, current ?? '', listener),
    request: (account, method, path, body) => request(origin, mine(account), method, path, body),
    upload: (_account, file, told) => upload(origin, current ?? '', file, told),
  };
}
