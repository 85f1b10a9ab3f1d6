// Keeps dist/terminal up to date: the full-screen client as one file, which takes 40 MB less memory than its modules one by
// one. Built when `kith chat` is called and a source has changed, never by `npm start`.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fingerprint } from './build.ts';

const ROOT = dirname(import.meta.dirname);
const SOURCES = [
  'src/terminal',
  'src/client',
  'src/core',
  'src/protocol',
  'src/base',
  'tools/build-terminal.ts',
  'package-lock.json',
];
// What stays a package: what is not JavaScript. The last two are optional and not there.
const OUTSIDE = [/^node:/, 'sharp', 'bufferutil', 'utf-8-validate'];

/** Builds dist/terminal/chat.js when anything it is made of differs from the last build. Rejects with one sentence. */
export async function buildTerminalIfStale(root: string = ROOT): Promise<'fresh' | 'built'> {
  const sources = fingerprint(root, SOURCES);
  const stamp = join(root, 'dist/terminal/.stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return 'fresh';
  process.stderr.write('Building the terminal client (once)…\n');
  // Built beside the old one: whoever starts meanwhile gets a whole one.
  const target = join(root, `dist/terminal-${process.pid}`);
  try {
    bundleApart(root, target);
    await writeFile(join(target, '.stamp'), sources);
    await rm(join(root, 'dist/terminal'), { recursive: true, force: true });
    await mkdir(join(root, 'dist'), { recursive: true });
    await rename(target, join(root, 'dist/terminal'));
  } catch (cause) {
    throw new Error(`The terminal client could not be built: ${(cause as Error).message}`, {
      cause,
    });
  } finally {
    await rm(target, { recursive: true, force: true });
  }
  return 'built';
}

/** In a process of its own: the bundler's memory would stay with the client that is started next. */
function bundleApart(root: string, target: string): void {
  const args = [import.meta.filename, root, target];
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Bundles the client, with its packages, into `target`/chat.js. */
async function bundle(root: string, target: string): Promise<void> {
  const { build } = await import('rolldown');
  await build({
    cwd: root,
    input: { chat: join(root, 'src/terminal/app/chat.ts') },
    platform: 'node',
    external: OUTSIDE,
    logLevel: 'silent',
    output: {
      dir: target,
      format: 'esm',
      minify: true,
      chunkFileNames: '[name]-[hash].js',
    },
  });
}

if (import.meta.main) {
  const [root = ROOT, target = ''] = process.argv.slice(2);
  await bundle(root, target);
}
