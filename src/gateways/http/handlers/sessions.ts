// Signing up, in and out, and the sessions of an account. A browser gets a cookie and never sees
// its token; everybody else gets the token and no cookie.
import { isRejected } from '#base/result.ts';
import type { Peer, SignedIn } from '#core/messenger.ts';
import type { Account } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { clearCookie, isForeignSignIn, issueCookie } from '../../credentials.ts';
import { type Call, created, done, doneOr, type HandlersOf, okOr } from './handler.ts';

type Entrance = Call<'signUp'> | Call<'signIn'>;

interface Welcome {
  readonly status: 201;
  readonly body: { user: Account; token?: string };
  readonly cookie?: string;
}

/** Handlers of signing up and of the routes with the tag `sessions`. */
export const sessionHandlers: HandlersOf<
  'signUp' | 'signIn' | 'changePassword' | 'listSessions' | 'endCurrentSession' | 'endSession'
> = {
  signUp: (call) => enter(call, (peer) => call.messenger.signUp(call.body, peer)),

  signIn: (call) => enter(call, (peer) => call.messenger.signIn(call.body, peer)),

  changePassword: ({ messenger, known, body }) =>
    doneOr(messenger.changePassword(known.actor, body)),

  listSessions: ({ messenger, known }) => okOr(messenger.read.sessions(known.actor)),

  async endCurrentSession({ messenger, known, site }) {
    const { actor, credential } = known;
    const refused = await messenger.endSession(actor, actor.session);
    if (refused) return refused;
    if (credential.kind === 'bearer') return done();
    return { ...done(), cookie: clearCookie(actor.user, site.https), forget: true };
  },

  endSession: ({ messenger, known, params }) =>
    doneOr(messenger.endSession(known.actor, params.id)),
};

async function enter(
  { body, request, site, peer }: Entrance,
  ask: (peer: Peer) => Promise<SignedIn | Rejection>,
): Promise<Welcome | Rejection> {
  if (isForeignSignIn(request, body.cookie, site.origin)) return { rejected: 'wrongOrigin' };
  const from = peer();
  const signedIn = await ask({ ...from, device: body.device || from.device });
  if (isRejected(signedIn)) return signedIn;
  const { account: user, token } = signedIn;
  if (!body.cookie) return created({ user, token });
  return { ...created({ user }), cookie: issueCookie(user.id, token, site.https) };
}
