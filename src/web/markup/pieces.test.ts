// The answers of highlight.js, read strictly: real ones in every language we have, and ones that no highlighter gives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MARKDOWN_CORPUS } from '#test/support/markdown-corpus.ts';
import { fetchGrammar, piecesOf } from './highlight.ts';
import { languageOf } from './languages.ts';
import { piecesIn } from './pieces.ts';

// biome-ignore format: a list
const LANGUAGES = [
  'sh', 'c', 'c++', 'cs', 'css', 'diff', 'dockerfile', 'go', 'graphql', 'toml', 'java', 'JS', 'json', 'kt', 'lua', 'make', 'md',
  'nginx', 'perl', 'php', 'powershell', 'py', 'r', 'rb', 'rs', 'scss', 'sql', 'swift', 'ts', 'html', 'yml',
];
const HOSTILE = MARKDOWN_CORPUS.filter((text) => !/[^\n]{1001}|[\w$]{201}/.test(text));
const CODE = `// <b>"a" & 'b'</b>\nfunction add(a, b) { return \`\${a} + 1\`; } /* \u202e é 😀 */\n# x: 1\n`;

test('code in every language comes back in pieces that are the code', async () => {
  for (const language of LANGUAGES) {
    assert.equal(piecesOf(CODE, language), 'later', language);
    await fetchGrammar(language);
    for (const code of [CODE, '', ' ', ...HOSTILE]) {
      const pieces = piecesOf(code, language);
      assert.ok(typeof pieces === 'object', `${language}: ${code.slice(0, 40)}`);
      assert.equal(pieces.map(({ text }) => text).join(''), code);
    }
  }
});

test('what is no language of ours, or too long, stays plain', async () => {
  for (const name of ['', 'klingon', '__proto__', 'constructor', 'toString', '../core', 'sh ']) {
    assert.equal(languageOf(name), undefined, name);
    assert.equal(piecesOf('a', name), 'plain');
    await fetchGrammar(name);
  }
  await fetchGrammar('js');
  assert.equal(piecesOf('a\n'.repeat(5001), 'js'), 'plain');
  assert.equal(piecesOf(`a\n${'a '.repeat(501)}`, 'js'), 'plain');
  assert.equal(piecesOf(`a\n${'a'.repeat(201)}`, 'js'), 'plain');
});

test('pieces have the look of the innermost span that has one', () => {
  const html =
    '<span class="hljs-string">&quot;a<span class="hljs-subst">b<span class="hljs-number">1</span></span></span>c';
  assert.deepEqual(piecesIn(html, '"ab1c'), [
    { at: 0, text: '"a', look: 'string' },
    { at: 2, text: 'b' },
    { at: 3, text: '1', look: 'value' },
    { at: 4, text: 'c' },
  ]);
});

test('an answer with anything else in it is not believed', () => {
  const others = {
    '<img src=x onerror=alert(1)>a': 'a',
    '<span class="hljs-a" onclick="x">a</span>': 'a',
    '<span style="x">a</span>': 'a',
    '<span class="other">a</span>': 'a',
    '<SPAN class="hljs-keyword">a</SPAN>': 'a',
    'a&nbsp;b': 'a\u00a0b',
    'a & b': 'a & b',
    '</div>a': 'a',
    'a<': 'a<',
    'a<span class="hljs-keyword': 'a',
  };
  for (const [html, code] of Object.entries(others)) {
    assert.equal(piecesIn(html, code), undefined, html);
  }
  assert.equal(piecesIn('<span class="hljs-keyword">a</span>', 'b'), undefined);
  assert.equal(piecesIn('a', 'ab'), undefined);
});
