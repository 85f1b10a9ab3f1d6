// The mouse in a terminal: off unless asked for, kept by its row of the menu; the wheel and clicks do what is under them.
import assert from 'node:assert/strict';
import { before, describe, type TestContext, test } from 'node:test';
import { startServer } from '#test/support/running-server.ts';
import { buildTerminalIfStale } from '#tools/build-terminal.ts';
import { act } from './menu.ts';
import { noTerminal, openTerminal, signUpAt, type Terminal } from './terminal.ts';

/** Whether the terminal tells the mouse, by SGR 1006. */
async function hasMouse(terminal: Terminal): Promise<boolean> {
  const flags = [
    await terminal.state('mouse_standard_flag'),
    await terminal.state('mouse_sgr_flag'),
  ];
  return flags.every((flag) => flag === '1');
}

/** Somebody with the mouse on, among many people, in a Lobby with much in it. */
async function openCrowded(t: TestContext): Promise<Terminal> {
  const { url, signUp, call, close } = await startServer();
  t.after(close);
  const { token } = await signUp('amara');
  for (let count = 1; count <= 40; count += 1) await signUp(`person${count}`);
  for (let count = 1; count <= 60; count += 1) {
    await call(token, 'POST', '/api/v1/chats/lobby/messages', { text: `number ${count}.` });
  }
  const nora = await openTerminal(t, { server: url, args: ['--mouse'] });
  await signUpAt(nora, 'nora');
  await nora.shows('number 60.');
  return nora;
}

describe('the mouse in a terminal', { skip: noTerminal ?? false }, () => {
  before(() => buildTerminalIfStale());

  test('it is off, is turned on by the menu, and stays so until it is turned off', async (t) => {
    const { url, close } = await startServer();
    t.after(close);
    const nora = await openTerminal(t, { server: url });
    await signUpAt(nora, 'nora');
    assert.equal(await hasMouse(nora), false);
    await act(nora, 'Turn the mouse on');
    await nora.showsNo('What to do');
    assert.equal(await hasMouse(nora), true);
    await nora.press('C-c');
    await nora.shows('left with 0');
    assert.equal(await hasMouse(nora), false);

    const again = await openTerminal(t, { server: url, home: nora.home });
    await again.shows('Message');
    assert.equal(await hasMouse(again), true);
    await again.press('C-o');
    await again.click('Turn the mouse off');
    await again.showsNo('What to do');
    assert.equal(await hasMouse(again), false);
    await again.press('C-c');
    await again.shows('left with 0');
    const third = await openTerminal(t, { server: url, home: nora.home });
    await third.shows('Message');
    assert.equal(await hasMouse(third), false);
  });

  test('the wheel scrolls messages; a click chooses one, a second one what to do with it', async (t) => {
    const nora = await openCrowded(t);
    await nora.mouse('wheelup', 50, 10);
    await nora.showsNo('number 59.');
    await nora.shows('number 58.');
    await nora.mouse('wheeldown', 50, 10);
    await nora.shows('number 60.');

    await nora.click('number 59.');
    await nora.shows('▌ number 59.');
    await nora.click('number 58.');
    await nora.shows('▌ number 58.');
    await nora.click('number 58.');
    await nora.shows('This message');
    await nora.click('Reply');
    await nora.shows('Reply to amara: number 58.');
    await nora.press('Escape');
    // Everything moves down by the line that goes.
    await nora.showsNo('Reply to amara');
    await nora.click('number 59.');
    await nora.shows('▌ number 59.');
    await nora.click('Message');
    await nora.showsNo('▌');
    // A narrow terminal has no list, and everything else at another place.
    await nora.resize(60, 20);
    await nora.shows(/^ +Lobby/);
    await nora.click('number 59.');
    await nora.shows('▌ number 59.');
  });

  test('the wheel scrolls the chat list and lists to choose from; a click opens and takes', async (t) => {
    const nora = await openCrowded(t);
    const list = async (): Promise<string> =>
      (await nora.screen())
        .split('\n')
        .map((line) => line.slice(0, 24))
        .join('\n');
    const before = await list();
    for (let turn = 0; turn < 3; turn += 1) await nora.mouse('wheeldown', 5, 10);
    await nora.showsNo(/# Lobby/);
    await nora.mouse('wheelup', 5, 10);
    for (let turn = 0; turn < 9; turn += 1) await nora.mouse('wheelup', 5, 10);
    await nora.shows(/›# Lobby/);
    assert.equal(await list(), before);
    for (let turn = 0; turn < 30; turn += 1) await nora.mouse('wheeldown', 5, 10);
    await nora.shows('○ person9');
    await nora.click('○ person9');
    await nora.shows(/^ Kith +person9 /);
    await nora.shows('›○ person9');

    await nora.press('C-k');
    await nora.shows('› Find a chat');
    await nora.mouse('wheeldown', 50, 10);
    await nora.shows(/› ○ person\d+/);
    await nora.mouse('wheelup', 50, 10);
    await nora.type('lobby');
    await nora.shows(/› # Lobby/);
    await nora.click('# Lobby');
    await nora.shows('number 60.');
  });
});
