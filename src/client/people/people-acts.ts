// What can be done with people and with one's own account: requests to the server, as outcomes.
import type { File } from '#protocol/blob.ts';
import type { Chat, InviteTarget } from '#protocol/chat.ts';
import type { Account } from '#protocol/person.ts';
import type { Profile } from '#protocol/profile.ts';
import { nothing, outcomeOf } from '../api.ts';
import type { LocalFile } from '../model/files.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Client } from '../model.ts';
import type { Parts } from '../parts.ts';

/** The acts about people. */
export type PeopleActs = Pick<
  Client,
  | 'profile'
  | 'profileByEmail'
  | 'addContact'
  | 'removeContact'
  | 'block'
  | 'invite'
  | 'acceptInvite'
>;

/** Acts about people, for one client. */
export function peopleActs({ api, directory, roster }: Parts): PeopleActs {
  const nameOf = (user: string): string =>
    encodeURIComponent(directory.find(user)?.username ?? user);
  return {
    profile: (username) => api.request<Profile>('GET', `/users/${encodeURIComponent(username)}`),
    profileByEmail: (email) =>
      api.request<Profile>('GET', `/users/by-email/${encodeURIComponent(email)}`),
    addContact: async (user) => nothing(await api.request('PUT', `/contacts/${nameOf(user)}`)),
    removeContact: async (user) =>
      nothing(await api.request('DELETE', `/contacts/${nameOf(user)}`)),
    block: async (user, on) =>
      nothing(await api.request(on ? 'PUT' : 'DELETE', `/blocks/${nameOf(user)}`)),
    invite: (code) => api.request<InviteTarget>('GET', `/invites/${encodeURIComponent(code)}`),
    acceptInvite: async (code) => {
      const answer = await api.request<Chat>('POST', `/invites/${encodeURIComponent(code)}`);
      return answer.ok ? { ok: true, value: roster.take(answer.value).state.id } : answer;
    },
  };
}

/** The acts about one's own account that this file is for. */
export type OwnActs = Pick<Client, 'setPicture' | 'exportAddress' | 'deleteAccount'>;

/** Acts about the account itself; `took` is called with the account as it stands now. */
export function ownActs(
  parts: Parts,
  ports: { took(account: Account): void; gone(): Promise<void> },
): OwnActs {
  const { api, me } = parts;
  const take = (answer: Outcome<Account>): Outcome => {
    if (answer.ok) ports.took(answer.value);
    return nothing(answer);
  };
  return {
    setPicture: async (file) => {
      if (!file) return take(await api.request<Account>('DELETE', '/users/me/avatar'));
      const uploaded = await uploadOne(parts, file);
      if (!uploaded.ok) return uploaded;
      const { id: blob } = uploaded.value;
      return take(await api.request<Account>('PUT', '/users/me/avatar', { blob }));
    },
    exportAddress: `/api/v1/users/me/export?account=${me}`,
    deleteAccount: async (password, messages) => {
      const answer = await api.request('DELETE', '/users/me', { password, messages });
      if (answer.ok) await ports.gone();
      return nothing(answer);
    },
  };
}

/** Sends one file up, once. */
export async function uploadOne(
  { platform, me }: Pick<Parts, 'platform' | 'me'>,
  file: LocalFile,
): Promise<Outcome<File>> {
  try {
    return outcomeOf<File>(await platform.upload(me, file, () => undefined).done);
  } catch {
    return { ok: false, offline: true };
  }
}
