// What the keys of readline do to a text, by what people see as characters.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Editor, EMPTY, editorOf, pressed } from './editor.ts';

function after(editor: Editor, ...keys: string[]): Editor {
  return keys.reduce((state, key) => pressed(state, { key }) ?? state, editor);
}

function shown({ text, at }: Editor): string {
  return `${text.slice(0, at)}|${text.slice(at)}`;
}

test('typing goes in at the cursor, and a family is one character', () => {
  const typed = pressed(after(editorOf('ac'), 'left'), { key: 'b', text: 'b' }) ?? EMPTY;
  assert.equal(shown(typed), 'ab|c');
  assert.equal(shown(after(editorOf('x👨‍👩‍👧'), 'left')), 'x|👨‍👩‍👧');
  assert.equal(shown(after(editorOf('x👨‍👩‍👧'), 'backspace')), 'x|');
});

test('words and lines are cut out and put in again', () => {
  const cut = after(editorOf('one two three'), 'C-w');
  assert.equal(shown(cut), 'one two |');
  assert.equal(shown(after(cut, 'C-a', 'C-y')), 'three|one two ');
  assert.equal(shown(after(editorOf('one two'), 'M-b', 'M-d')), 'one |');
  assert.equal(shown(after(editorOf('a\nb c'), 'C-u')), 'a\n|');
  assert.equal(shown(after(editorOf('one two'), 'C-a', 'M-f', 'M-k')), 'one|');
});

test('up and down keep the column where the line is long enough', () => {
  const text = editorOf('long line\nab\nlong line');
  assert.equal(shown(after(text, 'up')), 'long line\nab|\nlong line');
  assert.equal(shown(after(text, 'up', 'up')), 'lo|ng line\nab\nlong line');
  assert.equal(shown(after(text, 'up', 'down')), 'long line\nab\nlo|ng line');
});

test('a key that means nothing changes nothing', () => {
  assert.equal(pressed(EMPTY, { key: 'C-q' }), undefined);
});

test('a word ends where its spaces begin, however long what stands before it is', () => {
  assert.equal(shown(after(editorOf('one  two  '), 'C-w')), 'one  |');
  assert.equal(shown(after(editorOf('  '), 'C-w')), '|');
  assert.equal(shown(after(editorOf('漢字 👨‍👩‍👧'), 'M-b')), '漢字 |👨‍👩‍👧');
  const long = `${'x'.repeat(100_000)} `;
  assert.equal(after(editorOf(`${long}end`), 'C-w').text, long);
});
