// Text on its way to a terminal: what is dangerous is gone, widths are kept, words stay whole where they can.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnsOf, shorten } from './columns.ts';
import { markupLines } from './markup-lines.ts';
import { safeJson, safeLine, safeText } from './safe.ts';
import { fit, paint, span, widthOf, wrap } from './spans.ts';

const DANGEROUS = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

test('no control, escape sequence or change of direction survives, whatever was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(safeLine(text), DANGEROUS);
      assert.doesNotMatch(safeText(text).replaceAll('\n', ''), DANGEROUS);
      const json = safeJson({ text });
      assert.doesNotMatch(json, DANGEROUS);
      assert.equal(JSON.parse(json).text, text);
    }),
  );
});

test('letters under a tower of marks keep a few of them', () => {
  assert.ok(safeLine(`e${'\u0301'.repeat(200)}`).length <= 5);
});

test('wrapped lines fit, and nothing but spaces is lost', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 4, max: 30 }),
      (raw, columns) => {
        const text = safeText(raw);
        const lines = wrap([span(text)], columns);
        for (const line of lines) assert.ok(widthOf(line) <= columns);
        const kept = lines.flatMap((line) => line.map((piece) => piece.text)).join('');
        assert.equal(kept.replace(/[ \n]/g, ''), text.replace(/[ \n]/g, ''));
      },
    ),
  );
});

test('a line is made exactly as wide as asked, wide characters and all', () => {
  for (const text of [
    '',
    'plums',
    'a long line of plums',
    '漢字かな交じり文です',
    '👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧',
  ]) {
    assert.equal(widthOf(fit([span(text)], 7)), 7, text);
  }
  assert.equal(shorten('Nora Lindqvist', 8), 'Nora Li…');
  assert.equal(columnsOf('漢字'), 4);
});

test('NO_COLOR leaves weight and takes colours; a link cannot end its own sequence', () => {
  const line = [span('x', { color: 'red', bold: true })];
  assert.equal(paint(line, true), '\u001b[1;31mx\u001b[0m');
  assert.equal(paint(line, false), '\u001b[1mx\u001b[0m');
  const link = paint([span('here', { link: 'https://a.example/\u001b\\\u0007x' })], true);
  // Ours: the opening, its end, the closing, its end.
  assert.equal(link.split('\u001b').length - 1, 4);
  assert.ok(!link.includes('\u0007'));
});

test('markup is drawn: marks, lists, quotes, code', () => {
  const drawn = (text: string): string[] =>
    markupLines(text, 20, (name) => name === 'nora').map((line) =>
      line.map((piece) => piece.text).join(''),
    );
  assert.deepEqual(drawn('**bold** and `code`'), ['bold and code']);
  assert.deepEqual(drawn('- one\n- two'), ['• one', '• two']);
  assert.deepEqual(drawn('> said'), ['▏ said']);
  assert.deepEqual(drawn('```\na\nb\n```'), ['  a', '  b']);
});
