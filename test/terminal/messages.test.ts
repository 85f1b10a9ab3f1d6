// What can be done with a message in a terminal, besides writing it: taken back, hidden, forwarded, pinned, looked into; files.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, type TestContext, test } from 'node:test';
import { startServer } from '#test/support/running-server.ts';
import { buildTerminalIfStale } from '#tools/build-terminal.ts';
import { noScript, openFake } from './fake-terminal.ts';
import { act, answer, choose, chooseLast, goTo, say, write } from './menu.ts';
import { noTerminal, openTerminal, signUpAt, type Terminal } from './terminal.ts';

const ESC = '\u001b';
// Two ticks in colour.
const READ = new RegExp(`${ESC}\\[36m✓✓`);

async function meet(t: TestContext): Promise<{ nora: Terminal; bob: Terminal; url: string }> {
  const { url, close } = await startServer();
  t.after(close);
  const nora = await openTerminal(t, { server: url });
  await signUpAt(nora, 'nora');
  const bob = await openTerminal(t, { server: url });
  await signUpAt(bob, 'bob');
  return { nora, bob, url };
}

describe('messages in a terminal', { skip: noTerminal ?? false }, () => {
  before(() => buildTerminalIfStale());

  test('a message is deleted and taken back; deleted for good; hidden for oneself', async (t) => {
    const { nora, bob } = await meet(t);
    await say(nora, 'Said too soon');
    await bob.shows('Said too soon');
    await chooseLast(nora, 'Said too soon');
    await nora.press('d');
    await nora.shows('You deleted this message · Undo with u');
    await nora.press('u');
    await nora.shows('▌ Said too soon');
    await nora.press('d');
    await bob.shows('nora deleted this message');
    await bob.showsNo('Said too soon');
    await nora.shows('You deleted this message');
    await nora.showsNo('Undo');
    await nora.press('Escape');

    await say(nora, 'Not for my eyes');
    await bob.shows('Not for my eyes');
    await chooseLast(bob, 'Not for my eyes');
    await bob.press('x');
    await bob.shows('Undo with u');
    await bob.showsNo('Undo with u');
    await bob.showsNo('Not for my eyes');
    await nora.shows('Not for my eyes');
    // What is not one's own cannot be deleted for everyone, by whoever looks after nothing here.
    await say(nora, 'Mine alone');
    await bob.shows('Mine alone');
    await chooseLast(bob, 'Mine alone');
    await bob.press('d');
    await bob.shows('You may not do this here.');
  });

  test('a message is forwarded, pinned and found again; its versions and readers can be seen', async (t) => {
    const { nora, bob } = await meet(t);
    await say(bob, 'Meet at noon');
    await nora.shows('Meet at noon');
    await chooseLast(nora, 'Meet at noon');
    await nora.press('f');
    await nora.shows('Forward to');
    await choose(nora, 'bob', '● bob');
    await nora.shows('Forwarded.');
    await goTo(bob, 'nora');
    await bob.shows(/Forwarded from bob\n.*Meet at noon/);
    await goTo(bob, 'Lobby');

    await nora.press('p');
    await nora.shows(/Meet at noon .*pinned/);
    await bob.shows('⌃ Meet at noon');
    await nora.press('Escape');
    await bob.press('Up');
    await bob.shows('Change your message');
    await write(bob, ' sharp');
    await nora.shows('Meet at noon sharp edited');
    for (let line = 1; line <= 30; line += 1) await write(bob, `line ${line}.`);
    await nora.shows('line 30.');
    await nora.showsNo(/▌|\n.*noon sharp/);
    await act(nora, 'Pinned messages');
    await choose(nora, 'noon', 'bob');
    await nora.shows('▌ Meet at noon sharp');
    await nora.press('h');
    await nora.shows('Earlier versions');
    await nora.shows(/Meet at noon\n/);
    await nora.press('Escape');
    await nora.press('Escape');
    await nora.press('End');
    await nora.shows('line 30.');
    await say(nora, 'Seen?');
    await bob.shows('Seen?');
    await chooseLast(nora, 'Seen?');
    await nora.press('s');
    await nora.shows('Seen by');
    await nora.shows(/bob/);
    await nora.press('Escape');
    await nora.showsNo('Seen by');
  });

  test('ticks say how far a message has come: stored, delivered, read', async (t) => {
    const { nora, bob } = await meet(t);
    await goTo(nora, 'bob');
    await write(nora, 'Are you there?');
    await bob.shows(/● nora +1/);
    await nora.shows(/Are you there\? ✓✓/);
    assert.doesNotMatch(await nora.screen(true), READ);
    await goTo(bob, 'nora');
    await bob.shows('Are you there?');
    await nora.looks(READ);
    await bob.press('C-c');
    await bob.shows('left with 0');
    await write(nora, 'And now?');
    await nora.shows(/And now\? ✓\n/);
  });

  test('a file is sent from a path; it is a link to what was sent', {
    skip: noScript ?? false,
  }, async (t) => {
    const { nora, url } = await meet(t);
    const amara = await openFake(t, { server: url, env: { TERM: 'xterm-256color' } });
    await amara.signUp('amara');
    const name = 'plums and pears.txt';
    await writeFile(join(nora.home, name), 'two of each');
    await act(nora, 'Send a file');
    await answer(nora, 'Send a file', '/nowhere');
    await nora.shows('This file cannot be read.');
    await act(nora, 'Send a file');
    await answer(nora, 'Send a file', join(nora.home, name));
    await nora.shows(`${name} goes with your message.`);
    await nora.shows(`▪ ${name}`);
    await write(nora, 'From the orchard');
    await nora.shows(/From the orchard\n.*▪ plums and pears\.txt +11 B ✓/);
    await amara.shows(/From the orchard\n.*▪ plums and pears\.txt +11 B/);
    const links = amara.told.flatMap((one) => (one.startsWith('8;;h') ? [one.slice(3)] : []));
    const [link = ''] = links;
    assert.ok(link.startsWith(`${url}/api/v1/blobs/`));
    assert.equal((await fetch(link)).status, 401);
    const body = { login: 'amara', password: 'plums in the orchard' };
    const headers = { 'content-type': 'application/json' };
    const signIn = { method: 'POST', headers, body: JSON.stringify(body) };
    const { token } = (await (await fetch(`${url}/api/v1/sessions`, signIn)).json()) as {
      token: string;
    };
    const answered = await fetch(link, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(await answered.text(), 'two of each');
  });
});
