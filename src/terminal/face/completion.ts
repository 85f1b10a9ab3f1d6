// Completing what stands before the cursor: @names of people, :names: of emoji.
import type { PersonView } from '#client/model.ts';
import { type Editor, replaceFrom } from './editor.ts';
import type { NamedEmoji } from './emoji.ts';
import { findBest } from './fuzzy.ts';

/** What can be put in, best first, and from where on it replaces the text. */
export interface Completion {
  readonly from: number;
  readonly choices: readonly { readonly label: string; readonly piece: string }[];
}

const WORD = /(?:^|\s)([@:])([\p{L}\p{M}\p{N}._+-]*)$/u;
const MOST = 5;

/** What would complete the word before the cursor; undefined when there is nothing. */
export function completionOf(
  editor: Editor,
  people: () => readonly PersonView[],
  emoji: readonly NamedEmoji[],
): Completion | undefined {
  const before = editor.text.slice(0, editor.at);
  const [, sign, typed = ''] = WORD.exec(before) ?? [];
  if (sign === undefined) return undefined;
  const from = editor.at - typed.length - 1;
  const choices = sign === '@' ? named(people(), typed) : drawn(emoji, typed);
  return choices.length === 0 ? undefined : { from, choices };
}

function named(people: readonly PersonView[], typed: string): Completion['choices'] {
  return findBest(people, typed, ({ username, displayName }) => `${username} ${displayName}`)
    .filter(({ deleted }) => !deleted)
    .slice(0, MOST)
    .map(({ username }) => ({ label: `@${username}`, piece: `@${username} ` }));
}

function drawn(emoji: readonly NamedEmoji[], typed: string): Completion['choices'] {
  if (typed.length < 2) return [];
  return findBest(emoji, typed, ({ name }) => name)
    .slice(0, MOST)
    .map((one) => ({ label: `${one.emoji} :${one.name}:`, piece: `${one.emoji} ` }));
}

/** The text with one of the choices in it. */
export function complete(editor: Editor, { from, choices }: Completion, index: number): Editor {
  const choice = choices[index % choices.length];
  return choice ? replaceFrom(editor, from, choice.piece) : editor;
}
