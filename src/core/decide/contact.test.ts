// How two people stand after each act, for every way in which they can stand before it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContactState } from '#protocol/event.ts';
import { BLOCKS_MAX, CONTACTS_MAX } from '#protocol/limits.ts';
import { idOf } from '#test/support/recorded-follower.ts';
import type { Facts } from '../facts.ts';
import { userLog } from '../log-name.ts';
import { decide } from './decide.ts';

const NORA = idOf('nora');
const AMARA = idOf('amara');
const STATES: readonly ContactState[] = ['none', 'asked', 'contact'];

type Other = NonNullable<Facts['other']>;

function facts(other: Partial<Other> = {}): Facts {
  const stand = { mine: 'none', theirs: 'none', asks: false, blocked: false } as const;
  const full = { id: AMARA, ...stand, blocksMe: false, ...other };
  return { log: userLog(NORA), actor: NORA, epoch: 0, other: full, contacts: 0, blocks: 0 };
}

/** `log mine/theirs` of each event. */
function told(kind: 'addContact' | 'removeContact', before: Facts): string[] {
  const decision = decide(before, { kind, user: AMARA });
  assert.ok(!('rejected' in decision), JSON.stringify(decision));
  return decision.map(({ log, fact }) => {
    assert.ok(fact.kind === 'contact.changed');
    assert.equal(fact.user, log === userLog(NORA) ? AMARA : NORA);
    return `${log === userLog(NORA) ? 'own' : 'other'} ${fact.mine}/${fact.theirs}`;
  });
}

describe('contacts', () => {
  test('PPL3: every way to stand before, and after adding', () => {
    const after = (mine: ContactState, theirs: ContactState, asks: boolean) =>
      told('addContact', facts({ mine, theirs, asks }))[0] ?? 'as before';
    const all = STATES.flatMap((mine) =>
      STATES.map((theirs) => [mine, theirs, after(mine, theirs, false), after(mine, theirs, true)]),
    );
    assert.deepEqual(all, [
      ['none', 'none', 'own contact/none', 'own asked/none'],
      ['none', 'asked', 'own contact/contact', 'own contact/contact'],
      ['none', 'contact', 'own contact/contact', 'own contact/contact'],
      ['asked', 'none', 'own contact/none', 'as before'],
      ['asked', 'asked', 'own contact/contact', 'own contact/contact'],
      ['asked', 'contact', 'own contact/contact', 'own contact/contact'],
      ['contact', 'none', 'as before', 'as before'],
      ['contact', 'asked', 'as before', 'as before'],
      ['contact', 'contact', 'as before', 'as before'],
    ]);
  });

  test('every way to stand before, and after removing; the other keeps their own contact', () => {
    for (const mine of STATES) {
      for (const theirs of STATES) {
        const left = theirs === 'contact' ? 'contact' : 'none';
        const same = mine === 'none' && theirs === left;
        const expected = same ? [] : [`own none/${left}`, `other ${left}/none`];
        assert.deepEqual(told('removeContact', facts({ mine, theirs })), expected);
      }
    }
  });

  test('PPL4: the blocker is told nothing of what the blocked do, but of a yes to their own request', () => {
    const blocksMe = true;
    assert.deepEqual(told('addContact', facts({ blocksMe })), ['own contact/none']);
    assert.deepEqual(told('addContact', facts({ blocksMe, asks: true })), ['own asked/none']);
    assert.deepEqual(told('removeContact', facts({ blocksMe, mine: 'contact' })), [
      'own none/none',
    ]);
    assert.deepEqual(told('addContact', facts({ blocksMe, theirs: 'asked' })), [
      'own contact/contact',
      'other contact/contact',
    ]);
  });

  test('limits, oneself and nobody', () => {
    const full = { ...facts(), contacts: CONTACTS_MAX, blocks: BLOCKS_MAX };
    assert.deepEqual(decide(full, { kind: 'addContact', user: AMARA }), {
      rejected: 'tooMany',
      field: 'contacts',
      max: CONTACTS_MAX,
    });
    const asked = { ...facts({ mine: 'asked' }), contacts: CONTACTS_MAX };
    assert.deepEqual(told('addContact', asked), ['own contact/none', 'other none/contact']);
    assert.deepEqual(decide(full, { kind: 'blockUser', user: AMARA, on: true }), {
      rejected: 'tooMany',
      field: 'blocks',
      max: BLOCKS_MAX,
    });
    const nobody = { ...facts(), other: undefined };
    for (const kind of ['addContact', 'removeContact'] as const) {
      assert.deepEqual(decide(nobody, { kind, user: AMARA }), {
        rejected: 'notFound',
        what: 'user',
      });
      const self = decide(facts(), { kind, user: NORA });
      assert.equal('rejected' in self && self.rejected, 'invalid');
    }
  });

  test('PPL4: blocking is told to nobody but one’s own devices, once', () => {
    const block = (blocked: boolean, on: boolean) => {
      const decision = decide(facts({ blocked }), { kind: 'blockUser', user: AMARA, on });
      assert.ok(!('rejected' in decision));
      return decision.map(({ log, fact }) => [log, fact.kind]);
    };
    assert.deepEqual(block(false, true), [[userLog(NORA), 'block.changed']]);
    assert.deepEqual(block(true, false), [[userLog(NORA), 'block.changed']]);
    assert.deepEqual([...block(true, true), ...block(false, false)], []);
  });

  test('in nobody else’s log', () => {
    const elsewhere = { ...facts(), log: userLog(AMARA) };
    assert.ok('rejected' in decide(elsewhere, { kind: 'addContact', user: AMARA }));
  });
});
