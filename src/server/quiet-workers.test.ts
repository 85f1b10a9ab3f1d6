// The pool's threads stand behind the main one, as the system itself says.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const MODULE = join(import.meta.dirname, 'quiet-workers.ts');
// In a process of its own: the tests' own pool keeps its priority.
const PROGRAM = `
  import { readdirSync, readFileSync } from 'node:fs';
  import { quietWorkers } from ${JSON.stringify(MODULE)};
  await quietWorkers();
  const told = readdirSync('/proc/self/task').map((task) => {
    const [, name, rest] = /\\((.*)\\) (.*)/s.exec(readFileSync('/proc/self/task/' + task + '/stat', 'utf8'));
    return [name, Number(rest.split(' ')[16])];
  });
  console.log(JSON.stringify(told));
`;

test('the threads of the pool have the lowest priority, the one that answers people has its own', {
  skip: process.platform === 'linux' ? false : 'there is nothing to be done elsewhere',
}, async () => {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', PROGRAM]);
  const told = JSON.parse(stdout) as [string, number][];
  const workers = told.filter(([name]) => name === 'libuv-worker');
  const [, own] = told[0] ?? ['', 0];
  assert.ok(workers.length >= 4);
  for (const [, nice] of workers) assert.equal(nice, 19);
  assert.ok(own < 19);
});
