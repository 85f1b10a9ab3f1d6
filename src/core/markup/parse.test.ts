// What texts mean in a chat: marks, blocks, the oddities of Markdown, and everything that must stay text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMarkup } from './parse.ts';
import type { Block, Inline } from './tree.ts';

/** A tree in short, to be compared and read: `p(a strong(b))`. */
function short(text: string): string {
  return parseMarkup(text).map(shortBlock).join(' ');
}

function shortBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `p(${line(block.inside)})`;
    case 'heading':
      return `h${block.level}(${line(block.inside)})`;
    case 'quote':
      return `q(${block.inside.map(shortBlock).join(' ')})`;
    case 'code':
      return `pre(${block.language}|${block.text})`;
    case 'list': {
      const items = block.items.map((item) => item.map(shortBlock).join(' '));
      return `${block.ordered ? `ol${block.start}` : 'ul'}(${items.join(' / ')})`;
    }
    case 'rule':
      return 'hr';
  }
}

function line(inlines: readonly Inline[]): string {
  return inlines.map(shortInline).join('');
}

function shortInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'break':
      return '⏎';
    case 'code':
      return `code(${inline.text})`;
    case 'mention':
      return `@(${inline.name})`;
    case 'link':
      return `a(${inline.href} ${line(inline.inside)})`;
    default:
      return `${inline.kind}(${line(inline.inside)})`;
  }
}

function means(cases: Readonly<Record<string, string>>): void {
  for (const [text, meaning] of Object.entries(cases)) assert.equal(short(text), meaning, text);
}

test('marks in a line', () => {
  means({
    'a **b** c': 'p(a strong(b) c)',
    '_a_ *b*': 'p(emphasis(a) emphasis(b))',
    '***a***': 'p(emphasis(strong(a)))',
    '~~a~~ ~b~': 'p(strike(a) ~b~)',
    '`a*b*` ``c`d``': 'p(code(a*b*) code(c`d))',
    'snake_case_name 2 * 3 * 4': 'p(snake_case_name 2 * 3 * 4)',
    '\\*a\\* \\@ann': 'p(*a* @ann)',
    '**a': 'p(**a)',
    '`a': 'p(`a)',
  });
});

test('a line break is a break, and what is indented stays so', () => {
  means({
    'a\nb': 'p(a⏎b)',
    'a  \nb': 'p(a⏎b)',
    'a\\\nb*c*': 'p(a⏎bemphasis(c))',
    '*a*\n    b': 'p(emphasis(a)⏎    b)',
    '*a*\r\nb\rc': 'p(emphasis(a)⏎b⏎c)',
    'a\n\n\nb': 'p(a) p(b)',
    '    not code': 'p(not code)',
    'a\n===\nb\n---': 'p(a⏎===⏎b) hr',
  });
});

test('blocks', () => {
  means({
    '# a\n## b\n#### c\n#d': 'h1(a) h2(b) h3(c) p(#d)',
    '> a\n> b\n\nc': 'q(p(a⏎b)) p(c)',
    '>a\n>> b': 'q(p(a) q(p(b)))',
    '- a\n- b\n  1. c\n\n3. d': 'ul(p(a) / p(b) ol1(p(c))) ol3(p(d))',
    '```ts\nlet *a*\n\n  b\n```\nc': 'pre(ts|let *a*\n\n  b) p(c)',
    '~~~\na': 'pre(|a)',
    'a\n```js x=1\nb\n```': 'p(a) pre(js|b)',
    'a\n\n---\nb': 'p(a) hr p(b)',
  });
});

test('what would show nothing, and emoticons, are words', () => {
  means({
    '': '',
    '---': 'p(---)',
    '***': 'p(***)',
    '>': 'p(>)',
    '-': 'p(-)',
    '1.': 'p(1.)',
    '#': 'p(#)',
    '```': 'p(```)',
    '>:( no': 'p(>:( no)',
    '>.<': 'p(>.<)',
    '>= 5 _a_': 'p(>= 5 emphasis(a))',
    '[]()': 'p([]())',
  });
});

test('links are shown with their words, and only when they are safe', () => {
  means({
    '[a *b*](https://c.d "t")': 'p(a(https://c.d a emphasis(b)))',
    '<https://a.b> <c@d.e>': 'p(a(https://a.b https://a.b) a(mailto:c@d.e c@d.e))',
    'see **https://a.b/c_d_e**.': 'p(see strong(a(https://a.b/c_d_e https://a.b/c_d_e)).)',
    'https://a.b/*x*/~~y~~': 'p(a(https://a.b/*x*/~~y https://a.b/*x*/~~y)~~)',
    '![cat](https://a.b/c.png)': 'p(a(https://a.b/c.png cat))',
    '![](https://a.b/c.png)': 'p(a(https://a.b/c.png https://a.b/c.png))',
    '[](https://a.b)': 'p(a(https://a.b https://a.b))',
    '[see https://a.b](https://c.d)': 'p(a(https://c.d see https://a.b))',
    '[@ann](https://c.d)': 'p(a(https://c.d @ann))',
    '[https://bank.example](https://evil.example)':
      'p([https://bank.example](https://evil.example))',
  });
});

test('addresses that act are shown as they were written', () => {
  const acts = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'javascript&#58;alert(1)',
    'javascript&colon;alert(1)',
    '&#106;avascript:alert(1)',
    '<java&Tab;script:alert(1)>',
    'vbscript:msgbox(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    '//evil.example',
    '/account',
    'blob:https://a.b/c',
    'https://a.b\u202egpj.exe',
  ];
  for (const address of acts) {
    for (const text of [`[a](${address})`, `![a](${address})`]) {
      assert.equal(short(text).includes('a('), text.includes('a('), text);
      assert.equal(short(text), `p(${text})`);
    }
  }
  assert.equal(short('<javascript:alert(1)>'), 'p(<javascript:alert(1)>)');
});

test('HTML, references, definitions and character references are text', () => {
  means({
    '<b>a</b> <!-- c --> <img src=x onerror=y>': 'p(<b>a</b> <!-- c --> <img src=x onerror=y>)',
    '<script>\nalert(1)\n</script>': 'p(<script>⏎alert(1)⏎</script>)',
    '<div>\n\n*a*\n\n</div>': 'p(<div>) p(emphasis(a)) p(</div>)',
    '[a]: https://b.c\n\n[a] [a][] [b][a]':
      'p([a]: a(https://b.c https://b.c)) p([a] [a][] [b][a])',
    '[^1] a\n\n[^1]: b': 'p([^1] a) p([^1]: b)',
    '&lt;b&gt; &amp; &#60; &nbsp; *a*': 'p(&lt;b&gt; &amp; &#60; &nbsp; emphasis(a))',
    '| a | b |\n| - | - |\n| c | d |': 'p(| a | b |⏎| - | - |⏎| c | d |)',
    '[x] a\n- [ ] b': 'p([x] a) ul(p([ ] b))',
  });
});

test('names are mentions outside code and links', () => {
  means({
    '@ann: **@ben_** `@cy` me@x.org': 'p(@(ann): strong(@(ben)_) code(@cy) me@x.org)',
    '> @ann\n- @ben': 'q(p(@(ann))) ul(p(@(ben)))',
    '```\n@ann\n```': 'pre(|@ann)',
    '_@a_b_c_': 'p(emphasis(@(a_b_c)))',
  });
});
