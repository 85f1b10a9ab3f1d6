// Files go in as anything and come out as what they are: hostile ones too. Real sharp, real disk, real store.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import type { File } from '#protocol/blob.ts';
import { LOOSE_BLOBS_MAX } from '#protocol/limits.ts';
import {
  HOSTILE_NAMES,
  hostileFiles,
  hugePng,
  moving,
  photo,
} from '#test/support/hostile-files.ts';
import { accepted, between, openHouse, type Person, type TestHouse } from '#test/support/house.ts';
import { cleanName } from './file-name.ts';
import { openFolder } from './folder.ts';
import { sweepFolder, sweepRows } from './sweep.ts';

const HOUR = 3_600_000;

async function withHouse(
  body: (house: TestHouse, nora: Person) => Promise<void>,
  bytesMax?: number,
): Promise<void> {
  const house = await openHouse({ files: bytesMax ?? 50_000_000 });
  try {
    await body(house, await house.signUp('nora'));
  } finally {
    await house.close();
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function send(house: TestHouse, person: Person, bytes: Uint8Array, name = 'file', more = {}) {
  const upload = { name, bytes: once(bytes), ...more };
  return house.done(house.messenger.putBlob(person.actor, upload));
}

async function put(house: TestHouse, person: Person, bytes: Uint8Array, name?: string) {
  return accepted<File>(await send(house, person, bytes, name));
}

async function read(house: TestHouse, person: Person, id: string, size: 'full' | 'small' = 'full') {
  const stored = accepted(await house.done(house.messenger.getBlob(person.actor, id, size)));
  return readFileSync(stored.path);
}

describe('what comes in', () => {
  test('FILE2: hostile files are what their content is, and the process lives on within its memory', async () => {
    await withHouse(async (house, nora) => {
      const before = process.memoryUsage().rss;
      for (const { name, bytes, kind } of await hostileFiles()) {
        const file = await put(house, nora, bytes, name);
        assert.equal(file.kind, kind, name);
        const kept = await read(house, nora, file.id);
        if (kind !== 'image') assert.deepEqual(kept, bytes, name);
        else assert.ok(!kept.includes('alert') && !kept.includes('PK\u0003\u0004'), name);
        assert.doesNotMatch(file.type, /svg|html|xml|script/, name);
      }
      assert.ok(process.memoryUsage().rss - before < 400 * 1024 * 1024);
    });
  });

  test('what has more pixels than we take is kept as a file, also as JPEG', async () => {
    await withHouse(async (house, nora) => {
      const blank = {
        create: { width: 10_000, height: 10_000, channels: 3, background: 'red' },
      } as const;
      const jpeg = await sharp(blank).jpeg().toBuffer();
      assert.equal((await put(house, nora, jpeg)).kind, 'file');
      assert.equal((await put(house, nora, hugePng(8_000, 6_000))).kind, 'image');
    });
  });

  test('broken pictures are files or decodable pictures, never anything between', async () => {
    const whole = await photo().jpeg().toBuffer();
    await withHouse(async (house, nora) => {
      const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(flips, fc.nat(whole.length), async (changes, length) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          const file = await send(house, nora, bytes.subarray(0, Math.max(1, length)));
          if ('rejected' in file) return assert.equal(file.rejected, 'tooMany');
          const kept = await read(house, nora, file.id);
          if (file.kind === 'image') await sharp(kept, { failOn: 'error' }).stats();
          else assert.notEqual(file.kind, 'video');
        }),
        { numRuns: 60 },
      );
    });
  });

  test('FILE3: a photo loses its place and its camera and stands upright, whichever way it was held', async () => {
    await withHouse(async (house, nora) => {
      for (let orientation = 1; orientation <= 8; orientation += 1) {
        const exif = { IFD0: { Make: 'KITHCAM' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } };
        const bytes = await photo(800, 600)
          .withExif(exif)
          .withMetadata({ orientation })
          .jpeg()
          .toBuffer();
        const { id, width, height, type } = await put(house, nora, bytes);
        const lying = orientation >= 5;
        assert.deepEqual([width, height], lying ? [600, 800] : [800, 600]);
        for (const size of ['full', 'small'] as const) {
          const shown = await sharp(await read(house, nora, id, size)).metadata();
          assert.equal(shown.exif, undefined);
          assert.equal(shown.orientation, undefined);
          assert.equal(shown.width < shown.height, lying);
        }
        assert.equal(type, 'image/webp');
      }
    });
  });

  test('FILE3: large pictures come within 4,096 pixels, thumbnails within 640, with a hash of their look', async () => {
    await withHouse(async (house, nora) => {
      const bytes = await photo(5_000, 1_000).jpeg().toBuffer();
      const file = await put(house, nora, bytes, 'wide.jpg');
      assert.deepEqual([file.width, file.height], [4_096, 819]);
      assert.ok(file.hash && Buffer.from(file.hash, 'base64').length >= 5);
      const small = await sharp(await read(house, nora, file.id, 'small')).metadata();
      assert.deepEqual([small.width, small.height], [640, 128]);
    });
  });

  test('what moves goes on moving, a drawing keeps every pixel', async () => {
    await withHouse(async (house, nora) => {
      const dance = await put(house, nora, await moving(12), 'dance.gif');
      assert.equal(dance.animated, true);
      assert.equal((await sharp(await read(house, nora, dance.id)).metadata()).pages, 12);
      const drawing = photo(90, 70).ensureAlpha(0.5);
      const { id } = await put(house, nora, await drawing.png().toBuffer(), 'drawing.png');
      const kept = await sharp(await read(house, nora, id))
        .raw()
        .toBuffer();
      assert.deepEqual(kept, await photo(90, 70).ensureAlpha(0.5).raw().toBuffer());
    });
  });

  test('names lose paths, control characters and what turns text around', () => {
    for (const [said, kept] of HOSTILE_NAMES) assert.equal(cleanName(said), kept, said);
    const long = cleanName(`${'a'.repeat(5_000)}.tar.gz`);
    assert.equal(long.length, 255);
    assert.ok(long.endsWith('.gz'));
  });

  test('a recorded message keeps its length and its bars where they make sense', async () => {
    await withHouse(async (house, nora) => {
      const ogg = Buffer.concat([
        Buffer.from('OggS\u0000\u0002', 'latin1'),
        Buffer.alloc(22),
        Buffer.from('OpusHead'),
      ]);
      const said = { voice: true, durationMs: 1_500, waveform: [0, 31, 5] };
      const file = accepted<File>(await send(house, nora, ogg, 'note.ogg', said));
      assert.equal(file.kind, 'voice');
      assert.deepEqual([file.durationMs, file.waveform], [1_500, [0, 31, 5]]);
      const odd = { voice: true, durationMs: -4, waveform: [99] };
      const other = accepted<File>(await send(house, nora, ogg, 'note.ogg', odd));
      assert.deepEqual([other.durationMs, other.waveform], [undefined, undefined]);
      const lie = accepted<File>(await send(house, nora, Buffer.from('words'), 'note.ogg', said));
      assert.deepEqual([lie.kind, lie.waveform], ['file', undefined]);
    });
  });

  test('nothing, too much and too many are refused, and nothing of them is left', async () => {
    await withHouse(async (house, nora) => {
      const empty = await send(house, nora, Buffer.alloc(0));
      assert.deepEqual(empty, { rejected: 'notTaken', reason: 'empty' });
      const large = await send(house, nora, Buffer.alloc(1_001));
      assert.deepEqual(large, { rejected: 'tooLarge', maxBytes: 1_000 });
      for (let n = 0; n < LOOSE_BLOBS_MAX; n += 1) await put(house, nora, Buffer.from('x'));
      const more = await send(house, nora, Buffer.from('x'));
      assert.deepEqual(more, { rejected: 'tooMany', field: 'files', max: LOOSE_BLOBS_MAX });
      assert.deepEqual(readdirSync(join(house.folder, 'blobs/new')), []);
      assert.equal(stored(house), LOOSE_BLOBS_MAX);
    }, 1_000);
  });
});

function stored(house: TestHouse): number {
  const shelves = readdirSync(join(house.folder, 'blobs')).filter((name) => name !== 'new');
  return shelves.flatMap((shelf) => readdirSync(join(house.folder, 'blobs', shelf))).length;
}

async function postFile(house: TestHouse, from: Person, chat: string, id: string): Promise<number> {
  const body = { text: '', blobs: [id] };
  return accepted(await house.append(from, chat, { kind: 'postMessage', body })).seq;
}

describe('what goes out and what goes away', () => {
  test('FILE1: an upload is its owner’s until a message refers to it, then of all who may read that', async () => {
    await withHouse(async (house, nora) => {
      const amara = await house.signUp('amara');
      const pavel = await house.signUp('pavel');
      const { id } = await put(house, nora, Buffer.from('letter'), 'letter.txt');
      const nothing = { rejected: 'notFound', what: 'blob' };
      const ask = (who: Person) => house.done(house.messenger.getBlob(who.actor, id, 'full'));
      assert.deepEqual(await ask(amara), nothing);
      const stolen = { kind: 'postMessage' as const, body: { text: '', blobs: [id] } };
      assert.ok('rejected' in (await house.append(amara, between(nora, amara), stolen)));
      await postFile(house, nora, between(nora, amara), id);
      assert.deepEqual(await read(house, amara, id), Buffer.from('letter'));
      assert.deepEqual(await ask(pavel), nothing);
      assert.deepEqual(await house.done(house.messenger.read.file(pavel.actor, id)), nothing);
    });
  });

  test('FILE1: who left a group reads its files no more, who came later not those from before', async () => {
    await withHouse(async (house, nora) => {
      const [amara, pavel] = [await house.signUp('amara'), await house.signUp('pavel')];
      const group = await house.group('g'.repeat(20), nora, amara);
      const { id } = await put(house, nora, Buffer.from('plan'));
      await postFile(house, nora, group, id);
      accepted(await house.append(nora, group, { kind: 'addMember', user: pavel.id }));
      const ask = (who: Person) => house.done(house.messenger.getBlob(who.actor, id, 'full'));
      assert.ok(!('rejected' in (await ask(amara))));
      assert.ok('rejected' in (await ask(pavel)));
      accepted(await house.append(amara, group, { kind: 'leaveChat' }));
      assert.ok('rejected' in (await ask(amara)));
    });
  });

  test('FILE5 MSG3: the file of a deleted message is gone from the disk with the next sweep', async () => {
    await withHouse(async (house, nora) => {
      const amara = await house.signUp('amara');
      const chat = between(nora, amara);
      const { id } = await put(house, nora, await photo(900, 700).jpeg().toBuffer());
      const target = await postFile(house, nora, chat, id);
      assert.equal(stored(house), 2);
      accepted(await house.append(nora, chat, { kind: 'deleteMessage', target }));
      assert.ok('rejected' in (await house.done(house.messenger.getBlob(amara.actor, id, 'full'))));
      await sweep(house, 61_000);
      assert.equal(stored(house), 0);
    });
  });

  test('FILE5: an upload that no message came for goes after a day, not before', async () => {
    await withHouse(async (house, nora) => {
      await put(house, nora, Buffer.from('forgotten'));
      await sweep(house, 23 * HOUR);
      assert.equal(stored(house), 1);
      await sweep(house, 2 * HOUR);
      assert.equal(stored(house), 0);
    });
  });

  test('what a crash left without a row is removed', async () => {
    await withHouse(async (house, nora) => {
      const { id } = await put(house, nora, Buffer.from('mine'));
      const shelf = join(house.folder, 'blobs', id.slice(0, 2));
      writeFileSync(join(shelf, `${id.slice(0, 2)}${'q'.repeat(18)}`), 'orphan');
      writeFileSync(join(house.folder, 'blobs/new', 'z'.repeat(20)), 'half');
      await sweep(house, 61 * 60_000);
      assert.equal(stored(house), 1);
      assert.deepEqual(readdirSync(join(house.folder, 'blobs/new')), []);
    });
  });
});

/** Lets time pass, and sweeps as the server does by itself. */
async function sweep(house: TestHouse, ms: number): Promise<void> {
  house.clock.jump(ms);
  const { store, clock } = house;
  const folder = await openFolder(house.folder);
  const shop = { store, clock, folder, pending: new Map<string, string>() };
  await house.done(sweepRows(shop));
  await house.done(sweepFolder(shop));
}
