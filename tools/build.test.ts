// What tools/build.ts takes for a change of the web app, and what it lays beside its files. Vite
// itself is not run here.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compressAll, fingerprint } from './build.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kith-build-'));
  mkdirSync(join(root, 'src/web'), { recursive: true });
  writeFileSync(join(root, 'src/web/app.tsx'), 'app');
});

afterEach(() => rmSync(root, { recursive: true }));

test('a source that is changed, added, removed or replaced by an older one makes the web app stale', () => {
  const seen = new Set([fingerprint(root)]);
  writeFileSync(join(root, 'src/web/app.tsx'), 'another app');
  seen.add(fingerprint(root));
  writeFileSync(join(root, 'vite.config.ts'), '');
  seen.add(fingerprint(root));
  rmSync(join(root, 'vite.config.ts'));
  utimesSync(join(root, 'src/web/app.tsx'), 1, 1);
  seen.add(fingerprint(root));
  assert.equal(seen.size, 4);
});

test('tests, and folders that the web app is not made of, do not make it stale', () => {
  const before = fingerprint(root);
  writeFileSync(join(root, 'src/web/app.test.ts'), '');
  mkdirSync(join(root, 'src/server'));
  writeFileSync(join(root, 'src/server/main.ts'), '');
  assert.equal(fingerprint(root), before);
});

test('compressible files get .br and .gz beside them, others do not', async () => {
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'assets/app.js'), 'x'.repeat(5000));
  writeFileSync(join(root, 'assets/font.woff2'), 'x');
  await compressAll(join(root, 'assets'));
  const read = (name: string): Buffer => readFileSync(join(root, 'assets', name));
  assert.equal(brotliDecompressSync(read('app.js.br')).length, 5000);
  assert.equal(gunzipSync(read('app.js.gz')).length, 5000);
  assert.throws(() => read('font.woff2.br'), { code: 'ENOENT' });
});
