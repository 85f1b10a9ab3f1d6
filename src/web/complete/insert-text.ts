// Puts text into a box as if it had been typed: the browser can undo it, and React hears of it.

/** What stands from `from` to `to` is replaced by `text`; the caret is behind it afterwards. */
export interface Insertion {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Where the browser cannot type by itself, `setText` is told the whole new text instead. */
export function insertText(
  box: HTMLTextAreaElement,
  { from, to, text }: Insertion,
  setText: (text: string) => void,
): void {
  box.focus({ preventScroll: true });
  box.setSelectionRange(from, to);
  // Old and without a successor: nothing else writes into the browser's own list of what can be undone.
  if (document.execCommand('insertText', false, text)) return;
  box.setRangeText(text, from, to, 'end');
  setText(box.value);
}
