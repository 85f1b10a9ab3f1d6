// The fold of messages: changes one by one, and the same whoever folds how much at a time.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Event, Fact } from '#protocol/event.ts';
import { asPosted, changed, standing } from './message.ts';
import { withheldOf } from './withheld.ts';

const NORA = 'nora0000000000000000';
const AMARA = 'amara000000000000000';
const POSTED: Event = {
  seq: 5,
  at: 100,
  by: NORA,
  command: 'c-1',
  kind: 'message.posted',
  class: 'post',
  body: { text: 'plums', reply: 2 },
  mentions: [AMARA],
};

/** Changes in the order given, from seq 6 on. */
function changes(...facts: [string, Fact][]): Event[] {
  return facts.map(([by, fact], index) => ({ ...fact, seq: 6 + index, at: 200 + index, by }));
}

function reaction(emoji: string, on: boolean, target = 5): Fact {
  return { kind: 'message.reacted', class: 'change', target, emoji, on };
}

const EDIT: Fact = {
  kind: 'message.edited',
  class: 'change',
  target: 5,
  body: { text: 'ripe plums' },
};
const PIN: Fact = { kind: 'message.pinned', class: 'change', target: 5, on: true };
const DELETION: Fact = { kind: 'message.deleted', class: 'change', target: 5 };

describe('a message as it stands', () => {
  test('MSG1: an edit gives another text and other names, and keeps what it answered', () => {
    const { body, edited, mentions, seq, at, command } = standing(
      POSTED,
      changes([NORA, EDIT]),
      NORA,
    );
    assert.deepEqual(body, { text: 'ripe plums', reply: 2 });
    assert.deepEqual([edited, mentions, seq, at, command], [200, undefined, 5, 100, 'c-1']);
  });

  test('a deletion leaves its number, its author and who did it, whatever came before or after', () => {
    const all = changes(
      [NORA, EDIT],
      [AMARA, reaction('👍', true)],
      [NORA, PIN],
      [AMARA, DELETION],
    );
    const tombstone = { seq: 5, at: 100, by: NORA, body: { text: '' }, deleted: { by: AMARA } };
    assert.deepEqual(standing(POSTED, all, NORA), tombstone);
    const late = changes([AMARA, DELETION], [NORA, reaction('👍', true)], [NORA, EDIT]);
    assert.deepEqual(standing(POSTED, late, NORA), tombstone);
    const blank: Event = { seq: 5, at: 100, by: NORA, kind: 'blank', class: 'post' };
    assert.deepEqual(standing(blank, changes([AMARA, DELETION]), NORA), tombstone);
  });

  test('MSG6: reactions are counted once each, in the order in which they appeared', () => {
    const all = changes(
      [NORA, reaction('👍', true)],
      [AMARA, reaction('❤️', true)],
      [AMARA, reaction('👍', true)],
      [AMARA, reaction('👍', true)],
      [AMARA, reaction('❤️', false)],
      [NORA, reaction('🌧', false)],
    );
    assert.deepEqual(standing(POSTED, all, AMARA).reactions, [
      { emoji: '👍', count: 2, mine: true, users: [NORA, AMARA] },
    ]);
    const none = standing(POSTED, [...all, ...off('👍', NORA), ...off('👍', AMARA)], NORA);
    assert.ok(!('reactions' in none));
  });

  test('the twenty-first who reacts is counted, not named, and can take it back', () => {
    const people = Array.from({ length: 25 }, (_, index) => `person${index}`);
    const all = people.map((by, index) => ({ ...reaction('👍', true), seq: 6 + index, at: 1, by }));
    const [found] = standing(POSTED, all as Event[], 'person22').reactions ?? [];
    assert.deepEqual([found?.count, found?.users.length, found?.mine], [25, 20, true]);
    const less = standing(POSTED, [...(all as Event[]), ...off('👍', 'person22')], 'person22');
    assert.deepEqual(less.reactions?.[0], { ...found, count: 24, mine: false });
  });

  test('what is about another message changes nothing, not even the object', () => {
    const message = asPosted(POSTED);
    const about: Fact[] = [
      reaction('👍', true, 6),
      reaction('👍', false),
      { ...EDIT, target: 4 },
      { ...PIN, on: false },
      { kind: 'chat.closed', class: 'system' },
      { kind: 'withheld', class: 'system' },
    ];
    for (const event of changes(...about.map((fact): [string, Fact] => [NORA, fact]))) {
      assert.equal(changed(message, event, NORA), message, event.kind);
    }
  });

  test('MSG1: folded in any split, the message is the same, and nothing that was given is changed', () => {
    const fact = fc.oneof(
      fc.constant(EDIT),
      fc
        .record({ emoji: fc.constantFrom('👍', '❤️', '🌧'), on: fc.boolean() })
        .map((one) => reaction(one.emoji, one.on)),
      fc.boolean().map((on): Fact => ({ ...PIN, on })),
      fc.constant(reaction('👍', true, 9)),
      fc.constant<Fact>({ kind: 'withheld', class: 'system' }),
    );
    const people = fc.constantFrom(NORA, AMARA, 'mateo000000000000000');
    const run = fc.array(fc.tuple(people, fact), { maxLength: 30 });
    fc.assert(
      fc.property(run, fc.boolean(), fc.nat(30), (facts, deleted, at) => {
        const end: [string, Fact][] = deleted ? [[AMARA, DELETION]] : [];
        const all = changes(...facts, ...end);
        const before = JSON.stringify(all);
        const whole = standing(POSTED, all, NORA);
        const first = standing(POSTED, all.slice(0, at), NORA);
        const frozen = JSON.stringify(first);
        const rest = all.slice(at).reduce((message, one) => changed(message, one, NORA), first);
        assert.deepEqual(rest, whole);
        assert.equal(JSON.stringify(first), frozen);
        assert.equal(JSON.stringify(all), before);
      }),
      { seed: 20_260_101 },
    );
  });

  test('MSG9: what is withheld keeps its number and says nothing', () => {
    const kept = JSON.parse(withheldOf(JSON.stringify(POSTED))) as object;
    assert.deepEqual(kept, { seq: 5, at: 100, by: NORA, kind: 'withheld', class: 'system' });
  });
});

function off(emoji: string, by: string): Event[] {
  return [{ ...reaction(emoji, false), seq: 99, at: 1, by }];
}
