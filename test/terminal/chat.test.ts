// `kith chat` as people use it: keys typed into real pseudo-terminals, screens read, over real servers.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { startServer } from '#test/support/running-server.ts';
import { buildTerminalIfStale } from '#tools/build-terminal.ts';
import { noTerminal, openTerminal, signUpAt } from './terminal.ts';

describe('kith chat in a terminal', { skip: noTerminal ?? false }, () => {
  before(() => buildTerminalIfStale());

  test('two people meet in two terminals: they sign up, write, edit, reply, react and leave', async (t) => {
    const { url, close } = await startServer();
    t.after(close);
    const nora = await openTerminal(t, { server: url });
    await signUpAt(nora, 'nora');
    assert.doesNotMatch(await nora.screen(), /plums/);
    const bob = await openTerminal(t, { server: url });
    await signUpAt(bob, 'bob');
    await nora.shows(/bob joined/);

    await nora.type('The plums are ripe');
    await bob.shows(/nora is writing/);
    await nora.press('Enter');
    await nora.shows(/The plums are ripe ✓/);
    await bob.shows(/nora +\d\d:\d\d\n.*The plums are ripe/);

    await nora.press('Up');
    await nora.shows('Change your message');
    await nora.type(' now');
    await nora.press('Enter');
    await bob.shows('The plums are ripe now edited');

    await bob.press('Escape');
    await bob.shows('r reply');
    await bob.press('r');
    await bob.shows('Reply to nora: The plums are ripe now');
    await bob.type('On my way');
    await bob.press('Enter');
    await nora.shows(/▏ nora: The plums are ripe now\n.*On my way/);

    await nora.press('Escape');
    await nora.shows('▌ On my way');
    await nora.press('+');
    await nora.shows('Find an emoji');
    await nora.type('tada');
    await nora.shows('› 🎉');
    await nora.press('Enter');
    await bob.shows('🎉 1');

    await nora.press('Escape');
    await nora.press('C-c');
    await nora.shows('Goodbye.');
    // The terminal is as it was: what is typed is shown, line by line.
    await nora.shows(/left with 0\n.*icanon.*echo/s);
  });

  test('a direct chat by the switcher, several lines, completion, and what is written to one rings', async (t) => {
    const { url, signUp, call, close } = await startServer();
    t.after(close);
    const { token } = await signUp('amara');
    const nora = await openTerminal(t, { server: url });
    await signUpAt(nora, 'nora');
    await nora.press('C-k');
    await nora.shows('Go to');
    await nora.type('ama');
    await nora.shows('› ○ amara');
    await nora.press('Enter');
    await nora.shows(/amara +(Not here|Here now|Away)?\n/);
    await nora.type('one');
    await nora.press('M-Enter');
    await nora.type('two @am');
    await nora.shows('@amara');
    await nora.press('Tab');
    await nora.type(':tada');
    await nora.shows('🎉 :tada:');
    await nora.press('Tab', 'Enter');
    await nora.shows(/You +\d\d:\d\d\n.*one\n.*two @amara 🎉/);

    await nora.press('C-k');
    await nora.type('Lobby');
    await nora.press('Enter');
    await nora.shows(/# Lobby/);
    const body = { text: 'are you there?' };
    const { body: list } = await call(token, 'GET', '/api/v1/chats');
    const chats = (list as { items: { id: string; kind: string }[] }).items;
    const direct = chats.find(({ kind }) => kind === 'direct');
    await call(token, 'POST', `/api/v1/chats/${direct?.id}/messages`, body);
    await nora.shows(/amara +1\b/);
    await nora.press('M-S-Down');
    await nora.shows('are you there?');
    await nora.shows('── New ──');
  });

  test('history comes as one scrolls, the place stays, and resizing draws anew', async (t) => {
    const { url, signUp, call, close } = await startServer();
    t.after(close);
    const { token } = await signUp('amara');
    for (let count = 1; count <= 150; count += 1) {
      await call(token, 'POST', '/api/v1/chats/lobby/messages', { text: `number ${count}.` });
    }
    const nora = await openTerminal(t, { server: url });
    await signUpAt(nora, 'nora');
    await nora.shows('number 150.');
    const seen = async (what: string): Promise<boolean> => (await nora.screen()).includes(what);
    for (let tries = 0; !(await seen('number 2.')) && tries < 400; tries += 1) {
      await nora.press('PPage');
    }
    await nora.shows('number 2.');
    await nora.shows('End: go down');
    const place = await nora.screen();
    await call(token, 'POST', '/api/v1/chats/lobby/messages', { text: 'quite new' });
    await nora.shows('1 new');
    assert.equal(firstNumber(await nora.screen()), firstNumber(place));
    await nora.press('End');
    await nora.shows('quite new');

    await nora.resize(120, 40);
    await nora.shows(/\n(.*\n){30}/);
    await nora.shows('number 140.');
    await nora.resize(40, 10);
    await nora.shows('quite new');
    await nora.resize(30, 8);
    await nora.shows('too small');
    await nora.resize(80, 24);
    await nora.shows(/# Lobby[\s\S]*quite new/);
  });

  test('TERM2: what others write can neither colour nor move the terminal, nor turn its lines around', async (t) => {
    const { url, signUp, call, close } = await startServer();
    t.after(close);
    const { token } = await signUp('mallory');
    const text =
      'a\u001b[31mred\u001b[0m \u001b[2J\u001b]0;owned\u0007 \u009b31m \u202eevil\u202c end';
    await call(token, 'POST', '/api/v1/chats/lobby/messages', { text });
    const nora = await openTerminal(t, { server: url });
    await signUpAt(nora, 'nora');
    const screen = await nora.shows('evil end');
    assert.match(screen, /a�\[31mred�\[0m �\[2J/);
    assert.match(screen, /Lobby/);
    const painted = await nora.screen(true);
    for (const theirs of ['\u001b[31mred', 'red\u001b[0m', '\u202e']) {
      assert.ok(!painted.includes(theirs));
    }
  });

  test('TERM3: without a network one reads what was seen and writes; when it is back, it is sent once', async (t) => {
    const data = await mkdtemp(join(tmpdir(), 'kith-terminal-data-'));
    t.after(() => rm(data, { recursive: true, force: true }));
    const first = await startServer({}, { data });
    const { port } = first.server;
    const nora = await openTerminal(t, { server: first.url });
    await signUpAt(nora, 'nora');
    await nora.type('before');
    await nora.press('Enter');
    await nora.shows('before ✓');
    await first.close();
    await nora.shows('No connection.');
    await nora.type('written offline');
    await nora.press('Enter');
    await nora.shows('written offline ◷');
    await nora.press('C-c');
    await nora.shows('left with 0');

    const again = await openTerminal(t, { server: first.url, home: nora.home });
    await again.shows('before');
    await again.shows('written offline ◷');
    const second = await startServer({}, { data, port });
    t.after(second.close);
    await again.shows('written offline ✓');
    const { items } = (await messagesOf(second)) as { items: { body: { text: string } }[] };
    assert.deepEqual(
      items.map(({ body }) => body.text),
      ['before', 'written offline'],
    );
  });
});

async function messagesOf(server: Awaited<ReturnType<typeof startServer>>): Promise<unknown> {
  const { token } = await server.signUp('reader');
  return (await server.call(token, 'GET', '/api/v1/chats/lobby/messages')).body;
}

function firstNumber(screen: string): string | undefined {
  return /number \d+\./.exec(screen)?.[0];
}
