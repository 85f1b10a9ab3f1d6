// The rules of what only one person knows: states of chats, hidden messages, read marks.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command } from '#protocol/command.ts';
import type { ChatState } from '#protocol/event.ts';
import { HIDDEN_MAX, PINNED_CHATS_MAX } from '#protocol/limits.ts';
import type { Ask } from '../ask.ts';
import type { Facts } from '../facts.ts';
import { decide } from './decide.ts';

const NORA = 'nora0000000000000000';
const TEAM = 'team0000000000000000';
const FACTS: Facts = { log: `user:${NORA}`, actor: NORA, epoch: 0, head: 0 };
const NO_CHAT = { rejected: 'notFound', what: 'chat' };

/** What a change makes of a state: the new one, `same`, or a rejection. */
function after(state: ChatState, change: object, pinnedChats = 0): unknown {
  const ask = { kind: 'setChatState', chat: TEAM, ...change } as Command;
  const decision = decide({ ...FACTS, state, pinnedChats }, ask);
  if ('rejected' in decision) return decision;
  const [first] = decision;
  if (!first) return 'same';
  assert.equal(decision.length, 1);
  assert.equal(first.log, FACTS.log);
  return first.fact.kind === 'state.changed' ? first.fact.state : first.fact.kind;
}

describe('the state of a chat', () => {
  test('what is given is changed, the rest stays, and what is off is not said', () => {
    assert.deepEqual(after({}, { muted: true }), { muted: true });
    assert.deepEqual(after({ muted: true }, { draft: 'plums' }), { muted: true, draft: 'plums' });
    assert.deepEqual(after({ muted: true, draft: 'plums' }, { muted: false }), { draft: 'plums' });
    assert.deepEqual(after({ unread: true, draft: 'plums' }, { draft: '' }), { unread: true });
    assert.deepEqual(after({ unread: true }, { unread: false }), {});
  });

  test('nothing happens when nothing is another', () => {
    for (const [state, change] of [
      [{}, {}],
      [{}, { muted: false, draft: '', pinned: false }],
      [
        { muted: true, draft: 'plums' },
        { muted: true, draft: 'plums' },
      ],
      [{ archived: true }, { archived: true, pinned: false }],
    ] as const) {
      assert.equal(after(state, change), 'same', JSON.stringify([state, change]));
    }
  });

  test('OWN2: archiving unpins, pinning brings back, and archiving wins', () => {
    assert.deepEqual(after({ pinned: true, muted: true }, { archived: true }), {
      muted: true,
      archived: true,
    });
    assert.deepEqual(after({ archived: true }, { pinned: true }), { pinned: true });
    assert.deepEqual(after({}, { pinned: true, archived: true }), { archived: true });
  });

  test('OWN2: only so many chats are pinned; what is pinned already may change', () => {
    const full = PINNED_CHATS_MAX;
    const tooMany = { rejected: 'tooMany', field: 'pinned', max: full };
    assert.deepEqual(after({}, { pinned: true }, full), tooMany);
    assert.deepEqual(after({}, { pinned: true }, full - 1), { pinned: true });
    assert.deepEqual(after({ pinned: true }, { pinned: true, muted: true }, full), {
      pinned: true,
      muted: true,
    });
  });

  test('a chat that one may not know of is not there, nor is it in others’ logs', () => {
    const ask: Command = { kind: 'setChatState', chat: TEAM, muted: true };
    assert.deepEqual(decide(FACTS, ask), NO_CHAT);
    const other = { ...FACTS, log: 'user:amara000000000000000', state: {} };
    assert.deepEqual(decide(other, ask), NO_CHAT);
    assert.deepEqual(decide({ ...FACTS, log: `chat:${TEAM}`, state: {} }, ask), NO_CHAT);
  });
});

describe('hiding a message', () => {
  const hide = (toHide: Facts['toHide']): unknown => {
    const decision = decide({ ...FACTS, toHide }, { kind: 'hideMessage', chat: TEAM, target: 7 });
    return 'rejected' in decision ? decision : decision.map(({ fact }) => fact);
  };

  test('is an event of one’s own log, once', () => {
    assert.deepEqual(hide({ found: true, hidden: false, count: 0 }), [
      { kind: 'message.hidden', class: 'system', chat: TEAM, target: 7 },
    ]);
    assert.deepEqual(hide({ found: true, hidden: true, count: HIDDEN_MAX }), []);
  });

  test('OWN4: needs a message that one may read, and room', () => {
    assert.deepEqual(hide(undefined), NO_CHAT);
    assert.deepEqual(hide({ found: false, hidden: false, count: 0 }), {
      rejected: 'notFound',
      what: 'message',
    });
    assert.deepEqual(hide({ found: true, hidden: false, count: HIDDEN_MAX }), {
      rejected: 'tooMany',
      field: 'hidden',
      max: HIDDEN_MAX,
    });
  });
});

describe('marks', () => {
  const kinds = (facts: Partial<Facts>, ask: Ask): unknown => {
    const decision = decide({ ...FACTS, ...facts }, ask);
    return 'rejected' in decision ? decision : decision.map(({ fact }) => fact);
  };
  const mark = { seq: 3, head: 9, posts: 5 };
  const moved = { kind: 'mark.moved', class: 'system', chat: TEAM, mark: 9, posts: 5 };

  test('READ2: a mark goes forward, up to the head', () => {
    const move = (seq: number): Ask => ({ kind: 'moveMark', chat: TEAM, seq });
    assert.deepEqual(kinds({ mark, state: {} }, move(20)), [moved]);
    assert.deepEqual(kinds({ mark, state: {} }, move(3)), []);
    assert.deepEqual(kinds({}, move(3)), NO_CHAT);
  });

  test('OWN3: who reads a chat has it no longer marked unread, even when the mark stays', () => {
    const state: ChatState = { unread: true, muted: true };
    const cleared = { kind: 'state.changed', class: 'system', chat: TEAM, state: { muted: true } };
    const move = (seq: number): Ask => ({ kind: 'moveMark', chat: TEAM, seq });
    assert.deepEqual(kinds({ mark, state }, move(20)), [moved, cleared]);
    assert.deepEqual(kinds({ mark, state }, move(0)), [cleared]);
  });

  test('WALL3: the mark of one’s own wall goes forward alike', () => {
    const seen = { kind: 'wall.seen', class: 'system', mark: 9, posts: 5 };
    assert.deepEqual(kinds({ mark }, { kind: 'moveWallMark', seq: 20 }), [seen]);
    assert.deepEqual(kinds({ mark }, { kind: 'moveWallMark', seq: 3 }), []);
  });
});
