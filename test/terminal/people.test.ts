// People in a terminal: contacts and requests, profiles and walls, who comes and goes, who writes.
import { before, describe, type TestContext, test } from 'node:test';
import type { Clock } from '#base/clock.ts';
import { startServer, type TestServer } from '#test/support/running-server.ts';
import { buildTerminalIfStale } from '#tools/build-terminal.ts';
import { act, choose, chooseLast, goTo, say, write } from './menu.ts';
import { noTerminal, openTerminal, signUpAt, type Terminal } from './terminal.ts';

/** For the server time goes ten times as fast: somebody counts as gone half a minute after they left. */
const quick: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now() * 10,
  after(delayMs, wake) {
    const timer = setTimeout(wake, delayMs / 10);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** Two people, each at a terminal. */
async function meet(
  t: TestContext,
): Promise<{ nora: Terminal; bob: Terminal; server: TestServer }> {
  const server = await startServer({ clock: quick });
  t.after(server.close);
  const nora = await openTerminal(t, { server: server.url });
  await signUpAt(nora, 'nora');
  const bob = await openTerminal(t, { server: server.url });
  await signUpAt(bob, 'bob');
  return { nora, bob, server };
}

/** Opens what can be done about somebody. */
async function aboutPerson(terminal: Terminal, name: string): Promise<void> {
  await act(terminal, 'People');
  await terminal.shows('Find somebody');
  await terminal.type(name);
  await terminal.shows(new RegExp(`› [●◐○] ${name}`));
  await terminal.press('Enter');
  await terminal.shows(/› Write/);
}

describe('people in a terminal', { skip: noTerminal ?? false }, () => {
  before(() => buildTerminalIfStale());

  test('contacts are added and removed; one who wants to be asked is asked, says yes, and no', async (t) => {
    const { nora, bob, server } = await meet(t);
    await aboutPerson(nora, 'bob');
    await choose(nora, 'Add', 'Add contact');
    await nora.shows('Done.');
    await act(nora, 'People');
    await nora.shows(/bob +@bob +contact/);
    await nora.press('Escape');
    await aboutPerson(nora, 'bob');
    await choose(nora, 'Remove', 'Remove contact');
    await nora.shows('Done.');

    // From now on he wants to be asked.
    const { token } = await signIn(server, 'bob');
    const settings = { settings: { contactRequests: true } };
    await server.call(token, 'PATCH', '/api/v1/users/me', settings);
    const ask = async (): Promise<void> => {
      await aboutPerson(nora, 'bob');
      await choose(nora, 'Add', 'Add contact');
      await nora.shows('Done.');
      await act(nora, 'People');
      await nora.shows(/bob +@bob +you asked/);
      await nora.press('Escape');
      await bob.shows('nora wants you as a contact');
      await bob.press('C-o');
      await bob.shows(/People +1 wait/);
      await bob.press('Escape');
      await aboutPerson(bob, 'nora');
    };
    await ask();
    await choose(bob, 'Refuse', 'Refuse');
    await bob.shows('Done.');
    await act(nora, 'People');
    await nora.showsNo('you asked');
    await nora.press('Escape');
    await ask();
    await choose(bob, 'Accept', 'Accept');
    await bob.shows('Done.');
    await act(nora, 'People');
    await nora.shows(/bob +@bob +contact/);
    await nora.press('Escape');
    await act(bob, 'People');
    await bob.shows(/nora +@nora +contact/);
  });

  test('a wall is opened, read and written on, live; its profile stands above; its owner takes things off', async (t) => {
    const { nora, bob, server } = await meet(t);
    const { token } = await signIn(server, 'bob');
    const profile = { about: 'Keeps bees' };
    await server.call(token, 'PATCH', '/api/v1/users/me', profile);
    await aboutPerson(nora, 'bob');
    await choose(nora, 'Page', 'Page');
    await nora.shows(/bob +@bob · Here now/);
    await nora.shows('Keeps bees');
    await nora.shows('Nothing was said yet.');
    await act(bob, 'Your wall');
    await bob.shows(/Your wall +@bob/);
    await write(nora, 'Honey for sale?');
    await bob.shows(/nora +\d\d:\d\d\n.*Honey for sale\?/);
    await write(bob, 'On Saturday');
    await nora.shows('On Saturday');
    await chooseLast(bob, 'On Saturday');
    await bob.press('k');
    await bob.shows('▌ Honey for sale?');
    await bob.press('d');
    await bob.shows('Undo with u');
    await nora.shows(/bob deleted this message/);

    // From the message's author to their page.
    await goTo(nora, 'Lobby');
    await goTo(bob, 'Lobby');
    await say(bob, 'Good morning');
    await nora.shows('Good morning');
    await chooseLast(nora, 'Good morning');
    await nora.press('w');
    await nora.shows('Keeps bees');
    await write(nora, 'Seen your page');
    await bob.shows('There is something new on your wall');
    await bob.press('C-o');
    await bob.shows(/Your wall +1 new/);
    await bob.press('Escape');
    await bob.shows('Ctrl+O more (1)');
    await act(bob, 'Your wall');
    await bob.shows('Seen your page');
    await bob.showsNo('Ctrl+O more (1)');
  });

  test('who comes, writes and goes is told as it happens', async (t) => {
    const { nora, bob, server } = await meet(t);
    await nora.shows('bob joined');
    await nora.shows(/Lobby +2 people, 2 here/);
    await nora.shows('● bob');
    await bob.type('Well');
    await nora.shows('bob is writing');
    await bob.press('C-c');
    await bob.shows('left with 0');
    await nora.shows('bob left');
    await nora.shows('○ bob');
    await nora.shows(/Lobby +2 people, 1 here/);
    const again = await openTerminal(t, { server: server.url, home: bob.home });
    await again.shows(/^ Kith +Lobby/);
    await nora.shows('bob is here now');
    await nora.shows('● bob');
  });

  test('somebody is blocked, and let in again', async (t) => {
    const { nora, bob } = await meet(t);
    await aboutPerson(nora, 'bob');
    await choose(nora, 'Block', 'Block');
    await nora.shows('Done.');
    await say(bob, 'Can you hear me?');
    await nora.shows('Message of somebody you block');
    await nora.showsNo('Can you hear me?');
    await aboutPerson(nora, 'bob');
    await choose(nora, 'Unblock', 'Unblock');
    await nora.shows('Can you hear me?');
  });
});

async function signIn(server: TestServer, login: string): Promise<{ token: string }> {
  const body = { login, password: 'plums in the orchard' };
  return (await server.call(undefined, 'POST', '/api/v1/sessions', body)).body as { token: string };
}
