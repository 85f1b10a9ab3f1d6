// Rooms and groups in a terminal: made, found, joined, talked in, looked after and left.
import { before, describe, test } from 'node:test';
import { startServer } from '#test/support/running-server.ts';
import { buildTerminalIfStale } from '#tools/build-terminal.ts';
import { act, answer, choose, goTo, say } from './menu.ts';
import { noTerminal, openTerminal, signUpAt } from './terminal.ts';

describe('rooms in a terminal', { skip: noTerminal ?? false }, () => {
  before(() => buildTerminalIfStale());

  test('a room is opened, another finds and joins it, they talk, and one leaves', async (t) => {
    const { url, close } = await startServer();
    t.after(close);
    const nora = await openTerminal(t, { server: url });
    await signUpAt(nora, 'nora');
    const bob = await openTerminal(t, { server: url });
    await signUpAt(bob, 'bob');

    await act(nora, 'New room');
    await answer(nora, 'New room', 'Chess');
    await nora.shows(/^ Kith +Chess +1 person, 1 here/);
    await nora.shows('nora started “Chess”');
    await act(nora, 'Topic');
    await answer(nora, 'Topic', 'Openings only');
    await nora.shows(/Chess .* · Openings only/);

    await act(bob, 'Rooms');
    await bob.shows(/Chess +1 person +Openings only/);
    await choose(bob, 'chess', 'Chess');
    await bob.shows(/^ Kith +Chess +2 people, 2 here/);
    await nora.shows('bob joined');
    await say(bob, 'e4');
    await nora.shows(/bob +\d\d:\d\d\n.* e4/);
    await say(nora, 'c5');
    await bob.shows(/nora +\d\d:\d\d\n.* c5/);

    await act(nora, 'Members');
    await nora.shows(/nora +@nora +you/);
    await choose(nora, 'bob', '● bob');
    await choose(nora, 'Make admin', 'Make admin');
    await bob.shows('nora made bob admin');
    await act(bob, 'Rename');
    await answer(bob, 'Rename', 'Chess club');
    await nora.shows(/^ Kith +Chess club/);
    await nora.shows('bob renamed this to');

    await act(bob, 'Leave this chat');
    await bob.shows('Leave Chess club?');
    await choose(bob, 'Leave', 'Leave');
    await bob.shows(/^ Kith +Lobby/);
    await bob.showsNo(/# Chess/);
    await nora.shows('bob left');
    await nora.shows(/Chess club +1 person/);
    // It can be joined again; what was said is there.
    await act(bob, 'Rooms');
    await choose(bob, 'chess', 'Chess club');
    await bob.shows('c5');
  });

  test('a group takes people in; whoever is removed cannot read it any more', async (t) => {
    const { url, close } = await startServer();
    t.after(close);
    const nora = await openTerminal(t, { server: url });
    await signUpAt(nora, 'nora');
    const bob = await openTerminal(t, { server: url });
    await signUpAt(bob, 'bob');
    await act(nora, 'New group');
    await answer(nora, 'New group', 'Lunch');
    await nora.shows(/^ Kith +Lunch/);
    await act(nora, 'Add people');
    await choose(nora, 'bob', '● bob');
    await nora.shows('added bob');
    await bob.shows('# Lunch');
    await goTo(bob, 'Lunch');
    await say(nora, 'Soup at one');
    await bob.shows('Soup at one');
    await act(nora, 'Members');
    await choose(nora, 'bob', '● bob');
    await choose(nora, 'Remove', 'Remove from this chat');
    await nora.shows('removed bob');
    await bob.shows('You cannot read this chat');
    await bob.showsNo('Soup at one');
    await bob.showsNo('# Lunch');
  });
});
