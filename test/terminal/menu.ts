// Choosing from the lists of `kith chat` as people do: open one, type some letters, press Enter.
import type { Terminal } from './terminal.ts';

/** Types into the list that is open until this row is the chosen one, and takes it. */
export async function choose(terminal: Terminal, typed: string, row: string): Promise<void> {
  await terminal.type(typed);
  await terminal.shows(`› ${row}`);
  await terminal.press('Enter');
}

/** Opens everything that can be done, and chooses one. */
export async function act(terminal: Terminal, row: string): Promise<void> {
  await terminal.press('C-o');
  await terminal.shows('What to do');
  await choose(terminal, row, row);
}

/** Goes to a chat by the switcher. */
export async function goTo(terminal: Terminal, name: string): Promise<void> {
  await terminal.press('C-k');
  await terminal.shows('Go to');
  await terminal.type(name);
  await terminal.shows(new RegExp(`› [#○●◐] ${name}`));
  await terminal.press('Enter');
  await terminal.showsNo('Go to');
  await terminal.shows(new RegExp(`^ Kith +${name} `));
}

/** Answers the question that is open. */
export async function answer(terminal: Terminal, title: string, text: string): Promise<void> {
  await terminal.shows(title);
  await terminal.type(text);
  await terminal.shows(`› ${text}`);
  await terminal.press('Enter');
}

/** Writes a message. */
export async function write(terminal: Terminal, text: string): Promise<void> {
  await terminal.type(text);
  await terminal.press('Enter');
}

/** Writes a message and waits for its tick, which walls do not have. */
export async function say(terminal: Terminal, text: string): Promise<void> {
  await write(terminal, text);
  await terminal.shows(`${text} ✓`);
}

/** Chooses the message that was said last, which must be this one. */
export async function chooseLast(terminal: Terminal, text: string): Promise<void> {
  await terminal.press('Escape');
  await terminal.shows(`▌ ${text}`);
}
