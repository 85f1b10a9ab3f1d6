// A key that was pressed, as the face knows keys: `C-k`, `M-up`, `enter`; or text that was typed or pasted.

/** `text` is set for what is to be written; `key` is its name then too, where it is one character. */
export interface Press {
  readonly key: string;
  readonly text?: string | undefined;
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
  const { name, sequence = '', ctrl, meta, shift } = key;
  if (sequence === '\n' || (name === 'return' && meta)) return { key: 'newline' };
  // Escape and, at once, Ctrl+C: whoever wants to leave may be quick.
  if (sequence.endsWith('\u0003')) return { key: 'C-c' };
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

function isText(typed: string): boolean {
  return typed !== '' && !/\p{Cc}/u.test(typed);
}
