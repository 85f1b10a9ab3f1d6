// How tools/test.ts reads the counts of node's test runner.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCounts } from './test.ts';

const closing = (pass: number): string =>
  `ℹ tests 9\nℹ pass ${pass}\nℹ fail 1\nℹ cancelled 2\nℹ skipped 3\nℹ todo 0\n`;

test('the last closing lines count, in colour or not, and what was cancelled has failed', () => {
  const coloured = closing(4).replaceAll(/^.*$/gm, (line) => `\u001b[34m${line}\u001b[39m`);
  const expected = { passed: 4, failed: 3, skipped: 3 };
  assert.deepEqual(readCounts(`${closing(8)}more\n${closing(4)}`), expected);
  assert.deepEqual(readCounts(coloured), expected);
});

test('a runner that did not close has no counts', () => {
  assert.equal(readCounts('✔ a test (1ms)\n'), undefined);
});
