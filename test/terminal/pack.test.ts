// The package as people install it: into an empty folder outside of the repository, by npm, and then run from there.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { freePort } from '#test/support/server-process.ts';
import { pack } from '#tools/pack.ts';
import { run } from './person.ts';

const READY = 'Kith is ready';

test('the packed program is installed elsewhere, says its version, serves, signs up, sends and reads', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kith-packed-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = await pack(folder);
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  const options = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  await promisify(execFile)('npm', ['install', ...options, file], { cwd: folder });
  const program = join(folder, 'node_modules/kith/bin/kith.js');

  const version = await run(['--version'], { program });
  assert.match(version.output, /^\d+\.\d+\.\d+\n$/);

  const port = await freePort();
  const flags = ['--port', String(port), '--host', '127.0.0.1', '--data', join(folder, 'data')];
  const server = spawn(process.execPath, [program, 'serve', ...flags], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => server.kill('SIGKILL'));
  // Its output is read to the end: a program that nobody listens to has a fault of its own.
  await new Promise<void>((ready) => {
    server.stdout.on('data', (chunk: Buffer) => chunk.toString().includes(READY) && ready());
  });
  const env = { KITH_SERVER: `http://127.0.0.1:${port}`, XDG_CONFIG_HOME: folder };
  const login = ['login', '--register', '--user', 'nora'];
  assert.equal((await run(login, { program, env, input: 'plums in the orchard\n' })).code, 0);
  assert.equal((await run(['send', '#lobby', 'packed and sent'], { program, env })).code, 0);
  assert.match((await run(['read', '#lobby'], { program, env })).output, /nora: packed and sent\n/);

  const page = await fetch(`http://127.0.0.1:${port}/`);
  assert.match(await page.text(), /<script type="module"/);

  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});
