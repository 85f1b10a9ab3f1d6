// Uploads and the tray: what goes up at once, what waits, what is tried again, what is refused, what survives a reload.
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { FakeClock } from '#test/support/clock.ts';
import type { LocalFile } from '../model/files.ts';
import type { HttpAnswer, Platform, Sending } from '../platform.ts';
import { openTray } from './tray.ts';
import { Uploads } from './uploads.ts';

interface Sent extends Sending {
  readonly file: LocalFile;
  readonly told: (progress: number) => void;
  answer(answer: HttpAnswer): void;
  lose(): void;
  cancelled: boolean;
}

const file = (name: string, size = 1000): LocalFile => ({
  name,
  type: 'text/plain',
  size,
  source: name,
});
const stored = (name: string): HttpAnswer => ({ status: 201, body: { id: `id-${name}`, name } });

let clock: FakeClock;
let sent: Sent[];
let kept: Map<string, LocalFile>;
let uploads: Uploads;

beforeEach(() => {
  clock = new FakeClock();
  sent = [];
  kept = new Map();
  uploads = new Uploads(platform(), 'nora', () => undefined);
});

function platform(): Platform {
  let next = 0;
  const world: Pick<Platform, 'clock' | 'random' | 'upload'> = {
    clock,
    random: { bytes: (length) => new Uint8Array(length).fill(next++), fraction: () => 0.5 },
    upload: (_account, local, told) => send(local, told),
  };
  return {
    ...world,
    storage: {
      keepFile: async (_account: string, key: string, local: LocalFile) =>
        void kept.set(key, local),
      file: async (_account: string, key: string) => kept.get(key),
      dropFile: async (_account: string, key: string) => void kept.delete(key),
    },
  } as unknown as Platform;
}

function send(local: LocalFile, told: (progress: number) => void): Sending {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const one: Sent = {
    file: local,
    told,
    done: promise,
    answer: resolve,
    lose: () => reject(new Error('lost')),
    cancelled: false,
    cancel() {
      one.cancelled = true;
      reject(new Error('cancelled'));
    },
  };
  sent.push(one);
  return one;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const names = (): string[] => sent.map((one) => one.file.name);

describe('uploads', () => {
  test('a file goes up from the moment it is picked, and says how far it is', async () => {
    const key = uploads.add(file('a'));
    assert.deepEqual(names(), ['a']);
    sent[0]?.told(0.5);
    assert.equal(uploads.find(key)?.progress, 0.5);
    assert.equal(uploads.ready([key]), undefined);
    sent[0]?.answer(stored('a'));
    await settled();
    assert.deepEqual(uploads.ready([key]), [{ id: 'id-a' }]);
  });

  test('three go up at a time; the others wait for their turn', async () => {
    for (const name of ['a', 'b', 'c', 'd']) uploads.add(file(name));
    assert.deepEqual(names(), ['a', 'b', 'c']);
    sent[1]?.answer(stored('b'));
    await settled();
    assert.deepEqual(names(), ['a', 'b', 'c', 'd']);
  });

  test('a lost connection is tried again later, and at once when the link is open', async () => {
    const key = uploads.add(file('a'));
    sent[0]?.lose();
    await settled();
    assert.equal(uploads.find(key)?.state, 'waiting');
    assert.equal(sent.length, 1);
    uploads.opened();
    assert.equal(sent.length, 2);
    sent[1]?.lose();
    await settled();
    await clock.advance(60_000);
    assert.equal(sent.length, 3);
  });

  test('what lay ready for too long is sent up once more when its message is tried again', async () => {
    const key = uploads.add(file('a'));
    sent[0]?.answer(stored('a'));
    await settled();
    uploads.retry(key);
    assert.equal(sent.length, 1);
    uploads.retry(key, true);
    assert.equal(uploads.ready([key]), undefined);
    sent[1]?.answer(stored('b'));
    await settled();
    assert.deepEqual(uploads.ready([key]), [{ id: 'id-b' }]);
  });

  test('what the server refuses says why, and goes up again only when asked', async () => {
    const key = uploads.add(file('a'));
    const error = { code: 'tooLarge', message: 'Too much.' };
    sent[0]?.answer({ status: 413, body: { error } });
    await settled();
    assert.equal(uploads.find(key)?.state, 'failed');
    assert.deepEqual(uploads.ready([key]), { rejected: 'tooLarge', message: 'Too much.' });
    await clock.advance(60_000);
    assert.equal(sent.length, 1);
    uploads.retry(key);
    assert.equal(sent.length, 2);
  });

  test('one that is taken out is no longer sent', async () => {
    const key = uploads.add(file('a'));
    uploads.remove(key);
    assert.equal(sent[0]?.cancelled, true);
    await settled();
    assert.equal(uploads.find(key), undefined);
  });

  test('FILE6: a kept file goes up again after a reload, with its caption', async () => {
    const key = uploads.add(file('a'));
    await uploads.keep([key]);
    uploads.close();
    const later = new Uploads(platform(), 'nora', () => undefined);
    assert.equal(await later.restore(key, 'At the lake'), true);
    assert.equal(await later.restore('nothing', ''), false);
    sent.at(-1)?.answer(stored('a'));
    await settled();
    assert.deepEqual(later.ready([key]), [{ id: 'id-a', caption: 'At the lake' }]);
    later.remove(key);
    await settled();
    assert.equal(kept.size, 0);
  });
});

describe('the tray', () => {
  test('files stand in the order in which they are put, and leave it when the message goes', () => {
    const tray = openTray(uploads);
    tray.add([file('a'), file('b'), file('c')]);
    const [first] = tray.attachments.get();
    tray.move(first?.key ?? '', 2);
    const order = tray.attachments.get().map(({ local }) => local.name);
    assert.deepEqual(order, ['b', 'c', 'a']);
    assert.equal(tray.take().length, 3);
    assert.deepEqual(tray.attachments.get(), []);
  });

  test('WIRE6 a file that is too large and files that are too many are refused in words, the others taken', () => {
    const tray = openTray(uploads, 2_000_000);
    const many = Array.from({ length: 21 }, (_, at) => file(`f${at}`));
    const refused = tray.add([file('huge', 2_000_001), ...many]);
    assert.deepEqual(
      refused.map(({ rejected }) => rejected),
      ['tooLarge', 'tooMany'],
    );
    assert.equal(tray.attachments.get().length, 20);
  });
});
