// A list to choose from, found by typing: chats, people, emoji, acts. Knows nothing of what is chosen.
import type { Line } from '../text/spans.ts';
import { type Editor, EMPTY, pressed } from './editor.ts';
import { findBest } from './fuzzy.ts';
import type { Press } from './press.ts';

/** One thing to choose. `name` is what typing looks in. */
export interface Row {
  readonly line: Line;
  readonly name: string;
  choose(): unknown;
}

/** A list that is open. `free` takes what was typed when there is nothing to choose. */
export interface Picker {
  readonly title: string;
  readonly hint: string;
  readonly rows: readonly Row[];
  readonly query: Editor;
  readonly index: number;
  readonly none: string;
  readonly hidden?: boolean;
  free?(text: string): unknown;
}

/** A fresh list. */
export function pickerOf(title: string, rows: readonly Row[], more: Partial<Picker> = {}): Picker {
  return { title, rows, hint: '', query: EMPTY, index: 0, none: 'Nothing of this name.', ...more };
}

/** A question that is answered by a text. */
export function promptOf(title: string, hint: string, free: (text: string) => unknown): Picker {
  return pickerOf(title, [], { hint, none: '', free });
}

/** The rows that match what is typed. */
export function matches(picker: Picker): Row[] {
  return findBest(picker.rows, picker.query.text, ({ name }) => name);
}

/** What a key did to a list: another state of it, closed, or something to do (and closed). */
export type Picked =
  | { readonly kind: 'open'; readonly picker: Picker }
  | { readonly kind: 'closed' }
  | { readonly kind: 'chosen'; readonly act: () => unknown };

/** Takes a key. */
export function pickerPressed(picker: Picker, press: Press): Picked {
  const { key } = press;
  if (key === 'escape' || key === 'C-g') return { kind: 'closed' };
  const step = STEPS[key];
  if (step !== undefined) {
    const last = Math.max(0, matches(picker).length - 1);
    const index = Math.min(last, Math.max(0, picker.index + step));
    return { kind: 'open', picker: { ...picker, index } };
  }
  if (key === 'enter') return enter(picker);
  const query = pressed(picker.query, press);
  if (!query) return { kind: 'open', picker };
  const index = query.text === picker.query.text ? picker.index : 0;
  return { kind: 'open', picker: { ...picker, query, index } };
}

const STEPS: Readonly<Record<string, number>> = {
  up: -1,
  'C-p': -1,
  backtab: -1,
  down: 1,
  'C-n': 1,
  tab: 1,
  pageup: -10,
  pagedown: 10,
};

function enter(picker: Picker): Picked {
  const row = matches(picker)[picker.index];
  if (row) return { kind: 'chosen', act: () => row.choose() };
  const { free, query } = picker;
  if (free) return { kind: 'chosen', act: () => free(query.text) };
  return { kind: 'open', picker };
}
