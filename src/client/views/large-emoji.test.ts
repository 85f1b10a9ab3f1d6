// Which messages are shown large.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLargeEmoji } from './large-emoji.ts';

test('one to three emoji are large, however they are put together', () => {
  for (const text of [
    '🎉',
    '❤️',
    '👍🏽',
    '🇸🇪',
    '👨‍👩‍👧‍👦',
    '🏳️‍🌈',
    '1️⃣',
    '🎉 🎉🎉',
    ' 😀 \n',
    '☎️',
    '☝🏽',
  ]) {
    assert.equal(isLargeEmoji(text), true, text);
  }
});

test('anything else is not', () => {
  for (const text of [
    '',
    ' ',
    'ok',
    '🎉 yes',
    '1',
    '#',
    '123',
    '©',
    '❤',
    '🎉🎉🎉🎉',
    '!?',
    'é',
    '->',
  ]) {
    assert.equal(isLargeEmoji(text), false, text);
  }
});
