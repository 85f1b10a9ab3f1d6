// What becomes a link in a message, and what stays text, hostile texts included.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linksIn } from './links.ts';

const hrefs = (text: string): string[] => linksIn(text).flatMap(({ href }) => href ?? []);

test('web addresses become links, with the text as it was written', () => {
  const parts = linksIn('See https://example.org/a?b=1#c, then go.');
  assert.deepEqual(
    parts.map(({ text }) => text),
    ['See ', 'https://example.org/a?b=1#c', ', then go.'],
  );
});

test('the parts of a text are the text', () => {
  for (const text of ['', 'a', 'http://', 'x https://a.b/(c) y http://d.', 'https://a https://b']) {
    const parts = linksIn(text);
    assert.equal(parts.map((part) => part.text).join(''), text);
  }
});

test('punctuation and brackets of the sentence are not in the address', () => {
  assert.deepEqual(hrefs('(https://example.org/x)'), ['https://example.org/x']);
  assert.deepEqual(hrefs('https://example.org/x_(y)!'), ['https://example.org/x_(y)']);
  assert.deepEqual(hrefs('“https://example.org/x”.'), ['https://example.org/x']);
});

test('only http and https', () => {
  const others = 'javascript:alert(1) data:text/html,x ftp://a.b file:///etc vbscript:x //a.b';
  assert.deepEqual(hrefs(others), []);
  assert.deepEqual(hrefs('xhttp://a.b'), []);
});

test('a hostile end costs no time', () => {
  const text = `https://example.org/${')'.repeat(16_000)}${'.'.repeat(16_000)}`;
  assert.deepEqual(hrefs(text), ['https://example.org/']);
});
