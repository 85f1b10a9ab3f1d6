// Lets each account export its data, one export at a time.
import type { Actor, Bytes, Messenger } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { findAccount } from '#store/people.ts';
import type { House } from '../house.ts';
import { exportOf, type Source } from './export.ts';

/** An export of which nothing was taken for so long is taken for given up. */
const IDLE_MS = 60_000;

/** Opens the exports. */
export function openExports(house: House, source: () => Source): Messenger['exportData'] {
  const running = new Map<string, { at: number }>();
  return async (actor) => {
    const now = house.clock.elapsed();
    const before = running.get(actor.user);
    const leftMs = before ? before.at + IDLE_MS - now : 0;
    if (leftMs > 0) return { rejected: 'tooFast', retryAfterMs: leftMs };
    const mine = { at: now };
    running.set(actor.user, mine);
    const release = (): void => {
      if (running.get(actor.user) === mine) running.delete(actor.user);
    };
    const name = await nameFor(house, actor);
    if (typeof name !== 'string') {
      release();
      return name;
    }
    const note = (): boolean => {
      mine.at = house.clock.elapsed();
      return running.get(actor.user) === mine;
    };
    return { name, bytes: watched(exportOf(house, source(), actor), note, release) };
  };
}

async function nameFor(house: House, actor: Actor): Promise<string | Rejection> {
  const account = await house.store.read((q) => findAccount(q, actor.user));
  const day = new Date(house.clock.now()).toISOString().slice(0, 10);
  return account ? `kith-${account.username}-${day}.zip` : { rejected: 'notSignedIn' };
}

/**
 * Also when nobody ever takes the first piece: a generator that was not begun ends without a word. `note` is false once
 * another export has taken this one's place, which it was too late to go on with.
 */
function watched(bytes: AsyncGenerator<Buffer>, note: () => boolean, release: () => void): Bytes {
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        if (!note()) {
          await bytes.return(undefined);
          throw new Error('another export has begun since');
        }
        const result = await bytes.next().catch((fault: unknown) => {
          release();
          throw fault;
        });
        if (result.done) release();
        return result;
      },
      async return() {
        release();
        await bytes.return(undefined);
        return { done: true, value: undefined };
      },
    }),
  };
}
