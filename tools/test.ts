// `npm test`: types, lint, tidy, the web app, then all tests, and one line that adds them up. A
// step that fails stops no other. `npm test -- static|unit|browser|FILE… [--options of node
// --test]` runs a part.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { buildWebIfStale } from './build.ts';
import { check } from './check.ts';
import { ensureChromium } from './chromium.ts';
import { ensurePrograms } from './debian.ts';
import { execute, ROOT, Steps } from './steps.ts';

const UNIT = [
  'src/**/*.test.ts',
  'tools/**/*.test.ts',
  'test/{contract,deploy,flow,golden,compat,sim,terminal,torture}/**/*.test.ts',
];
const BROWSER = ['test/browser/**/*.test.ts'];
/** An end for tests that hang; no test is meant to come near it. */
const TEST_MS_MAX = 600_000;
/** Each file of tests is a process of its own: a third of its work would be to strip and compile what others did before. */
const COMPILED = join(ROOT, '.cache/compiled');

/** How many tests of a run, or of several, ended how. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };

/**
 * Reads the closing lines of node's test runner (`ℹ pass 3`); undefined when they are not there.
 */
export function readCounts(output: string): Counts | undefined {
  const lines = stripVTControlCharacters(output).split('\n');
  const last = (word: string): number | undefined => {
    const line = lines.findLast((candidate) => new RegExp(`^(ℹ|#) ${word} \\d+$`).test(candidate));
    return line === undefined ? undefined : Number(line.split(' ').at(-1));
  };
  const [passed, failed, cancelled, skipped] = ['pass', 'fail', 'cancelled', 'skipped'].map(last);
  if (passed === undefined || failed === undefined) return undefined;
  return { passed, failed: failed + (cancelled ?? 0), skipped: skipped ?? 0 };
}

/** What the command line asks for; nothing asks for everything. */
interface Asked {
  readonly parts: ReadonlySet<string>;
  readonly files: readonly string[];
  readonly options: readonly string[];
}

function readArguments(args: readonly string[]): Asked {
  const options = args.filter((arg) => arg.startsWith('-'));
  const named = args.filter((arg) => !arg.startsWith('-'));
  const parts = named.filter((arg) => ['static', 'unit', 'browser'].includes(arg));
  const files = named.filter((arg) => !parts.includes(arg));
  const all = named.length === 0 ? ['static', 'unit', 'browser'] : parts;
  return { parts: new Set(all), files, options };
}

/** Runs the parts that were asked for; returns the code to exit with. */
async function main({ parts, files, options }: Asked): Promise<number> {
  const steps = new Steps();
  const runs: Counts[] = [];
  const runFiles = async (
    name: string,
    found: readonly string[],
    env: NodeJS.ProcessEnv,
    jobs: number,
  ) => {
    if (found.length === 0) return console.log(`\n── ${name}: there are none`);
    await steps.run(name, async () => {
      const counts = await runTests(found, options, env, jobs);
      runs.push(counts);
      return counts.failed === 0;
    });
  };
  if (parts.has('static')) await check(steps);
  const unit = [
    ...(parts.has('unit') ? find(UNIT) : []),
    ...files.filter((file) => !isOfBrowser(file)),
  ];
  const browser = [...(parts.has('browser') ? find(BROWSER) : []), ...files.filter(isOfBrowser)];
  const needsWeb = parts.has('unit') || browser.length > 0;
  if (needsWeb) await steps.run('web app', async () => (await buildWebIfStale()) !== undefined);
  if (parts.has('unit')) await steps.run('programs', reportPrograms);
  if (unit.length > 0 || parts.has('unit')) await runFiles('tests', unit, {}, 3);
  if (browser.length > 0 || parts.has('browser')) {
    await runFiles('browser tests', browser, await browserEnv(steps, browser), 2);
  }
  return close(steps, runs, unit.length + browser.length > 0 || parts.has('unit'));
}

function find(patterns: readonly string[]): string[] {
  return globSync(patterns, { cwd: ROOT }).sort();
}

function isOfBrowser(file: string): boolean {
  return file.replaceAll('\\', '/').includes('test/browser/');
}

/**
 * What tells test/support/browser.ts where Chromium is, or why there is none. Its lack fails no
 * step: the tests are skipped.
 */
async function browserEnv(steps: Steps, files: readonly string[]): Promise<NodeJS.ProcessEnv> {
  let env: NodeJS.ProcessEnv = {};
  if (files.length === 0) return env;
  await steps.run('Chromium', async () => {
    const chromium = await ensureChromium();
    const path = 'path' in chromium;
    env = path ? { KITH_CHROMIUM: chromium.path } : { KITH_CHROMIUM_MISSING: chromium.missing };
    console.log(path ? chromium.path : `No Chromium, its tests are skipped: ${chromium.missing}`);
    return true;
  });
  return env;
}

/** The lack of a program fails no step: its tests are skipped. */
async function reportPrograms(): Promise<boolean> {
  const lacks = await ensurePrograms();
  console.log(lacks.length > 0 ? lacks.join('\n') : 'All are here.');
  return true;
}

async function runTests(
  files: readonly string[],
  options: readonly string[],
  env: NodeJS.ProcessEnv,
  jobs: number,
): Promise<Counts> {
  const flags = [
    '--test',
    '--test-reporter=spec',
    `--test-concurrency=${jobs}`,
    `--test-timeout=${TEST_MS_MAX}`,
    ...options,
  ];
  const { code, output } = await execute(process.execPath, [...flags, ...files], {
    live: true,
    env: { NODE_ENV: 'test', NODE_COMPILE_CACHE: COMPILED, ...env },
  });
  const counts = readCounts(output);
  if (!counts) throw new Error('The test runner ended before it had counted its tests.');
  if (code === 0 && counts.passed + counts.failed + counts.skipped === 0) {
    throw new Error('No test was run, which proves nothing.');
  }
  // The runner may fail for more than its tests, such as an error after the last of them.
  return code === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function close(steps: Steps, runs: readonly Counts[], tested: boolean): number {
  const sum = runs.reduce(add, NONE);
  if (steps.failed.length > 0) console.log(`\nFailed: ${steps.failed.join(', ')}`);
  if (!tested) return steps.failed.length > 0 ? 1 : 0;
  const empty = sum.passed + sum.failed + sum.skipped === 0;
  if (empty) console.log('\nNo test was run, which proves nothing.');
  console.log(`\nkith: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  return empty || sum.failed > 0 || steps.failed.length > 0 ? 1 : 0;
}

function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

if (import.meta.main) process.exitCode = await main(readArguments(process.argv.slice(2)));
