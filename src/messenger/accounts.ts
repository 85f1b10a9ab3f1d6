// Signing up and in, sessions, passwords, and changing one's account.
import { createHash, timingSafeEqual } from 'node:crypto';
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import type { AskOf } from '#core/ask.ts';
import { userLog } from '#core/log-name.ts';
import type { Actor, Peer, SignedIn } from '#core/messenger.ts';
import { emailKey, nameKey } from '#core/person-name.ts';
import type { Account, PasswordChange, SignIn, SignUp } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { SERVER_LOG } from '#protocol/well-known.ts';
import { countUsers, findAccount, findLogin, findPassword, setPassword } from '#store/people.ts';
import {
  addSession,
  endOtherSessions,
  endSession as endStoredSession,
  findSession,
  livingSessions,
  SESSION_MS,
  touchSession,
} from '#store/sessions.ts';
import type { House } from './house.ts';
import { inviteForSignUp } from './invites.ts';
import { HashQueueFull } from './passwords.ts';

const TOUCH_MS = 3_600_000;
const TOKEN_BYTES = 32;
const BUSY: Rejection = { rejected: 'busy', retryAfterMs: 2_000 };

/** Makes an account and signs it in. The first one on a fresh server becomes its owner. */
export async function signUp(
  house: House,
  request: SignUp,
  peer: Peer,
): Promise<SignedIn | Rejection> {
  const entrance = await entranceOf(house, request, peer);
  if (isRejected(entrance)) return entrance;
  const password = await hashed(house, request.password);
  if (isRejected(password)) return password;
  const user = mintId(house.random);
  const { username, displayName, about, email, firstName, familyName, gender, city, country } =
    request;
  const appended = await house.append({
    actor: user,
    log: SERVER_LOG,
    command: user,
    ask: {
      kind: 'createUser',
      user: { id: user, username, displayName: displayName || username },
      password: password.hash,
      personal: { about, email, firstName, familyName, gender, city, country },
      ...entrance,
    },
  });
  if (isRejected(appended)) return appended;
  const device = request.device ?? peer.device;
  return openSession(house, { id: user, password: password.hash, device });
}

/** Whether and by which invite link somebody comes in. */
async function entranceOf(
  house: House,
  request: SignUp,
  peer: Peer,
): Promise<{ invite?: { code: string; chat: string } } | Rejection> {
  const waitMs = peer.direct ? 0 : house.throttles.signUpByAddress.take(peer.address);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs };
  const fresh = (await house.store.read(countUsers)) === 0;
  if (fresh) {
    const knows = peer.direct || sameText(request.code ?? '', house.settings.code);
    return knows ? {} : { rejected: 'codeNeeded', field: 'code' };
  }
  return inviteForSignUp(house, request);
}

async function hashed(house: House, password: string): Promise<{ hash: string } | Rejection> {
  try {
    return { hash: await house.passwords.hash(password) };
  } catch (fault) {
    if (fault instanceof HashQueueFull) return BUSY;
    throw fault;
  }
}

/** Signs in by user name or e-mail. Says nothing about whether the account exists, in words or in time. */
export async function signIn(
  house: House,
  request: SignIn,
  peer: Peer,
): Promise<SignedIn | Rejection> {
  // One key for every way to write a login that finds the same account.
  const account = nameKey(emailKey(request.login));
  const waitMs = waitFor(house, account, peer);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs };
  const known = await house.store.read((q) => findLogin(q, request.login));
  const right = await verified(house, request.password, known?.password);
  if (right === BUSY) return BUSY;
  if (right !== true || !known) return { rejected: 'wrongCredentials' };
  house.throttles.signInByAccount.giveBack(account);
  if (!peer.direct) house.throttles.signInByAddress.giveBack(peer.address);
  const { id, password } = known;
  return openSession(house, { id, password, device: request.device ?? peer.device });
}

function waitFor(house: House, account: string, peer: Peer): number {
  const byAddress = peer.direct ? 0 : house.throttles.signInByAddress.take(peer.address);
  return byAddress > 0 ? byAddress : house.throttles.signInByAccount.take(account);
}

async function verified(
  house: House,
  password: string,
  stored: string | undefined,
): Promise<boolean | Rejection> {
  try {
    return await house.passwords.verify(password, stored);
  } catch (fault) {
    if (fault instanceof HashQueueFull) return BUSY;
    throw fault;
  }
}

interface Newcomer {
  readonly id: string;
  /** The hash that was found right; when it has been changed since, there is no session. */
  readonly password: string;
  readonly device: string;
}

async function openSession(
  house: House,
  { id: person, password, device }: Newcomer,
): Promise<SignedIn | Rejection> {
  const token = Buffer.from(house.random.bytes(TOKEN_BYTES)).toString('base64url');
  const now = house.clock.now();
  const id = mintId(house.random);
  const times = { createdAt: now, seenAt: now, expiresAt: now + SESSION_MS };
  const opened = await house.store.write(async (q) => {
    if ((await findPassword(q, person)) !== password) return undefined;
    const ended = await addSession(q, { id, token: hashOf(token), person, device, ...times });
    return { ended, account: await findAccount(q, person) };
  });
  if (!opened?.account) return { rejected: 'wrongCredentials' };
  for (const session of opened.ended) house.connections.endSession(session, 'signedOut');
  return { account: opened.account, session: id, token };
}

/** The actor behind a token. Notes its use at most once an hour, which moves the session's end. */
export async function authenticate(house: House, token: string): Promise<Actor | undefined> {
  const now = house.clock.now();
  const session = await house.store.read((q) => findSession(q, hashOf(token), now));
  if (!session) return undefined;
  if (now - session.seenAt > TOUCH_MS) {
    await house.store.write((q) => touchSession(q, session.id, now));
  }
  return { user: session.person, session: session.id };
}

/** Ends a session of one's own, sockets included. */
export async function endSession(
  house: House,
  actor: Actor,
  session: string,
): Promise<Rejection | undefined> {
  const there = await house.store.write((q) => endStoredSession(q, actor.user, session));
  if (!there) return { rejected: 'notFound', what: 'session' };
  house.connections.endSession(session, 'signedOut');
  return undefined;
}

/** Refuses unless the password is the account's: for acts that a stolen session must not be enough for. */
export async function confirmPassword(
  house: House,
  actor: Actor,
  password: string,
  field: string,
): Promise<Rejection | undefined> {
  const waitMs = house.throttles.signInByAccount.take(actor.user);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs };
  const stored = await house.store.read((q) => findPassword(q, actor.user));
  const right = await verified(house, password, stored);
  if (right === BUSY) return BUSY;
  if (right !== true) return { rejected: 'wrongPassword', field };
  house.throttles.signInByAccount.giveBack(actor.user);
  return undefined;
}

/** Changes the password; all other sessions of the account end. */
export async function changePassword(
  house: House,
  actor: Actor,
  change: PasswordChange,
): Promise<Rejection | undefined> {
  const refused = await confirmPassword(house, actor, change.oldPassword, 'oldPassword');
  if (refused) return refused;
  const password = await hashed(house, change.newPassword);
  if (isRejected(password)) return password;
  const ended = await house.store.write(async (q) => {
    // Another change may have ended this session while the passwords were hashed.
    const living = await livingSessions(q, [actor.session], house.clock.now());
    if (!living.has(actor.session)) return undefined;
    await setPassword(q, actor.user, password.hash);
    return endOtherSessions(q, actor.user, actor.session);
  });
  if (!ended) return { rejected: 'notSignedIn' };
  for (const session of ended) house.connections.endSession(session, 'signedOut');
  return undefined;
}

/** Changes one's account, and tells whom it concerns. */
export async function changeAccount(
  house: House,
  actor: Actor,
  change: AskOf<'changeAccount'>['change'],
): Promise<Account | Rejection> {
  const waitMs = waitToChange(house, actor, change);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs };
  const appended = await house.append({
    actor: actor.user,
    session: actor.session,
    log: userLog(actor.user),
    command: mintId(house.random),
    ask: { kind: 'changeAccount', change },
  });
  if (isRejected(appended)) return appended;
  const account = await house.store.read((q) => findAccount(q, actor.user));
  return account ?? { rejected: 'notSignedIn' };
}

/** The answer to a new address tells whether it is somebody's: nobody tries a whole list of them. */
function waitToChange(
  house: House,
  { user }: Actor,
  { email }: { email?: string | undefined },
): number {
  const { postByUser, signInByAccount } = house.throttles;
  const waitMs = email ? signInByAccount.take(`new email ${user}`) : 0;
  return waitMs > 0 ? waitMs : postByUser.take(user);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function sameText(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted)) && wanted !== '';
}
