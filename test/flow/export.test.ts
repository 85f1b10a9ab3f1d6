// The export of an account, unpacked by somebody else's code: everything is in it, and nothing in it does anything.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { userLog, wallLog } from '#core/log-name.ts';
import { exportOf, type Source } from '#messenger/export/export.ts';
import { pathOf } from '#messenger/export/pages.ts';
import { type Entry, zipOf } from '#messenger/export/zip.ts';
import type { File } from '#protocol/blob.ts';
import type { Command } from '#protocol/command.ts';
import { addBlob } from '#store/blobs.ts';
import { accepted, between, openHouse, type Person, type TestHouse } from '#test/support/house.ts';

const HOSTILE = '<script>alert(1)</script>"\'&<img src=x onerror=alert(1)>';
const HOSTILE_NAME = '../../etc/pass wd\u202e"><b>.html';

async function uploaded(house: TestHouse, owner: Person, id: string, name: string) {
  const bytes = randomBytes(1000);
  writeFileSync(join(house.folder, id), bytes);
  const file: File = { id, kind: 'file', name, type: 'text/html', bytes: bytes.length };
  await house.store.write((q) => addBlob(q, { owner: owner.id, file, at: house.clock.now() }));
  return { file, bytes };
}

/** The messenger of a house, with files that lie in its folder. */
function sourceOf({ messenger, folder }: TestHouse): Source {
  return {
    read: messenger.read,
    getBlob: async (_actor, id) => {
      const path = join(folder, id);
      if (!existsSync(path)) return { rejected: 'notFound', what: 'blob' };
      const file: File = { id, kind: 'file', name: 'x', type: 'text/plain', bytes: 1 };
      return { path, type: 'text/plain', bytes: 1, file };
    },
  };
}

async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function unpacked(house: TestHouse, person: Person) {
  const zip = collected(exportOf(house, sourceOf(house), person.actor));
  return unzipSync(await house.done(zip));
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function act(house: TestHouse, person: Person, log: string, ask: Command) {
  const command = house.mintCommand();
  return house.done(house.messenger.append(person.actor, { log, command, ask }));
}

async function lives() {
  const house = await openHouse({ allowances: { postByUser: { burst: 1_000, refillMs: 1 } } });
  const nora = await house.signUp('nora', { email: 'nora@example.org' });
  const amara = await house.signUp('amara', { displayName: HOSTILE });
  accepted(await act(house, nora, userLog(nora.id), { kind: 'addContact', user: amara.id }));
  const { file, bytes } = await uploaded(house, nora, 'bcdefghijk2345672345', HOSTILE_NAME);
  const loose = await uploaded(house, nora, 'zcdefghijk2345672345', 'never sent.txt');
  await uploaded(house, amara, 'xcdefghijk2345672345', 'of somebody else.txt');
  const chat = between(nora, amara);
  const body = { text: HOSTILE, blobs: [file.id] };
  accepted(await act(house, nora, `chat:${chat}`, { kind: 'postMessage', body }));
  await house.post(amara, chat, HOSTILE);
  const gone = await house.post(nora, chat, 'to be erased');
  accepted(await act(house, nora, `chat:${chat}`, { kind: 'deleteMessage', target: gone.seq }));
  const wall = { kind: 'postMessage', body: { text: 'On my wall' } } as const;
  accepted(await act(house, nora, wallLog(nora.id), wall));
  for (let n = 0; n < 450; n += 1) await house.post(nora, 'lobby', `line ${n}`);
  return { house, nora, amara, chat, file, bytes, loose };
}

describe('an export', () => {
  test('PPL8: holds account, contacts, every message that one may read as it stands, and the files', async () => {
    const { house, nora, amara, chat, file, bytes, loose } = await lives();
    const files = await unpacked(house, nora);
    const json = (name: string) => JSON.parse(strFromU8(files[name] ?? new Uint8Array()));
    assert.equal(json('account.json').email, 'nora@example.org');
    assert.equal(json('contacts.json').contacts[0].user.id, amara.id);
    assert.deepEqual(json('blocks.json'), []);
    assert.equal(json('sessions.json').length, 1);
    const talk = json(`chats/${chat}.json`);
    assert.deepEqual(
      talk.messages.map((one: { by: string; deleted?: object }) => [one.by, !one.deleted]),
      [
        [nora.id, true],
        [amara.id, true],
        [nora.id, false],
      ],
    );
    assert.ok(!strFromU8(files[`chats/${chat}.json`] ?? new Uint8Array()).includes('to be erased'));
    assert.equal(json('wall.json').messages[0].body.text, 'On my wall');
    const lines = json('chats/lobby.json').messages.map(
      ({ body }: { body: { text: string } }) => body.text,
    );
    assert.deepEqual(
      lines,
      Array.from({ length: 450 }, (_, n) => `line ${n}`),
    );
    assert.deepEqual(Buffer.from(files[pathOf(file)] ?? []), bytes);
    assert.deepEqual(Buffer.from(files[pathOf(loose.file)] ?? []), loose.bytes);
    const own = Object.keys(files).filter((name) => name.startsWith('files/'));
    assert.equal(own.length, 2, 'nothing of other people’s');
    await house.close();
  });

  test('PPL8: is read without a server: links lead to what is there, and nothing runs', async () => {
    const { house, nora } = await lives();
    const files = await unpacked(house, nora);
    const pages = Object.keys(files).filter(
      (name) => name.endsWith('.html') && !name.startsWith('files/'),
    );
    assert.deepEqual(pages.includes('index.html') && pages.length, 4);
    for (const page of pages) {
      const text = strFromU8(files[page] ?? new Uint8Array());
      assert.ok(!/<(script|img|iframe|b)\b/i.test(text), page);
      for (const [, href = ''] of text.matchAll(/href="([^"]*)"/g)) {
        const path = new URL(href, `file:///export/${page}`).pathname;
        const name = decodeURIComponent(path.slice('/export/'.length));
        assert.ok(files[name], `${page} leads to ${name}`);
      }
    }
    for (const name of Object.keys(files)) {
      assert.ok(!name.includes('..') || !name.split('/').includes('..'), name);
      assert.ok(!/[\\:*?"<>|\u202e]/.test(name), name);
    }
    await house.close();
  });

  test('one at a time for each account; who gives up may begin again', async () => {
    const { house, nora, amara } = await lives();
    const start = (person: Person) => house.done(house.messenger.exportData(person.actor));
    const first = accepted(await start(nora));
    assert.match(first.name, /^kith-nora-\d{4}-\d\d-\d\d\.zip$/);
    const second = await start(nora);
    assert.equal('rejected' in second && second.rejected, 'tooFast');
    accepted(await start(amara));
    const reader = first.bytes[Symbol.asyncIterator]();
    await house.done(reader.next());
    await house.done(reader.return?.() ?? Promise.resolve(undefined));
    const third = accepted(await start(nora));
    await house.clock.advance(59_000);
    assert.ok('rejected' in (await start(nora)), 'it may still be on its way');
    await house.clock.advance(2_000);
    accepted(await start(nora));
    const late = third.bytes[Symbol.asyncIterator]().next();
    await assert.rejects(house.done(late), /another export/, 'the one that stood still is over');
    await house.close();
  });
});

describe('the archive', () => {
  test('empty entries, names in any script, and the wide form of large archives', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `n/${n} 鈴木.txt`);
    async function* entries(): AsyncGenerator<Entry> {
      for (const [n, name] of names.entries()) {
        yield { name, bytes: bytesOf(name.repeat(n)), packed: n % 2 === 0 };
      }
    }
    for (const bounds of [
      undefined,
      { entries: 40, bytes: 9_999_999 },
      { entries: 99, bytes: 99 },
    ]) {
      const zip = await collected(zipOf(entries(), 1_700_000_000_000, bounds));
      const files = unzipSync(zip);
      assert.deepEqual(Object.keys(files), names);
      assert.equal(strFromU8(files[names[39] ?? ''] ?? new Uint8Array()), names[39]?.repeat(39));
      assert.equal(strFromU8(files[names[0] ?? ''] ?? new Uint8Array()), '');
    }
  });

  test('a fault while an entry is read ends the archive with it', async () => {
    async function* entries(): AsyncGenerator<Entry> {
      yield {
        name: 'a',
        bytes: (async function* () {
          yield Buffer.from('some');
          throw new Error('the disk is gone');
        })(),
      };
    }
    await assert.rejects(collected(zipOf(entries(), 0)), /the disk is gone/);
  });
});
