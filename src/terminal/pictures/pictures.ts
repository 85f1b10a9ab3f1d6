// Pictures as half blocks: every character shows two pixels, one above the other. Loaded when they come on screen; a few
// are kept. Where they cannot be decoded, the link to the file is what there is.
import type { FileView } from '#client/model.ts';
import { type Line, span } from '../text/spans.ts';

const COLUMNS_MAX = 40;
const ROWS_MAX = 12;
const KEPT_MAX = 60;

/** Raw pixels, three bytes each. */
interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Gives pictures as lines once they are here; `came` is called then. */
export function openPictures(
  origin: string,
  token: () => string | undefined,
  came: () => void,
): { pictureLines(file: FileView, columns: number): readonly Line[] | undefined } {
  const shown = new Map<string, readonly Line[] | 'loading' | 'none'>();
  const trueColor = /truecolor|24bit/.test(process.env.COLORTERM ?? '');
  const wanted = trueColor && !process.env.NO_COLOR;
  const load = async (file: FileView, key: string, columns: number): Promise<void> => {
    const pixels = await pixelsOf(origin + (file.small ?? file.full), token(), columns);
    shown.set(key, pixels ? halfBlocks(pixels) : 'none');
    for (const old of shown.keys()) {
      if (shown.size <= KEPT_MAX) break;
      shown.delete(old);
    }
    came();
  };
  return {
    pictureLines(file, columns) {
      if (!wanted) return undefined;
      const width = Math.min(columns, COLUMNS_MAX);
      const key = `${file.id} ${width}`;
      const known = shown.get(key);
      if (known === undefined) {
        shown.set(key, 'loading');
        load(file, key, width).catch(() => shown.set(key, 'none'));
      }
      return typeof known === 'object' ? known : undefined;
    },
  };
}

async function pixelsOf(
  address: string,
  token: string | undefined,
  columns: number,
): Promise<Pixels | undefined> {
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) return undefined;
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(await answer.arrayBuffer())
    .resize({ width: columns, height: ROWS_MAX * 2, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#808080' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Two rows of pixels become one of characters: the upper is the foreground, the lower the background. */
export function halfBlocks({ data, width, height }: Pixels): Line[] {
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
