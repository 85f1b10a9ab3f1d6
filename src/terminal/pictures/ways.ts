// The two ways in which a picture becomes lines: by Kitty's placeholders, or by half blocks. Both decode it anew, so that
// nothing of a file but its pixels comes near the terminal.
import { randomInt } from 'node:crypto';
import type { Line } from '../text/spans.ts';
import type { Pixels } from './asking.ts';
import { halfBlocks } from './half-blocks.ts';
import { type Box, CELLS_MAX, deletion, ID_MAX, placeholderLines, transmission } from './kitty.ts';

const COLUMNS_MAX = Math.min(40, CELLS_MAX);
const ROWS_MAX = 12;
const CELL: Pixels = { width: 10, height: 20 };

/** A picture that can be shown. */
export interface Shown {
  readonly lines: readonly Line[];
  /** It will not be shown again. */
  drop(): void;
}

/** How pictures are shown in this terminal. */
export interface Way {
  /** How large a cell counts, in pixels. */
  readonly cell: Pixels;
  draw(file: ArrayBuffer, box: Box): Promise<Shown>;
}

/** As many cells as a picture takes: its true shape, never larger than it is, and never more than the room there is. */
export function boxOf(picture: Pixels, cell: Pixels, columns: number): Box {
  const most = Math.max(1, Math.min(columns, COLUMNS_MAX));
  const scale = Math.min(
    1,
    (most * cell.width) / picture.width,
    (ROWS_MAX * cell.height) / picture.height,
  );
  const cells = (length: number, size: number, max: number): number =>
    Math.min(max, Math.max(1, Math.round((length * scale) / size)));
  return {
    columns: cells(picture.width, cell.width, most),
    rows: cells(picture.height, cell.height, ROWS_MAX),
  };
}

/** Half blocks: a cell is one pixel wide and two high. */
export const blocks: Way = {
  cell: { width: 1, height: 2 },
  async draw(file, { columns, rows }) {
    const { default: sharp } = await import('sharp');
    const { data } = await sharp(file)
      .resize({ width: columns, height: rows * 2, fit: 'fill' })
      .flatten({ background: '#808080' })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { lines: halfBlocks({ data, width: columns, height: rows * 2 }), drop: () => undefined };
  },
};

/** Kitty's graphics; `write` takes what is for the terminal and for nobody's eyes. */
export function kitty(cell: Pixels | undefined, write: (bytes: string) => void): Way {
  const size = cell ?? CELL;
  // Other programs in the same terminal number theirs, too.
  let id = randomInt(ID_MAX);
  return {
    cell: size,
    async draw(file, box) {
      const { default: sharp } = await import('sharp');
      const { columns, rows } = box;
      const [width, height] = [columns * size.width, rows * size.height];
      const png = await sharp(file)
        .resize({ width, height, fit: 'inside', withoutEnlargement: true })
        .png()
        .toBuffer();
      id = (id % ID_MAX) + 1;
      const mine = id;
      write(transmission(mine, png, box));
      return { lines: placeholderLines(mine, box), drop: () => write(deletion(mine)) };
    },
  };
}
