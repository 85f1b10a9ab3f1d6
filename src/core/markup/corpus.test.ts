// The hostile texts that the browser tests send, as trees: nothing in them acts, and no words are lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MARKDOWN_CORPUS } from '#test/support/markdown-corpus.ts';
import { namesIn } from './names-in.ts';
import { parseMarkup } from './parse.ts';
import { plainOf } from './plain-of.ts';

const SAFE = /^(https?|mailto):/i;

test('no hostile text has a link that acts', () => {
  for (const text of MARKDOWN_CORPUS) {
    const tree = JSON.stringify(parseMarkup(text), (key, value: unknown) => {
      if (key === 'href') assert.match(String(value), SAFE, text);
      return value;
    });
    assert.notEqual(tree, '[]', text);
  }
});

test('every hostile text has a plain line and a list of names', () => {
  for (const text of MARKDOWN_CORPUS) {
    assert.notEqual(plainOf(text, 200), '', text);
    assert.ok(namesIn(text).length <= 50);
  }
});
