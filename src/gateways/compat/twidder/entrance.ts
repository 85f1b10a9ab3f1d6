// Coming in: accounts made from an e-mail address, and sessions by it. What went wrong is a status.
import type { FastifyRequest } from 'fastify';
import { isRejected } from '#base/result.ts';
import type { SignedIn } from '#core/messenger.ts';
import type { Visibility } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { wordsOf } from '../../words.ts';
import { signIn, signUp } from '../frame/entering.ts';
import type { CompatOptions } from '../frame/gateway.ts';
import { standsFor } from './validation.ts';

/** What sign-up asks for, all of it. */
export const SIGN_UP_KEYS = [
  'email',
  'password',
  'firstname',
  'familyname',
  'gender',
  'city',
  'country',
] as const;
/** A complete sign-up. */
export type NewPerson = Readonly<Record<(typeof SIGN_UP_KEYS)[number], string>>;

const NAME_CHARS_MAX = 40;
const TRIES_MAX = 6;

// In the original everybody sees everybody's page, and finds them by their address. Who signs up there gets what they
// expect; in the web app they can change it.
const AS_IN_THE_ORIGINAL: Partial<Visibility> = {
  email: 'everybody',
  firstName: 'everybody',
  familyName: 'everybody',
  gender: 'everybody',
  city: 'everybody',
  country: 'everybody',
};

/** Makes an account; the status to answer. Its user name is the part before the @, with a number where it is taken. */
export async function register(
  options: CompatOptions,
  request: FastifyRequest,
  person: NewPerson,
): Promise<number> {
  const { messenger } = options;
  const made = await withFreeName(options, request, person);
  if (isRejected(made)) return statusOf(made);
  const actor = { user: made.account.id, session: made.session };
  await messenger.changeAccount(actor, { visibility: AS_IN_THE_ORIGINAL });
  // The original's sign-up signs nobody in; the client does that itself.
  await messenger.endSession(actor, made.session);
  return 201;
}

async function withFreeName(
  options: CompatOptions,
  request: FastifyRequest,
  person: NewPerson,
): Promise<SignedIn | Rejection> {
  const email = person.email.toLowerCase();
  const base = nameFrom(email);
  for (let number = 1; ; number += 1) {
    const made = await signUp(options, request, {
      username: number === 1 ? base : `${base}${number}`,
      password: person.password,
      displayName: `${person.firstname} ${person.familyname}`,
      email,
      firstName: person.firstname,
      familyName: person.familyname,
      gender: person.gender,
      city: person.city,
      country: person.country,
    });
    const again = isRejected(made) && made.rejected === 'usernameTaken';
    if (!again || number >= TRIES_MAX) return made;
  }
}

function nameFrom(email: string): string {
  const local = email.slice(0, email.indexOf('@'));
  const plain = local.replace(/[^a-z0-9._-]/g, '-').replace(/^[^a-z0-9]+/, '');
  return plain.slice(0, NAME_CHARS_MAX) || 'person';
}

/** Signs in by an address, or by one that stands for a user name. */
export async function logIn(
  options: CompatOptions,
  request: FastifyRequest,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<SignedIn | number> {
  const login = standsFor(email) ?? email.toLowerCase();
  const done = await signIn(options, request, { login, password });
  return isRejected(done) ? statusOf(done) : done;
}

const STATUSES: Partial<Record<Rejection['rejected'], number>> = {
  // Neither says whether the address is known: the original's 404 would.
  wrongCredentials: 401,
  notSignedIn: 401,
  emailTaken: 409,
  usernameTaken: 409,
  invalid: 422,
  tooLong: 422,
  tooShort: 422,
  wrongPassword: 422,
  notFound: 404,
  notAllowed: 404,
};

/** The status that says a rejection in the original's way; in our own where the original has none. */
export function statusOf(rejection: Rejection): number {
  return STATUSES[rejection.rejected] ?? wordsOf(rejection).status;
}
