// What the program says of itself: all commands in one place, and each by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from './person.ts';

const COMMANDS = ['serve', 'chat', 'login', 'logout', 'send', 'tail', 'read', 'chats', 'users'];

test('help names every command; each command says what it takes, and does nothing', async () => {
  const help = await run(['help']);
  assert.deepEqual([help.code, help.errors], [0, '']);
  for (const command of COMMANDS) assert.match(help.output, new RegExp(`^kith ${command}\\b`, 'm'));
  for (const asked of [['--help'], ['-h'], []]) {
    assert.deepEqual(await run(asked), help);
  }
  for (const command of COMMANDS) {
    const { code, output, errors } = await run([command, '--help']);
    assert.deepEqual([code, errors], [0, ''], command);
    assert.match(output, new RegExp(`^kith ${command}\\b`));
    assert.doesNotMatch(output, /undefined|\n\n\n/);
  }
  assert.match((await run(['chat', '--help'])).output, /--mouse/);
  assert.match((await run(['send', '-h'])).output, /--file/);
});

test('what does not exist is said so, with all there is, and is wrong usage', async () => {
  const { code, output, errors } = await run(['dance']);
  assert.deepEqual([code, output], [2, '']);
  assert.match(errors, /^There is no command "dance"\.\nkith serve/);
  assert.match(errors, /kith chat/);
  const flag = await run(['chat', '--dance']);
  assert.equal(flag.code, 2);
  assert.doesNotMatch(flag.errors, /\n\s+at /);
});
