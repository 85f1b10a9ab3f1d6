// The torture run in short; `npm run torture` is the long one.
import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { torture } from './torture.ts';

const KILLS = 4;

test('LOG2 SYNC8: after kill -9 under load all that was acknowledged is there, and clients agree', async () => {
  const { counts, failures } = await torture({ seed: 7, kills: KILLS, clients: 5 });
  deepEqual(failures, []);
  ok((counts.acknowledged ?? 0) > KILLS);
});
