// The emoji of the app, and in which order they are found: over the real data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildEmoji } from './data/build-emoji.ts';
import { inTone, packEmoji, TONES, unpackEmoji } from './data/emoji.ts';
import { rankEmoji } from './data/rank-emoji.ts';

const ALL = buildEmoji();
const found = (query: string, recents: readonly string[] = [], limit = 8): string[] =>
  rankEmoji(ALL, query, recents, limit).map(({ entry }) => entry.emoji);

test('every emoji is written as Unicode recommends, in every tone, and has a name', () => {
  assert.ok(ALL.length > 1_800);
  for (const { emoji, label, shortcodes, tones = [] } of ALL) {
    for (const one of [emoji, ...tones]) assert.match(one, /^\p{RGI_Emoji}$/v, label);
    assert.ok(label !== '' && shortcodes.every((code) => /^[a-z0-9_+-]+$/.test(code)), label);
    assert.ok(tones.length === 0 || tones.length === TONES.length, label);
  }
});

test('the emoji of the quick row are written as the picker writes them', () => {
  for (const usual of ['👍', '❤️', '😂', '😮', '😢', '🎉'])
    assert.ok(
      ALL.some(({ emoji }) => emoji === usual),
      usual,
    );
});

test('the file says all there is, in a third of a megabyte at most', () => {
  const file = packEmoji(ALL);
  assert.ok(file.length < 333_000);
  assert.deepEqual(unpackEmoji(JSON.parse(file)), ALL);
});

test('an exact shortcode comes first, then what begins so, then words, then what contains it', () => {
  assert.equal(found('joy')[0], '😂');
  assert.equal(found('+1')[0], '👍');
  assert.equal(found('tada')[0], '🎉');
  assert.equal(found('smi')[0], '😄');
  assert.equal(found('heart')[0], '❤️');
  const eyes = found('eyes');
  assert.ok(eyes.indexOf('👀') < eyes.indexOf('😍'));
});

test('tags and names are found too', () => {
  assert.ok(found('party', [], 20).includes('🎉'));
  assert.ok(found('sweden').includes('🇸🇪'));
  assert.deepEqual(found('qqqq'), []);
  assert.deepEqual(found('  '), []);
});

test('recent ones come first among those that fit as well, in any tone', () => {
  assert.equal(found('smi', ['😏', '😼'])[0], '😏');
  assert.equal(found('joy', ['😹'])[0], '😂');
  assert.equal(found('wav', ['👋🏽'])[0], '👋');
});

test('a shortcode is shown by which it was found', () => {
  const [first] = rankEmoji(ALL, 'thumbsu', [], 1);
  assert.equal(first?.shortcode, 'thumbsup');
  assert.equal(first?.entry.emoji, '👍');
});

test('a tone changes what has tones and nothing else', () => {
  const one = (wanted: string) => ALL.find(({ emoji }) => emoji === wanted) ?? assert.fail(wanted);
  assert.equal(inTone(one('👍'), 'medium'), '👍🏽');
  assert.equal(inTone(one('👍'), undefined), '👍');
  assert.equal(inTone(one('🎉'), 'dark'), '🎉');
});
