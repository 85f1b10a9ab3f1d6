// Asking anew who may read a log: until the answer is there nobody hears anything; then readers miss nothing, and the
// others hear nothing more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock, settle } from '#test/support/clock.ts';
import { actorOf, RecordedFollower } from '#test/support/recorded-follower.ts';
import { type Announced, Fanout } from './fanout.ts';

const LOG = 'wall:nora0000000000000000';

function open() {
  const stored: Announced[] = [];
  const fanout = new Fanout(new FakeClock(), async (_follower, _log, after) => stored.slice(after));
  const commit = (): void => {
    const seq = stored.length + 1;
    const event = { log: LOG, seq, json: JSON.stringify({ seq }) };
    stored.push(event);
    fanout.announce([event]);
  };
  const join = (name: string): RecordedFollower => {
    const follower = new RecordedFollower(actorOf(name));
    fanout.goLive(fanout.open(follower, LOG), stored.length);
    return follower;
  };
  return { fanout, commit, join };
}

test('SYNC7: who may no longer read hears nothing from the question on; readers miss nothing', async () => {
  const { fanout, commit, join } = open();
  const [amara, mateo] = [join('amara'), join('mateo')];
  commit();
  const answer = Promise.withResolvers<ReadonlySet<string>>();
  const asked: string[][] = [];
  const checked = fanout.recheck(LOG, (users) => {
    asked.push([...users]);
    return answer.promise;
  });
  commit();
  commit();
  assert.deepEqual([amara.seqsOf(LOG), mateo.seqsOf(LOG)], [[1], [1]]);
  answer.resolve(new Set([amara.actor.user]));
  await checked;
  await settle();
  commit();
  assert.deepEqual(asked, [[amara.actor.user, mateo.actor.user]]);
  assert.deepEqual([amara.seqsOf(LOG), mateo.seqsOf(LOG)], [[1, 2, 3, 4], [1]]);
});

test('where nothing passed by meanwhile, it goes on as before', async () => {
  const { fanout, commit, join } = open();
  const amara = join('amara');
  await fanout.recheck(LOG, async (users) => new Set(users));
  commit();
  assert.deepEqual(amara.seqsOf(LOG), [1]);
});

test('SYNC7: who is only about to follow is asked about, too', async () => {
  const { fanout, commit } = open();
  const mateo = new RecordedFollower(actorOf('mateo'));
  const subscription = fanout.open(mateo, LOG);
  await fanout.recheck(LOG, async () => new Set());
  fanout.goLive(subscription, 0);
  commit();
  assert.deepEqual(mateo.seqsOf(LOG), []);
});

test('when the store does not answer, nobody hears anything more', async () => {
  const { fanout, commit, join } = open();
  const amara = join('amara');
  await fanout.recheck(LOG, () => Promise.reject(new Error('no answer')));
  commit();
  assert.deepEqual(amara.seqsOf(LOG), []);
});

test('SYNC7: an answer from before lets nobody go on while a later question waits', async () => {
  const { fanout, commit, join } = open();
  const [amara, mateo] = [join('amara'), join('mateo')];
  const late = Promise.withResolvers<ReadonlySet<string>>();
  const early = fanout.recheck(LOG, async (users) => new Set(users));
  const checked = fanout.recheck(LOG, () => late.promise);
  await early;
  commit();
  assert.deepEqual([amara.seqsOf(LOG), mateo.seqsOf(LOG)], [[], []]);
  late.resolve(new Set([amara.actor.user]));
  await checked;
  await settle();
  commit();
  assert.deepEqual([amara.seqsOf(LOG), mateo.seqsOf(LOG)], [[1, 2], []]);
});
