// What stands in a face, for names in any script.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstName, hueOf, initialsOf } from './name.ts';

test('the first letters of the first and the last word', () => {
  assert.equal(initialsOf('Nora Lindqvist'), 'NL');
  assert.equal(initialsOf('Siobhán Ní Bhriain'), 'SB');
  assert.equal(initialsOf('allotment'), 'A');
  assert.equal(initialsOf('Дмитрий Волков'), 'ДВ');
  assert.equal(initialsOf('أمل حداد'), 'أح');
});

test('marks that pile up stay within the face', () => {
  assert.equal(initialsOf(`Z${'\u0300'.repeat(6)}oe`), 'Z\u0300');
});

test('emoji stay whole, and signs are passed over', () => {
  assert.equal(initialsOf('🌻 Anh Thư 🌻'), '🌻');
  assert.equal(initialsOf('👩‍👩‍👧‍👦'), '👩‍👩‍👧‍👦');
  assert.equal(initialsOf('“Green roofs”'), 'GR');
  assert.equal(initialsOf('...'), '?');
});

test('a name has one hue out of twelve', () => {
  assert.equal(hueOf('Amara'), hueOf('Amara'));
  assert.match(hueOf('Amara'), /^var\(--hue-(\d|1[0-2])\)$/);
});

test('somebody is called by the first name', () => {
  assert.equal(firstName(' Nora Lindqvist'), 'Nora');
  assert.equal(firstName('x'), 'x');
});
