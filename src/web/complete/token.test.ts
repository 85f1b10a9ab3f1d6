// What asks for completion, and what only looks like it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tokenBefore } from './token.ts';

/** The token in a text whose caret is written as `|`. */
function at(marked: string): string | undefined {
  const caret = marked.indexOf('|');
  const token = tokenBefore(marked.replace('|', ''), caret);
  return token && `${token.kind}:${token.query}`;
}

test('an @ at the beginning of a word asks for people, at once', () => {
  assert.equal(at('@|'), 'person:');
  assert.equal(at('hi @am|'), 'person:am');
  assert.equal(at('hi @am| there'), 'person:am');
  assert.equal(at('line\n@o.k-y_1|'), 'person:o.k-y_1');
  assert.equal(at('(@Γιώ|'), 'person:Γιώ');
  assert.equal(at('hi @am |'), undefined);
});

test('addresses are no people', () => {
  assert.equal(at('mail nora@exam|'), undefined);
  assert.equal(at('https://example.org/@no|'), undefined);
  assert.equal(at('@@no|'), undefined);
});

test('a colon with two letters asks for emoji', () => {
  assert.equal(at(':sm|'), 'emoji:sm');
  assert.equal(at('ok :+1|'), 'emoji:+1');
  assert.equal(at('(:heart_ey|'), 'emoji:heart_ey');
  assert.equal(at('😀:sm|'), 'emoji:sm');
  assert.equal(at(':s|'), undefined);
  assert.equal(at(':sm:|'), undefined);
});

test('times, addresses and words with a colon are no emoji', () => {
  for (const text of ['at 12:30|', 'https://ex|', 'localhost:80|', 'a:bc|', 'C:\\:ab|', '::ab|'])
    assert.equal(at(text), undefined, text);
});

test('a slash is a command at the very start only', () => {
  assert.equal(at('/|'), 'command:');
  assert.equal(at('/shr|'), 'command:shr');
  assert.equal(at('/shrug |'), undefined);
  assert.equal(at(' /shr|'), undefined);
  assert.equal(at('and/or|'), undefined);
  assert.equal(at('/usr/bi|'), undefined);
});

test('there is no completion within code', () => {
  assert.equal(at('`@am|'), undefined);
  assert.equal(at('```\n@am|'), undefined);
  assert.equal(at('```\nx\n\n:sm|'), undefined);
  assert.equal(at('`x` @am|'), 'person:am');
  assert.equal(at('```\nx\n```\n@am|'), 'person:am');
  assert.equal(at('it`s\n\n@am|'), 'person:am');
});

test('a token is what stands in the text from its sign to the caret, whatever the text', () => {
  const text = fc.string({
    unit: fc.constantFrom('@', ':', '/', 'a', 'é', '1', ' ', '\n', '`', '😀'),
  });
  fc.assert(
    fc.property(text, fc.nat(), (written, place) => {
      const caret = place % (written.length + 1);
      const token = tokenBefore(written, caret);
      if (!token) return;
      const sign = { person: '@', emoji: ':', command: '/' }[token.kind];
      assert.equal(token.to, caret);
      assert.equal(written.slice(token.from, token.to), sign + token.query);
    }),
  );
});
