// What highlight.js says about code, read strictly: its spans, the five characters that it escapes, and text.

/** The four looks that code has besides plain. */
export type Look = 'comment' | 'keyword' | 'string' | 'value';

/** A stretch of code of one look, beginning at `at`. */
export interface Piece {
  readonly at: number;
  readonly text: string;
  readonly look?: Look;
}

const PART =
  /<span class="((?:hljs-|language-)[\w -]*)">|(<\/span>)|&(amp|lt|gt|quot|#x27);|([^<&]+)/y;
const ESCAPED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
};
// biome-ignore format: a table
const LOOKS: Readonly<Record<string, Look>> = {
  comment: 'comment', quote: 'comment', deletion: 'comment', meta: 'comment', doctag: 'comment',
  keyword: 'keyword', 'selector-tag': 'keyword', name: 'keyword', section: 'keyword', built_in: 'keyword', tag: 'keyword',
  string: 'string', regexp: 'string', addition: 'string', char: 'string', link: 'string', code: 'string', symbol: 'string',
  number: 'value', literal: 'value', title: 'value', type: 'value', attr: 'value', attribute: 'value', property: 'value',
  variable: 'value', 'template-variable': 'value', 'selector-class': 'value', 'selector-id': 'value',
};

/** The pieces that `html` is made of; `undefined` unless they are all known and together are `code`. */
export function piecesIn(html: string, code: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  const looks: (Look | undefined)[] = [];
  let at = 0;
  PART.lastIndex = 0;
  for (let done = 0; done < html.length; done = PART.lastIndex) {
    const part = PART.exec(html);
    if (!part) return;
    const [, opened, closed, escaped, plain] = part;
    if (opened !== undefined) looks.push(lookOf(opened, looks.at(-1)));
    else if (closed !== undefined) looks.pop();
    else at += add(pieces, at, plain ?? ESCAPED[escaped ?? ''] ?? '', looks.at(-1));
  }
  return at === code.length && pieces.map(({ text }) => text).join('') === code
    ? pieces
    : undefined;
}

/** What is put into a string has its own look; what has no look of ours keeps the one around it. */
function lookOf(names: string, around: Look | undefined): Look | undefined {
  const name = /^hljs-([\w-]+)/.exec(names)?.[1];
  if (name === undefined || name === 'subst') return;
  return LOOKS[name] ?? around;
}

function add(pieces: Piece[], at: number, text: string, look: Look | undefined): number {
  const last = pieces.at(-1);
  if (last && last.look === look) pieces[pieces.length - 1] = { ...last, text: last.text + text };
  else pieces.push(look === undefined ? { at, text } : { at, text, look });
  return text.length;
}
