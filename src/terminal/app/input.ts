// What a terminal sends, taken apart: keys, what is pasted, the mouse, and what the terminal answers to questions. Answers and
// the mouse come as if they were keys: whatever reads keys must not see them, nor anything inside of a paste.

/** A piece of input. `keys` is for whatever knows the sequences of keys; it holds whole ones. */
export type Piece =
  | { readonly kind: 'keys'; readonly text: string }
  | { readonly kind: 'escape' }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'mouse'; readonly mouse: Mouse }
  | { readonly kind: 'answer'; readonly text: string };

/** What the mouse did, by SGR 1006: its button with modifiers; columns and rows count from 0. */
export interface Mouse {
  readonly button: number;
  readonly x: number;
  readonly y: number;
  readonly released: boolean;
}

/** Pieces, and what may be the beginning of another one: it comes again in front of what follows. */
export interface Taken {
  readonly pieces: readonly Piece[];
  readonly rest: string;
}

const ESC = '\u001b';
const BEL = '\u0007';
const PASTE = `${ESC}[200~`;
// Graphics (APC G), the terminal's name and the like (DCS), colours and the like (OSC).
const STRING = `${ESC}(?:_G|P[>0-9]|\\][0-9])[^${ESC}${BEL}]*`;
const CSI = `${ESC}\\[[0-?]*[ -/]*`;

const PASTED = new RegExp(`${ESC}\\[200~([^]*?)${ESC}\\[201~`, 'y');
const MOUSE = new RegExp(`${ESC}\\[<(\\d{1,4});(\\d{1,4});(\\d{1,4})([Mm])`, 'y');
// What the terminal can (DA1), how large a cell is, and all strings.
const ANSWER = new RegExp(
  `${ESC}\\[\\?[\\d;]*c|${ESC}\\[6;\\d+;\\d+t|${STRING}(?:${ESC}\\\\|${BEL})`,
  'y',
);
// Alt is an Escape in front. Only where Alt means something here it is Alt: with these letters, Enter, Backspace and arrows.
// Everything else is Escape and a key: somebody was quick, or a slow line brought both at once.
const ALT = `${ESC}(?:[bfdk\\r\\n\u0008\u007f]|${ESC}[[O][A-D])`;
const KEYS = new RegExp(`${ALT}|${CSI}[@-~]|${ESC}O[^]|[^${ESC}]+`, 'uy');
const PRESSED = new RegExp(`^(${ESC}+)([[O_P\\]]?)$`);
const BEGINNING = new RegExp(
  `${ESC}(?:O|[_P\\]])?$|${ESC}${ESC}[[O]?$|${CSI}$|${STRING}${ESC}?$`,
  'y',
);

/** Takes apart what has come so far. */
export function takeInput(text: string): Taken {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const found = pieceAt(text, at);
    if (!found) break;
    add(pieces, found.piece);
    at = found.end;
  }
  return { pieces, rest: text.slice(at) };
}

/** What is meant when nothing follows: Escape, perhaps with a key behind it; or nothing that one knows. */
export function takeRest(rest: string): readonly Piece[] {
  const [, escapes = '', key = ''] = PRESSED.exec(rest) ?? [];
  const pieces: Piece[] = [...escapes].map(() => ({ kind: 'escape' }));
  return key === '' ? pieces : [...pieces, { kind: 'keys', text: key }];
}

/** Whether the rest is a paste, which may take its time. */
export function isPaste(rest: string): boolean {
  return rest.startsWith(PASTE);
}

/** The piece that begins here; undefined when its end is still to come. */
function pieceAt(text: string, at: number): { piece: Piece; end: number } | undefined {
  const [pasted, inside = ''] = match(PASTED, text, at);
  if (pasted !== undefined) {
    return { piece: { kind: 'paste', text: inside }, end: at + pasted.length };
  }
  if (text.startsWith(PASTE, at)) return undefined;
  const [moved, button, x, y, end] = match(MOUSE, text, at);
  if (moved !== undefined) {
    const mouse = { button: Number(button), x: Number(x) - 1, y: Number(y) - 1 };
    const piece: Piece = { kind: 'mouse', mouse: { ...mouse, released: end === 'm' } };
    return { piece, end: at + moved.length };
  }
  const [answer] = match(ANSWER, text, at);
  if (answer !== undefined) {
    return { piece: { kind: 'answer', text: answer }, end: at + answer.length };
  }
  const [keys] = match(KEYS, text, at);
  if (keys !== undefined) return { piece: { kind: 'keys', text: keys }, end: at + keys.length };
  const [beginning] = match(BEGINNING, text, at);
  return beginning === undefined ? { piece: { kind: 'escape' }, end: at + 1 } : undefined;
}

function match(pattern: RegExp, text: string, at: number): readonly (string | undefined)[] {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? [];
}

function add(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (piece.kind === 'keys' && last?.kind === 'keys') {
    pieces[pieces.length - 1] = { kind: 'keys', text: last.text + piece.text };
  } else {
    pieces.push(piece);
  }
}
