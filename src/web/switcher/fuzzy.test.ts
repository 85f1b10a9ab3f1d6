// Which names the switcher finds, and which of two comes first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOf } from './fuzzy.ts';

const score = (query: string, name: string): number => scoreOf(query, name) ?? -1;

test('letters in their order fit, accents and case aside', () => {
  assert.ok(score('siob', 'Siobhán Ní Bhriain') >= 0);
  assert.ok(score('nibh', 'Siobhán Ní Bhriain') >= 0);
  assert.ok(score('ÄMAL', 'Amal') >= 0);
  assert.equal(scoreOf('xyz', 'Amara'), undefined);
});

test('nothing typed fits everything alike', () => {
  assert.equal(score('', 'Amara'), score('  ', 'Haruto'));
});

test('beginnings come before the middle, and words before scattered letters', () => {
  assert.ok(score('ma', 'Mateo Fernández') > score('ma', 'Amara Okafor'));
  assert.ok(score('ok', 'Amara Okafor') > score('ok', 'Tomasz Kowalczyk'));
  assert.ok(score('sl', 'Sunday lunch') > score('sl', 'asylum'));
});
