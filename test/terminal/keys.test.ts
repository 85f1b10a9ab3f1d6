// The keyboard in a terminal: what is pasted, what is quick, what edits, and the sheet of keys.
import assert from 'node:assert/strict';
import { before, describe, type TestContext, test } from 'node:test';
import { startServer } from '#test/support/running-server.ts';
import { buildTerminalIfStale } from '#tools/build-terminal.ts';
import { act, chooseLast, say, write } from './menu.ts';
import { noTerminal, openTerminal, signUpAt, type Terminal } from './terminal.ts';

async function open(t: TestContext): Promise<Terminal> {
  const { url, close } = await startServer();
  t.after(close);
  const nora = await openTerminal(t, { server: url });
  await signUpAt(nora, 'nora');
  return nora;
}

describe('the keyboard in a terminal', { skip: noTerminal ?? false }, () => {
  before(() => buildTerminalIfStale());

  test('what is pasted is a text of several lines, whatever is in it, and is not sent', async (t) => {
    const nora = await open(t);
    await nora.paste('one\r\ntwo\u001b[A\u001b[<0;1;1M\tthree\n');
    await nora.shows(/› one\n +two/);
    await nora.shows('three');
    await nora.showsNo('✓');
    await nora.press('Enter');
    await nora.shows(/one\n.*two.*three.* ✓/);
  });

  test('whoever is quick behind Escape is understood: letters, a list, Ctrl+C', async (t) => {
    const nora = await open(t);
    await say(nora, 'To be answered');
    // Together in one go, as over a slow line.
    await nora.press('Escape', 'r');
    await nora.shows('Reply to nora: To be answered');
    await nora.press('Escape');
    await nora.showsNo('Reply to');
    await nora.press('Escape', 'f');
    await nora.shows('Forward to');
    await nora.press('Escape', 'Escape', 'C-k');
    await nora.shows('Go to');
    // From one list to another.
    await nora.press('C-o');
    await nora.shows('What to do');
    await nora.press('Escape', 'C-c');
    await nora.shows('left with 0');
  });

  test('words are moved over, cut and put in again; Alt is Alt where something is written', async (t) => {
    const nora = await open(t);
    await nora.type('three one two');
    await nora.press('C-a', 'M-d', 'C-e');
    await nora.type(' ');
    await nora.press('C-y', 'M-b', 'M-b');
    await nora.type('and ');
    await nora.shows('›  one and two three');
    await nora.press('C-u', 'C-e', 'C-u');
    await nora.shows('› Message');
    await write(nora, 'sent');
    await nora.shows('sent ✓');
  });

  test('the sheet of keys opens and closes; it stays when one looks elsewhere', async (t) => {
    const nora = await open(t);
    await nora.press('F1');
    await nora.shows('On a chosen message');
    await nora.type('\u001b[O');
    await nora.type('\u001b[I');
    await nora.shows('On a chosen message');
    await nora.press('q');
    await nora.shows('› Message');
    await act(nora, 'Keys');
    await nora.shows(/Ctrl\+K +go to/);
    await nora.press('Escape');
    await say(nora, 'hello');
    await chooseLast(nora, 'hello');
    await nora.press('?');
    await nora.shows('On a chosen message');
    assert.match(await nora.screen(), /Mouse, where it is on/);
  });
});
