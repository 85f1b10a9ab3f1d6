// What is remembered of the emoji one uses, and what is made of a damaged memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chooseTone,
  emojiHabits,
  noteEmoji,
  quickOnes,
  RECENTS_MAX,
  recentsFrom,
  withFirst,
} from './recent.ts';

test('the last one is the first, once, and the oldest goes', () => {
  assert.deepEqual(withFirst(['a', 'b'], 'b'), ['b', 'a']);
  const many = Array.from({ length: RECENTS_MAX }, (_, at) => `${at}`);
  const next = withFirst(many, 'new');
  assert.equal(next.length, RECENTS_MAX);
  assert.equal(next[0], 'new');
  assert.ok(!next.includes(`${RECENTS_MAX - 1}`));
});

test('the quick row is the recent ones, filled up with the usual ones', () => {
  assert.deepEqual(quickOnes([]), ['👍', '❤️', '😂', '😮', '😢', '🎉']);
  assert.deepEqual(quickOnes(['🎉', '🦊']), ['🎉', '🦊', '👍', '❤️', '😂', '😮']);
  assert.equal(quickOnes(['1', '2', '3', '4', '5', '6', '7']).length, 6);
});

test('a memory that makes no sense is none', () => {
  for (const kept of [undefined, '', '{', '{}', 'null', '[1,null,""]', `["${'x'.repeat(40)}"]`])
    assert.deepEqual(recentsFrom(kept), [], String(kept));
  assert.deepEqual(recentsFrom('["🦊","🦊",3,"👍"]'), ['🦊', '👍']);
});

test('habits are kept and told even where there is no storage', () => {
  let told = 0;
  const stop = emojiHabits.subscribe(() => {
    told += 1;
  });
  noteEmoji('🦊');
  chooseTone('medium');
  stop();
  noteEmoji('👍');
  assert.equal(told, 2);
  assert.deepEqual(emojiHabits.get(), { recents: ['👍', '🦊'], tone: 'medium' });
});
