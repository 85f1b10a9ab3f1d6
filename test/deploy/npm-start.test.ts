// `npm start` as a supervisor sees it: what it tells npm's process must reach the server, which npm starts by a shell.
import { deepEqual, match } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './dockerfile.ts';

test('npm that is told to end tells the server, which ends as it should', {
  timeout: 120_000,
}, async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'kith-npm-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  const flags = ['--port', '0', '--host', '127.0.0.1', '--data', data];
  // A group of its own: what is left of it in the end can be ended.
  const npm = spawn('npm', ['start', '--', ...flags], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => endGroup(npm.pid));
  let said = '';
  npm.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (text.includes('From another machine')) npm.kill('SIGTERM');
  });
  // The output ends when the last of them has.
  const over = once(npm.stdout, 'end');
  deepEqual(await once(npm, 'exit'), [0, null]);
  await over;
  match(said, /Closing\.\n$/);
});

function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}
