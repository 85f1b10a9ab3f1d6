// Invite links: making, ending and taking them. Codes are long and random; who guesses is slowed down all the same.
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import { chatLog } from '#core/log-name.ts';
import type { Actor } from '#core/messenger.ts';
import { allowed } from '#core/permissions.ts';
import type { Chat, Invite, InviteTarget, NewInvite } from '#protocol/chat.ts';
import { INVITES_MAX } from '#protocol/limits.ts';
import type { SignUp } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { isBanned } from '#store/chats/bans.ts';
import { findMembership } from '#store/chats/members.ts';
import type { Queries } from '#store/database.ts';
import {
  addInvite,
  findInvite,
  listInvites,
  removeInvite,
  type StoredInvite,
} from '#store/invites.ts';
import { livingSessions } from '#store/sessions.ts';
import type { House } from './house.ts';

const CODE_BYTES = 18;
const NO_CHAT: Rejection = { rejected: 'notFound', what: 'chat' };
const NO_INVITE: Rejection = { rejected: 'notFound', what: 'invite' };

/** Makes a link to a chat. */
export async function createInvite(
  house: House,
  actor: Actor,
  chat: string,
  { expiresInMs, uses }: NewInvite,
): Promise<Invite | Rejection> {
  const waitMs = house.throttles.postByUser.take(actor.user);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs };
  const code = Buffer.from(house.random.bytes(CODE_BYTES)).toString('base64url');
  const now = house.clock.now();
  const expiresAt = expiresInMs === undefined ? undefined : now + expiresInMs;
  return house.store.write(async (q) => {
    const refused = await refuseInviting(q, house, actor, chat);
    if (refused) return refused;
    if ((await listInvites(q, chat, now)).length >= INVITES_MAX) {
      return { rejected: 'tooMany', field: 'invites', max: INVITES_MAX };
    }
    await addInvite(q, { code, chat, person: actor.user, createdAt: now, expiresAt, uses });
    return (await findInvite(q, code, now))?.invite ?? NO_CHAT;
  });
}

/** The links of a chat that work, for those who may make some. */
export function openInvites(
  house: House,
  actor: Actor,
  chat: string,
): Promise<{ items: Invite[] } | Rejection> {
  return house.store.read(async (q) => {
    const refused = await refuseInviting(q, house, actor, chat);
    return refused ?? { items: await listInvites(q, chat, house.clock.now()) };
  });
}

/** Ends a link. */
export async function endInvite(
  house: House,
  actor: Actor,
  chat: string,
  code: string,
): Promise<Rejection | undefined> {
  const waitMs = house.throttles.postByUser.take(actor.user);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs };
  return house.store.write(async (q) => {
    const refused = await refuseInviting(q, house, actor, chat);
    if (refused) return refused;
    return (await removeInvite(q, chat, code)) ? undefined : NO_INVITE;
  });
}

async function refuseInviting(
  q: Queries,
  { clock }: House,
  { user, session }: Actor,
  chat: string,
): Promise<Rejection | undefined> {
  const lives = await livingSessions(q, [session], clock.now());
  if (!lives.has(session)) return { rejected: 'notSignedIn' };
  const member = await findMembership(q, user, chat);
  if (!member?.active) return NO_CHAT;
  const { kind, role, membersAdd } = member;
  return allowed('invite', kind, role, { membersAdd }) ? undefined : { rejected: 'notAllowed' };
}

/** Where a link leads; who is kept out there learns no more than of an unknown code. */
export async function inviteTarget(
  house: House,
  actor: Actor,
  code: string,
): Promise<InviteTarget | Rejection> {
  const found = await find(house, actor, code);
  if (isRejected(found)) return found;
  const { chat, kind, name, memberCount, joined } = found;
  return { chat, kind, name, memberCount, joined };
}

type Found = StoredInvite & { joined: boolean };

async function find(house: House, { user }: Actor, code: string): Promise<Found | Rejection> {
  const waitMs = house.throttles.inviteByUser.take(user);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs };
  const found = await house.store.read(async (q) => {
    const invite = await findInvite(q, code, house.clock.now());
    if (!invite || (await isBanned(q, invite.chat, user))) return NO_INVITE;
    const member = await findMembership(q, user, invite.chat);
    return { ...invite, joined: member?.active === true };
  });
  if (!isRejected(found)) house.throttles.inviteByUser.giveBack(user);
  return found;
}

/** Joins by a link. */
export async function acceptInvite(
  house: House,
  actor: Actor,
  code: string,
  chatOf: (actor: Actor, chat: string) => Promise<Chat | Rejection>,
): Promise<Chat | Rejection> {
  const found = await find(house, actor, code);
  if (isRejected(found)) return found;
  const appended = await house.append({
    actor: actor.user,
    session: actor.session,
    log: chatLog(found.chat),
    command: mintId(house.random),
    ask: { kind: 'acceptInvite', code },
  });
  return isRejected(appended) ? appended : chatOf(actor, found.chat);
}

/** Whether somebody may sign up, as far as invite links go: by which one they come, if by any. */
export async function inviteForSignUp(
  { store, clock, settings }: House,
  { invite: code }: SignUp,
): Promise<{ invite?: { code: string; chat: string } } | Rejection> {
  if (settings.signUp === 'closed') return { rejected: 'signUpClosed' };
  if (!code) return settings.signUp === 'open' ? {} : { rejected: 'signUpClosed' };
  const found = await store.read((q) => findInvite(q, code, clock.now()));
  return found ? { invite: { code, chat: found.chat } } : NO_INVITE;
}
