// Pictures by the graphics protocol of Kitty, with Unicode placeholders: the terminal gets the picture once, and shows it wherever
// its cells stand. The cells are text, so what redraws, scrolls and cuts text moves the picture with it.
import { type Line, span } from '../text/spans.ts';

const ESC = '\u001b';
const PLACEHOLDER = '\u{10eeee}';
// The numbers of rows and columns as marks over the placeholder, from 0 on: the first of the list that Kitty publishes.
const NUMBERS = [
  ...'\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352\u0357',
  ...'\u035b\u0363\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f\u0483\u0484',
  ...'\u0485\u0486\u0487\u0592\u0593\u0594\u0595\u0597',
];
// The most that one sequence may carry; a multiple of four, so that each is base64 by itself.
const CHUNK_CHARS = 4096;

/** The largest picture, in columns and in rows. */
export const CELLS_MAX = NUMBERS.length;
/** Pictures are numbered from 1 to this: the colour of their cells says which one they show. */
export const ID_MAX = 0xff_ff_ff;

/** A picture's place in cells. */
export interface Box {
  readonly columns: number;
  readonly rows: number;
}

/** The sequences that give a PNG to the terminal and say how many cells it is shown in; it stays silent about them. */
export function transmission(id: number, png: Buffer, { columns, rows }: Box): string {
  const data = png.toString('base64');
  let sent = '';
  for (let at = 0; at < data.length; at += CHUNK_CHARS) {
    const more = at + CHUNK_CHARS < data.length ? 1 : 0;
    const keys = at === 0 ? `a=t,f=100,i=${id},q=2,m=${more}` : `m=${more}`;
    sent += sequence(keys, data.slice(at, at + CHUNK_CHARS));
  }
  return sent + sequence(`a=p,U=1,i=${id},c=${columns},r=${rows},q=2`);
}

/** The sequence after which the terminal has forgotten a picture. */
export function deletion(id: number): string {
  return sequence(`a=d,d=I,i=${id},q=2`);
}

/** The cells that show a picture. Each says all of its place, so that any part of them is right. */
export function placeholderLines(id: number, { columns, rows }: Box): Line[] {
  const color = `${ESC}[38;2;${id >> 16};${(id >> 8) & 0xff};${id & 0xff}m`;
  return NUMBERS.slice(0, rows).map((row) => {
    const cells = NUMBERS.slice(0, columns).map((column) => PLACEHOLDER + row + column);
    return [span('', { raw: { text: `${color}${cells.join('')}${ESC}[0m`, columns } })];
  });
}

function sequence(keys: string, data?: string): string {
  return `${ESC}_G${keys}${data === undefined ? '' : `;${data}`}${ESC}\\`;
}
