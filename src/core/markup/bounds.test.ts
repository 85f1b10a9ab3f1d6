// What the parser is spared, and what it must take: sixteen thousand characters of marks, and long honest messages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBearable } from './bounds.ts';
import { parseMarkup } from './parse.ts';
import type { Block, Inline } from './tree.ts';
import { DEPTH_MAX } from './tree.ts';

const LONG = 16_000;
const filled = (part: string): string => part.repeat(Math.ceil(LONG / part.length)).slice(0, LONG);

// Each took the parser seconds: its work grows with the square of their number.
const UNBEARABLE = ['*_', '*a ', 'a*', '> - ', '1. ', '>', '[', '~~a', '[]()', '- a\n'];

test('texts that would take long are shown as they were written', () => {
  for (const part of UNBEARABLE) assert.equal(isBearable(filled(part)), false, part);
  assert.equal(isBearable(`${'_'.repeat(8000)}a${'_'.repeat(7999)}`), false);
  const [block] = parseMarkup(filled('*_'));
  assert.deepEqual(block, { kind: 'paragraph', inside: [{ kind: 'text', text: filled('*_') }] });
});

test('what is shown as written still has its links and names', () => {
  const [block] = parseMarkup(`@ann https://a.b ${'*_'.repeat(2000)}`);
  assert.ok(block?.kind === 'paragraph');
  assert.deepEqual(
    block.inside.map(({ kind }) => kind),
    ['mention', 'text', 'link', 'text'],
  );
});

test('long honest messages are parsed', () => {
  const prose = filled(
    'A **bold** word in some_long_name, and *another* in a sentence of words.\n',
  );
  const code = `\`\`\`c\n${filled('int *a_b_c = **d[1][2] * e; ')}\n\`\`\``;
  const quote = filled('> what somebody said in a mail, a line of the usual length\n');
  const list = filled('- an item of the list, with `code`\n');
  for (const text of [prose, code, quote, list])
    assert.equal(isBearable(text), true, text.slice(0, 40));
});

test('a fence hides only what is surely code', () => {
  const marks = '*_'.repeat(2000);
  for (const fence of ['  ```', '``` a`b', '> ```', 'a ```', '- ```']) {
    assert.equal(isBearable(`${fence}\n${marks}`), false, fence);
  }
  assert.equal(isBearable(`\`\`\`\`\n\`\`\`\n${marks}\n\`\`\`\`\n`), true);
  assert.equal(isBearable(`\`\`\`\n\`\`\`\`\n${marks}`), false);
  assert.equal(isBearable(`~~~\n\`\`\`\n${marks}`), true);
});

// In the deepest block there is still a paragraph with its text.
test('nothing stands deeper than the face can draw', () => {
  const deep = [
    `${'> '.repeat(12)}${'**a '.repeat(100)}${'b** '.repeat(100)}`,
    `${'*a **b '.repeat(100)}${'c** d* '.repeat(100)}`,
    Array.from({ length: 100 }, (_, at) => `${'  '.repeat(at)}- a`).join('\n'),
    Array.from({ length: 12 }, (_, at) => `${'>'.repeat(at + 1)} a\n`).join('\n'),
    `${'['.repeat(500)}a${'](https://b.c)'.repeat(500)}`,
  ];
  for (const text of deep)
    assert.ok(depthOf(parseMarkup(text)) <= DEPTH_MAX + 2, text.slice(0, 20));
});

function depthOf(nodes: readonly (Block | Inline)[]): number {
  return Math.max(0, ...nodes.map((node) => 1 + depthOf(innerOf(node))));
}

function innerOf(node: Block | Inline): readonly (Block | Inline)[] {
  if (node.kind === 'list') return node.items.flat();
  return 'inside' in node ? node.inside : [];
}
