// `node tools/icons.ts`: draws the icons that no system takes as SVG (iOS, most launchers) from the mark, into
// src/web/public. To be run by hand, and its pictures committed, when the mark changes.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const PUBLIC = join(import.meta.dirname, '../src/web/public');
/** The side of mark-app.svg in its own units. */
const SIDE = 64;
const POINTS_PER_INCH = 72;

/** An icon: `whole` fills its square, since the system cuts it to a shape of its own. */
export interface IconFile {
  readonly name: string;
  readonly px: number;
  readonly whole: boolean;
}

/** All of them, as index.html and the manifest name them. */
export const ICONS: readonly IconFile[] = [
  { name: 'apple-touch-icon.png', px: 180, whole: true },
  { name: 'icon-192.png', px: 192, whole: false },
  { name: 'icon-512.png', px: 512, whole: false },
  { name: 'icon-maskable-512.png', px: 512, whole: true },
];

async function draw({ name, px, whole }: IconFile): Promise<void> {
  const mark = await readFile(join(PUBLIC, 'mark-app.svg'), 'utf8');
  const source = Buffer.from(whole ? mark.replace(/ rx="\d+"/, '') : mark);
  const picture = sharp(source, { density: (POINTS_PER_INCH * px) / SIDE }).resize(px, px);
  const shown = whole ? picture.flatten() : picture;
  await writeFile(join(PUBLIC, name), await shown.png({ palette: true, effort: 10 }).toBuffer());
}

if (import.meta.main) await Promise.all(ICONS.map(draw));
