// Coming and leaving: however `kith chat` ends, the terminal is as it was, and whoever comes back finds what they had.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { before, describe, type TestContext, test } from 'node:test';
import { startServer } from '#test/support/running-server.ts';
import { until } from '#test/support/server-process.ts';
import { buildTerminalIfStale } from '#tools/build-terminal.ts';
import { noTerminal, openTerminal, signUpAt, type Terminal } from './terminal.ts';

const FAULT = join(import.meta.dirname, 'fault.ts');

/** What is typed is shown, line by line; no screen of its own, no mouse, a cursor, and nothing of what was shown. */
async function isAsBefore(terminal: Terminal): Promise<void> {
  await terminal.shows(/icanon.*echo/s);
  const modes = ['alternate_on', 'mouse_any_flag', 'mouse_sgr_flag', 'cursor_flag', 'wrap_flag'];
  const states = await Promise.all(modes.map((mode) => terminal.state(mode)));
  assert.deepEqual(states, ['0', '0', '0', '1', '1']);
  assert.doesNotMatch(await terminal.screen(), /Message/);
}

/** Somebody who has signed up, with the mouse on. */
async function open(
  t: TestContext,
  env: Readonly<Record<string, string>> = {},
): Promise<{ nora: Terminal; url: string }> {
  const { url, close } = await startServer();
  t.after(close);
  const nora = await openTerminal(t, { server: url, env, args: ['--mouse'] });
  await signUpAt(nora, 'nora');
  const modes = ['mouse_any_flag', 'mouse_sgr_flag', 'alternate_on'];
  assert.deepEqual(await Promise.all(modes.map((mode) => nora.state(mode))), ['1', '1', '1']);
  return { nora, url };
}

/** A server that takes connections and says nothing, as over a network that has gone quiet. */
async function openSilence(t: TestContext): Promise<string> {
  const server = createServer(() => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  return `http://127.0.0.1:${port}`;
}

/** Whether a value with this text lies in the configuration folder. */
function isKept(home: string, text: string): boolean {
  const files = globSync('kith/data/*/*/values/*.json', { cwd: home });
  return files.some((file) => readFileSync(join(home, file), 'utf8').includes(text));
}

describe('coming and leaving', { skip: noTerminal ?? false }, () => {
  before(() => buildTerminalIfStale());

  test('TERM4: Ctrl+C and SIGTERM leave; the terminal is as it was', async (t) => {
    const { nora, url } = await open(t);
    await nora.press('C-c');
    await nora.shows(/Goodbye\.\s+left with 0/);
    await isAsBefore(nora);
    const again = await openTerminal(t, { server: url, home: nora.home });
    await again.shows('Message');
    await again.signal('SIGTERM');
    await again.shows(/Goodbye\.\s+left with 0/);
    await isAsBefore(again);
  });

  test('TERM4: a fault says what it was on a terminal that is as it was', async (t) => {
    const { nora } = await open(t, { NODE_OPTIONS: `--import=${FAULT}` });
    await nora.signal('SIGUSR2');
    await nora.shows(/Error: a fault of the test[\s\S]*left with 1/);
    await isAsBefore(nora);
  });

  test('whoever leaves while nothing answers leaves, and a second Ctrl+C ends it at once', async (t) => {
    const server = await openSilence(t);
    const nora = await openTerminal(t, { server });
    await nora.shows(`Connecting to ${server}`);
    await nora.press('C-c');
    await nora.shows('Goodbye.');
    await nora.press('C-c');
    await nora.shows('left with 130');
    await isAsBefore(nora);
    // Without it, it does not wait for long either.
    const bob = await openTerminal(t, { server });
    await bob.shows('Connecting');
    await bob.press('C-c');
    await bob.shows('left with 0');
  });

  test('a client that was killed is started anew: draft, chat and messages are there', async (t) => {
    const { url, signUp, close } = await startServer();
    t.after(close);
    await signUp('amara');
    const nora = await openTerminal(t, { server: url });
    await signUpAt(nora, 'nora');
    await nora.press('C-k');
    await nora.shows('Go to');
    await nora.type('amara');
    await nora.press('Enter');
    await nora.shows(/amara +(Not here|Here now|Away)?\n/);
    await nora.type('said before');
    await nora.press('Enter');
    await nora.shows(/said before ✓/);
    await nora.type('half a sen');
    await nora.shows('› half a sen');
    await until('the draft on the disk', () => isKept(nora.home, 'half a sen'));
    await nora.signal('SIGKILL');
    await nora.shows('left with 137');
    const again = await openTerminal(t, { server: url, home: nora.home });
    await again.shows('said before');
    await again.shows('› half a sen');
    await again.shows(/›○ amara/);
  });

  test('a wrong password is refused in words; signing out leaves nothing, and one signs in again', async (t) => {
    const { url, signUp, close } = await startServer();
    t.after(close);
    await signUp('nora');
    const nora = await openTerminal(t, { server: url });
    await nora.shows('Sign in to Kith');
    await nora.type('nora');
    await nora.press('Tab');
    await nora.type('pears in the orchard');
    await nora.press('Enter');
    const refused = await nora.shows(/password/i);
    assert.doesNotMatch(refused, /pears/);
    await nora.press('C-u');
    await nora.type('plums in the orchard');
    await nora.press('Enter');
    await nora.shows('Message');
    await nora.press('C-o');
    await nora.shows('What to do');
    await nora.type('sign out');
    await nora.shows('› Sign out');
    await nora.press('Enter');
    await nora.shows('left with 0');
    assert.deepEqual(globSync('kith/data/*/*/*', { cwd: nora.home }), []);
    const sessions = readFileSync(join(nora.home, 'kith/sessions.json'), 'utf8');
    assert.deepEqual(JSON.parse(sessions).sessions, {});
    const again = await openTerminal(t, { server: url, home: nora.home });
    await again.shows('Sign in to Kith');
    await again.type('nora');
    await again.press('Tab');
    await again.type('plums in the orchard');
    await again.press('Enter');
    await again.shows('Message');
  });
});
