// The bars of a recording: always 64, always 0 to 31, whatever was heard.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as check, double, property } from 'fast-check';
import { barsOf, loudnessOf } from './waveform.ts';

const loudness = double({ min: 0, max: 1, noNaN: true });

test('there are 64 bars of 0 to 31, and the loudest one reaches the top', () => {
  check(
    property(array(loudness, { maxLength: 400 }), (heard) => {
      const bars = barsOf(heard);
      assert.equal(bars.length, 64);
      assert.ok(bars.every((bar) => Number.isInteger(bar) && bar >= 0 && bar <= 31));
      if (heard.some((one) => one > 0)) assert.equal(Math.max(...bars), 31);
    }),
  );
});

test('bars stand in the order in which it was heard', () => {
  const rising = Array.from({ length: 640 }, (_, at) => at / 640);
  const bars = barsOf(rising);
  assert.deepEqual(
    bars,
    bars.toSorted((a, b) => a - b),
  );
  assert.equal(bars[0], 0);
});

test('silence is no sound, and full swing is all of it', () => {
  assert.equal(loudnessOf(new Float32Array(100)), 0);
  assert.equal(loudnessOf(new Float32Array(0)), 0);
  assert.equal(loudnessOf(new Float32Array(100).fill(1)), 1);
  const [quiet, loud] = [0.01, 0.1].map((swing) => loudnessOf(new Float32Array(10).fill(swing)));
  assert.ok(quiet !== undefined && loud !== undefined && 0 < quiet && quiet < loud && loud < 1);
});
