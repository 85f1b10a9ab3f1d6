// Files that somebody might send to do harm, made here byte by byte: nothing of them lies in the repository.
import { deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import sharp, { type Sharp } from 'sharp';

/** A file as it is sent, and what it must be for everybody else. */
export interface HostileFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly kind: 'image' | 'file' | 'audio' | 'video';
}

/** A small photo-like picture. */
export function photo(width = 64, height = 48): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = (at * 31 + (at >> 7) * 17) % 256;
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** A GIF that really moves. */
export function moving(frames: number): Promise<Buffer> {
  const [width, pageHeight] = [20, 10];
  const height = pageHeight * frames;
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at += 1)
    pixels[at] = (at * 7 + Math.floor(at / 600) * 50) % 256;
  return sharp(pixels, { raw: { width, height, channels: 3, pageHeight } })
    .gif()
    .toBuffer();
}

/** All that is sent in the tests, by what it is. */
export async function hostileFiles(): Promise<readonly HostileFile[]> {
  const jpeg = await photo().jpeg().toBuffer();
  const png = await photo().png().toBuffer();
  const gif = await photo().gif().toBuffer();
  return [
    { name: 'script.svg', bytes: SVG, kind: 'file' },
    { name: 'script.png', bytes: SVG, kind: 'file' },
    { name: 'page.jpg', bytes: HTML, kind: 'file' },
    { name: 'page.html', bytes: HTML, kind: 'file' },
    { name: 'page.xhtml', bytes: Buffer.from(`<?xml version="1.0"?>${HTML}`), kind: 'file' },
    { name: 'gif-and-script.gif', bytes: Buffer.concat([gif, SCRIPT]), kind: 'image' },
    {
      name: 'gif-is-script.gif',
      bytes: Buffer.concat([Buffer.from('GIF89a=1;'), SCRIPT]),
      kind: 'file',
    },
    { name: 'jpeg-and-page.jpg', bytes: Buffer.concat([jpeg, HTML]), kind: 'image' },
    { name: 'png-and-zip.png', bytes: Buffer.concat([png, zip()]), kind: 'image' },
    {
      name: 'pdf-and-page.pdf',
      bytes: Buffer.concat([Buffer.from('%PDF-1.7\n'), HTML]),
      kind: 'file',
    },
    { name: 'cut.jpg', bytes: jpeg.subarray(0, jpeg.length / 2), kind: 'file' },
    { name: 'cut.png', bytes: png.subarray(0, png.length / 2), kind: 'file' },
    { name: 'head-only.jpg', bytes: jpeg.subarray(0, 20), kind: 'file' },
    { name: 'bomb.png', bytes: hugePng(30_000, 30_000), kind: 'file' },
    { name: 'liar.png', bytes: hugePng(2_000_000_000, 2_000_000_000), kind: 'file' },
    { name: 'bomb.zip', bytes: deepZip(), kind: 'file' },
    { name: 'frames.gif', bytes: manyFrames(4_000), kind: 'file' },
    { name: 'program.jpg', bytes: Buffer.from('MZ\u0090\u0000\u0003'), kind: 'file' },
    { name: 'one-byte', bytes: Buffer.from('\u0000'), kind: 'file' },
  ];
}

/** A script in a picture's clothes. */
export const SVG: Buffer = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>',
);
const HTML = Buffer.from('<!doctype html><script>alert(document.cookie)</script>');
const SCRIPT = Buffer.from('/*"*/;alert(document.cookie)//');

/** Names as only somebody with a purpose writes them, and what is left of them. */
export const HOSTILE_NAMES: readonly (readonly [string, string])[] = [
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\windows\\system.ini', 'system.ini'],
  ['/etc/passwd', 'passwd'],
  ['photo\u0000.jpg', 'photo.jpg'],
  ['con', '_con'],
  ['NUL.txt', '_NUL.txt'],
  ['..', 'file'],
  ['', 'file'],
  ['\u202egpj.exe', 'gpj.exe'],
  ['line\r\nbreak.txt', 'linebreak.txt'],
  ['"quoted".txt', '_quoted_.txt'],
  ['trailing. . ', 'trailing'],
  ['Pflaumen im Obstgarten ä.jpg', 'Pflaumen im Obstgarten ä.jpg'],
];

/** A PNG of one colour that is tiny to send and huge to hold. */
export function hugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = Math.min(height, 30_000);
  const line = Math.ceil(Math.min(width, 30_000) / 8) + 1;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(rows * line))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

function crc(data: Buffer): number {
  let all = 0xffffffff;
  for (const byte of data) {
    all ^= byte;
    for (let bit = 0; bit < 8; bit += 1) all = (all >>> 1) ^ (all & 1 ? 0xedb88320 : 0);
  }
  return (all ^ 0xffffffff) >>> 0;
}

/** A GIF of one pixel, again and again. */
export function manyFrames(frames: number): Buffer {
  const head = Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    Buffer.from([1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    Buffer.from('\u0021\u00ff\u000bNETSCAPE2.0\u0003\u0001\u0000\u0000\u0000', 'latin1'),
  ]);
  const frame = Buffer.from([
    ...[0x21, 0xf9, 4, 4, 5, 0, 0, 0],
    ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0],
  ]);
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}

function zip(): Buffer {
  return Buffer.from(zipSync({ 'page.html': HTML }));
}

/** Zeros in a zip in a zip: 64 MB in a few hundred bytes. */
function deepZip(): Buffer {
  let inner = new Uint8Array(64 * 1024 * 1024);
  for (let depth = 0; depth < 4; depth += 1) inner = zipSync({ 'more.zip': inner });
  return Buffer.from(inner);
}
