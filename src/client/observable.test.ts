// Values that can be subscribed to: who hears of what, and how often.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '#test/support/clock.ts';
import { cell, derived } from './observable.ts';

test('a cell tells its listeners once per turn, and not of the same value', async () => {
  const count = cell(1);
  let heard = 0;
  const stop = count.subscribe(() => heard++);
  count.set(2);
  count.set(3);
  assert.equal(count.get(), 3);
  assert.equal(heard, 0);
  await settle();
  assert.equal(heard, 1);
  count.set(4);
  count.set(3);
  await settle();
  assert.equal(heard, 1, 'it is what it was');
  count.set(5);
  stop();
  stop();
  await settle();
  assert.equal(heard, 1);
});

test('a derived value is worked out only when touched and looked at', async () => {
  let source = 1;
  let computed = 0;
  const doubled = derived(() => {
    computed++;
    return source * 2;
  });
  doubled.touch();
  await settle();
  assert.equal(computed, 0);
  assert.equal(doubled.get(), 2);
  assert.equal(doubled.get(), 2);
  assert.equal(computed, 1);
  let heard = 0;
  doubled.subscribe(() => heard++);
  doubled.touch();
  await settle();
  assert.equal(heard, 0, 'nothing has changed');
  source = 2;
  doubled.touch();
  assert.equal(doubled.get(), 4, 'at once');
  await settle();
  assert.equal(heard, 1);
});
