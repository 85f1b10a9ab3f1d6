// The plain JavaScript below bin/: which Node will do, when packages are in place, what is said
// when npm fails, and how a launched program gets its signals. Installing itself is tried by every
// fresh clone.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { explainFailure, isInstalled, isNewEnough } from '../runtime/ensure.js';
import { ROOT } from './steps.ts';

test('Node 24.7 and newer will do', () => {
  assert.deepEqual(['v18.19.0', 'v24.6.0', 'v24.7.0', 'v24.12.1', 'v26.0.0'].map(isNewEnough), [
    false,
    false,
    true,
    true,
    true,
  ]);
});

const lock = (packages: object): string => JSON.stringify({ packages });

test('packages are in place when npm noted the versions of the lockfile, optional ones aside', () => {
  const wanted = lock({ '': {}, a: { version: '1' }, b: { version: '1', optional: true } });
  assert.equal(isInstalled(wanted, lock({ a: { version: '1' } })), true);
  assert.equal(isInstalled(wanted, lock({ a: { version: '1' }, b: { version: '1' } })), true);
  assert.equal(isInstalled(wanted, lock({ a: { version: '2' } })), false);
  assert.equal(isInstalled(wanted, lock({ b: { version: '1' } })), false);
  assert.equal(isInstalled(wanted, lock({ a: { version: '1' }, c: { version: '1' } })), false);
  assert.equal(isInstalled(wanted, 'half a fi'), false);
});

test('a failure of npm becomes one sentence', () => {
  assert.match(explainFailure('npm error code ENOTFOUND\n'), /could not reach the npm registry/);
  assert.match(explainFailure('npm error code EACCES\n'), /may not write/);
  const other = 'npm error code E500\nnpm error The moon is full\nnpm error more';
  assert.equal(
    explainFailure(other),
    'npm could not install the packages of Kith: The moon is full',
  );
});

/**
 * Launches a program that counts SIGTERM and SIGINT and ends 200 ms after the first with a code
 * that tells the count.
 */
function launchCounter() {
  const program = `
    let count = 0;
    const hear = () => { if (++count === 1) setTimeout(() => process.exit(40 + count), 200); };
    process.on('SIGTERM', hear).on('SIGINT', hear);
    console.log('ready');
    setInterval(() => {}, 1000);`;
  const launcher = `import { launch } from '${join(ROOT, 'runtime/launch.js')}';
    launch(process.execPath, ['-e', ${JSON.stringify(program)}]);`;
  return spawn(process.execPath, ['--input-type=module', '-e', launcher], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
}

test('a signal to the launcher reaches the program once, and its code comes back', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const child = launchCounter();
    await once(child.stdout, 'data');
    child.kill(signal);
    const [code] = await once(child, 'exit');
    assert.equal(code, 41);
  }
});

test('a program that a signal ends makes its launcher end with 128 and the number', async () => {
  const launcher = `import { launch } from '${join(ROOT, 'runtime/launch.js')}';
    launch(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")']);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', launcher]);
  const [code] = await once(child, 'exit');
  assert.equal(code, 137);
});
