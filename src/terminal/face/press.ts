// A key that was pressed, as the face knows keys: `C-k`, `M-up`, `enter`; or text that was typed or pasted; or what the mouse
// did: `click`, `wheelup`, `wheeldown`.

/** `text` is set for what is to be written; `key` is its name then too, where it is one character. `at`: of the mouse. */
export interface Press {
  readonly key: string;
  readonly text?: string | undefined;
  readonly at?: Cell | undefined;
}

/** A place on the screen: columns and rows from 0. */
export interface Cell {
  readonly x: number;
  readonly y: number;
}

/** What Node says of a key. */
export interface NodeKey {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly code?: string | undefined;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
  readonly shift?: boolean;
}

const NAMES: Readonly<Record<string, string>> = {
  return: 'enter',
  escape: 'escape',
  pageup: 'pageup',
  pagedown: 'pagedown',
};

/** The key in the face's words; undefined when it says nothing. */
export function pressOf(typed: string | undefined, key: NodeKey): Press | undefined {
  const { name, sequence = '', ctrl, shift } = key;
  // Some terminals write Alt as an Escape before any sequence.
  const meta = key.meta || sequence.startsWith('\u001b\u001b');
  if (sequence === '\n' || (name === 'return' && meta)) return { key: 'newline' };
  if (sequence === '\u001f') return { key: 'help' };
  if (name === 'f1') return { key: 'help' };
  if (sequence === '\u001b[I') return { key: 'focus' };
  if (sequence === '\u001b[O') return { key: 'blur' };
  if (name === 'tab') return { key: shift ? 'backtab' : 'tab' };
  const visible = typed !== undefined && !ctrl && !meta && isText(typed);
  if (visible) return { key: typed, text: typed };
  if (name === undefined) return undefined;
  const known = NAMES[name] ?? name;
  const ahead = `${ctrl ? 'C-' : ''}${meta && known !== 'escape' ? 'M-' : ''}`;
  const shifted = shift && known.length > 1 ? 'S-' : '';
  return { key: `${ahead}${shifted}${known}` };
}

/** Escape and a letter that come at once look like Alt and the letter. Where Alt means nothing, these two are meant. */
export function escapeAndLetter({ key }: Press): readonly Press[] | undefined {
  const [, letter] = /^M-([a-z])$/.exec(key) ?? [];
  return letter === undefined ? undefined : [{ key: 'escape' }, { key: letter, text: letter }];
}

const MOUSE: Readonly<Record<number, string>> = { 0: 'click', 64: 'wheelup', 65: 'wheeldown' };

/** What the mouse did in the face's words; undefined when it says nothing: other buttons, and letting go. */
export function pressOfMouse(
  mouse: Cell & { button: number; released: boolean },
): Press | undefined {
  const { button, released, x, y } = mouse;
  const key = released ? undefined : MOUSE[button];
  return key === undefined ? undefined : { key, at: { x, y } };
}

function isText(typed: string): boolean {
  return typed !== '' && !/\p{Cc}/u.test(typed);
}
