// Whom an @ means.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Mentionable, rankPeople } from './rank-people.ts';

const person = (username: string, displayName: string, member = true): Mentionable => ({
  id: username,
  username,
  displayName,
  member,
});
const PEOPLE = [
  person('zoe', 'Amalia Zoe', false),
  person('tam', 'Tam Nguyen'),
  person('amara', 'Amara Okafor'),
  person('samir', 'Samir Amin'),
  person('sio', 'Siobhán Ní Bhriain'),
];
const keys = (query: string, all?: string): string[] =>
  rankPeople({ people: PEOPLE, query, limit: 5, all }).map(({ key }) => key);

test('members come first, and of those whose name begins so', () => {
  assert.deepEqual(keys('am'), ['amara', 'samir', 'tam', 'zoe']);
});

test('names are found by user name, by any word of theirs, and without accents', () => {
  assert.deepEqual(keys('okaf'), ['amara']);
  assert.equal(keys('siobhan')[0], 'sio');
  assert.equal(keys('tam')[0], 'tam');
  assert.deepEqual(keys('xyz'), []);
});

test('nothing typed shows members in their order, then others', () => {
  assert.deepEqual(keys(''), ['tam', 'amara', 'samir', 'sio', 'zoe']);
});

test('"all" is offered where it is allowed, and comes first only when written out', () => {
  assert.ok(!keys('al').includes('all'));
  assert.equal(keys('', 'Everybody here')[4], 'all');
  assert.deepEqual(keys('al', 'Everybody here'), ['zoe', 'all']);
  assert.equal(keys('all', 'Everybody here')[0], 'all');
  assert.ok(!keys('allan', 'Everybody here').includes('all'));
});

test('a choice writes the user name and a space, and there are no more than asked for', () => {
  const [first] = rankPeople({ people: PEOPLE, query: 'amara', limit: 1 });
  assert.deepEqual(first, {
    key: 'amara',
    label: 'Amara Okafor',
    detail: '@amara',
    insert: '@amara ',
  });
  assert.equal(rankPeople({ people: PEOPLE, query: '', limit: 2 }).length, 2);
});
