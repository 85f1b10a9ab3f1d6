// People as twidder knows them: by an e-mail address, with six fields, each shown to whom its owner wants.
import { isRejected } from '#base/result.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { PersonalFields } from '#protocol/person.ts';
import type { Profile } from '#protocol/profile.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { peopleOf } from '../frame/reading.ts';
import { standIn, standsFor } from './validation.ts';

/** The six fields, in the original's spelling. What somebody does not show is empty. */
export interface Data {
  readonly email: string;
  readonly firstname: string;
  readonly familyname: string;
  readonly gender: string;
  readonly city: string;
  readonly country: string;
}

/** A person's fields as a reader may see them. */
export function dataOf(person: PersonalFields & { readonly username: string }): Data {
  return {
    email: addressOf(person),
    firstname: person.firstName ?? '',
    familyname: person.familyName ?? '',
    gender: person.gender ?? '',
    city: person.city ?? '',
    country: person.country ?? '',
  };
}

/** The person behind an address, as the reader may see them; without an address in that form, nobody. */
export async function findPerson(
  { read }: Messenger,
  actor: Actor,
  email: string,
): Promise<Profile | Rejection> {
  const username = standsFor(email);
  if (username !== undefined) return read.profile(actor, username);
  const own = await read.account(actor);
  if (isRejected(own)) return own;
  if (own.email?.toLowerCase() === email.toLowerCase()) return read.profile(actor, own.username);
  return read.profileByEmail(actor, email);
}

/** The addresses of people, by id, as the reader may see them. */
export async function addressesOf(
  messenger: Messenger,
  actor: Actor,
  ids: Iterable<string>,
): Promise<(id: string) => string> {
  const people = await peopleOf(messenger, actor, ids);
  const addresses = new Map<string, string>();
  for (const [id, { username, deleted }] of people) {
    const profile = deleted ? undefined : await messenger.read.profile(actor, username);
    const known = profile && !isRejected(profile);
    addresses.set(id, known ? addressOf(profile) : standIn(deleted ? 'deleted' : username));
  }
  return (id) => addresses.get(id) ?? standIn('deleted');
}

function addressOf({ email, username }: { email?: string | undefined; username: string }): string {
  // An address that stands for somebody else shows nobody.
  const own = email !== undefined && standsFor(email) === undefined;
  return own ? email.toLowerCase() : standIn(username);
}
