// Live connections' small parts: who makes room, what is told in which order, and that who is gone leaves nothing behind.
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Follower } from '#core/messenger.ts';
import { actorOf } from '#test/support/recorded-follower.ts';
import { fakeMessenger } from '../../../http/fake-messenger.ts';
import { whoIsHere } from '../../messenger/people.ts';
import { tiesOf } from '../../messenger/ties.ts';
import { Following } from './following.ts';
import { Strangers } from './strangers.ts';
import { Telling } from './telling.ts';
import { Turns } from './turns.ts';

const SILENT = { events: () => undefined, end: () => undefined, waitingBytes: () => 0 };
const NO_FAULT = (fault: unknown): string => String(fault);

describe('the live part of the gateways', () => {
  test('where it is full, the stranger who came first goes, and nobody who is known', () => {
    const ended: string[] = [];
    const strangers = new Strangers<string>(2, (one) => ended.push(one));
    equal(strangers.makeRoom(1), true);
    for (const name of ['a', 'b', 'c']) strangers.meet(name);
    strangers.forget('a');
    equal(strangers.makeRoom(2), true);
    deepEqual(ended, ['b']);
    equal(strangers.makeRoom(2), true);
    equal(strangers.makeRoom(2), false);
    deepEqual(ended, ['b', 'c']);
  });

  test('what happens while one thing is told waits, in its order', async () => {
    const told: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const turns = new Turns(NO_FAULT);
    const telling = new Telling<string>(turns, async (items) => {
      await promise;
      told.push(items.join());
    });
    telling.hear(['a', 'b']);
    await Promise.resolve();
    telling.hear(['c']);
    telling.hear(['d']);
    equal(telling.waitingBytes > 0, true);
    resolve();
    await turns.done();
    deepEqual([told, telling.waitingBytes], [['a,b', 'c,d'], 0]);
  });

  test('where too many turns wait, what happens is told when there is one again', async () => {
    const told: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const turns = new Turns(NO_FAULT);
    const telling = new Telling<string>(turns, async (items) => void told.push(...items));
    while (turns.take('other', () => promise));
    telling.hear(['a']);
    resolve();
    await turns.done();
    telling.hear(['b']);
    await turns.done();
    deepEqual(told, ['a', 'b']);
  });

  test('COMPAT11: who is gone looks at nobody any more', async () => {
    const signals: unknown[] = [];
    const left: Follower[] = [];
    const messenger = fakeMessenger({
      signal: async (_follower, signal) => void signals.push(signal),
      leave: (follower) => void left.push(follower),
    });
    const following = new Following(messenger, actorOf('nora'), SILENT);
    following.enter();
    await following.watch(['amara']);
    following.leave();
    following.leave();
    await following.watch(['amara', 'mateo']);
    deepEqual([signals, left.length], [[{ kind: 'watch', users: ['amara'] }], 1]);
  });

  test('COMPAT11: who only asks how things stand leaves, refused or not', async () => {
    const asking = new Set<Follower>();
    const messenger = fakeMessenger({
      signal: async (follower) => {
        asking.add(follower);
        return { rejected: 'tooFast', retryAfterMs: 1 };
      },
      follow: async (follower) => {
        asking.add(follower);
        throw new Error('the disk');
      },
      leave: (follower) => void asking.delete(follower),
    });
    await whoIsHere(messenger, actorOf('nora'), ['amara']);
    await rejects(tiesOf(messenger, actorOf('nora')), /the disk/);
    equal(asking.size, 0);
  });
});
