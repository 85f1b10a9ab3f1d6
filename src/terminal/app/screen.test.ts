// What is written to the terminal makes its screen what was to be shown: read back by a small terminal of our own, which
// knows just the sequences that are meant to be used.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { FakeClock } from '#test/support/clock.ts';
import { columnsOf } from '../text/columns.ts';
import { fit, type Line, span } from '../text/spans.ts';
import { type Drawn, Screen } from './screen.ts';

const COLUMNS = 20;
const ROWS = 5;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SEQUENCE = /\u001b\[(\??)([\d;]*)([A-Za-z])|\u001b\]8;;[^\u001b]*\u001b\\/y;

/** A terminal; `wide` characters take so many columns there, whatever they are taken for here. */
class Terminal {
  frames = 0;
  isTaken = false;
  cursor: { x: number; y: number } | undefined;
  #cells: string[][] = Array.from({ length: ROWS }, () => []);
  #x = 0;
  #y = 0;
  #isShown = true;
  readonly #wide: number;

  constructor(wide = 2) {
    this.#wide = wide;
  }

  write(text: string): void {
    for (let at = 0; at < text.length; ) {
      SEQUENCE.lastIndex = at;
      const found = SEQUENCE.exec(text);
      if (found) this.#obey(found);
      else this.#put(String.fromCodePoint(text.codePointAt(at) ?? 0));
      at = found ? SEQUENCE.lastIndex : at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
    }
    this.cursor = this.#isShown ? { x: this.#x, y: this.#y } : undefined;
  }

  /** Its rows, without spaces at their ends. */
  get rows(): string[] {
    return this.#cells.map((row) =>
      Array.from(row, (cell) => cell ?? ' ')
        .join('')
        .trimEnd(),
    );
  }

  #obey([, mode, numbers = '', letter]: RegExpExecArray): void {
    const [first = 1, second = 1] = numbers.split(';').map(Number);
    if (mode === '?') this.#set(first, letter === 'h');
    else if (letter === 'H') [this.#y, this.#x] = [first - 1, second - 1];
    else if (letter === 'G') this.#x = first - 1;
    else if (letter === 'K') this.#cells[this.#y] = [];
    else if (letter === 'J') this.#cells = this.#cells.map(() => []);
    else assert.ok(letter === 'm' || letter === undefined, `not meant to be used: ${letter}`);
  }

  #set(mode: number, on: boolean): void {
    if (mode === 1049) this.isTaken = on;
    if (mode === 25) this.#isShown = on;
    if (mode === 2026 && !on) this.frames += 1;
  }

  #put(character: string): void {
    assert.match(character, /\P{Cc}/u);
    const width = columnsOf(character) === 2 ? this.#wide : columnsOf(character);
    assert.ok(this.#x + width <= COLUMNS + 1, 'written over the edge');
    const row = this.#cells[this.#y] ?? [];
    if (width > 0) row[this.#x] = character;
    if (width > 1) row[this.#x + 1] = '';
    this.#x += width;
  }
}

/** Something to draw that is whatever it is set to. */
class Board implements Drawn {
  lines: readonly Line[] = [];
  cursor: { x: number; y: number } | undefined;
  drawings = 0;
  readonly #listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  frame(): ReturnType<Drawn['frame']> {
    this.drawings += 1;
    return this;
  }

  set(texts: readonly string[], cursor?: { x: number; y: number }): void {
    this.lines = texts.map((text) => fit([span(text)], COLUMNS));
    this.cursor = cursor;
    for (const listener of this.#listeners) listener();
  }
}

interface Scene {
  readonly terminal: Terminal;
  readonly board: Board;
  readonly screen: Screen;
  /** Until nothing is due any more. */
  drawn(): Promise<void>;
}

function open(terminal = new Terminal()): Scene {
  const clock = new FakeClock();
  const screen = new Screen(terminal, true, clock);
  const board = new Board();
  screen.show(board);
  const drawn = async (): Promise<void> => {
    await clock.advance(1_000);
    await turn();
  };
  return { terminal, board, screen, drawn };
}

test('whatever was there before, the terminal shows the lines and the cursor', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '漢', 'é', '✓'), maxLength: 9 });
  const lines = fc.array(text, { maxLength: ROWS });
  const place = fc.record({ x: fc.nat(COLUMNS - 1), y: fc.nat(ROWS - 1) });
  const frames = fc.array(fc.tuple(lines, fc.option(place)), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(frames, async (all) => {
      const { terminal, board, drawn } = open();
      for (const [texts, cursor] of all) {
        board.set(texts, cursor ?? undefined);
        await drawn();
        const wanted = Array.from({ length: ROWS }, (_, row) => (texts[row] ?? '').trimEnd());
        assert.deepEqual(terminal.rows, wanted);
        assert.deepEqual(terminal.cursor, cursor ? { ...cursor } : undefined);
      }
    }),
    { numRuns: 50 },
  );
});

test('a terminal that draws a character narrower keeps what stands behind it in its column', async () => {
  const { terminal, board, drawn } = open(new Terminal(1));
  board.lines = [[span('漢字'), span('behind')]];
  await drawn();
  assert.equal(terminal.rows[0]?.indexOf('behind'), 4);
});

test('what changes together is drawn once, and what has not changed is not written', async () => {
  const { terminal, board, drawn } = open();
  await drawn();
  const before = { frames: terminal.frames, drawings: board.drawings };
  for (const text of ['o', 'on', 'one']) board.set([text]);
  await drawn();
  assert.equal(board.drawings, before.drawings + 1);
  assert.equal(terminal.frames, before.frames + 1);
  assert.equal(terminal.rows[0], 'one');
  board.set(['one']);
  await drawn();
  assert.equal(terminal.frames, before.frames + 1);
});

test('drawn anew, the screen is whole again after something else wrote to it', async () => {
  const { terminal, board, screen, drawn } = open();
  board.set(['one', 'two']);
  await drawn();
  terminal.write('\u001b[1;1Hspoiled\u001b[4;1Hspoiled');
  screen.redraw();
  await drawn();
  assert.deepEqual(terminal.rows, ['one', 'two', '', '', '']);
});

test('in the end the terminal is as it was, and nothing more is drawn', async () => {
  const { terminal, board, screen, drawn } = open();
  board.set(['one']);
  await drawn();
  assert.ok(terminal.isTaken);
  board.set(['two']);
  screen.close();
  screen.close();
  await drawn();
  assert.ok(!terminal.isTaken);
  assert.ok(terminal.cursor, 'the cursor is shown');
  assert.equal(terminal.rows[0], 'one');
});
