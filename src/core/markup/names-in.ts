// Whom a text calls: the server asks it to find out who is mentioned, so it says what the faces show, by the same tree.
import { parseMarkup } from './parse.ts';
import type { Block, Inline } from './tree.ts';

const NAMES_MAX = 50;

/** The names after `@` as they were written, each once, in order, at most fifty; those in code and links call nobody. */
export function namesIn(text: string): readonly string[] {
  if (!text.includes('@')) return [];
  const names = new Set<string>();
  for (const block of parseMarkup(text)) addOfBlock(names, block);
  return [...names].slice(0, NAMES_MAX);
}

/** Whether one of the names means everybody in the chat. */
export function callsAll(names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase() === 'all');
}

function addOfBlock(names: Set<string>, block: Block): void {
  if (block.kind === 'paragraph' || block.kind === 'heading') addOfLine(names, block.inside);
  if (block.kind === 'quote') for (const inner of block.inside) addOfBlock(names, inner);
  if (block.kind === 'list') for (const inner of block.items.flat()) addOfBlock(names, inner);
}

function addOfLine(names: Set<string>, inlines: readonly Inline[]): void {
  for (const inline of inlines) {
    if (inline.kind === 'mention') names.add(inline.name);
    else if ('inside' in inline) addOfLine(names, inline.inside);
  }
}
