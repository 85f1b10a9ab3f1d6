// When names count as the same: for signing in and searching, and for who may take one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { emailKey, nameKey, nameLook } from './person-name.ts';

const SAME_KEY = [
  ['nora', 'NORA'],
  ['Nora', 'Ｎｏｒａ'],
  ['viii', 'Ⅷ'],
  ['straße', 'STRASSE'],
  ['ÉMILE', 'émile'],
  ['e\u0301mile', 'émile'],
  ['ΟΔΟΣ', 'οδος'],
  ['οδοσ', 'οδος'],
  ['ﬁn', 'FIN'],
  ['ЯРОСЛАВ', 'ярослав'],
  ['ǅ', 'ǆ'],
] as const;

const SAME_LOOK = [
  ...SAME_KEY,
  ['paypal', 'pаypal'], // Cyrillic а
  ['paypal', 'раураl'], // Cyrillic р, а, у
  ['paypal', 'PayPaI'], // capital i for l
  ['paypal', 'paypa1'],
  ['bob', 'b0b'],
  ['nora', 'nοra'], // Greek omicron
  ['nora', 'nóra'],
  ['nora', 'n\u0336ora'],
  ['nora', 'no\u200dra'],
  ['nora', 'no\u200bra'],
  ['nora', 'no\u00adra'],
  ['nora', 'nora\ufe0f'],
  ['nora', 'nora\u3164'], // Hangul filler: a letter that is not to be seen
  ['Ⅷ', 'vlll'],
  ['modern', 'modem'],
  ['vvilma', 'wilma'],
  ['HELLO', 'НЕLLО'], // Cyrillic Н, Е, О
  ['Zoe', 'Ζoe'], // Greek Zeta
  ['jose', 'José'],
] as const;

const DIFFERENT = [
  ['user1', 'user2'],
  ['user10', 'user11'],
  ['user3', 'user8'],
  ['nora', 'noras'],
  ['nora', 'no.ra'],
  ['nora', 'no-ra'],
  ['nora.l', 'nora_l'],
  ['amara', 'ámaro'],
  ['鈴木', '鈴本'],
  ['กิน', 'กัน'], // Thai: to eat, each other
  ['कि', 'कु'], // Devanagari vowel signs
  ['かき', 'がき'], // persimmon, brat
  ['דָוִד', 'דנה'],
] as const;

test('AUTH7: case, width and composition make no difference to a name', () => {
  for (const [one, other] of SAME_KEY)
    assert.equal(nameKey(one), nameKey(other), `${one} ${other}`);
});

test('AUTH7: look-alikes count as one name', () => {
  for (const [one, other] of SAME_LOOK) {
    assert.equal(nameLook(one), nameLook(other), `${one} ${other}`);
  }
});

test('AUTH7: names that people tell apart are different, in every script', () => {
  for (const [one, other] of DIFFERENT) {
    assert.notEqual(nameKey(one), nameKey(other), `${one} ${other}`);
    assert.notEqual(nameLook(one), nameLook(other), `${one} ${other}`);
  }
});

test('AUTH7: a hundred numbered names are a hundred names but for the digits that look like letters', () => {
  const looks = Array.from({ length: 100 }, (_, n) => nameLook(`user${n}`));
  assert.equal(new Set(looks).size, 100);
});

test('AUTH7: look-alikes sign in as themselves only', () => {
  assert.notEqual(nameKey('paypal'), nameKey('pаypal'));
  assert.notEqual(nameKey('jose'), nameKey('josé'));
});

test('AUTH7: a key is its own key, and no case of a name has another', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (name) => {
      assert.equal(nameKey(nameKey(name)), nameKey(name));
      assert.equal(nameLook(nameLook(name)), nameLook(name));
    }),
  );
  const letters = /^[\p{L}\p{N}]$/u;
  for (let code = 0x21; code < 0x20000; code += 1) {
    const char = String.fromCodePoint(code);
    if (!letters.test(char)) continue;
    const keys = new Set([char, char.toLowerCase(), char.toUpperCase()].map(nameKey));
    assert.equal(keys.size, 1, `U+${code.toString(16)}`);
    assert.equal(nameKey(nameKey(char)), nameKey(char), `U+${code.toString(16)}`);
  }
});

test('AUTH7: e-mail addresses are compared without case and surroundings', () => {
  assert.equal(emailKey(' Nora@Example.ORG\t'), 'nora@example.org');
  assert.notEqual(emailKey('n.ora@example.org'), emailKey('nora@example.org'));
});
