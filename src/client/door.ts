// The way in: what the place calls itself, signing up and in, and coming back to an account whose session still lives.
import type { Account } from '#protocol/person.ts';
import type { Place } from '#protocol/route.ts';
import { apiOf } from './api.ts';
import { openClient } from './client.ts';
import type { Door, Outcome } from './model.ts';
import type { Platform } from './platform.ts';

interface SignedIn {
  readonly user: Account;
  readonly token?: string;
}

/** The door of the server that the platform talks to. */
export function openDoor(platform: Platform): Door {
  const nobody = apiOf(platform);
  const enter = async (path: string, request: object): Promise<Outcome<Account>> => {
    const body = platform.cookies ? { ...request, cookie: true } : request;
    const answer = await nobody.request<SignedIn>('POST', path, body);
    if (!answer.ok) return answer;
    const { user, token } = answer.value;
    if (token !== undefined) await platform.keepToken?.(user.id, token);
    return { ok: true, value: user };
  };
  return {
    place: () => nobody.request<Place>('GET', '/place'),
    signUp: (request) => enter('/users', request),
    signIn: (request) => enter('/sessions', request),
    resume: (account) => apiOf(platform, account).request<Account>('GET', '/users/me'),
    open: (account) => openClient(platform, account),
  };
}
