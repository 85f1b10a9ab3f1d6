// Token buckets by the clock, and that they are bounded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '#test/support/clock.ts';
import { openThrottle } from './throttle.ts';

test('AUTH4: a bucket gives its burst, then says when the next token is there', async () => {
  const clock = new FakeClock();
  const throttle = openThrottle(clock, { burst: 3, refillMs: 1_000 });
  assert.deepEqual(
    [1, 2, 3, 4, 5].map(() => throttle.take('nora')),
    [0, 0, 0, 1_000, 1_000],
  );
  await clock.advance(400);
  assert.equal(throttle.take('nora'), 600);
  await clock.advance(600);
  assert.deepEqual([throttle.take('nora'), throttle.take('nora')], [0, 1_000]);
  assert.equal(throttle.take('amara'), 0);
});

test('AUTH4: tokens come back up to the burst and no further', async () => {
  const clock = new FakeClock();
  const throttle = openThrottle(clock, { burst: 2, refillMs: 1_000 });
  throttle.take('nora');
  await clock.advance(1_000_000);
  assert.deepEqual([throttle.take('nora'), throttle.take('nora')], [0, 0]);
  assert.ok(throttle.take('nora') > 0);
});

test('AUTH4: a token that is given back can be taken again, but never makes more than the burst', () => {
  const throttle = openThrottle(new FakeClock(), { burst: 1, refillMs: 1_000 });
  throttle.giveBack('nora');
  throttle.giveBack('nora');
  assert.equal(throttle.take('nora'), 0);
  throttle.giveBack('nora');
  throttle.giveBack('nora');
  assert.deepEqual([throttle.take('nora'), throttle.take('nora')], [0, 1_000]);
});

test('AUTH4: the wall clock has no say in it', () => {
  const clock = new FakeClock();
  const throttle = openThrottle(clock, { burst: 1, refillMs: 1_000 });
  throttle.take('nora');
  clock.jump(1_000_000);
  assert.equal(throttle.take('nora'), 1_000);
});

test('WIRE6: of more than 50,000 keys the longest unused are forgotten, not the busy ones', () => {
  const throttle = openThrottle(new FakeClock(), { burst: 1, refillMs: 1_000_000 });
  throttle.take('idle');
  throttle.take('busy');
  for (let n = 0; n < 49_999; n += 1) throttle.take(`key ${n}`);
  assert.ok(throttle.take('busy') > 0);
  throttle.take('one more');
  assert.ok(throttle.take('busy') > 0, 'a busy key is remembered');
  assert.equal(throttle.take('idle'), 0, 'an idle one may start anew');
});
