// Makes sure that what Kith needs is there before it runs: a Node that is new enough, and the
// packages of package-lock.json. Plain JavaScript without dependencies, because it must run on Node
// 18 and on a bare clone. When all is in place it costs two small reads; it never looks at the
// network then.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the whole repository. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The oldest Node that has all that Kith uses; `crypto.argon2` came with 24.7. */
const NODE_MIN = { major: 24, minor: 7 };
const STAMP = '.kith-lock';
const PACKAGED = ['linux-x64', 'linux-arm64'];

/** A sentence for the person at the terminal; everything else that is thrown here is a bug. */
export class Unready extends Error {}

/**
 * Installs what is missing and returns the path of a Node that can run Kith: this process's own, or
 * the one in `runtime/`, whose folder then comes first in PATH. Throws Unready with one sentence
 * when it cannot.
 * @returns {string}
 */
export function ensure() {
  const node = isNewEnough(process.version) ? process.execPath : ensureNode();
  ensurePackages(ROOT);
  return node;
}

/**
 * Whether a Node of that version ("v26.1.0") can run Kith.
 * @param {string} version
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > NODE_MIN.major || (major === NODE_MIN.major && minor >= NODE_MIN.minor);
}

function ensureNode() {
  const platform = `${process.platform}-${process.arch}`;
  const wanted = `Kith needs Node ${NODE_MIN.major}.${NODE_MIN.minor} or newer`;
  if (!PACKAGED.includes(platform)) {
    throw new Unready(
      `${wanted}; this is ${process.version}, and none comes packaged for ${platform}: please install one from nodejs.org.`,
    );
  }
  const folder = join(ROOT, 'runtime');
  const bin = join(folder, 'node_modules', `node-${platform}`, 'bin');
  const node = join(bin, 'node');
  if (ensurePackages(folder, node) && !runs(node)) {
    throw new Unready(
      `${wanted}; the packaged one does not run on this system: it needs glibc and libatomic (libatomic1 in Debian). Please install these, or a newer Node.`,
    );
  }
  process.env.PATH = `${bin}${delimiter}${process.env.PATH ?? ''}`;
  return node;
}

/**
 * Installs the packages of a folder when they are not those of its lockfile, or when `needed`, a
 * file that must come of it, is missing. Returns whether it had to.
 * @param {string} folder
 * @param {string} [needed]
 */
function ensurePackages(folder, needed) {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'node_modules', STAMP);
  const platform = `${process.platform}-${process.arch}`;
  const mark = `${createHash('sha256').update(lock).digest('hex')} ${platform}`;
  const complete = needed === undefined || isExecutable(needed);
  const before = readIfThere(stamp)?.trim();
  if (complete && before === mark) return false;
  const installed = readIfThere(join(folder, 'node_modules', '.package-lock.json'));
  const foreign = before !== undefined && !before.endsWith(` ${platform}`);
  const install = !complete || foreign || installed === undefined || !isInstalled(lock, installed);
  if (install) npmCi(folder);
  if (needed !== undefined && !isExecutable(needed)) {
    // To npm it is optional, being for one platform only, so npm calls it a success all the same.
    throw new Unready(
      'npm could not fetch a newer Node; it needs the npm registry once: please try again with the network.',
    );
  }
  try {
    writeFileSync(stamp, mark);
  } catch {
    // Somebody else installed the packages, and only they may write there: look closely every time.
  }
  return install;
}

/**
 * Whether npm's own note of what it installed agrees with a lockfile, as after somebody's `npm
 * install`. Packages that are optional (for other platforms) may be missing.
 * @param {string} lock the text of package-lock.json
 * @param {string} installed the text of node_modules/.package-lock.json
 */
export function isInstalled(lock, installed) {
  const wanted = packagesOf(lock);
  const present = packagesOf(installed);
  delete wanted[''];
  const same = Object.entries(wanted).every(([path, entry]) => {
    const found = present[path];
    return found
      ? found.version === entry.version && found.integrity === entry.integrity
      : entry.optional === true;
  });
  return same && Object.keys(present).every((path) => path in wanted);
}

/**
 * @param {string} lock
 * @returns {Record<string, {version?: string, integrity?: string, optional?: boolean}>}
 */
function packagesOf(lock) {
  try {
    return JSON.parse(lock).packages ?? {};
  } catch {
    return {};
  }
}

/** @param {string} folder */
function npmCi(folder) {
  process.stderr.write(
    folder === ROOT
      ? 'Installing what is missing (once)…\n'
      : `Installing Node for Kith, because this one is ${process.version} (once)…\n`,
  );
  // Vite is a development dependency and builds the web app: NODE_ENV=production must not leave it
  // out.
  const flags = [
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--loglevel=error',
    // Without a network, a person should not wait for npm's usual minute of retries.
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=2000',
    '--fetch-retry-maxtimeout=8000',
  ];
  const result = spawnSync('npm', ['ci', '--prefix', folder, ...flags], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.error)
    throw new Unready(
      `npm could not be started (${result.error.message}): please install npm beside Node.`,
    );
  if (result.status !== 0) throw new Unready(explainFailure(`${result.stderr}\n${result.stdout}`));
}

const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED/;

/**
 * One sentence that says why `npm ci` failed.
 * @param {string} output what npm printed
 */
export function explainFailure(output) {
  if (NO_NETWORK.test(output)) {
    return 'Kith could not reach the npm registry to install its packages; it needs the network once: please try again with it.';
  }
  if (/ENOSPC/.test(output))
    return 'There is no room left on the disk for the packages that Kith needs.';
  if (/EACCES|EROFS|EPERM/.test(output))
    return `Kith may not write to ${ROOT}, where its packages belong.`;
  if (/EINTEGRITY/.test(output)) {
    return 'A package that npm fetched is not the one that Kith was made with (its checksum differs), so it was not installed.';
  }
  const reason = output.split('\n').find((line) => /^npm (error|ERR!) (?!code|errno)/.test(line));
  return `npm could not install the packages of Kith: ${reason?.replace(/^npm (error|ERR!) /, '') ?? 'it gave no reason'}`;
}

/** @param {string} path */
function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} node */
function runs(node) {
  return spawnSync(node, ['--version']).status === 0;
}
