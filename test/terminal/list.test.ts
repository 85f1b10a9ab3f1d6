// The chat list in a terminal: going from chat to chat, what is unread, what is muted, put away, marked; who rings.
import assert from 'node:assert/strict';
import { before, describe, type TestContext, test } from 'node:test';
import { startServer, type TestServer } from '#test/support/running-server.ts';
import { buildTerminalIfStale } from '#tools/build-terminal.ts';
import { noScript, openFake } from './fake-terminal.ts';
import { act, choose, goTo, say } from './menu.ts';
import { noTerminal, openTerminal, signUpAt, type Terminal } from './terminal.ts';

const ESC = '\u001b';

interface Place {
  readonly nora: Terminal;
  readonly server: TestServer;
  /** Amara says something to Nora, or in a chat. */
  amara(text: string, chat?: string): Promise<void>;
}

async function meet(t: TestContext, env: Readonly<Record<string, string>> = {}): Promise<Place> {
  const server = await startServer();
  t.after(server.close);
  const { token } = await server.signUp('amara');
  const nora = await openTerminal(t, { server: server.url, env });
  await signUpAt(nora, 'nora');
  const { body } = await server.call(token, 'POST', '/api/v1/chats', {
    kind: 'direct',
    with: 'nora',
  });
  const { id } = body as { id: string };
  const amara = async (text: string, chat = id): Promise<void> => {
    const path = `/api/v1/chats/${encodeURIComponent(chat)}/messages`;
    assert.equal((await server.call(token, 'POST', path, { text })).status, 201);
  };
  return { nora, server, amara };
}

describe('the chat list in a terminal', { skip: noTerminal ?? false }, () => {
  before(() => buildTerminalIfStale());

  test('what is unread is counted, gone to and read; a chat is marked unread again', async (t) => {
    const { nora, amara } = await meet(t);
    await amara('one');
    await amara('two');
    await nora.shows(/○ amara +2/);
    await nora.press('C-k');
    await nora.shows(/○ amara +2\n/);
    await nora.press('Escape');
    await nora.press('M-S-Down');
    await nora.shows('── New ──');
    await nora.shows('two');
    await nora.shows(/›○ amara/);
    await nora.showsNo(/○ amara +2/);
    await act(nora, 'Mark unread');
    await goTo(nora, 'Lobby');
    await nora.shows(/○ amara +•/);
    await nora.press('M-S-Down');
    await nora.shows(/›○ amara/);
    await nora.showsNo(/○ amara +•/);
    // Next and before, without unread ones.
    await nora.press('M-Down');
    await nora.shows(/›# Lobby/);
    await nora.press('M-Up');
    await nora.shows(/›○ amara/);
  });

  test('a muted chat counts quietly, a pinned one stands first, an archived one is put away until one looks', async (t) => {
    const { nora, amara } = await meet(t);
    await amara('hello');
    await goTo(nora, 'amara');
    await act(nora, 'Mute');
    await nora.shows(/○ amara +∅/);
    await goTo(nora, 'Lobby');
    await say(nora, 'The Lobby is first now');
    await nora.shows(/›# Lobby.*\n.*○ amara/);
    await amara('quietly');
    await nora.shows(/○ amara +∅ 1/);
    await goTo(nora, 'amara');
    await act(nora, 'Pin to the top');
    await nora.shows(/Kith.*\n›○ amara +⌃ ∅/);
    await goTo(nora, 'Lobby');
    await say(nora, 'The Lobby is last now');
    await nora.shows(/○ amara +⌃ ∅.*\n›# Lobby/);
    await goTo(nora, 'amara');
    await act(nora, 'Unpin from the top');
    await nora.shows(/# Lobby.*\n›○ amara/);
    await act(nora, 'Unmute');
    await nora.showsNo('∅');
    await act(nora, 'Archive');
    await nora.showsNo(/›○ amara/);
    await act(nora, 'Archived chats');
    await nora.shows('Archived chats');
    await choose(nora, 'ama', '○ amara');
    await nora.shows('quietly');
    await act(nora, 'Take out of the archive');
    await nora.shows(/›○ amara/);
  });

  test('the switcher finds by a few letters, recent ones first, and goes back and forth', async (t) => {
    const { nora, server } = await meet(t);
    await server.signUp('mateo');
    await server.signUp('mariam');
    await nora.shows('mariam');
    await goTo(nora, 'mateo');
    await say(nora, 'to mateo');
    await goTo(nora, 'mariam');
    await say(nora, 'to mariam');
    await nora.press('C-k');
    await nora.shows(/› ○ mateo/);
    await nora.press('Enter');
    await nora.shows('to mateo');
    await nora.press('C-k');
    await nora.type('mrm');
    await nora.shows(/› ○ mariam/);
    await nora.press('Enter');
    await nora.shows('to mariam');
    await nora.press('C-k');
    await nora.type('nobody of this name');
    await nora.shows('Nothing of this name.');
    await nora.press('Escape');
    await nora.shows('to mariam');
  });

  test('being named rings the bell, also in a muted chat; other words do not', async (t) => {
    const { nora, amara } = await meet(t);
    await goTo(nora, 'amara');
    await act(nora, 'Mute');
    await amara('nothing for you', 'lobby');
    await nora.shows(/# Lobby +1/);
    assert.equal(await nora.state('window_bell_flag'), '0');
    await amara('look here, @nora', 'lobby');
    await nora.shows(/# Lobby +@ 2/);
    assert.equal(await nora.state('window_bell_flag'), '1');
  });

  test('where the terminal says what it is, being named is told with chat and words', {
    skip: noScript ?? false,
  }, async (t) => {
    const { server, amara } = await meet(t);
    const env = { TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' };
    const bob = await openFake(t, { server: server.url, env });
    await bob.signUp('bob');
    bob.type('\u000b');
    await bob.shows('Go to');
    bob.type('amara\r');
    await bob.shows(/^ Kith +amara /);
    await amara('4;1;50 \u001b]0;owned\u0007 @bob', 'lobby');
    await bob.is('a notification', () => bob.told.some((one) => one.startsWith('9;')));
    const notifications = bob.told.filter((one) => !one.startsWith('8;'));
    assert.deepEqual(notifications, ['9;Kith: Lobby: 4;1;50 �]0;owned� @bob']);
  });

  test('NO_COLOR leaves no colour on the screen', async (t) => {
    const { nora, amara, server } = await meet(t, { NO_COLOR: '1', COLORTERM: 'truecolor' });
    await amara('**bold** and `code` for @nora', 'lobby');
    await nora.shows('code for @nora');
    await nora.press('C-k');
    await nora.shows('Go to');
    const [list, lobby] = [await nora.screen(true), await leaveList(nora)];
    for (const painted of [list, lobby]) {
      const codes = codesOf(painted);
      assert.ok(codes.includes('1'));
      assert.deepEqual(
        codes.filter((code) => Number(code) >= 30 && code !== '39' && code !== '49'),
        [],
      );
    }
    // With colours there are some: what was looked for can be found.
    const bob = await openTerminal(t, { server: server.url });
    await signUpAt(bob, 'bob');
    assert.ok(codesOf(await bob.screen(true)).includes('36'));
  });
});

/** The numbers of all sequences that say how something looks. */
function codesOf(painted: string): string[] {
  const sequences = painted.matchAll(new RegExp(`${ESC}\\[([\\d;]*)m`, 'g'));
  return [...sequences].flatMap(([, numbers = '']) => numbers.split(';'));
}

async function leaveList(terminal: Terminal): Promise<string> {
  await terminal.press('Escape');
  await terminal.shows('› Message');
  return terminal.screen(true);
}
