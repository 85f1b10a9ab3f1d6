// A zip archive made while it is read (APPNOTE 6.3): each entry is compressed as it comes, nothing is held but the
// directory of names. Archives may grow beyond 4 GB (zip64), single entries may not.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { Bytes } from '#core/messenger.ts';

/** One file of an archive. `packed`: its bytes are compressed already. */
export interface Entry {
  readonly name: string;
  readonly bytes: Bytes;
  readonly packed?: boolean;
}

interface Written {
  readonly name: Buffer;
  readonly offset: number;
  readonly sum: number;
  readonly size: number;
  readonly packedSize: number;
}

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
/** Sizes follow behind the bytes; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;
const VERSION = 45;
const MAX_32 = 0xffffffff;
const MAX_16 = 0xffff;

/** From how many entries and bytes on an archive is a zip64; less only for tests. */
export interface Bounds {
  readonly entries: number;
  readonly bytes: number;
}

/** The archive of these entries, in their order, dated `at` (ms since 1970). */
export async function* zipOf(
  entries: AsyncIterable<Entry>,
  at: number,
  bounds: Bounds = { entries: MAX_16, bytes: MAX_32 },
): AsyncGenerator<Buffer> {
  const date = dosDate(at);
  const directory: Written[] = [];
  let offset = 0;
  for await (const entry of entries) {
    const name = Buffer.from(entry.name);
    const head = localHeader(name, date);
    yield head;
    const found = { sum: 0, size: 0, packedSize: 0 };
    for await (const chunk of packed(entry, found)) {
      found.packedSize += chunk.length;
      yield chunk;
    }
    if (found.size > MAX_32 || found.packedSize > MAX_32)
      throw new RangeError('an entry over 4 GB');
    const tail = words([DESCRIPTOR, 4], [found.sum, 4], [found.packedSize, 4], [found.size, 4]);
    yield tail;
    directory.push({ name, offset, ...found });
    offset += head.length + found.packedSize + tail.length;
  }
  yield* directoryOf(directory, { start: offset, date, bounds });
}

async function* packed(
  { bytes, packed: done = false }: Entry,
  found: { sum: number; size: number },
): AsyncGenerator<Buffer> {
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      found.sum = crc32(chunk, found.sum);
      found.size += chunk.length;
      yield chunk;
    }
  }
  const deflate = createDeflateRaw({ level: done ? 0 : 6 });
  // A fault of either side ends both; whoever reads `deflate` gets it.
  pipeline(Readable.from(counted(), { objectMode: false }), deflate).catch(() => undefined);
  yield* deflate as AsyncIterable<Buffer>;
}

function localHeader(name: Buffer, date: number): Buffer {
  const head = words(
    [LOCAL, 4],
    [VERSION, 2],
    [FLAGS, 2],
    [DEFLATE, 2],
    [date, 4],
    [0, 4],
    [0, 4],
    [0, 4],
    [name.length, 2],
    [0, 2],
  );
  return Buffer.concat([head, name]);
}

interface Where {
  /** Where the directory begins. */
  readonly start: number;
  readonly date: number;
  readonly bounds: Bounds;
}

function* directoryOf(directory: readonly Written[], where: Where): Generator<Buffer> {
  const { start, bounds } = where;
  let size = 0;
  for (const written of directory) {
    const head = centralHeader(written, where);
    size += head.length;
    yield head;
  }
  const count = directory.length;
  const wide = count >= bounds.entries || start + size >= bounds.bytes;
  if (wide) yield end64(count, start, size);
  const few = wide ? MAX_16 : count;
  yield words(
    [END, 4],
    [0, 2],
    [0, 2],
    [few, 2],
    [few, 2],
    [wide ? MAX_32 : size, 4],
    [wide ? MAX_32 : start, 4],
    [0, 2],
  );
}

function centralHeader(
  { name, offset, sum, size, packedSize }: Written,
  { date, bounds }: Where,
): Buffer {
  const far = offset >= bounds.bytes;
  const extra = far ? words([1, 2], [8, 2], [offset, 8]) : Buffer.alloc(0);
  const head = words(
    [CENTRAL, 4],
    [VERSION, 2],
    [VERSION, 2],
    [FLAGS, 2],
    [DEFLATE, 2],
    [date, 4],
    [sum, 4],
    [packedSize, 4],
    [size, 4],
    [name.length, 2],
    [extra.length, 2],
    [0, 2],
    [0, 2],
    [0, 2],
    [0, 4],
    [far ? MAX_32 : offset, 4],
  );
  return Buffer.concat([head, name, extra]);
}

function end64(count: number, start: number, size: number): Buffer {
  return words(
    [END_64, 4],
    [44, 8],
    [VERSION, 2],
    [VERSION, 2],
    [0, 4],
    [0, 4],
    [count, 8],
    [count, 8],
    [size, 8],
    [start, 8],
    [LOCATOR_64, 4],
    [0, 4],
    [start + size, 8],
    [1, 4],
  );
}

/** Numbers one behind the other, little-endian, each with its width in bytes. */
function words(...parts: readonly (readonly [value: number, width: 2 | 4 | 8])[]): Buffer {
  const buffer = Buffer.alloc(parts.reduce((sum, [, width]) => sum + width, 0));
  let at = 0;
  for (const [value, width] of parts) {
    if (width === 8) buffer.writeBigUInt64LE(BigInt(value), at);
    else buffer.writeUIntLE(value, at, width);
    at += width;
  }
  return buffer;
}

/** Time and date as DOS has them, in UTC, for want of a better zone. */
function dosDate(at: number): number {
  const date = new Date(at);
  const days = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5);
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5);
  const seconds = date.getUTCSeconds() >> 1;
  return ((days | date.getUTCDate()) * 0x10000 + (time | seconds)) >>> 0;
}
