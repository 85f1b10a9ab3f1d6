// The end of an account. What identifies it goes in one command; leaving the chats and erasing go on in the background,
// in small commands that wait for each other, and after a stop from where they were.
import type { Timer } from '#base/clock.ts';
import { mintId } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import type { Ask } from '#core/ask.ts';
import { chatLog, wallLog } from '#core/log-name.ts';
import type { Actor } from '#core/messenger.ts';
import type { AccountDeletion } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { SERVER_LOG } from '#protocol/well-known.ts';
import {
  blankNames,
  chatsToLeave,
  type Erasure,
  eraseOwnLog,
  eraseRows,
  findErasure,
  nextLogOf,
  postsBehind,
  saveErasure,
} from '#store/erasures.ts';
import { confirmPassword } from './accounts.ts';
import type { House } from './house.ts';

/** Chats left at a time, posts looked at, messages erased by one command, and rows of the own log. */
const CHATS_AT_ONCE = 20;
const POSTS_AT_ONCE = 200;
const ERASED_AT_ONCE = 16;
const ROWS_AT_ONCE = 500;
/** How long a round rests, so that people come first; and how long after a fault. */
const REST_MS = 5;
const FAULT_MS = 30_000;

/** Deletes an account whose password is right. From the answer on it is nobody's; the rest follows. */
export async function deleteAccount(
  house: House,
  actor: Actor,
  { password, messages }: AccountDeletion,
): Promise<Rejection | undefined> {
  const refused = await confirmPassword(house, actor, password, 'password');
  if (refused) return refused;
  const appended = await house.append({
    actor: actor.user,
    session: actor.session,
    log: SERVER_LOG,
    command: mintId(house.random),
    ask: { kind: 'deleteAccount', messages },
  });
  if (isRejected(appended)) return appended;
  house.connections.endUser(actor.user, 'signedOut');
  return undefined;
}

/** Works through what is left to erase. */
export interface Eraser {
  /** There may be something to do. */
  wake(): void;
  /** Does no more; resolves when the turn under way is over. */
  stop(): Promise<void>;
}

/** Opens the eraser and lets it begin with what an earlier run left. */
export function openEraser(house: House): Eraser {
  let stopped = false;
  let timer: Timer | undefined;
  let round: Promise<void> = Promise.resolve();
  let working = false;

  const plan = (ms: number): void => {
    if (stopped) return;
    timer?.cancel();
    timer = house.clock.after(ms, () => {
      timer = undefined;
      working = true;
      round = eraseRound(house, () => stopped)
        .then(
          (more) => more && plan(REST_MS),
          () => plan(FAULT_MS),
        )
        .then(() => {
          working = false;
        });
    });
  };
  plan(0);
  return {
    wake: () => {
      // A round that is under way may have looked before: look again after it.
      if (working) void round.then(() => plan(0));
      else plan(0);
    },
    stop: () => {
      stopped = true;
      timer?.cancel();
      return round;
    },
  };
}

/** A turn for each erasure, so that none waits for another that cannot go on; true when there may be more to do. */
async function eraseRound(house: House, isStopped: () => boolean): Promise<boolean> {
  let went = 0;
  let fault: unknown;
  let after = '';
  while (!isStopped()) {
    const erasure = await house.store.read((q) => findErasure(q, after));
    if (!erasure) break;
    after = erasure.person;
    try {
      await STEPS[erasure.step](house, erasure);
      went += 1;
    } catch (caught) {
      fault = caught;
    }
  }
  if (went === 0 && fault !== undefined) throw fault;
  return went > 0;
}

const STEPS: Readonly<Record<Erasure['step'], (house: House, erasure: Erasure) => Promise<void>>> =
  { chats: leaveChats, wall: eraseWall, messages: eraseOwn, names: eraseNames, rows: eraseLast };

async function leaveChats(house: House, erasure: Erasure): Promise<void> {
  const chats = await house.store.read((q) => chatsToLeave(q, erasure.person, CHATS_AT_ONCE));
  for (const chat of chats) {
    await act(house, erasure, chatLog(chat), { kind: 'leaveChat', forGood: true });
  }
  if (chats.length < CHATS_AT_ONCE) await save(house, { ...erasure, step: 'wall', seq: 0 });
}

async function eraseWall(house: House, erasure: Erasure): Promise<void> {
  const next = erasure.messages === 'erase' ? 'messages' : 'names';
  const stretch = await eraseStretch(house, erasure, wallLog(erasure.person), undefined);
  const done = { ...erasure, step: next, log: '', seq: 0 } as const;
  await save(house, stretch.more ? { ...erasure, seq: stretch.last } : done);
}

async function eraseOwn(house: House, erasure: Erasure): Promise<void> {
  const { person, seq } = erasure;
  const log =
    seq > 0 ? erasure.log : await house.store.read((q) => nextLogOf(q, person, erasure.log));
  if (log === undefined) return save(house, { ...erasure, step: 'names', log: '', seq: 0 });
  const stretch = await eraseStretch(house, erasure, log, person);
  await save(house, { ...erasure, log, seq: stretch.more ? stretch.last : 0 });
}

async function eraseStretch(house: House, erasure: Erasure, log: string, by: string | undefined) {
  const limit = POSTS_AT_ONCE;
  const stretch = await house.store.read((q) =>
    postsBehind(q, log, erasure.seq, by === undefined ? { limit } : { by, limit }),
  );
  for (let at = 0; at < stretch.seqs.length; at += ERASED_AT_ONCE) {
    const targets = stretch.seqs.slice(at, at + ERASED_AT_ONCE);
    await act(house, erasure, log, { kind: 'eraseMessages', targets });
  }
  return stretch;
}

/** What the server's log told of them when they came and changed their name. */
function eraseNames(house: House, erasure: Erasure): Promise<void> {
  return house.store.write(async (q) => {
    const { more, last } = await blankNames(q, erasure.person, erasure.seq, POSTS_AT_ONCE);
    const step = more ? 'names' : 'rows';
    await saveErasure(q, { ...erasure, step, seq: more ? last : 0 });
  });
}

function eraseLast(house: House, { person }: Erasure): Promise<void> {
  return house.store.write(async (q) => {
    const more = await eraseOwnLog(q, person, ROWS_AT_ONCE);
    if (!more) await eraseRows(q, person);
  });
}

function save(house: House, erasure: Erasure): Promise<void> {
  return house.store.write((q) => saveErasure(q, erasure));
}

/** One command of the person who is gone. A busy server is waited for; a no means there is nothing left to do. */
async function act(house: House, { person }: Erasure, log: string, ask: Ask): Promise<void> {
  for (;;) {
    const command = mintId(house.random);
    const answer = await house.append({ actor: person, log, command, ask });
    if (!isRejected(answer) || answer.rejected !== 'busy') return;
    await new Promise<void>((resolve) => {
      house.clock.after(answer.retryAfterMs, resolve);
    });
  }
}
