// What is being written stays where it is while it is broken at the edge, and the cursor stands in it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnsOf } from '../text/columns.ts';
import { editorLines } from './box-lines.ts';

const COLUMNS = 12;
const ROWS_MAX = 1_000;

function laidOut(text: string, at = text.length): { rows: string[]; x: number; y: number } {
  const { lines, cursor } = editorLines({ text, at, cut: '' }, COLUMNS, ROWS_MAX, '');
  const rows = lines.map((line) =>
    line
      .slice(1)
      .map((piece) => piece.text)
      .join(''),
  );
  return { rows, x: cursor.x - 2, y: cursor.y };
}

test('plain and other characters are broken alike, and nothing is lost', () => {
  const plain = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), minLength: 1 });
  fc.assert(
    fc.property(plain, fc.nat(), (text, place) => {
      const at = place % (text.length + 1);
      const here = laidOut(text, at);
      assert.equal(here.rows.join(''), text.replaceAll('\n', ''));
      assert.deepEqual(laidOut(text.replaceAll('a', 'á'), at), {
        ...here,
        rows: here.rows.map((row) => row.replaceAll('a', 'á')),
      });
    }),
  );
});

test('no row is too wide, and the cursor stands behind what is before it', () => {
  const unit = fc.constantFrom('a', '漢', '👨‍👩‍👧', 'e\u0301', ' ', '\n', '\t');
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1 }), fc.nat(), (units, place) => {
      const before = units.slice(0, place % (units.length + 1)).join('');
      const { rows, x, y } = laidOut(units.join(''), before.length);
      for (const row of rows) assert.ok(columnsOf(row) <= COLUMNS - 2);
      assert.ok(x >= 0 && x < COLUMNS - 2 && y >= 0 && y < rows.length);
    }),
  );
});

test('a row that is full has another one behind it only for the cursor', () => {
  const full = 'x'.repeat(COLUMNS - 2);
  assert.deepEqual(laidOut(full), { rows: [full, ''], x: 0, y: 1 });
  assert.deepEqual(laidOut(full, 3), { rows: [full], x: 3, y: 0 });
  assert.deepEqual(laidOut(`${full}\nend`), { rows: [full, 'end'], x: 3, y: 1 });
  assert.deepEqual(laidOut(`${full}\nend`, full.length), { rows: [full, '', 'end'], x: 0, y: 1 });
  assert.deepEqual(laidOut('\n\n'), { rows: ['', '', ''], x: 0, y: 2 });
});
