// Ephemerals and marks: typing, presence, and how far people have read.
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import { chatOf, userLog } from '#core/log-name.ts';
import type { Actor, Follower } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { ClientSignal, Presence, ServerSignal } from '#protocol/signal.ts';
import type { MarkRequest } from '#protocol/socket.ts';
import { toMinute } from '#realtime/presence.ts';
import { findHead } from '#store/append.ts';
import { moveDelivered, tellsMarks } from '#store/chats/members.ts';
import { findReceipts, shownTo } from '#store/privacy.ts';
import { lastSeen } from '#store/sessions.ts';
import { findStanding } from './access.ts';
import type { House } from './house.ts';

/** In larger rooms nobody sees who types: it would cost more than it tells. */
const TYPING_FOLLOWERS_MAX = 200;

/** Passes on what a client signals. */
export async function signal(
  house: House,
  follower: Follower,
  said: ClientSignal,
): Promise<Rejection | undefined> {
  const waitMs = house.throttles.signalByUser.take(follower.actor.user);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs };
  if (said.kind === 'typing') return typing(house, follower, said.log, said.on);
  if (said.kind === 'active') house.presence.active(follower, said.on);
  else await watch(house, follower, said.users);
  return undefined;
}

/** Only who follows a log may say there that they type; following was checked. */
function typing(house: House, follower: Follower, log: string, on: boolean): Rejection | undefined {
  if (!chatOf(log) || !house.fanout.follows(follower, log)) {
    return { rejected: 'notFound', what: 'chat' };
  }
  if (house.fanout.sizeOf(log) > TYPING_FOLLOWERS_MAX) return undefined;
  const { user } = follower.actor;
  const typed: ServerSignal = { kind: 'typing', log, user, on };
  const signalTo = (reader: string): ServerSignal | undefined =>
    blocks(house, user, reader) || blocks(house, reader, user) ? undefined : typed;
  house.fanout.signal(log, signalTo, follower);
  return undefined;
}

/** Who is blocked does not learn that somebody is there, and is not heard. */
function blocks(house: House, one: string, other: string): boolean {
  return house.presence.privacyOf(one)?.blocks.has(other) === true;
}

async function watch(house: House, follower: Follower, users: readonly string[]): Promise<void> {
  house.presence.watch(follower, users);
  const { shown, seen } = await house.store.read(async (q) => {
    const shown = await shownTo(q, follower.actor.user, users);
    const absent = [...shown].filter((user) => house.presence.stateOf(user) === 'offline');
    return { shown, seen: await lastSeen(q, absent) };
  });
  const presences = users.map((user): Presence => {
    const state = shown.has(user) ? house.presence.stateOf(user) : 'offline';
    const seenAt = seen.get(user);
    if (state !== 'offline' || seenAt === undefined) return { user, state };
    return { user, state, seenAt: toMinute(seenAt) };
  });
  if (presences.length > 0) follower.signal({ kind: 'presence', presences });
}

/** Moves a read mark (kept as an event of one's own log) or notes what a device has (kept as a number). */
export async function mark(
  house: House,
  actor: Actor,
  { log, seq, state }: MarkRequest,
): Promise<Rejection | undefined> {
  const chat = chatOf(log);
  if (!chat) return { rejected: 'notFound', what: 'chat' };
  const waitMs = house.throttles.postByUser.take(actor.user);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs };
  if (state === 'delivered') return delivered(house, actor, chat, seq);
  const { standing, head, tells } = await house.store.read(async (q) => ({
    standing: await findStanding(q, actor.user, chat),
    head: (await findHead(q, log))?.head ?? 0,
    tells: await findReceipts(q, actor.user),
  }));
  if (!standing?.active) return { rejected: 'notFound', what: 'chat' };
  const appended = await house.append({
    actor: actor.user,
    session: actor.session,
    log: userLog(actor.user),
    command: mintId(house.random),
    ask: { kind: 'moveMark', chat, seq },
  });
  if (isRejected(appended)) {
    // A direct chat without a message has nothing to mark.
    return standing.kind === 'direct' && appended.rejected === 'notFound' ? undefined : appended;
  }
  if (!appended.repeated && tellsMarks(standing.kind, standing.memberCount)) {
    const to = Math.min(seq, head);
    house.marks.tell(log, { user: actor.user, read: tells ? to : 0, delivered: to });
  }
  return undefined;
}

async function delivered(
  house: House,
  actor: Actor,
  chat: string,
  seq: number,
): Promise<Rejection | undefined> {
  const standing = await house.store.read((q) => findStanding(q, actor.user, chat));
  if (!standing?.active) return { rejected: 'notFound', what: 'chat' };
  if (!tellsMarks(standing.kind, standing.memberCount)) return undefined;
  const moved = await house.store.write((q) => moveDelivered(q, actor.user, chat, seq));
  if (moved) house.marks.tell(`chat:${chat}`, { user: actor.user, read: 0, delivered: seq });
  return undefined;
}
