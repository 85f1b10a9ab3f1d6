// What is kept between runs: read again as it was written last, and gone when an account is forgotten.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openStorage } from './storage.ts';

async function open(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'kith-storage-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return { folder, storage: openStorage(folder) };
}

test('the last that was written stays, and nothing stays of what was taken away', async (t) => {
  const { storage } = await open(t);
  const writes = ['one', 'two', undefined, 'three'].map((text) => storage.set('me', 'k/..', text));
  await Promise.all(writes);
  assert.equal(await storage.get('me', 'k/..'), 'three');
  await storage.set('me', 'k/..', undefined);
  await storage.set('me', 'never', undefined);
  assert.equal(await storage.get('me', 'k/..'), undefined);
});

test('an account that is forgotten leaves nothing, neither of what is on its way nor of later', async (t) => {
  const { folder, storage } = await open(t);
  await storage.set('other', 'k', 'stays');
  const onTheWay = Array.from({ length: 20 }, (_, at) => storage.set('me', `k${at}`, 'text'));
  await storage.forget('me');
  await storage.set('me', 'later', 'text');
  await Promise.all(onTheWay);
  assert.deepEqual(await readdir(folder), ['other']);
  assert.equal(await storage.get('other', 'k'), 'stays');
});
