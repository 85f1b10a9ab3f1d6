// Pictures: decoded within limits and made anew, so that what is shown holds nothing but pixels: no place, no camera, no
// second file hidden behind the first. What cannot be decoded completely is no picture. Measured in docs/decisions/0008.
import { writeFile } from 'node:fs/promises';
import sharp, { type Metadata, type OutputInfo, type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { File } from '#protocol/blob.ts';
import { IMAGE_PIXELS_MAX, IMAGE_SIDE_MAX, THUMBNAIL_SIDE_MAX } from '#protocol/limits.ts';

/** A picture made anew: its bytes, what messages say of it, and a small one unless it is small itself. */
export interface Picture {
  readonly bytes: number;
  readonly shown: Pick<File, 'type' | 'width' | 'height' | 'hash' | 'animated'>;
  readonly small: boolean;
}

/** Where a picture comes from and where it goes. */
export interface PictureFiles {
  readonly from: string;
  readonly to: string;
  readonly small: string;
}

const SECONDS_MAX = 20;
const QUALITY = 82;
const SMALL_QUALITY = 75;
/** Of WebP: twice as fast as the default and 7 % larger. */
const EFFORT = 2;
const FRAMES_MAX = 500;
/** Up to here a drawing or a screenshot is kept pixel by pixel, when that is no larger than it came. */
const LOSSLESS_PIXELS_MAX = 8_000_000;
const LOSSLESS_BYTES_MAX = 3 * 1024 * 1024;
const HASH_SIDE = 100;

// One thread for each picture and nothing kept between them: memory stays bounded by what is decoded just now.
sharp.concurrency(1);
sharp.cache(false);
// The library reads many formats; everything that we do not need is code that a stranger's bytes would reach.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadNsgifFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadHeifFile',
    'VipsForeignLoadTiffFile',
    'VipsForeignLoadWebpBuffer',
  ],
});

/** Makes a picture anew; undefined when it cannot be decoded, or has more pixels or frames than we take. */
export async function makePicture(files: PictureFiles): Promise<Picture | undefined> {
  const made = await decoded(files.from);
  if (!made) return undefined;
  const { data, small, shown } = made;
  await writeFile(files.to, data, { flag: 'wx', mode: 0o600 });
  if (small) await writeFile(files.small, small, { flag: 'wx', mode: 0o600 });
  return { bytes: data.length, shown, small: small !== undefined };
}

/** Whatever the library says of bytes that it cannot read: they are no picture. */
async function decoded(path: string): Promise<Made | undefined> {
  try {
    const metadata = await open(path, false).metadata();
    const frames = metadata.pages ?? 1;
    const moving = frames > 1 && (metadata.format === 'gif' || metadata.format === 'webp');
    return fits(metadata, moving ? frames : 1) ? await remake(path, metadata, moving) : undefined;
  } catch {
    return undefined;
  }
}

function open(path: string, moving: boolean): Sharp {
  return sharp(path, {
    failOn: 'error',
    limitInputPixels: IMAGE_PIXELS_MAX,
    sequentialRead: true,
    animated: moving,
  });
}

function fits({ width, height, pageHeight }: Metadata, frames: number): boolean {
  const tall = pageHeight ?? height;
  return frames <= FRAMES_MAX && width * tall * frames <= IMAGE_PIXELS_MAX;
}

interface Made {
  readonly data: Buffer;
  readonly small: Buffer | undefined;
  readonly shown: Picture['shown'];
}

async function remake(path: string, metadata: Metadata, moving: boolean): Promise<Made> {
  const { data, info } = await encode(path, metadata, moving);
  const { data: small } = await thumbnailOf(path);
  const width = info.width;
  const height = info.pageHeight ?? info.height;
  const needed = moving || Math.max(width, height) > THUMBNAIL_SIDE_MAX;
  const shown = { type: 'image/webp', width, height, hash: await hashOf(small) };
  return {
    data,
    small: needed ? small : undefined,
    shown: (info.pages ?? 1) > 1 ? { ...shown, animated: true } : shown,
  };
}

type Encoded = { data: Buffer; info: OutputInfo };

/** Drawings and screenshots keep every pixel where that is no larger; all else is as good as the eye can tell. */
async function encode(path: string, metadata: Metadata, moving: boolean): Promise<Encoded> {
  const source = () => sized(open(path, moving), moving);
  if (moving)
    return finish(source().webp({ quality: QUALITY, effort: EFFORT, loop: metadata.loop ?? 0 }));
  const drawn = metadata.format === 'png' || metadata.format === 'gif';
  if (drawn && metadata.width * metadata.height <= LOSSLESS_PIXELS_MAX) {
    const exact = await finish(source().webp({ lossless: true, effort: EFFORT }));
    if (exact.data.length <= LOSSLESS_BYTES_MAX) return exact;
  }
  return finish(source().webp({ quality: QUALITY, effort: EFFORT, smartSubsample: drawn }));
}

function sized(picture: Sharp, moving: boolean): Sharp {
  const upright = moving ? picture : picture.autoOrient();
  return upright
    .resize({
      width: IMAGE_SIDE_MAX,
      height: IMAGE_SIDE_MAX,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .toColourspace('srgb');
}

function thumbnailOf(path: string): Promise<Encoded> {
  const picture = open(path, false)
    .autoOrient()
    .resize({
      width: THUMBNAIL_SIDE_MAX,
      height: THUMBNAIL_SIDE_MAX,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .toColourspace('srgb');
  return finish(picture.webp({ quality: SMALL_QUALITY, effort: EFFORT }));
}

function finish(picture: Sharp): Promise<Encoded> {
  return picture.timeout({ seconds: SECONDS_MAX }).toBuffer({ resolveWithObject: true });
}

async function hashOf(small: Buffer): Promise<string> {
  const { data, info } = await sharp(small)
    .resize({ width: HASH_SIDE, height: HASH_SIDE, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}
