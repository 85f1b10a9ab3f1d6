// `npm run pack`: one installable package, dist/kith-X.Y.Z.tgz, that holds server, web app and terminal client. Node does not
// run TypeScript below node_modules, so the sources go in as JavaScript, each in its place: what they read beside
// themselves they find. Only the packages that the running program imports are its dependencies.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildWebIfStale } from './build.ts';
import { buildTerminalIfStale } from './build-terminal.ts';

const ROOT = dirname(import.meta.dirname);
const PROGRAM = [
  'base',
  'protocol',
  'core',
  'store',
  'realtime',
  'messenger',
  'consumers',
  'gateways',
  'server',
  'client',
  'terminal',
];
// Tests, and what is in dist/terminal already.
const NOT_PACKED =
  /\.test\.tsx?$|\/(fake-|testing\/)|^src\/terminal\/(app|face|lines|words|text\/(columns|spans|markup))/;
const NODE_MIN = '>=24.7.0';

interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly imports: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Makes the package in `folder`; the path of its file. */
export async function pack(folder: string = join(ROOT, 'dist')): Promise<string> {
  await buildWebIfStale();
  await buildTerminalIfStale();
  const manifest: Manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const stage = await mkdtemp(join(tmpdir(), 'kith-pack-'));
  try {
    const imported = await layOutSources(stage);
    await Promise.all([
      cp(join(ROOT, 'dist/web'), join(stage, 'dist/web'), { recursive: true }),
      cp(join(ROOT, 'dist/terminal'), join(stage, 'dist/terminal'), { recursive: true }),
      cp(join(ROOT, 'LICENSE'), join(stage, 'LICENSE')),
      cp(join(ROOT, 'README.md'), join(stage, 'README.md')),
      writeFile(
        join(stage, 'package.json'),
        `${JSON.stringify(packed(manifest, imported), null, 2)}\n`,
      ),
    ]);
    await layOutProgram(stage);
    return await intoFile(stage, folder, manifest.version);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** Copies the sources, types taken off; the names of all packages that they import. */
async function layOutSources(stage: string): Promise<Set<string>> {
  const imported = new Set<string>(['sharp']);
  const files = PROGRAM.flatMap((name) => globSync(`src/${name}/**/*.*`, { cwd: ROOT }));
  for (const file of files) {
    if (NOT_PACKED.test(file)) continue;
    const target = join(stage, file.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    if (!file.endsWith('.ts')) {
      await cp(join(ROOT, file), target);
      continue;
    }
    const code = asJavaScript(await readFile(join(ROOT, file), 'utf8'));
    for (const name of packagesIn(code)) imported.add(name);
    await writeFile(target, code);
  }
  return imported;
}

/** Types become spaces; names of modules end in .js. */
function asJavaScript(source: string): string {
  return stripTypeScriptTypes(source).replace(
    /(\bfrom\s*|\bimport\s*\(?\s*)(['"])((?:\.{1,2}\/|#)[^'"]+)\.ts\2/g,
    '$1$2$3.js$2',
  );
}

/** Packages named by `from 'x'` and `import('x')`, without those of Node and our own. */
function packagesIn(code: string): string[] {
  const names = code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"]+)['"]/g);
  return Array.from(names, ([, name = '']) => name)
    .filter((name) => !/^(node:|#|\.)/.test(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}

function packed(manifest: Manifest, imported: ReadonlySet<string>): object {
  const { version, description, license, imports, dependencies } = manifest;
  const needed = Object.entries(dependencies).filter(([name]) => imported.has(name));
  const ours = Object.entries(imports).filter(([name]) => PROGRAM.includes(name.slice(1, -2)));
  return {
    name: 'kith',
    version,
    description,
    license,
    type: 'module',
    bin: { kith: 'bin/kith.js' },
    engines: { node: NODE_MIN },
    imports: Object.fromEntries(ours),
    dependencies: Object.fromEntries(needed),
  };
}

/** The program of the package: everything is built already, so it only chooses. */
async function layOutProgram(stage: string): Promise<void> {
  await mkdir(join(stage, 'bin'));
  const path = join(stage, 'bin/kith.js');
  await cp(join(ROOT, 'bin/packed.js'), path);
  await cp(join(ROOT, 'bin/which.js'), join(stage, 'bin/which.js'));
  await chmod(path, 0o755);
}

async function intoFile(stage: string, folder: string, version: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const name = `kith-${version}.tgz`;
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts'], { cwd: stage, stdio: 'pipe' });
  const path = join(folder, name);
  await cp(join(stage, name), `${path}.new`);
  await rename(`${path}.new`, path);
  return path;
}

if (import.meta.main) console.log(await pack());
