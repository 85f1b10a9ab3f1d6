// Names of logs and ids of direct chats, back and forth.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  chatLog,
  chatOf,
  directChat,
  otherOfDirect,
  partsOf,
  peopleOfDirect,
  userLog,
} from './log-name.ts';

const anyId = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
  minLength: 20,
  maxLength: 20,
});

test('CHAT1: a direct chat has one id, whoever asks, and its people can be read from it', () => {
  fc.assert(
    fc.property(anyId, anyId, (one, other) => {
      const chat = directChat(one, other);
      assert.equal(chat, directChat(other, one));
      assert.deepEqual(peopleOfDirect(chat), [one, other].toSorted());
      assert.equal(otherOfDirect(chat, one), other);
      assert.equal(otherOfDirect(chat, other), one);
      if (one !== other) {
        const turned = chat === `d0.${one}.${other}` ? `d0.${other}.${one}` : `d0.${one}.${other}`;
        assert.equal(peopleOfDirect(turned), undefined);
        assert.equal(otherOfDirect(turned, one), undefined);
      }
    }),
  );
});

test('CHAT1: different pairs have different chats', () => {
  fc.assert(
    fc.property(anyId, anyId, anyId, (one, other, third) => {
      fc.pre(third !== other);
      assert.notEqual(directChat(one, other), directChat(one, third));
    }),
  );
});

test('CHAT4: a direct chat of others is nobody’s, and other ids are no direct chats', () => {
  const [nora, amara, mateo] = ['nora', 'amara', 'mateo'].map((name) => name.padEnd(20, '0'));
  assert.ok(nora && amara && mateo);
  assert.equal(otherOfDirect(directChat(nora, amara), mateo), undefined);
  for (const id of ['lobby', nora, `d1.${amara}.${nora}`, `d0.${amara}`, 'd0..', '']) {
    assert.equal(peopleOfDirect(id), undefined, id);
  }
});

test('LOG1: a log’s name says its kind and id', () => {
  const id = 'nora0000000000000000';
  assert.deepEqual(partsOf('server'), { kind: 'server', id: '' });
  assert.deepEqual(partsOf(userLog(id)), { kind: 'user', id });
  assert.deepEqual(partsOf(chatLog('lobby')), { kind: 'chat', id: 'lobby' });
  assert.deepEqual(partsOf(`wall:${id}`), { kind: 'wall', id });
  assert.equal(chatOf(chatLog('lobby')), 'lobby');
  for (const log of ['server', userLog(id), `wall:${id}`]) assert.equal(chatOf(log), undefined);
});
