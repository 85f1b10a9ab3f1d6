// Rows of the picker and the ways of arrow keys in them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellAt, firstPlace, placeAfter, rowsOf } from './grid.ts';

const cells = (letters: string) => [...letters].map((emoji) => ({ emoji, label: emoji }));
const ROWS = rowsOf(
  [
    { name: 'recent', cells: cells('ab') },
    { name: 0, cells: [] },
    { name: 1, cells: cells('cdefg') },
  ],
  3,
);
const walk = (from: string, ...arrows: ('up' | 'down' | 'back' | 'on')[]): string | undefined => {
  const row = ROWS.findIndex(
    (one) => one.kind === 'cells' && one.cells.some((c) => c.emoji === from),
  );
  const found = ROWS[row];
  assert.ok(found?.kind === 'cells');
  const start = { row, column: found.cells.findIndex(({ emoji }) => emoji === from) };
  const end = arrows.reduce((place, arrow) => placeAfter(ROWS, place, arrow), start);
  return cellAt(ROWS, end)?.emoji;
};

test('a part has a heading and rows of so many; an empty one has nothing, the found one no heading', () => {
  const kinds = ROWS.map((row) => (row.kind === 'cells' ? row.cells.length : row.part));
  assert.deepEqual(kinds, ['recent', 2, 1, 3, 2]);
  const found = rowsOf([{ name: 'found', cells: cells('ab') }], 3);
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ['cells'],
  );
});

test('up and down keep the column where there is one, over headings', () => {
  assert.equal(walk('b', 'down'), 'd');
  assert.equal(walk('e', 'up'), 'b');
  assert.equal(walk('e', 'down'), 'g');
});

test('sideways goes on in the next row', () => {
  assert.equal(walk('b', 'on'), 'c');
  assert.equal(walk('c', 'back'), 'b');
  assert.equal(walk('e', 'on'), 'f');
});

test('it ends at the ends', () => {
  assert.equal(walk('a', 'up'), 'a');
  assert.equal(walk('a', 'back'), 'a');
  assert.equal(walk('g', 'down'), 'g');
  assert.equal(walk('g', 'on'), 'g');
});

test('the first place is the first emoji, and without emoji there is none', () => {
  assert.equal(cellAt(ROWS, firstPlace(ROWS))?.emoji, 'a');
  assert.equal(firstPlace([]), undefined);
  assert.equal(cellAt([], undefined), undefined);
});
