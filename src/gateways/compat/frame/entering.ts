// Coming in at a gateway: accounts and sessions from whatever an old client sent as names and passwords, and who somebody
// is by the cookie that they got.
import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { isRejected } from '#base/result.ts';
import type { Actor, SignedIn } from '#core/messenger.ts';
import { SignIn, SignUp } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { checked } from './asking.ts';
import { tokenIn } from './cookies.ts';
import type { CompatOptions, GatewayName } from './gateway.ts';
import { peerOfRequest } from './peer.ts';

/** Signs somebody in. What cannot be anybody's name and password is as wrong as any other. */
export async function signIn(
  { messenger, site }: CompatOptions,
  request: FastifyRequest,
  credentials: { readonly login: unknown; readonly password: unknown },
): Promise<SignedIn | Rejection> {
  const wanted = checked(SignIn, credentials);
  if (isRejected(wanted)) return { rejected: 'wrongCredentials' };
  return messenger.signIn(wanted.value, peerOfRequest(request, site));
}

/** Makes an account and signs it in. `person`: what was sent for it, in the protocol's words. */
export async function signUp(
  { messenger, site }: CompatOptions,
  request: FastifyRequest,
  person: object,
): Promise<SignedIn | Rejection> {
  const wanted = checked(SignUp, person);
  if (isRejected(wanted)) return wanted;
  return messenger.signUp(wanted.value, peerOfRequest(request, site));
}

/** Who asks, by this gateway's cookie; undefined for strangers. */
export async function actorBy(
  { messenger, site }: CompatOptions,
  request: Pick<IncomingMessage, 'headers'>,
  name: GatewayName,
): Promise<Actor | undefined> {
  const token = tokenIn(request, name, site.https);
  return token === undefined ? undefined : messenger.authenticate(token);
}
