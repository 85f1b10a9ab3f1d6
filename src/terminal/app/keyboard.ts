// Keys from the terminal: raw mode, bracketed paste, and whether its window is looked at. Gives the terminal back as it was.
import { emitKeypressEvents } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import { type NodeKey, type Press, pressOf } from '../face/press.ts';

const ESC = '\u001b';
const ON = `${ESC}[?2004h${ESC}[?1004h`;
const OFF = `${ESC}[?1004l${ESC}[?2004l`;

/** Listens until the returned function is called. What is pasted comes as one text. */
export function openKeyboard(
  input: ReadStream,
  output: WriteStream,
  pressed: (press: Press) => void,
): () => void {
  let pasted: string | undefined;
  const heard = (typed: string | undefined, key: NodeKey): void => {
    if (key.name === 'paste-start') {
      pasted = '';
    } else if (key.name === 'paste-end') {
      const text = (pasted ?? '').replace(/\r\n?/g, '\n');
      pasted = undefined;
      if (text !== '') pressed({ key: 'paste', text });
    } else if (pasted !== undefined) {
      pasted += typed ?? key.sequence ?? '';
    } else {
      const press = pressOf(typed, key);
      if (press) pressed(press);
    }
  };
  emitKeypressEvents(input);
  input.setRawMode(true);
  input.on('keypress', heard);
  input.resume();
  output.write(ON);
  return () => {
    input.off('keypress', heard);
    output.write(OFF);
    input.setRawMode(false);
    input.pause();
  };
}
