// Choices out of the sources that there are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choicesLater, choicesNow, exactOf, isWritten, type Sources } from './choices.ts';
import { type Token, tokenBefore } from './token.ts';

const SOURCES: Sources = {
  people: (query) => [{ key: 'n', label: 'Nora', detail: '@nora', insert: `@nora ${query}` }],
  emoji: async (query) => [{ emoji: '😄', label: 'smiling', shortcode: query }],
  commands: [
    { name: 'me', hint: 'Says what you do' },
    { name: 'shrug', hint: 'A shrug', insert: '¯\\_(ツ)_/¯ ' },
  ],
};
function token(text: string): Token {
  const found = tokenBefore(text, text.length);
  assert.ok(found);
  return found;
}

test('commands are those that begin so; what they put in is their name unless they say otherwise', () => {
  const inserts = (text: string) => choicesNow(token(text), SOURCES)?.map(({ insert }) => insert);
  assert.deepEqual(inserts('/'), ['/me ', '¯\\_(ツ)_/¯ ']);
  assert.deepEqual(inserts('/SH'), ['¯\\_(ツ)_/¯ ']);
  assert.deepEqual(inserts('/x'), []);
});

test('people are asked for with what was typed', () => {
  assert.equal(choicesNow(token('@no'), SOURCES)?.[0]?.insert, '@nora no');
});

test('emoji come later, and put in themselves', async () => {
  assert.equal(choicesNow(token(':sm'), SOURCES), undefined);
  const [smile] = (await choicesLater(token(':sm'), SOURCES)) ?? [];
  assert.deepEqual([smile?.label, smile?.detail, smile?.insert], [':sm:', 'smiling', '😄 ']);
});

test('a shortcode that is closed by hand is that emoji, if there is one', async () => {
  const choices = (await choicesLater(token(':smile'), SOURCES)) ?? [];
  assert.equal(exactOf(token(':smile'), choices)?.sign, '😄');
  assert.equal(exactOf(token(':smil'), choices), undefined);
  assert.equal(exactOf(token('@smile'), choices), undefined);
});

test('what has no source is not completed', () => {
  assert.equal(choicesNow(token('@no'), {}), undefined);
  assert.equal(choicesNow(token('/'), {}), undefined);
  assert.equal(choicesLater(token(':sm'), {}), undefined);
  assert.equal(choicesLater(token('/'), SOURCES), undefined);
});

test('a command that is written out needs no Enter of its own', () => {
  const written = (text: string) =>
    choicesNow(token(text), SOURCES)?.map((choice) => isWritten(token(text), choice));
  assert.deepEqual(written('/me'), [true]);
  assert.deepEqual(written('/m'), [false]);
  assert.deepEqual(written('@nora'), [false]);
});
