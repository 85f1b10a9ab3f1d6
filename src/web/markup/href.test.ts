// The browser's last check of an address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hrefOf } from './href.ts';

test('only what the browser reads as the web or mail is a link', () => {
  assert.equal(hrefOf('https://a.b/c d'), 'https://a.b/c%20d');
  assert.equal(hrefOf('mailto:a@b.c'), 'mailto:a@b.c');
  const bad = ['javascript:alert(1)', 'java\nscript:alert(1)', ' \u0001javascript:x', 'data:,a'];
  for (const address of [
    ...bad,
    '/a',
    '//a.b',
    '',
    'http://%zz',
    'https://[',
    'blob:https://a.b/c',
  ]) {
    assert.equal(hrefOf(address), undefined, address);
  }
});
