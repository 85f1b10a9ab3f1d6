// Which stretches of a log somebody may read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { followableFrom, type Membership, readable } from './readable.ts';

const NORA = 'nora0000000000000000';
const AMARA = 'amara000000000000000';
const SPANS = [{ from: 3, until: 7 }, { from: 12 }];
const TEAM = 'chat:team0000000000000000';

function membership(kind: Membership['kind'], active = true): Membership {
  return { kind, active, spans: SPANS };
}

test('CHAT3: a group shows the stretches of being a member, a room everything', () => {
  assert.deepEqual(readable(NORA, TEAM, membership('group')), SPANS);
  assert.deepEqual(readable(NORA, TEAM, membership('room')), [{ from: 1 }]);
  assert.deepEqual(readable(NORA, TEAM, membership('direct')), [{ from: 1 }]);
});

test('CHAT4: strangers and former members read nothing of a chat', () => {
  for (const kind of ['direct', 'group', 'room'] as const) {
    assert.deepEqual(readable(NORA, TEAM, membership(kind, false)), [], kind);
  }
  assert.deepEqual(readable(NORA, TEAM, undefined), []);
});

test('CHAT4: the directory is for everybody, a private log for its owner', () => {
  assert.deepEqual(readable(NORA, 'server', undefined), [{ from: 1 }]);
  assert.deepEqual(readable(NORA, `user:${NORA}`, undefined), [{ from: 1 }]);
  assert.deepEqual(readable(NORA, `user:${AMARA}`, undefined), []);
  // A membership, however it came here, opens no other kind of log.
  assert.deepEqual(readable(NORA, `user:${AMARA}`, membership('room')), []);
  assert.deepEqual(readable(NORA, `wall:${AMARA}`, membership('room')), []);
});

test('a wall is read whole by those who may, and opens nothing else', () => {
  const wall = { owner: AMARA, mayRead: true };
  assert.deepEqual(readable(NORA, `wall:${AMARA}`, wall), [{ from: 1 }]);
  assert.deepEqual(readable(NORA, `wall:${AMARA}`, { ...wall, mayRead: false }), []);
  assert.deepEqual(readable(NORA, `wall:${AMARA}`, undefined), []);
  for (const log of [`wall:${NORA}`, `user:${AMARA}`, TEAM]) {
    assert.deepEqual(readable(NORA, log, wall), [], log);
  }
});

test('a group of open history shows members everything, and others nothing', () => {
  const open = { ...membership('group'), openHistory: true };
  assert.deepEqual(readable(NORA, TEAM, open), [{ from: 1 }]);
  assert.deepEqual(readable(NORA, TEAM, { ...open, active: false }), []);
});

test('CHAT3: one follows from the beginning of the last stretch', () => {
  assert.equal(followableFrom(SPANS), 12);
  assert.equal(followableFrom([{ from: 1 }]), 1);
  assert.equal(followableFrom([]), undefined);
});

test('CHAT3: a group never shows a seq outside the stretches', () => {
  const anySpans = fc.array(
    fc.record({ from: fc.nat(50), until: fc.option(fc.nat(50), { nil: undefined }) }),
  );
  fc.assert(
    fc.property(anySpans, fc.boolean(), (spans, active) => {
      const seen = readable(NORA, TEAM, { kind: 'group', active, spans });
      assert.deepEqual(seen, active ? spans : []);
    }),
  );
});
