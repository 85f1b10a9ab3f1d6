// The bytes of files, beside the database: `<data>/blobs/<aa>/<id>` and `<id>.small`. Everything is written under another
// name in `<data>/blobs/new` first, made durable, and only then takes its name. Names here are our ids and nothing else.
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Bytes } from '#core/messenger.ts';

/** The folder of the bytes. */
export interface BlobFolder {
  /** Where half-sent uploads wait. */
  readonly pieces: string;
  /** Where the bytes of a file are, or those of its thumbnail. */
  pathOf(id: string, size: 'full' | 'small'): string;
  /** A path for something unfinished. */
  newPath(name: string): string;
  /** Writes a stream to a path for something unfinished; the number of bytes, or undefined when it is too long. */
  receive(
    bytes: Bytes,
    path: string,
    most: number,
    signal: AbortSignal,
  ): Promise<number | undefined>;
  /** Makes what was written durable and gives it its name. */
  settle(path: string, id: string, size: 'full' | 'small'): Promise<void>;
  /** Length of stored bytes; undefined when there are none. */
  lengthOf(id: string, size: 'full' | 'small'): Promise<number | undefined>;
  remove(id: string): Promise<void>;
  /** Removes what was begun and never finished, but for what `busy` says is still being written. */
  clearNew(busy: (name: string) => boolean): Promise<void>;
  /** Ids of stored files, shelf by shelf. */
  shelves(): AsyncIterable<readonly string[]>;
}

const PRIVATE = { recursive: true, mode: 0o700 } as const;
const NEW = 'new';
const ID = /^[a-z2-7]{20}$/;

class TooLong extends Error {}

/** Opens the folder in the data folder, making it when it is not there. */
export async function openFolder(data: string): Promise<BlobFolder> {
  const root = join(data, 'blobs');
  const pieces = join(data, 'uploads');
  await mkdir(join(root, NEW), PRIVATE);
  await mkdir(pieces, PRIVATE);
  const pathOf: BlobFolder['pathOf'] = (id, size) => {
    if (!ID.test(id)) throw new Error('not an id of a file');
    return join(root, id.slice(0, 2), size === 'small' ? `${id}.small` : id);
  };
  return {
    pieces,
    pathOf,
    newPath: (name) => join(root, NEW, name),
    receive,
    async settle(path, id, size) {
      await mkdir(join(root, id.slice(0, 2)), PRIVATE);
      await synced(path);
      await rename(path, pathOf(id, size));
      await synced(join(root, id.slice(0, 2)));
    },
    async lengthOf(id, size) {
      return lengthAt(pathOf(id, size));
    },
    async remove(id) {
      await rm(pathOf(id, 'full'), { force: true });
      await rm(pathOf(id, 'small'), { force: true });
    },
    async clearNew(busy) {
      for (const name of await readdir(join(root, NEW))) {
        if (!busy(name)) await rm(join(root, NEW, name), { force: true, recursive: true });
      }
    },
    shelves: () => shelvesOf(root),
  };
}

async function receive(
  bytes: Bytes,
  path: string,
  most: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  let length = 0;
  const counted = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      length += chunk.byteLength;
      done(length > most ? new TooLong() : null, chunk);
    },
  });
  try {
    await pipeline(
      Readable.from(bytes, { objectMode: false }),
      counted,
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
      { signal },
    );
    return length;
  } catch (fault) {
    if (fault instanceof TooLong) return undefined;
    throw fault;
  }
}

/** Files and folders alike; where a system does not sync folders, renaming is as durable as it gets. */
async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  try {
    await handle?.sync();
  } catch (fault) {
    const { code = '' } = fault as NodeJS.ErrnoException;
    if (!['EPERM', 'EISDIR', 'EINVAL', 'EBADF'].includes(code)) throw fault;
  } finally {
    await handle?.close();
  }
}

async function lengthAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fault;
  }
}

async function* shelvesOf(root: string): AsyncIterable<readonly string[]> {
  for (const shelf of await readdir(root)) {
    if (!/^[a-z2-7]{2}$/.test(shelf)) continue;
    const names = await readdir(join(root, shelf));
    const ids = new Set(names.map((name) => name.replace(/\.small$/, '')));
    yield [...ids].filter((id) => ID.test(id));
  }
}
