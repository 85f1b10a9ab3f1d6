// `npm run pack`: one installable package, dist/kith-X.Y.Z.tgz, that holds server, web app and terminal client. Node does not
// run TypeScript below node_modules, so the sources go in as JavaScript, each in its place: what they read beside
// themselves they find. Only the packages that the running program imports are its dependencies; our lockfile goes along.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildWebIfStale } from './build.ts';
import { buildTerminalIfStale } from './build-terminal.ts';

const ROOT = dirname(import.meta.dirname);
/** Where the program begins: what these import goes in, and no other source. */
const BEGINNINGS = ['server/main.ts', 'server/help.ts', 'terminal/main.ts', 'terminal/help.ts'];
const SPECIFIER = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"]+)\2/g;
const OWN_SOURCE = /^(#|\.{1,2}\/).*\.ts$/;
/** Packages that dist/terminal asks for by name. */
const IN_BUNDLE = ['sharp'];
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
    const program = readProgram();
    await layOutSources(stage, program);
    await Promise.all([
      cp(join(ROOT, 'dist/web'), join(stage, 'dist/web'), { recursive: true }),
      cp(join(ROOT, 'dist/terminal'), join(stage, 'dist/terminal'), { recursive: true }),
      cp(join(ROOT, 'LICENSE'), join(stage, 'LICENSE')),
      cp(join(ROOT, 'README.md'), join(stage, 'README.md')),
      writeFile(
        join(stage, 'package.json'),
        `${JSON.stringify(packed(manifest, program), null, 2)}\n`,
      ),
    ]);
    await layOutProgram(stage);
    await lock(stage);
    return await intoFile(stage, folder, manifest.version);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** What the program is made of: its sources as JavaScript, by their paths below src, and the packages that they name. */
interface Program {
  readonly sources: ReadonlyMap<string, string>;
  readonly packages: ReadonlySet<string>;
}

function readProgram(): Program {
  const sources = new Map<string, string>();
  const packages = new Set<string>(IN_BUNDLE);
  const wanted = [...BEGINNINGS];
  // It grows while it is walked.
  for (const file of wanted) {
    if (sources.has(file)) continue;
    const code = stripTypeScriptTypes(readFileSync(join(ROOT, 'src', file), 'utf8'));
    for (const [, , , name = ''] of code.matchAll(SPECIFIER)) {
      if (OWN_SOURCE.test(name)) wanted.push(pathOf(name, file));
      else if (!/^(node:|#|\.)/.test(name)) packages.add(packageOf(name));
    }
    sources.set(file, asJavaScript(code));
  }
  return { sources, packages };
}

/** The path below src of what a source imports. */
function pathOf(name: string, importer: string): string {
  return name.startsWith('#') ? name.slice(1) : join(dirname(importer), name);
}

/** The package of `@scope/package/file`. */
function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Names of modules end in .js. */
function asJavaScript(code: string): string {
  return code.replace(SPECIFIER, (whole: string, before: string, quote: string, name: string) =>
    OWN_SOURCE.test(name) ? `${before}${quote}${name.slice(0, -3)}.js${quote}` : whole,
  );
}

/** Lays out the sources, and the pages, styles and pictures that they read beside themselves. */
async function layOutSources(stage: string, { sources }: Program): Promise<void> {
  for (const [file, code] of sources) {
    const target = join(stage, 'src', file.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, code);
  }
  for (const folder of foldersOf(sources)) {
    for (const file of globSync(`src/${folder}/**/*.*`, { cwd: ROOT })) {
      if (/\.tsx?$/.test(file)) continue;
      await mkdir(join(stage, dirname(file)), { recursive: true });
      await cp(join(ROOT, file), join(stage, file));
    }
  }
}

/** The folders of src that are in it. */
function foldersOf(sources: ReadonlyMap<string, string>): Set<string> {
  return new Set(Array.from(sources.keys(), (file) => file.slice(0, file.indexOf('/'))));
}

function packed(manifest: Manifest, { sources, packages }: Program): object {
  const { version, description, license, imports, dependencies } = manifest;
  const needed = Object.entries(dependencies).filter(([name]) => packages.has(name));
  const folders = foldersOf(sources);
  const ours = Object.entries(imports).filter(([name]) => folders.has(name.slice(1, -2)));
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
  for (const name of ['prepare.js', 'which.js']) {
    await cp(join(ROOT, 'bin', name), join(stage, 'bin', name));
  }
  await chmod(path, 0o755);
}

/**
 * Our lockfile, as far as it goes for the package, under the one name that a package may carry. `npm ci` heeds it in the
 * unpacked package; npm that installs a file does not.
 */
async function lock(stage: string): Promise<void> {
  await cp(join(ROOT, 'package-lock.json'), join(stage, 'package-lock.json'));
  const flags = ['--package-lock-only', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...flags], { cwd: stage, stdio: 'pipe' });
  await rename(join(stage, 'package-lock.json'), join(stage, 'npm-shrinkwrap.json'));
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
