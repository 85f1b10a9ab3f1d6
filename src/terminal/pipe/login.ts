// `kith login` and `kith logout`: a session kept in the configuration folder, and its end.
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { apiOf } from '#client/api.ts';
import { openDoor } from '#client/door.ts';
import type { Account } from '#protocol/person.ts';
import type { Place } from '#protocol/route.ts';
import { expectValue } from '../exit-codes.ts';
import { keepSession } from '../platform/sessions.ts';
import { openPlatform } from '../platform/terminal-platform.ts';
import { safeLine } from '../text/safe.ts';
import { askLine, askPassword } from './ask-person.ts';
import type { Arguments, Target } from './options.ts';

/** What other devices read in the list of sessions. */
export function deviceName(): string {
  return safeLine(`Terminal on ${hostname()}`).slice(0, 100);
}

/** Signs in, or makes an account with `--register`; asks for what is missing. */
export async function login(target: Target, args: Arguments): Promise<void> {
  const { server, folder } = target;
  let fresh = '';
  const platform = openPlatform({
    origin: server,
    folder,
    kept: async (_account, token) => {
      fresh = token;
    },
  });
  const door = openDoor(platform);
  const place = expectValue(await door.place(), server);
  const username = args.user ?? (await askLine('User name: '));
  const password = await askPassword('Password: ');
  const device = deviceName();
  const signedIn = args.register
    ? await door.signUp({ username, password, device, ...(await codeFor(place)) })
    : await door.signIn({ login: username, password, device });
  const account = expectValue(signedIn, server);
  await keepSession(folder, server, {
    account: account.id,
    username: account.username,
    token: fresh,
  });
  process.stderr.write(`Signed in to ${safeLine(place.name)} as @${account.username}.\n`);
}

async function codeFor(place: Place): Promise<{ code?: string; invite?: string }> {
  if (place.codeNeeded) return { code: await askLine('Code of the server: ') };
  if (place.signUp === 'invite' && !place.fresh) return { invite: await askLine('Invite code: ') };
  return {};
}

/** Ends the session and forgets it and all that is kept of it. Offline nothing is done: it would live on. */
export async function logout(target: Target): Promise<void> {
  const { server, folder, token, account = 'me' } = target;
  if (token === undefined) {
    process.stderr.write(`You are not signed in to ${server}.\n`);
    return;
  }
  const platform = openPlatform({ origin: server, folder, token, kept: async () => undefined });
  const api = apiOf(platform, account);
  const me = await api.request<Account>('GET', '/users/me');
  const ended = await api.request('DELETE', '/sessions/current');
  const over = !ended.ok && 'refused' in ended && ended.refused.rejected === 'notSignedIn';
  if (!over) expectValue(ended, server);
  await platform.storage.forget(me.ok ? me.value.id : account);
  if (process.env.KITH_TOKEN !== token) await keepSession(folder, server, undefined);
  await rm(join(folder, 'data', encodeURIComponent(server), account), {
    recursive: true,
    force: true,
  });
  process.stderr.write(`Signed out of ${server}.\n`);
}
