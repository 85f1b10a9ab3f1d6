// Keys, the mouse and the terminal's answers: raw mode, bracketed paste, and whether its window is looked at. Gives the
// terminal back as it was.
import { emitKeypressEvents } from 'node:readline';
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ReadStream, WriteStream } from 'node:tty';
import { type NodeKey, type Press, pressOf, pressOfMouse } from '../face/press.ts';
import { clock } from '../platform/clock.ts';
import { isPaste, type Piece, takeInput, takeRest } from './input.ts';

const ESC = '\u001b';
const ON = `${ESC}[?2004h${ESC}[?1004h`;
const OFF = `${ESC}[?1004l${ESC}[?2004l`;
const MOUSE_ON = `${ESC}[?1000h${ESC}[?1006h`;
const MOUSE_OFF = `${ESC}[?1006l${ESC}[?1000l`;
// A sequence comes at once, and over a slow line in pieces. Whoever presses Escape does not want to wait.
const ESCAPE_MS = 80;
const ANSWER_MS_MAX = 2_000;

/** What is told of the input. */
export interface Heard {
  pressed(press: Press): void;
  /** A sequence with which the terminal answers a question. */
  answered(answer: string): void;
}

/** Listens until `close`. */
export interface Keyboard {
  /** Whether the mouse is ours; while it is, the terminal itself selects with Shift only. */
  readonly mouse: { isOn(): boolean; set(on: boolean): void };
  close(): void;
}

/** Begins to listen. What is pasted comes as one text. */
export function openKeyboard(input: ReadStream, output: WriteStream, heard: Heard): Keyboard {
  const take = openPieces(heard);
  const read = openReading(take);
  let mouse = false;
  input.setRawMode(true);
  input.on('data', read);
  input.resume();
  output.write(ON);
  return {
    mouse: {
      isOn: () => mouse,
      set(on) {
        mouse = on;
        output.write(on ? MOUSE_ON : MOUSE_OFF);
      },
    },
    close() {
      input.off('data', read);
      output.write(mouse ? MOUSE_OFF + OFF : OFF);
      input.setRawMode(false);
      input.pause();
    },
  };
}

/** Bytes to pieces; what may still become one waits for a moment. */
function openReading(take: (piece: Piece) => void): (chunk: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let timer: { cancel(): void } | undefined;
  const end = (): void => {
    const pieces = takeRest(rest);
    rest = '';
    for (const piece of pieces) take(piece);
  };
  return (chunk) => {
    timer?.cancel();
    const taken = takeInput(rest + decoder.write(chunk));
    rest = taken.rest;
    for (const piece of taken.pieces) take(piece);
    if (rest === '' || isPaste(rest)) return;
    timer = clock.after(rest.length > 2 ? ANSWER_MS_MAX : ESCAPE_MS, end);
  };
}

function openPieces({ pressed, answered }: Heard): (piece: Piece) => void {
  const keys = new Readable({ read: () => undefined });
  keys.on('keypress', (typed: string | undefined, key: NodeKey) => {
    const press = pressOf(typed, key);
    if (press) pressed(press);
  });
  emitKeypressEvents(keys);
  return (piece) => {
    if (piece.kind === 'keys') keys.emit('data', piece.text);
    else if (piece.kind === 'escape') pressed({ key: 'escape' });
    else if (piece.kind === 'answer') answered(piece.text);
    else if (piece.kind === 'mouse') {
      const press = pressOfMouse(piece.mouse);
      if (press) pressed(press);
    } else if (piece.text !== '') {
      pressed({ key: 'paste', text: piece.text.replace(/\r\n?/g, '\n') });
    }
  };
}
