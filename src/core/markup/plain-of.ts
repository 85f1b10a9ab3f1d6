// A text in one line and without marks: for previews, notifications and quotes.
import { parseMarkup } from './parse.ts';
import { type Block, wordsOf } from './tree.ts';

// What a line shows of a text lies at its beginning; marks and blank lines take some room of it.
const READ_PER_CHAR = 8;
const READ_MIN = 1000;

/** One line of at most `max` characters, an ellipsis among them where there is more. Code stays, line ends are spaces. */
export function plainOf(text: string, max: number): string {
  const read = Math.max(READ_MIN, max * READ_PER_CHAR);
  const lines = parseMarkup(text.slice(0, read)).map(lineOf);
  const line = lines.join(' ').replace(/\s+/g, ' ').trim();
  const whole = line.length <= max && text.length <= read;
  return whole ? line : `${withoutHalves(line.slice(0, Math.max(0, max - 1))).trimEnd()}…`;
}

function lineOf(block: Block): string {
  switch (block.kind) {
    case 'code':
      return block.text;
    case 'rule':
      return '';
    case 'quote':
      return block.inside.map(lineOf).join(' ');
    case 'list':
      return block.items.map((item) => item.map(lineOf).join(' ')).join(' ');
    default:
      return wordsOf(block.inside);
  }
}

/** No half of a character, no joiner without what it joins. */
function withoutHalves(line: string): string {
  return line.replace(/[\ud800-\udbff\u200d]+$/, '');
}
