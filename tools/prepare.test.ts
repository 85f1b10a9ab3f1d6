// What the program asks of Node before anything is loaded: where compiled code is kept, and which warnings are heard.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cacheOf } from '../bin/prepare.js';
import { ROOT } from './steps.ts';

test('compiled code is kept where the account keeps such things, and nowhere without a home', () => {
  assert.equal(cacheOf({ HOME: '/home/nora' }), '/home/nora/.cache/kith/compiled');
  assert.equal(cacheOf({ HOME: '/home/nora', XDG_CACHE_HOME: '/c' }), '/c/kith/compiled');
  assert.equal(
    cacheOf({ HOME: '/home/nora', XDG_CACHE_HOME: '' }),
    '/home/nora/.cache/kith/compiled',
  );
  assert.equal(cacheOf({}), undefined);
});

test('compiled code goes into that folder alone, and of warnings only those that say something are heard', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kith-prepare-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const code = `
    const { prepare } = await import('${join(ROOT, 'bin/prepare.js')}');
    prepare();
    await import('${join(ROOT, 'bin/which.js')}');
    process.emitWarning('of no use', 'ExperimentalWarning');
    process.emitWarning('of some use', 'DeprecationWarning');
    process.emitWarning(new Error('of much use'));`;
  const env = { TMPDIR: folder, XDG_CACHE_HOME: join(folder, 'own') };
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    env,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  assert.match(stderr, /DeprecationWarning: of some use[\s\S]*of much use/);
  assert.doesNotMatch(stderr, /of no use/);
  assert.deepEqual(readdirSync(folder), ['own']);
  assert.equal(readdirSync(join(folder, 'own/kith/compiled')).length, 1);
});
