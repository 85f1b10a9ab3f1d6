// The range of one log: contiguous, ending at its cursor, with older pages in front, and bounded while nobody looks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '#protocol/event.ts';
import { HIDDEN_EVENTS_MAX, Replica } from './replica.ts';

function posts(from: number, to: number): Event[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    kind: 'message.posted',
    class: 'post',
    body: { text: 'x' },
    seq: from + index,
    at: 0,
    by: 'x',
  }));
}

test('REP1: a replica takes only what continues its range, at either end', () => {
  const replica = new Replica(10);
  assert.deepEqual([replica.start, replica.cursor], [11, 10]);
  replica.append(posts(11, 12));
  assert.throws(() => replica.append(posts(14, 14)));
  assert.throws(() => replica.append(posts(12, 12)));
  assert.equal(replica.prepend(posts(5, 9)), false, 'a hole at 10');
  assert.equal(replica.prepend([...posts(5, 7), ...posts(9, 10)]), false, 'a hole at 8');
  assert.equal(replica.prepend(posts(5, 11)), false, 'a double at 11');
  assert.equal(replica.prepend(posts(5, 10)), true);
  assert.deepEqual([replica.start, replica.cursor], [5, 12]);
  assert.deepEqual(
    replica.events.map(({ seq }) => seq),
    [5, 6, 7, 8, 9, 10, 11, 12],
  );
  assert.equal(replica.find(7)?.seq, 7);
  assert.equal(replica.find(4), undefined);
});

test('a replica forgets its oldest events while nobody looks, and keeps its cursor', () => {
  const replica = new Replica(0);
  replica.append(posts(1, HIDDEN_EVENTS_MAX));
  replica.trim();
  assert.equal(replica.start, 1);
  replica.append(posts(HIDDEN_EVENTS_MAX + 1, HIDDEN_EVENTS_MAX + 1));
  const { generation } = replica;
  replica.trim();
  assert.equal(replica.events.length, 500);
  assert.equal(replica.cursor, HIDDEN_EVENTS_MAX + 1);
  assert.notEqual(replica.generation, generation);
});

test('READ1: posts after a seq are counted as far as the range reaches back', () => {
  const replica = new Replica(0);
  replica.append(posts(1, 3));
  replica.append([{ kind: 'blank', class: 'system', seq: 4, at: 0, by: 'x' }]);
  replica.append(posts(5, 5));
  assert.equal(replica.postsAfter(0), 4);
  assert.equal(replica.postsAfter(3), 1);
  assert.equal(replica.postsAfter(5), 0);
  assert.equal(replica.postsAfter(9), 0);
  replica.reset(20);
  assert.equal(replica.postsAfter(10), undefined);
});
