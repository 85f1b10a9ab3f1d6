// Text under a cursor, and the keys that people who live in a terminal know from readline. Pure: every key gives another
// state.
import { charactersOf } from '../text/columns.ts';
import type { Press } from './press.ts';

/** A text, where the cursor stands (in UTF-16 units), and what was cut out last. */
export interface Editor {
  readonly text: string;
  readonly at: number;
  readonly cut: string;
}

/** Nothing is written. */
export const EMPTY: Editor = { text: '', at: 0, cut: '' };

/** The text with the cursor at its end. */
export function editorOf(text: string, cut = ''): Editor {
  return { text, at: text.length, cut };
}

/** Puts a text in at the cursor. */
export function insert({ text, at, cut }: Editor, piece: string): Editor {
  return { text: text.slice(0, at) + piece + text.slice(at), at: at + piece.length, cut };
}

/** Puts another text in place of what is before the cursor, from `from` on. */
export function replaceFrom(editor: Editor, from: number, piece: string): Editor {
  const { text, at, cut } = editor;
  return { text: text.slice(0, from) + piece + text.slice(at), at: from + piece.length, cut };
}

type Move = (editor: Editor) => number;

const MOVES: Readonly<Record<string, Move>> = {
  left: before,
  'C-b': before,
  right: after,
  'C-f': after,
  home: lineStart,
  'C-a': lineStart,
  end: lineEnd,
  'C-e': lineEnd,
  'M-b': wordBefore,
  'M-left': wordBefore,
  'C-left': wordBefore,
  'M-f': wordAfter,
  'M-right': wordAfter,
  'C-right': wordAfter,
  up: (editor) => lineUp(editor) ?? 0,
  down: (editor) => lineDown(editor) ?? editor.text.length,
};

/** What a key cuts out: from where the cursor stands to there. Those of `KEPT` can be put in again. */
const CUTS: Readonly<Record<string, Move>> = {
  backspace: before,
  'C-h': before,
  delete: after,
  'C-d': after,
  'C-w': wordBefore,
  'M-backspace': wordBefore,
  'M-d': wordAfter,
  'C-u': lineStart,
  'M-k': lineEnd,
};
const KEPT = new Set(['C-w', 'M-backspace', 'M-d', 'C-u', 'M-k']);

/** The state after a key; undefined when the key means nothing here. */
export function pressed(editor: Editor, { key, text }: Press): Editor | undefined {
  if (text !== undefined) return insert(editor, text);
  if (key === 'C-y') return insert(editor, editor.cut);
  const move = MOVES[key];
  if (move) return { ...editor, at: move(editor) };
  const cut = CUTS[key];
  if (!cut) return undefined;
  const other = cut(editor);
  const [from, to] = other < editor.at ? [other, editor.at] : [editor.at, other];
  const taken = editor.text.slice(from, to);
  const rest = editor.text.slice(0, from) + editor.text.slice(to);
  return { text: rest, at: from, cut: KEPT.has(key) && taken !== '' ? taken : editor.cut };
}

function before({ text, at }: Editor): number {
  return at - (charactersOf(text.slice(Math.max(0, at - 40), at)).at(-1)?.length ?? 0);
}

function after({ text, at }: Editor): number {
  return at + (charactersOf(text.slice(at, at + 40))[0]?.length ?? 0);
}

function lineStart({ text, at }: Editor): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd({ text, at }: Editor): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function wordBefore({ text, at }: Editor): number {
  // From the end: an expression that looks for it from the beginning would try every place of a long word.
  let start = text.slice(0, at).trimEnd().length;
  while (start > 0 && /\S/u.test(text.charAt(start - 1))) start -= 1;
  return start;
}

function wordAfter({ text, at }: Editor): number {
  const [word = ''] = /^\s*\S+/u.exec(text.slice(at)) ?? [];
  return at + word.length;
}

/** Where the cursor goes in the line above; undefined when there is none. */
export function lineUp(editor: Editor): number | undefined {
  const start = lineStart(editor);
  if (start === 0) return undefined;
  const above = lineStart({ ...editor, at: start - 1 });
  return Math.min(above + editor.at - start, start - 1);
}

/** Where the cursor goes in the line below; undefined when there is none. */
export function lineDown(editor: Editor): number | undefined {
  const end = lineEnd(editor);
  if (end === editor.text.length) return undefined;
  return Math.min(end + 1 + editor.at - lineStart(editor), lineEnd({ ...editor, at: end + 1 }));
}
