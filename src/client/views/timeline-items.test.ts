// What is put before a list is as if all had been added one after the other, wherever the seam is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '#test/support/clock.ts';
import type { MessageItem, Notice } from '../model/message.ts';
import { emptyList, type ItemList, pushMessage, pushNotices, putBefore } from './timeline-items.ts';

const MINUTE_MS = 60_000;
const COUNT = 60;
const AUTHORS = ['amara', 'nora'];

interface Said {
  readonly seq: number;
  readonly at: number;
  readonly author: string;
  readonly kind: 'message' | 'notice';
}

test('a list with another put before it is the list of both, wherever it is cut', () => {
  for (const seed of [1, 2, 3, 4]) {
    const said = conversation(seed);
    const whole = listOf(said);
    for (let cut = 0; cut <= COUNT; cut++) {
      const list = listOf(said.slice(cut));
      const before = list.items.length;
      const grown = putBefore(list, listOf(said.slice(0, cut)));
      assert.equal(grown, list.items.length - before);
      assert.deepEqual(list, whole, `seed ${seed}, cut at ${cut}`);
    }
  }
});

test('where the clock went back over the night the two alone do not tell', () => {
  const noon = new Date(2026, 9, 5, 12).getTime();
  const late = { seq: 1, at: noon, author: 'nora', kind: 'message' } as const;
  const early = { ...late, seq: 2, at: noon - 24 * 60 * MINUTE_MS };
  assert.equal(putBefore(listOf([early]), listOf([late])), undefined);
});

/** Over some days, now and then close together; the "New" line comes somewhere in it. */
function conversation(seed: number): Said[] {
  const random = seededRandom(seed);
  const pick = (below: number): number => (random.bytes(1)[0] ?? 0) % below;
  let at = new Date(2026, 9, 5, 12).getTime();
  return Array.from({ length: COUNT }, (_, index) => {
    at += (pick(6) === 0 ? 400 : pick(9)) * MINUTE_MS;
    const author = AUTHORS[pick(2)] ?? '';
    return { seq: index + 1, at, author, kind: pick(4) === 0 ? 'notice' : 'message' };
  });
}

function listOf(said: readonly Said[]): ItemList {
  const list = emptyList();
  for (const one of said) {
    const { seq, at, author } = one;
    const person = { id: author };
    if (one.kind === 'notice') {
      pushNotices(list, [{ key: `${seq}`, at } as unknown as Notice], seq);
    } else {
      const item = { type: 'message', key: `m:${seq}`, seq, at, author: person, mine: false };
      const both = { ...item, first: true, last: true } as unknown as MessageItem;
      pushMessage(list, both, COUNT - 1);
    }
  }
  return list;
}
