// Which lines are on screen: from the bottom up, in place while others come, and only as many as are seen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Source, windowOf } from './scroll.ts';

function sourceOf(heights: readonly number[], asked: number[] = []): Source<number, string> {
  return {
    items: heights.map((_, index) => index),
    keyOf: String,
    linesOf: (item) => {
      asked.push(item);
      return Array.from({ length: heights[item] ?? 0 }, (_, line) => `${item}.${line}`);
    },
  };
}

test('the newest stand at the bottom, and up goes line by line', () => {
  const source = sourceOf([2, 2, 2]);
  const bottom = windowOf(source, 3, undefined);
  assert.deepEqual(bottom.lines, ['1.1', '2.0', '2.1']);
  assert.equal(bottom.anchor, undefined);
  const up = windowOf(source, 3, bottom.anchor, 1);
  assert.deepEqual(up.lines, ['1.0', '1.1', '2.0']);
  assert.deepEqual(windowOf(source, 3, up.anchor, -1).anchor, undefined);
});

test('what comes below or above leaves the lines where they are', () => {
  const { anchor, lines } = windowOf(sourceOf([2, 2, 2, 2]), 3, undefined, 2);
  assert.deepEqual(windowOf(sourceOf([2, 2, 2, 2, 5, 5]), 3, anchor).lines, lines);
});

test('ten thousand items cost what is on screen', () => {
  const asked: number[] = [];
  windowOf(sourceOf(Array(10_000).fill(2), asked), 40, undefined);
  assert.ok(new Set(asked).size <= 21);
});

test('whatever is scrolled, the screen is full if there is enough, and in order', () => {
  const heights = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 20 });
  const moves = fc.array(fc.integer({ min: -30, max: 30 }), { maxLength: 10 });
  fc.assert(
    fc.property(heights, moves, fc.integer({ min: 1, max: 15 }), (all, steps, height) => {
      const source = sourceOf(all);
      const every = source.items.flatMap((item) => source.linesOf(item));
      let anchor = windowOf(source, height, undefined).anchor;
      for (const step of steps) {
        const shown = windowOf(source, height, anchor, step);
        anchor = shown.anchor;
        const at = every.indexOf(shown.lines[0] ?? '');
        assert.equal(shown.lines.length, Math.min(height, every.length));
        assert.deepEqual(shown.lines, every.slice(at, at + shown.lines.length));
      }
    }),
  );
});
