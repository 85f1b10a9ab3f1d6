// Markdown into the tree of a message. Never throws, and takes bounded time whatever the text is.
import { fromMarkdown } from 'mdast-util-from-markdown';
import { isBearable } from './bounds.ts';
import { blocksOf } from './convert.ts';
import { literalsIn } from './literals.ts';
import { normalized, plainBlocks, unmarkedBlocks } from './plain-text.ts';
import { syntaxOf, treeOf } from './syntax.ts';
import type { Block } from './tree.ts';

/** What a text says. Its HTML is text; its line breaks are breaks. */
export function parseMarkup(text: string): readonly Block[] {
  return unmarkedBlocks(text) ?? parseMarked(text);
}

/** As `parseMarkup`, but by the parser even where there is nothing for it. */
export function parseMarked(text: string): readonly Block[] {
  const source = normalized(text);
  if (!isBearable(source)) return plainBlocks(source);
  const literals = new Map(literalsIn(source).map((literal) => [literal.from, literal]));
  const root = fromMarkdown(source, {
    extensions: syntaxOf(literals),
    mdastExtensions: treeOf(literals),
  });
  const blocks = blocksOf(root.children, source);
  return blocks.every(({ kind }) => kind === 'rule') ? plainBlocks(source) : blocks;
}
