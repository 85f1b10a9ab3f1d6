// Pictures as half blocks: every character shows two pixels, one above the other, in the terminal's true colours.
import { type Line, span } from '../text/spans.ts';

/** Raw pixels, three bytes each. */
export interface RawPixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Two rows of pixels become one of characters: the upper is the foreground, the lower the background. */
export function halfBlocks({ data, width, height }: RawPixels): Line[] {
  const colorAt = (x: number, y: number): string => {
    const at = (Math.min(y, height - 1) * width + x) * 3;
    return `${data[at]};${data[at + 1]};${data[at + 2]}`;
  };
  return Array.from({ length: Math.ceil(height / 2) }, (_, row): Line => {
    let text = '';
    for (let x = 0; x < width; x += 1) {
      text += `\u001b[38;2;${colorAt(x, row * 2)};48;2;${colorAt(x, row * 2 + 1)}m▀`;
    }
    return [span('', { raw: { text: `${text}\u001b[0m`, columns: width } })];
  });
}
