// Finds a Chromium for the browser tests, or fetches Debian's: installed when we are root,
// otherwise unpacked below .cache/chromium. It starts it once to see that it works. Without one, it
// says why. Best is the headless shell: the same engine without the browser's own windows, which
// nobody sees in a test and which cost a third of its work.
import { accessSync, constants, existsSync, globSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execute, ROOT } from './steps.ts';

const CACHE = join(ROOT, '.cache/chromium');
const UNPACKED = join(CACHE, 'chromium');
// The fonts are for names in any script (Noto without Chinese, Japanese, Korean: that is WenQuanYi)
// and for emoji; without them a page shows boxes.
const PACKAGES = [
  'chromium-headless-shell',
  'fonts-noto-core',
  'fonts-noto-color-emoji',
  'fonts-wqy-microhei',
];
/** Not the script in /usr/bin: a signal to that would leave the browser running. */
const SHELL = '/usr/lib/chromium/chromium-headless-shell';
const START_MS_MAX = 60_000;

/** A Chromium that starts, or the reason why there is none. */
export type Chromium = { readonly path: string } | { readonly missing: string };

/**
 * How our Chromium is started: quiet towards the network, and inside its sandbox except for root,
 * for whom the sandbox does not work. The caller adds an empty --user-data-dir.
 */
export function chromiumFlags(): string[] {
  return [
    '--headless',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(isRoot() ? ['--no-sandbox'] : []),
  ];
}

/** Whether we may install packages, and must do without Chromium's sandbox. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The Chromium that is already here: $KITH_CHROMIUM, else Debian's, else the unpacked one. Starts
 * and fetches nothing.
 */
export function findChromium(): string | undefined {
  const named = process.env.KITH_CHROMIUM;
  if (named) return named;
  return [SHELL, UNPACKED, '/usr/bin/chromium'].find(isExecutable);
}

/** Finds or fetches a Chromium and makes sure that it starts. */
export async function ensureChromium(): Promise<Chromium> {
  const found = findChromium();
  const problem = found === undefined ? undefined : await tryStart(found);
  if (found !== undefined && problem === undefined) return { path: found };
  // One that somebody named is not ours to replace.
  if (found !== undefined && found === process.env.KITH_CHROMIUM)
    return { missing: `${found} does not start: ${problem}` };
  try {
    const path = isRoot() ? await install() : await unpack();
    const failure = await tryStart(path);
    return failure === undefined ? { path } : { missing: `${path} does not start: ${failure}` };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Opens an empty page; returns what went wrong, or undefined. */
async function tryStart(path: string): Promise<string | undefined> {
  const profile = await mkdtemp(join(tmpdir(), 'kith-chromium-'));
  try {
    const flags = [...chromiumFlags(), `--user-data-dir=${profile}`, '--dump-dom', 'about:blank'];
    const { code, output } = await execute(path, flags, { timeoutMs: START_MS_MAX });
    if (code === 0 && output.includes('<html>')) return undefined;
    return output.trim().split('\n').at(-1) || `it ended with code ${code}`;
  } catch (error) {
    return String(error);
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

async function install(): Promise<string> {
  console.log('Installing Chromium from the distribution (once)…');
  await updateLists(['-o', 'DPkg::Lock::Timeout=120']);
  const options = ['-o', 'DPkg::Lock::Timeout=120', '-y', '--no-install-recommends'];
  await apt([...options, 'install', ...PACKAGES]);
  if (!isExecutable(SHELL)) throw new Error(`apt-get installed no ${SHELL}`);
  return SHELL;
}

/**
 * Fetches Chromium, and what this system lacks of its dependencies, as nobody in particular, and
 * unpacks all of it.
 */
async function unpack(): Promise<string> {
  console.log('Unpacking Chromium of the distribution into .cache (once)…');
  await rm(CACHE, { recursive: true, force: true });
  await mkdir(join(CACHE, 'lists/partial'), { recursive: true });
  await mkdir(join(CACHE, 'apt/archives/partial'), { recursive: true });
  const own = [`Dir::State::Lists=${CACHE}/lists`, `Dir::Cache=${CACHE}/apt`, 'Debug::NoLocking=1'];
  const options = own.flatMap((option) => ['-o', option]);
  await updateLists(options);
  await apt([...options, '-y', '-d', '--no-install-recommends', 'install', ...PACKAGES]);
  const packages = globSync(join(CACHE, 'apt/archives/*.deb'));
  const root = join(CACHE, 'root');
  for (const file of packages) await succeed('dpkg-deb', ['-x', file, root]);
  await rm(join(CACHE, 'apt'), { recursive: true, force: true });
  await rm(join(CACHE, 'lists'), { recursive: true, force: true });
  await writeLauncher(root);
  return UNPACKED;
}

/** A script that starts the unpacked Chromium with the unpacked libraries and fonts. */
async function writeLauncher(root: string): Promise<void> {
  const program = join(root, SHELL);
  if (!existsSync(program)) throw new Error('the packages of the distribution hold no Chromium');
  const libraries = globSync(join(root, '{usr/,}lib/**/*.so*')).map((path) => dirname(path));
  const fonts = join(CACHE, 'fonts.conf');
  await writeFile(
    fonts,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${root}/usr/share/fonts</dir>
  <cachedir>${CACHE}/fontconfig</cachedir>
</fontconfig>
`,
  );
  await writeFile(
    UNPACKED,
    `#!/bin/sh
export LD_LIBRARY_PATH='${[...new Set(libraries)].join(':')}'
export FONTCONFIG_FILE='${fonts}' XDG_CONFIG_HOME='${CACHE}/config' XDG_CACHE_HOME='${CACHE}/cache'
exec '${program}' "$@"
`,
  );
  await chmod(UNPACKED, 0o755);
}

/** One source that does not answer is no reason to stop: the next step tells if it was one. */
async function updateLists(options: readonly string[]): Promise<void> {
  await execute('apt-get', ['-qq', ...options, 'update']);
}

async function apt(args: readonly string[]): Promise<void> {
  await succeed('apt-get', ['-qq', ...args], { DEBIAN_FRONTEND: 'noninteractive' });
}

async function succeed(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const { code, output } = await execute(command, args, { env });
  if (code === 0) return;
  const reason =
    output
      .trim()
      .split('\n')
      .findLast((line) => line.startsWith('E:')) ?? output.trim();
  throw new Error(`${command} failed: ${reason.split('\n').at(-1)}`);
}

if (import.meta.main) {
  const chromium = await ensureChromium();
  console.log('path' in chromium ? chromium.path : `No Chromium: ${chromium.missing}`);
  process.exitCode = 'path' in chromium ? 0 : 1;
}
