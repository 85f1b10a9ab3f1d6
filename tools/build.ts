// Keeps dist/web up to date: runs Vite when a source of the web app has changed, and lays .br and
// .gz files beside what can be compressed. The check must stay cheap (a walk over file times),
// because every `npm start` makes it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const ROOT = dirname(import.meta.dirname);
const SOURCES = [
  'src/web',
  'src/client',
  'src/core',
  'src/protocol',
  'src/base',
  'vite.config.ts',
  'index.html',
  'package-lock.json',
];
const COMPRESSIBLE = /\.(js|css|html|svg|json)$/;

/**
 * Builds the web app into dist/web when anything it is made of differs from the last build, and
 * says so on stderr. Rejects with one sentence when Vite fails, whose own words have gone to stderr
 * by then; the former build stays.
 */
export async function buildWebIfStale(root: string = ROOT): Promise<'fresh' | 'built' | 'absent'> {
  if (!existsSync(join(root, 'src/web'))) {
    process.stderr.write('There is no web app yet (src/web), so none is built.\n');
    return 'absent';
  }
  const sources = fingerprint(root);
  const stamp = join(root, 'dist/web/.stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return 'fresh';
  process.stderr.write('Building the web app (once)…\n');
  // Built beside the old one and then put in its place, so that no half-built app is ever served or
  // stamped.
  const target = join(root, `dist/web-${process.pid}`);
  try {
    await runVite(root, target);
    await compressAll(target);
    await writeFile(join(target, '.stamp'), sources);
    await rm(join(root, 'dist/web'), { recursive: true, force: true });
    await rename(target, join(root, 'dist/web'));
  } finally {
    await rm(target, { recursive: true, force: true });
  }
  return 'built';
}

/**
 * A digest of names, sizes and times of all that something (the web app) is made of; a removed or an older file
 * changes it too.
 */
export function fingerprint(root: string, sources: readonly string[] = SOURCES): string {
  const hash = createHash('sha256');
  for (const source of sources) digest(join(root, source));
  return hash.digest('hex');

  function digest(path: string): void {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats || /\.test\.tsx?$/.test(path)) return;
    if (stats.isDirectory()) {
      for (const name of readdirSync(path).sort()) digest(join(path, name));
    } else {
      hash.update(`${path}\n${stats.size} ${stats.mtimeMs}\n`);
    }
  }
}

async function runVite(root: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const args = ['build', '--outDir', target, '--emptyOutDir', '--logLevel', 'warn'];
  // What Vite says goes to stderr: stdout belongs to the command that needed the build.
  const child = spawn(process.execPath, [vite, ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', process.stderr, process.stderr],
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  if (code !== 0) throw new Error('The web app could not be built; Vite says above why.');
}

/** Writes a .br and a .gz beside every compressible file under a folder. */
export async function compressAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name));
  await Promise.all(files.map((file) => compress(join(file.parentPath, file.name))));
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, { params }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)]);
}
