// How pictures stand: true ratio, never larger than drawn, never too small to press.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { standing } from './sizes.ts';

const side = fc.integer({ min: 1, max: 20_000 });

test('a picture of any size stands within 408 by 320 and at least 120 by 48', () => {
  fc.assert(
    fc.property(side, side, (width, height) => {
      const box = standing(width, height);
      assert.ok(box.width <= 408 && box.height <= 320);
      assert.ok(box.width >= 120 && box.height >= 48);
    }),
  );
});

test('a picture keeps its ratio where it is neither tiny nor a strip', () => {
  assert.deepEqual(standing(4000, 3000), { width: 408, height: 306 });
  assert.deepEqual(standing(3000, 4000), { width: 240, height: 320 });
  assert.deepEqual(standing(300, 200), { width: 300, height: 200 });
});
