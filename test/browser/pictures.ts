// Pictures and other files for the stories, made on the spot.
import sharp from 'sharp';

/** A file as a picker takes it. */
export interface Made {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A JPEG of one colour. */
export async function picture(name: string, width = 800, height = 600): Promise<Made> {
  const background = { r: width % 256, g: height % 256, b: 120 };
  const buffer = await sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
  return { name, mimeType: 'image/jpeg', buffer };
}

/** Text, or bytes that are nothing in particular; the same for the same size. */
export function plainFile(name: string, bytes: number): Made {
  const buffer = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at++) buffer[at] = (at * 31 + (at >> 8)) % 251;
  return { name, mimeType: 'application/octet-stream', buffer };
}
