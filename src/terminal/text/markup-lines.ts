// What a message says as lines of a terminal: Markdown's tree drawn with bold, italics, indents and marks.
import { parseMarkup } from '#core/markup/parse.ts';
import type { Block, Inline } from '#core/markup/tree.ts';
import { safeLine, safeText } from './safe.ts';
import { type Line, type Look, type Span, span, wrap } from './spans.ts';

/** The lines of a text, each at most `columns` wide. `isPerson` tells names from words behind an @. */
export function markupLines(
  text: string,
  columns: number,
  isPerson: (name: string) => boolean,
): Line[] {
  return blocksLines(parseMarkup(text), columns, isPerson);
}

type IsPerson = (name: string) => boolean;

function blocksLines(blocks: readonly Block[], columns: number, isPerson: IsPerson): Line[] {
  const lines: Line[] = [];
  for (const block of blocks) {
    if (lines.length > 0 && block.kind !== 'list') lines.push([]);
    lines.push(...blockLines(block, columns, isPerson));
  }
  return lines;
}

function blockLines(block: Block, columns: number, isPerson: IsPerson): Line[] {
  switch (block.kind) {
    case 'paragraph':
      return wrap(spansOf(block.inside, {}, isPerson), columns);
    case 'heading':
      return wrap(spansOf(block.inside, { bold: true }, isPerson), columns);
    case 'quote':
      return blocksLines(block.inside, columns - 2, isPerson).map(behind('▏ ', { dim: true }));
    case 'code':
      return wrap([span(safeText(block.text), { color: 'yellow' })], columns - 2).map(behind('  '));
    case 'list':
      return block.items.flatMap((item, index) => {
        const mark = block.ordered ? `${block.start + index}. ` : '• ';
        const inside = blocksLines(item, columns - mark.length, isPerson);
        return inside.map((line, at) => [span(at === 0 ? mark : ' '.repeat(mark.length)), ...line]);
      });
    default:
      return [[span('─'.repeat(Math.min(20, columns)), { dim: true })]];
  }
}

function behind(mark: string, look: Look = {}): (line: Line) => Line {
  return (line) => [span(mark, look), ...line];
}

function spansOf(inlines: readonly Inline[], look: Look, isPerson: IsPerson): Span[] {
  return inlines.flatMap((inline) => spansOfOne(inline, look, isPerson));
}

function spansOfOne(inline: Inline, look: Look, isPerson: IsPerson): Span[] {
  switch (inline.kind) {
    case 'text':
      return [span(safeText(inline.text), look)];
    case 'code':
      return [span(safeLine(inline.text), { ...look, color: 'yellow' })];
    case 'strong':
      return spansOf(inline.inside, { ...look, bold: true }, isPerson);
    case 'emphasis':
      return spansOf(inline.inside, { ...look, italic: true }, isPerson);
    case 'strike':
      return spansOf(inline.inside, { ...look, strike: true }, isPerson);
    case 'link':
      return spansOf(inline.inside, { ...look, underline: true, link: inline.href }, isPerson);
    case 'mention': {
      const known = isPerson(inline.name);
      return [
        span(`@${safeLine(inline.name)}`, known ? { ...look, color: 'cyan', bold: true } : look),
      ];
    }
    default:
      return [span('\n', look)];
  }
}
