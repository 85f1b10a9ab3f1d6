// Whatever a text is: nothing throws, the ways without the parser say what the parser says, and who is called is shown so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as check, constantFrom, oneof, property, string } from 'fast-check';
import { safeHref } from './literals.ts';
import { callsAll, namesIn } from './names-in.ts';
import { parseMarked, parseMarkup } from './parse.ts';
import { plainOf } from './plain-of.ts';
import { unmarkedBlocks } from './plain-text.ts';
import type { Block, Inline } from './tree.ts';

const RUNS = { numRuns: 2000 };
// biome-ignore format: a table
const parts = constantFrom(
  ' ', '  ', '\n', '\n\n', '\t', '    ', '\r\n', '\r', '\0', '\ufeff', '\u202e', '\u200b', '\u2028', '\\', '😀', '\ud800', 'a', 'é', 'я',
  '1', '1. ', '2) ', '- ', '+ ', '* ', '*', '**', '_', '__', '~', '~~', '`', '```', '~~~', '#', '# ', '>', '> ', '>:(', '---', '===',
  '[', ']', '(', ')', '](', '![', '<', '>', '!', '&amp;', '<b>', '|', '.', ',', ':', '"', '@', '@ann', '@all', '@b_c', 'x@y.z',
  'https://', 'https://a.b', 'HTTP://c.d/e_f', 'http', 'javascript:x', '[a](https://b.c)', 'mailto:a@b.c',
);
const hostile = array(oneof({ weight: 8, arbitrary: parts }, string({ unit: 'binary' })), {
  maxLength: 40,
}).map((list) => list.join(''));
// biome-ignore format: a table
const harmless = array(
  constantFrom(' ', '  ', '\n', '\n\n', '\n \n', '\t', '\r\n', '\0', '\ufeff', '\u200b', '😀', 'a', 'é', '1', '.', ',', ':', '-', '#', '+', '&amp;',
    '!', '|', '(', ')', '@', '@ann', '@b.c', 'x@y.z', 'https://a.b', 'http', 'HTTPS://c.d/e)', '=', '===', '"', '/', '>', '1.', '2)'),
  { maxLength: 30 },
).map((list) => list.join(''));

test('any text has a tree of nodes that a face can draw', () => {
  check(
    property(hostile, (text) => {
      for (const inline of inlinesOf(parseMarkup(text))) {
        if (inline.kind === 'link') assert.equal(safeHref(inline.href), inline.href);
        if (inline.kind === 'text') assert.ok(inline.text !== '' && !inline.text.includes('\n'));
        if (inline.kind === 'link')
          assert.ok(inline.inside.every(({ kind }) => kind !== 'mention'));
      }
    }),
    RUNS,
  );
});

test('the way without the parser says what the parser says', () => {
  let short = 0;
  check(
    property(oneof(harmless, hostile), (text) => {
      const unmarked = unmarkedBlocks(text);
      if (!unmarked) return;
      short++;
      assert.deepEqual(unmarked, parseMarked(text));
    }),
    { numRuns: 4000 },
  );
  assert.ok(short > 500, `only ${short} texts went the short way`);
});

test('those are called who are shown as mentions', () => {
  check(
    property(hostile, (text) => {
      const shown = inlinesOf(parseMarked(text)).flatMap((inline) =>
        inline.kind === 'mention' ? [inline.name] : [],
      );
      assert.deepEqual(namesIn(text), [...new Set(shown)]);
    }),
    RUNS,
  );
});

test('fifty names at most, each once, and everybody among them or not', () => {
  assert.deepEqual(namesIn('@ann @ben `@cy` @ann me@x.org'), ['ann', 'ben']);
  const many = Array.from({ length: 80 }, (_, at) => `@n${at}`).join(' ');
  assert.equal(namesIn(many).length, 50);
  assert.equal(callsAll(namesIn('hello @All.')), true);
  assert.equal(callsAll(namesIn('hello @ally `@all`')), false);
});

test('the plain line has no marks, no line ends, and the length that was asked for', () => {
  assert.equal(
    plainOf('# a\n\n> **b** `c`\n- [d](https://e.f)\n- @g\n---\n```js\nh\n  i\n```', 99),
    'a b c d @g h i',
  );
  assert.equal(plainOf('<b>a</b> &amp;\nb', 99), '<b>a</b> &amp; b');
  assert.equal(plainOf('abcdef', 6), 'abcdef');
  assert.equal(plainOf('abcdef', 5), 'abcd…');
  assert.equal(plainOf('a😀b', 3), 'a…');
  assert.equal(plainOf(`a ${'**b** '.repeat(3000)}`, 9), 'a b b b…');
  check(
    property(hostile, (text) => {
      const line = plainOf(text, 20);
      assert.ok(line.length <= 20 && !/[\n\r]/.test(line), line);
    }),
    RUNS,
  );
});

function inlinesOf(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block): Inline[] => {
    if (block.kind === 'quote') return inlinesOf(block.inside);
    if (block.kind === 'list') return inlinesOf(block.items.flat());
    return 'inside' in block ? allOf(block.inside) : [];
  });
}

function allOf(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline) =>
    ['inside' in inline ? allOf(inline.inside) : [], inline].flat(),
  );
}
