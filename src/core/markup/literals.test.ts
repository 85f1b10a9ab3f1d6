// What becomes a link or a name in a text without marks, and what stays text, hostile texts included.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMasked, literalsIn, safeHref } from './literals.ts';

const hrefs = (text: string): string[] => literalsIn(text).flatMap(({ href }) => href ?? []);
const names = (text: string): string[] => literalsIn(text).flatMap(({ name }) => name ?? []);

test('web addresses become links, and lie where they stand', () => {
  const text = 'See https://example.org/a?b=1#c, then go.';
  const [{ from, until } = { from: 0, until: 0 }] = literalsIn(text);
  assert.equal(text.slice(from, until), 'https://example.org/a?b=1#c');
  assert.deepEqual(hrefs('a https://a.b http://c.d'), ['https://a.b', 'http://c.d']);
});

test('punctuation, brackets and marks of the sentence are not in the address', () => {
  assert.deepEqual(hrefs('(https://example.org/x)'), ['https://example.org/x']);
  assert.deepEqual(hrefs('https://example.org/x_(y)!'), ['https://example.org/x_(y)']);
  assert.deepEqual(hrefs('“https://example.org/x”.'), ['https://example.org/x']);
  assert.deepEqual(hrefs('**https://example.org/x**,'), ['https://example.org/x']);
  assert.deepEqual(hrefs('[https://a.b](https://c.d)'), ['https://a.b', 'https://c.d']);
});

test('only http and https, and only at the start of a word', () => {
  const others = 'javascript:alert(1) data:text/html,x ftp://a.b file:///etc vbscript:x //a.b';
  assert.deepEqual(hrefs(others), []);
  assert.deepEqual(hrefs('xhttp://a.b яhttps://a.b http:// https://'), []);
});

test('an address ends at what would turn or hide its rest', () => {
  for (const char of ['\u202e', '\u2066', '\u0000', '"', '<', '`']) {
    assert.deepEqual(hrefs(`https://example.org/a${char}gpj.exe`), ['https://example.org/a']);
  }
});

test('a hostile end costs no time', () => {
  const text = `https://example.org/${')'.repeat(16_000)}${'.'.repeat(16_000)}`;
  assert.deepEqual(hrefs(text), ['https://example.org/']);
});

test('names in any script, without the punctuation after them', () => {
  assert.deepEqual(names('@ann, @Ben_2. @c.d-e! (@Žofie) @अमल\n@all'), [
    'ann',
    'Ben_2',
    'c.d-e',
    'Žofie',
    'अमल',
    'all',
  ]);
  assert.deepEqual(names('*@ann* _@ben_ ~~@cy~~ "@dan" -@eve'), ['ann', 'ben', 'cy', 'dan', 'eve']);
});

test('what is no name calls nobody', () => {
  const none = 'a@b.c x.y_@b.org ж@я @ @@ann @_a @-b @.c /@d 😀 @ann@host.example 𝒜@e';
  assert.deepEqual(names(none), []);
  assert.deepEqual(names(`@${'a'.repeat(51)}`), []);
  assert.deepEqual(names('https://example.org/@ann @ben'), ['ben']);
});

test('links lead to the web and to mail', () => {
  for (const good of ['https://a.b', 'HTTP://a', 'mailto:a@b.c', 'https://[::1]/']) {
    assert.equal(safeHref(good), good);
  }
  const bad = [
    'javascript:x',
    'java\nscript:x',
    '//a.b',
    '/a',
    'a.b',
    '',
    'data:,x',
    ' https://a.b',
  ];
  for (const href of [...bad, 'https://', 'https:///a', 'https://a\u202eb', 'mailto:', 'tel:1']) {
    assert.equal(safeHref(href), undefined, href);
  }
});

test('words that show one place on a link to another mask it', () => {
  const to = 'https://evil.example/x';
  for (const words of [
    'https://bank.example',
    'bank.example',
    'www.bank.example/x',
    ' http://b ',
  ]) {
    assert.equal(isMasked(words, to), true, words);
  }
  for (const words of [
    'here',
    'evil.example',
    'https://EVIL.example/y',
    'e.g. this',
    'Node.js 26',
  ]) {
    assert.equal(isMasked(words, to), false, words);
  }
});
