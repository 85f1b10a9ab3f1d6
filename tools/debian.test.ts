// How the programs that some tests need are installed: with an apt-get of the test's own, which notes what it is asked.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { ensurePrograms, type Machine, type Wanted } from './debian.ts';

let folder: string;
let machine: Machine;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kith-programs-'));
  machine = { root: true, systemd: false, path: `${folder}:/usr/bin:/bin` };
  writeFileSync(join(folder, 'log'), '');
  // It knows all packages but `unheard-of`; a package brings a program of its own name.
  program(
    'apt-get',
    `echo "$* RUNLEVEL=$RUNLEVEL" >> ${folder}/log
    case "$*" in *unheard-of*) echo "Reading"; echo "E: Unable to locate package unheard-of"; exit 100;; esac
    case "$*" in *install*) for last; do :; done; cp ${folder}/apt-get ${folder}/$last;; esac`,
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
}

function asked(): string[] {
  const lines = readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');
  return lines.filter((line) => line.includes('install'));
}

const wanted = (name: string, more: Partial<Wanted> = {}): Wanted => ({
  name,
  packages: [name],
  works: [[name, '--version']],
  ...more,
});

test('what is here is not installed again', async () => {
  program('kith-one', '');
  assert.deepEqual(await ensurePrograms([wanted('kith-one')], machine), []);
  assert.equal(readFileSync(join(folder, 'log'), 'utf8'), '');
});

test('what is missing is installed, each by itself, and a package that is unknown costs no other', async () => {
  const programs = ['kith-one', 'unheard-of', 'kith-two'].map((name) => wanted(name));
  assert.deepEqual(await ensurePrograms(programs, machine), [
    'No unheard-of, its tests are skipped: E: Unable to locate package unheard-of',
  ]);
  assert.equal(asked().length, 3);
  assert.match(asked()[2] ?? '', / -y .*install kith-two RUNLEVEL=$/);
});

test('a package that does not bring its program has failed', async () => {
  const [sentence = ''] = await ensurePrograms(
    [wanted('kith-one', { works: [['kith-other']] })],
    machine,
  );
  assert.match(sentence, /^No kith-one, its tests are skipped: ./);
});

test('nobody but root installs anything', async () => {
  const sentences = await ensurePrograms([wanted('kith-one')], { ...machine, root: false });
  assert.deepEqual(sentences, [
    'No kith-one, its tests are skipped: `apt-get install kith-one` brings it',
  ]);
  assert.deepEqual(asked(), []);
});

test('a server is not installed where its package would start it', async () => {
  const server = wanted('kith-one', { serves: true });
  const here = { ...machine, systemd: true };
  assert.equal((await ensurePrograms([server], here)).length, 1);
  assert.deepEqual(await ensurePrograms([wanted('kith-two')], here), []);
  assert.deepEqual(await ensurePrograms([server], machine), []);
  assert.match(asked().at(-1) ?? '', /install kith-one RUNLEVEL=1$/);
});

test('without apt-get it says so', async () => {
  const [sentence = ''] = await ensurePrograms([wanted('kith-one')], {
    ...machine,
    path: join(folder, 'nothing'),
  });
  assert.match(sentence, /No kith-one, its tests are skipped: .*ENOENT/);
});
