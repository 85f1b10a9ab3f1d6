// The application: implements core's Messenger over store and realtime. Composition only; each verb has its own file.
import type { Clock, Timer } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { chatOf } from '#core/log-name.ts';
import type { Actor, Follower, Messenger } from '#core/messenger.ts';
import type { Append } from '#protocol/command.ts';
import { CONNECTIONS_PER_USER_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { ByeReason } from '#protocol/socket.ts';
import { Connections } from '#realtime/connections.ts';
import { Fanout } from '#realtime/fanout.ts';
import { MarkBoard } from '#realtime/mark-board.ts';
import { PresenceBoard } from '#realtime/presence.ts';
import type { StoredEvent } from '#store/append.ts';
import { livingSessions, touchSession, touchUsed } from '#store/sessions.ts';
import type { Store } from '#store/store.ts';
import * as accounts from './accounts.ts';
import { type Appender, openAppender } from './append.ts';
import { follow, readMissed } from './follow.ts';
import type { House, Settings, Throttles } from './house.ts';
import { type HashCost, openPasswords, type Passwords } from './passwords.ts';
import { openReads } from './reads.ts';
import { mark, signal } from './signals.ts';
import { type Allowance, openThrottle } from './throttle.ts';

const SWEEP_MS = 30_000;
const TOUCH_MS = 3_600_000;

/** How often what may be tried. */
export interface Allowances {
  readonly signInByAccount: Allowance;
  readonly signInByAddress: Allowance;
  readonly signUpByAddress: Allowance;
  readonly postByUser: Allowance;
  readonly signalByUser: Allowance;
}

/** The defaults: generous to people, hopeless for guessing. */
export const ALLOWANCES: Allowances = {
  signInByAccount: { burst: 10, refillMs: 30_000 },
  signInByAddress: { burst: 50, refillMs: 5_000 },
  signUpByAddress: { burst: 20, refillMs: 30_000 },
  postByUser: { burst: 400, refillMs: 10 },
  signalByUser: { burst: 100, refillMs: 50 },
};

/** What the messenger is made of. */
export interface MessengerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
  readonly allowances?: Allowances;
  readonly hashCost?: HashCost;
  /** Instead of Argon2id at `hashCost`: for the simulator, in which nothing may run on other threads. */
  readonly passwords?: Passwords;
}

/** A messenger that can be shut: connections are told, what waits is finished. */
export interface OpenMessenger extends Messenger {
  close(reason: ByeReason): Promise<void>;
}

/** Opens the messenger over an open store, which stays its owner's to close. */
export function openMessenger(parts: MessengerParts): OpenMessenger {
  const { house, finish } = furnish(parts);
  const stopSweep = sweepSessions(house);
  return {
    read: openReads(house),
    signUp: (request, peer) => accounts.signUp(house, request, peer),
    signIn: (request, peer) => accounts.signIn(house, request, peer),
    authenticate: (token) => accounts.authenticate(house, token),
    endSession: (actor, session) => accounts.endSession(house, actor, session),
    changePassword: (actor, change) => accounts.changePassword(house, actor, change),
    changeAccount: (actor, change) => accounts.changeAccount(house, actor, change),
    append: (actor, command) => append(house, actor, command),
    follow: (follower, request) => follow(house, follower, request),
    unfollow: (follower, logs) => {
      for (const log of logs) house.fanout.close(follower, log);
    },
    mark: (actor, request) => mark(house, actor, request),
    enter: (follower) => enter(house, follower),
    leave: (follower) => leave(house, follower),
    signal: (follower, said) => signal(house, follower, said),
    check: () => house.store.read(async (q) => void (await q.get('SELECT 1 AS works'))),
    close: async (reason) => {
      stopSweep();
      house.connections.endAll(reason);
      house.fanout.stop();
      house.marks.stop();
      house.presence.stop();
      await finish();
    },
  };
}

function furnish(parts: MessengerParts): { house: House; finish: Appender['finish'] } {
  const { store, clock, random, settings } = parts;
  const fanout = new Fanout(clock, (follower, log, after) => {
    return readMissed(store, follower, log, after);
  });
  const { append, finish } = openAppender(store, clock, (events) => announceAll(fanout, events));
  const house: House = {
    store,
    clock,
    random,
    settings,
    append,
    fanout,
    marks: new MarkBoard(clock, fanout),
    presence: new PresenceBoard(clock),
    connections: new Connections(),
    passwords: parts.passwords ?? openPasswords(parts.hashCost),
    throttles: openThrottles(clock, parts.allowances ?? ALLOWANCES),
  };
  return { house, finish };
}

function openThrottles(clock: Clock, allowances: Allowances): Throttles {
  return {
    signInByAccount: openThrottle(clock, allowances.signInByAccount),
    signInByAddress: openThrottle(clock, allowances.signInByAddress),
    signUpByAddress: openThrottle(clock, allowances.signUpByAddress),
    postByUser: openThrottle(clock, allowances.postByUser),
    signalByUser: openThrottle(clock, allowances.signalByUser),
  };
}

/** After the commit, in order. Who left a chat is not told what came after, not even that they left. */
function announceAll(fanout: Fanout, stored: readonly StoredEvent[]): void {
  for (const { log, event } of stored) {
    if (event.kind === 'member.left') fanout.revoke(event.user, log);
  }
  fanout.announce(stored.map(({ log, event, json }) => ({ log, seq: event.seq, json })));
}

async function append(house: House, actor: Actor, { log, command, expect, ask }: Append) {
  const waitMs = house.throttles.postByUser.take(actor.user);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs } as const;
  if (!chatOf(log)) return { rejected: 'notFound', what: 'chat' } as const;
  const { user, session } = actor;
  const expectEpoch = expect?.epoch;
  return house.append({ actor: user, session, log, command, expectEpoch, ask });
}

function enter(house: House, follower: Follower): Rejection | undefined {
  if (house.connections.countOf(follower.actor.user) >= CONNECTIONS_PER_USER_MAX) {
    return { rejected: 'tooMany', field: 'connections', max: CONNECTIONS_PER_USER_MAX };
  }
  house.connections.add(follower);
  house.presence.enter(follower);
  return undefined;
}

function leave(house: House, follower: Follower): void {
  house.fanout.closeAll(follower);
  if (!house.connections.remove(follower)) return;
  house.presence.leave(follower);
  const now = house.clock.now();
  const { session } = follower.actor;
  // A lost note of "last seen" harms nobody; the store may be closing.
  house.store.write((q) => touchSession(q, session, now)).catch(() => undefined);
}

/** Ends the connections of dead sessions; what is connected all day long counts as used. */
async function sweepSome(house: House, sessions: readonly string[]): Promise<void> {
  const now = house.clock.now();
  const living = await house.store.read((q) => livingSessions(q, sessions, now));
  for (const session of sessions) {
    if (!living.has(session)) house.connections.endSession(session, 'signedOut');
  }
  await house.store.write((q) => touchUsed(q, [...living], now, now - TOUCH_MS));
}

/** A session ends in the store; live connections of ended ones are found here, whoever ended them. */
function sweepSessions(house: House): () => void {
  const sweep = async (): Promise<void> => {
    const held = house.connections.sessions();
    for (let at = 0; at < held.length; at += 500) {
      const some = held.slice(at, at + 500);
      await sweepSome(house, some);
    }
  };
  let stopped = false;
  let timer: Timer;
  const plan = (): void => {
    timer = house.clock.after(SWEEP_MS, () => {
      // A store that does not answer is asked again at the next turn.
      void sweep()
        .catch(() => undefined)
        .then(() => stopped || plan());
    });
  };
  plan();
  return () => {
    stopped = true;
    timer.cancel();
  };
}
