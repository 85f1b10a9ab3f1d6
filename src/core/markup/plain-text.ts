// Text without marks as a tree, without the Markdown parser: paragraphs, breaks, addresses, names.
import { type Literal, literalsIn } from './literals.ts';
import type { Block, Inline } from './tree.ts';

// Whatever of these stands in a text may be a mark; the parser decides. More than that parser needs, never less.
const MARKS = /[*_~`[\]\\<]|^[ \t]*(?:[#>+-]|\d{1,9}[.)])/m;
const BLANK = /\n[ \t]*(?:\n[ \t]*)+/;

/** Line ends are `\n`; what no text may hold is replaced. The parser would do so too, but then offsets would differ. */
export function normalized(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '\ufffd')
    .replace(/^\ufeff+/, '');
}

/** The tree of a text that holds no marks; `undefined` where there may be some. */
export function unmarkedBlocks(text: string): readonly Block[] | undefined {
  return MARKS.test(normalized(text)) ? undefined : plainBlocks(text);
}

/** The tree of a text whose marks, if there are any, are to be shown as they are. */
export function plainBlocks(text: string): readonly Block[] {
  return normalized(text)
    .split(BLANK)
    .map((part) =>
      part
        .split('\n')
        .map(withoutTail)
        .join('\n')
        .replace(/^[ \t\n]+|\n$/g, ''),
    )
    .filter((part) => part !== '')
    .map((part) => ({ kind: 'paragraph', inside: plainInlines(part) }));
}

/** Not by an expression: that would look at a long gap once from each of its characters. */
function withoutTail(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return line.slice(0, end);
}

/** A stretch of text with its breaks, addresses and names. */
export function plainInlines(text: string): readonly Inline[] {
  const inlines: Inline[] = [];
  let done = 0;
  for (const literal of literalsIn(text)) {
    addLines(inlines, text.slice(done, literal.from));
    inlines.push(inlineOf(literal, text.slice(literal.from, literal.until)));
    done = literal.until;
  }
  addLines(inlines, text.slice(done));
  return inlines;
}

/** A literal as it stands in the tree. */
export function inlineOf({ href, name = '' }: Literal, text: string): Inline {
  if (href === undefined) return { kind: 'mention', name };
  return { kind: 'link', href, inside: [{ kind: 'text', text }] };
}

/** Appends text to a tree; line breaks become breaks, and what stands beside text becomes one with it. */
export function addLines(inlines: Inline[], text: string): void {
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) inlines.push({ kind: 'break' });
    const last = inlines.at(-1);
    if (line === '') continue;
    if (last?.kind === 'text')
      inlines[inlines.length - 1] = { kind: 'text', text: last.text + line };
    else inlines.push({ kind: 'text', text: line });
  }
}
