// What a terminal sends, taken apart: however it is cut into chunks, answers and the mouse never become keys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPaste, type Piece, takeInput, takeRest } from './input.ts';

const ESC = '\u001b';

/** All pieces of input that comes in these chunks; what stays at the end is the last. */
function taken(...chunks: string[]): { pieces: Piece[]; rest: string } {
  let rest = '';
  const pieces: Piece[] = [];
  for (const chunk of chunks) {
    const { pieces: more, rest: left } = takeInput(rest + chunk);
    pieces.push(...more);
    rest = left;
  }
  return { pieces, rest };
}

/** The text of pieces that are all keys. */
function typed(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.kind === 'keys' ? piece.text : `?${piece.kind}`)).join('');
}

const ANSWERS = [
  `${ESC}_Gi=31;OK${ESC}\\`,
  `${ESC}_Gi=31;EINVAL:no${ESC}\\`,
  `${ESC}P>|kitty(0.41.1)${ESC}\\`,
  `${ESC}[6;20;10t`,
  `${ESC}[?62;4;22c`,
  `${ESC}]11;rgb:0000/0000/0000\u0007`,
];

test('answers of the terminal are answers, wherever they are cut and whatever is typed around them', () => {
  for (const answer of ANSWERS) {
    const whole = `a${answer}b`;
    const expected: Piece[] = [
      { kind: 'keys', text: 'a' },
      { kind: 'answer', text: answer },
      { kind: 'keys', text: 'b' },
    ];
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const found = taken(whole.slice(0, cut), whole.slice(cut));
      assert.deepEqual(
        found,
        { pieces: expected, rest: '' },
        `${JSON.stringify(answer)} at ${cut}`,
      );
    }
  }
});

test('keys are left as they are, in whole sequences', () => {
  const keys = [
    `${ESC}[A`,
    `${ESC}OP`,
    `${ESC}[1;4B`,
    `${ESC}b`,
    `${ESC}\r`,
    `${ESC}${ESC}[A`,
    'é👍',
  ];
  for (const key of [...keys, `${ESC}[15~`, `${ESC}[I`, `${ESC}\u007f`, '\u0003']) {
    assert.deepEqual(taken(key), { pieces: [{ kind: 'keys', text: key }], rest: '' });
    const { pieces, rest } = taken(...key);
    assert.deepEqual([typed(pieces), rest], [key, '']);
  }
});

test('an Escape waits for what may follow, and is one when nothing does', () => {
  assert.deepEqual(taken(ESC), { pieces: [], rest: ESC });
  assert.deepEqual(takeRest(ESC), [{ kind: 'escape' }]);
  assert.deepEqual(takeRest(ESC + ESC), [{ kind: 'escape' }, { kind: 'escape' }]);
  assert.deepEqual(takeRest(`${ESC}P`), [{ kind: 'escape' }, { kind: 'keys', text: 'P' }]);
  assert.deepEqual(takeRest(`${ESC}_Gi=31;O`), []);
  const { pieces } = taken(`${ESC}${ESC}x`);
  const keys = { kind: 'keys', text: 'x' };
  assert.deepEqual(pieces, [{ kind: 'escape' }, { kind: 'escape' }, keys]);
  for (const key of ['\u000f', 'r', '+', `${ESC}[4~`]) {
    const quick = taken(`${ESC}${key}`).pieces;
    assert.deepEqual(quick, [{ kind: 'escape' }, { kind: 'keys', text: key }]);
  }
  const next = taken(`${ESC}${ESC}[1;4B`).pieces;
  assert.deepEqual(next, [{ kind: 'escape' }, { kind: 'keys', text: `${ESC}[1;4B` }]);
  // What is no sequence stops nothing.
  assert.deepEqual(taken(`${ESC}[${ESC}[A`).rest, '');
});

test('a paste is one text, with whatever is in it', () => {
  const inside = `x${ESC}[<0;1;1M${ESC}[?62c${ESC}_Gi=1;OK${ESC}\\\r\ny`;
  const whole = `${ESC}[200~${inside}${ESC}[201~z`;
  const expected = [
    { kind: 'paste', text: inside },
    { kind: 'keys', text: 'z' },
  ];
  for (let cut = 6; cut < whole.length; cut += 1) {
    assert.deepEqual(taken(whole.slice(0, cut), whole.slice(cut)).pieces, expected);
  }
  assert.ok(isPaste(taken(`${ESC}[200~half`).rest));
});

test('the mouse says where it was, from 0 on', () => {
  const { pieces } = taken(`${ESC}[<0;10;3M${ESC}[<0;10;3m${ESC}[<65;1;`, '24M');
  assert.deepEqual(pieces, [
    { kind: 'mouse', mouse: { button: 0, x: 9, y: 2, released: false } },
    { kind: 'mouse', mouse: { button: 0, x: 9, y: 2, released: true } },
    { kind: 'mouse', mouse: { button: 65, x: 0, y: 23, released: false } },
  ]);
});
