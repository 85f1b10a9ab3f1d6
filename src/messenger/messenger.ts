// The application: implements core's Messenger over store and realtime. Composition only; each verb has its own file.
import { availableParallelism } from 'node:os';
import type { Clock, Timer } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import { partsOf } from '#core/log-name.ts';
import type { Actor, Follower, Messenger } from '#core/messenger.ts';
import type { Append } from '#protocol/command.ts';
import { CONNECTIONS_PER_USER_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { ByeReason } from '#protocol/socket.ts';
import { Connections } from '#realtime/connections.ts';
import { Fanout } from '#realtime/fanout.ts';
import { MarkBoard } from '#realtime/mark-board.ts';
import { PresenceBoard } from '#realtime/presence.ts';
import { livingSessions, touchSession, touchUsed } from '#store/sessions.ts';
import type { Store } from '#store/store.ts';
import * as accounts from './accounts.ts';
import { announceAll } from './announce.ts';
import { type Appender, openAppender } from './append.ts';
import { type Blobs, NO_BLOBS, openBlobs } from './blobs/blobs.ts';
import type { BlobFolder } from './blobs/folder.ts';
import { deleteAccount, openEraser } from './deletion.ts';
import { openExports } from './export/open-export.ts';
import { follow, readMissed } from './follow.ts';
import type { House, Settings, Throttles } from './house.ts';
import * as invites from './invites.ts';
import { markWall } from './own.ts';
import { type HashCost, openPasswords, type Passwords } from './passwords.ts';
import { admit, notePrivacy } from './privacy.ts';
import { openNumbers } from './reads/numbers.ts';
import { openReads } from './reads/reads.ts';
import { mark, signal } from './signals.ts';
import { type Allowance, openThrottle } from './throttle.ts';

const PICTURES_AT_ONCE = 2;
const SWEEP_MS = 30_000;
const TOUCH_MS = 3_600_000;

/** How often what may be tried. */
export interface Allowances {
  readonly signInByAccount: Allowance;
  readonly signInByAddress: Allowance;
  readonly signUpByAddress: Allowance;
  readonly postByUser: Allowance;
  readonly signalByUser: Allowance;
  readonly inviteByUser: Allowance;
  readonly uploadByUser: Allowance;
}

/** The defaults: generous to people, hopeless for guessing. */
export const ALLOWANCES: Allowances = {
  signInByAccount: { burst: 10, refillMs: 30_000 },
  signInByAddress: { burst: 50, refillMs: 5_000 },
  signUpByAddress: { burst: 20, refillMs: 30_000 },
  postByUser: { burst: 400, refillMs: 10 },
  signalByUser: { burst: 100, refillMs: 50 },
  inviteByUser: { burst: 20, refillMs: 30_000 },
  uploadByUser: { burst: 100, refillMs: 2_000 },
};

/** What the messenger is made of. */
export interface MessengerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
  /** Where files are kept; without it there are none. */
  readonly files?: { readonly folder: BlobFolder; readonly bytesMax: number } | undefined;
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
  const read = openReads(house);
  const stopSweep = sweepSessions(house);
  const eraser = openEraser(house);
  const messenger: OpenMessenger = {
    read,
    numbers: openNumbers(house.store),
    signUp: (request, peer) => accounts.signUp(house, request, peer),
    signIn: (request, peer) => accounts.signIn(house, request, peer),
    authenticate: (token) => accounts.authenticate(house, token),
    endSession: (actor, session) => accounts.endSession(house, actor, session),
    changePassword: (actor, change) => accounts.changePassword(house, actor, change),
    changeAccount: (actor, change) => accounts.changeAccount(house, actor, change),
    setAvatar: (actor, blob) => accounts.changeAccount(house, actor, { avatar: blob }),
    deleteAccount: async (actor, deletion) => {
      const refused = await deleteAccount(house, actor, deletion);
      if (!refused) eraser.wake();
      return refused;
    },
    exportData: openExports(house, () => messenger),
    append: (actor, command) => append(house, actor, command),
    putBlob: house.blobs.put,
    getBlob: house.blobs.get,
    uploads: house.blobs.uploads,
    follow: (follower, request) => follow(house, follower, request),
    createInvite: (actor, chat, wanted) => invites.createInvite(house, actor, chat, wanted),
    endInvite: (actor, chat, code) => invites.endInvite(house, actor, chat, code),
    acceptInvite: (actor, code) => invites.acceptInvite(house, actor, code, read.chat),
    unfollow: (follower, logs) => {
      for (const log of logs) house.fanout.close(follower, log);
    },
    mark: (actor, request) => mark(house, actor, request),
    markWall: (actor, seq) => markWall(house, actor, seq),
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
      await eraser.stop();
      await house.blobs.stop();
      await finish();
    },
  };
  return messenger;
}

function furnish(parts: MessengerParts): { house: House; finish: Appender['finish'] } {
  const { store, clock, random, settings } = parts;
  const fanout = new Fanout(clock, (follower, log, after) => {
    return readMissed(store, follower, log, after);
  });
  const presence = new PresenceBoard(clock);
  const { append, finish } = openAppender(store, clock, (events) => {
    announceAll(store, fanout, events);
    // A store that does not answer leaves things as they were; the next change or connection asks again.
    notePrivacy(house, events).catch(() => undefined);
  });
  const throttles = openThrottles(clock, parts.allowances ?? ALLOWANCES);
  const house: House = {
    store,
    clock,
    random,
    settings,
    append,
    fanout,
    marks: new MarkBoard(clock, fanout, (user) => presence.privacyOf(user)),
    presence,
    connections: new Connections(),
    passwords: parts.passwords ?? openPasswords(parts.hashCost),
    throttles,
    blobs: blobsOf(parts, throttles),
  };
  return { house, finish };
}

/** One processor is left to everything else, where there are several. */
function blobsOf(
  { store, clock, random, files }: MessengerParts,
  { uploadByUser }: Throttles,
): Blobs {
  if (!files) return NO_BLOBS;
  const pictures = Math.max(1, Math.min(PICTURES_AT_ONCE, availableParallelism() - 1));
  return openBlobs({ store, clock, random, ...files, uploadByUser }, pictures);
}

function openThrottles(clock: Clock, allowances: Allowances): Throttles {
  return {
    signInByAccount: openThrottle(clock, allowances.signInByAccount),
    signInByAddress: openThrottle(clock, allowances.signInByAddress),
    signUpByAddress: openThrottle(clock, allowances.signUpByAddress),
    postByUser: openThrottle(clock, allowances.postByUser),
    signalByUser: openThrottle(clock, allowances.signalByUser),
    inviteByUser: openThrottle(clock, allowances.inviteByUser),
    uploadByUser: openThrottle(clock, allowances.uploadByUser),
  };
}

async function append(house: House, actor: Actor, { log, command, expect, ask }: Append) {
  const waitMs = house.throttles.postByUser.take(actor.user);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs } as const;
  if (!mayAsk(actor, log)) return { rejected: 'notFound', what: 'chat' } as const;
  const { user, session } = actor;
  const expectEpoch = expect?.epoch;
  return house.append({ actor: user, session, log, command, expectEpoch, ask });
}

/** Chats and walls ask the rules; a private log is its owner's, and the server's log nobody's. */
function mayAsk({ user }: Actor, log: string): boolean {
  const { kind, id } = partsOf(log);
  return kind === 'chat' || kind === 'wall' || (kind === 'user' && id === user);
}

function enter(house: House, follower: Follower): Rejection | undefined {
  if (house.connections.countOf(follower.actor.user) >= CONNECTIONS_PER_USER_MAX) {
    return { rejected: 'tooMany', field: 'connections', max: CONNECTIONS_PER_USER_MAX };
  }
  house.connections.add(follower);
  // Who cannot be looked up is not shown, which is the safe way to be wrong.
  admit(house, follower).catch(() => undefined);
  return undefined;
}

function leave(house: House, follower: Follower): void {
  house.fanout.closeAll(follower);
  // Who only looked, and never came, leaves as well.
  house.presence.leave(follower);
  if (!house.connections.remove(follower)) return;
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
