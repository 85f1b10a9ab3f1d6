// Two people at terminals and one at a browser, in one room: what one does, the others see, whichever way each of them came.
import { deepEqual, doesNotMatch } from 'node:assert/strict';
import { before, test } from 'node:test';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { act, choose, chooseLast, goTo, say, write } from '#test/terminal/menu.ts';
import { noTerminal, openTerminal, signUpAt, type Terminal } from '#test/terminal/terminal.ts';
import { buildTerminalIfStale } from '#tools/build-terminal.ts';
import { en } from '#web/words/en/main.ts';
import { enMessage } from '#web/words/en/message.ts';
import { type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const skip = browserMissing() ?? noTerminal ?? false;

const stage = theStage();

if (!skip) before(() => buildTerminalIfStale());

/** An act in the toolbar of a message. */
async function press(person: Person, text: string, name: string): Promise<void> {
  const message = person.message(text).last();
  await message.hover();
  await message.getByRole('button', { name, exact: true }).click();
}

/** An act in the menu of a message. */
async function chooseIn(person: Person, text: string, name: string): Promise<void> {
  await press(person, text, enMessage.more);
  await person.page.getByRole('menuitem', { name, exact: true }).click();
}

test('two terminals and a browser: written, changed, deleted, reacted to, forwarded and pinned across all three', {
  skip,
}, async (t) => {
  const { browser, site } = await stage();
  const cleo = await signUp(browser, site, 'Cleo');
  await cleo.say('Good morning');
  const nora = await openTerminal(t, { server: site.url });
  await signUpAt(nora, 'nora');
  const bob = await openTerminal(t, { server: site.url });
  await signUpAt(bob, 'bob');
  // They come, and are here.
  await nora.shows('bob joined');
  await nora.shows(/Lobby +3 people, 3 here/);
  await cleo.page.getByText(`bob${en.notice.joined}`).waitFor();
  await cleo.page.getByText(/(nora\b.*\bbob|bob\b.*\bnora) are here/).waitFor();

  await talk(cleo, nora, bob);
  await changeAndDelete(cleo, nora, bob);
  await reactAndForward(cleo, nora, bob);
  await pin(cleo, nora, bob);
  deepEqual(cleo.heard.faults, []);
  await cleo.context.close();
});

/** Somebody writes, and the others see that before it is sent. */
async function talk(cleo: Person, nora: Terminal, bob: Terminal): Promise<void> {
  await nora.type('The plums are');
  await bob.shows('nora is writing');
  await cleo.page.getByText(en.chat.typing(['nora']), { exact: true }).waitFor();
  await cleo.composer.pressSequentially('And the');
  await nora.shows('Cleo is writing');
  await write(nora, ' ripe');
  await cleo.sees('The plums are ripe');
  await bob.shows(/nora +\d\d:\d\d\n.*The plums are ripe/);
  await cleo.say('And the pears?');
  await nora.shows(/Cleo +\d\d:\d\d\n.*And the pears\?/);
  await say(bob, 'Next week');
  await cleo.sees('Next week');
}

async function changeAndDelete(cleo: Person, nora: Terminal, bob: Terminal): Promise<void> {
  await nora.press('Up');
  await nora.shows('Change your message');
  await write(nora, ' now');
  await cleo.sees('The plums are ripe now');
  await cleo.message('The plums are ripe now').getByText(en.chat.edited).waitFor();
  await chooseIn(cleo, 'And the pears?', enMessage.edit);
  await cleo.page.keyboard.type(' And figs?');
  await cleo.page.keyboard.press('Enter');
  await bob.shows('And the pears? And figs? edited');

  // Taken back, then for good.
  await chooseLast(bob, 'Next week');
  await bob.press('d');
  await bob.shows('Undo with u');
  await bob.press('u');
  await bob.shows('▌ Next week');
  await bob.press('d');
  await cleo.sees(en.chat.deleted('bob'));
  await nora.shows('bob deleted this message');
  await bob.press('Escape');
}

/** Reacted to from all sides, forwarded to somebody alone. */
async function reactAndForward(cleo: Person, nora: Terminal, bob: Terminal): Promise<void> {
  await nora.press('Escape');
  await nora.press('k');
  await nora.shows('▌ And the pears?');
  await nora.press('+');
  await nora.shows('Find an emoji');
  await choose(nora, 'tada', '🎉');
  await bob.shows('🎉 1');
  const reaction = cleo.message('And the pears?').getByRole('button', { name: /🎉|tada|party/i });
  await reaction.click();
  await bob.shows('🎉 2');
  await nora.shows('🎉 2');
  await nora.press('f');
  await nora.shows('Forward to');
  await choose(nora, 'bob', '● bob');
  await nora.press('Escape');
  await goTo(bob, 'nora');
  await bob.shows(/Forwarded from Cleo\n.*And the pears\?/);
  await goTo(bob, 'Lobby');
}

async function pin(cleo: Person, nora: Terminal, bob: Terminal): Promise<void> {
  await chooseIn(cleo, 'The plums are ripe now', enMessage.pin);
  await bob.shows('⌃ The plums are ripe now');
  await nora.shows('Cleo pinned a message');
  await act(bob, 'Pinned messages');
  await choose(bob, 'plums', 'nora');
  await bob.shows('▌ The plums are ripe now');
  // Who looks after the Lobby may do that, and nobody else.
  await bob.press('p');
  await bob.shows('You may not do this here.');
  await chooseIn(cleo, 'The plums are ripe now', enMessage.unpin);
  await nora.showsNo('⌃ The plums');
}

test('a room between a browser and terminals: joined and left as it happens, and one who came later reads on', {
  skip,
}, async (t) => {
  const { browser, site } = await stage();
  const dan = await signUp(browser, site, 'Dan');
  await dan.make('room', 'Harbour');
  await dan.say('Who is here?');
  const edda = await openTerminal(t, { server: site.url });
  await signUpAt(edda, 'edda');
  await act(edda, 'Rooms');
  await choose(edda, 'harb', 'Harbour');
  await edda.shows(/^ Kith +Harbour +2 people, 2 here/);
  await dan.page.getByText(`edda${en.notice.joined}`).waitFor();
  await dan.say('A ship came in');
  await edda.shows('A ship came in');
  await act(edda, 'Leave this chat');
  await edda.shows('Leave Harbour?');
  await choose(edda, 'Leave', 'Leave');
  await dan.page.getByText(`edda${en.notice.left}`).waitFor();
  await dan.say('It left again');

  await act(edda, 'Rooms');
  await choose(edda, 'harb', 'Harbour');
  await edda.shows('It left again');
  // What was written while nobody looked waits, and is read.
  await goTo(edda, 'Lobby');
  await dan.say('@edda, your turn');
  await edda.shows(/# Harbour +@ 1/);
  await edda.press('M-S-Down');
  await edda.shows('── New ──');
  await write(edda, 'I am at the **quay**');
  await dan.sees('I am at the quay');
  doesNotMatch(await edda.screen(), /\*\*/);
  await until('the terminal counts nothing', async () => !/Harbour +@/.test(await edda.screen()));
  deepEqual(dan.heard.faults, []);
  await dan.context.close();
});
