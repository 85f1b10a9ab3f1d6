// The parser's tree into ours: what we do not draw, and what lies too deep, becomes the text that it was.
import type { BlockContent, ListItem, Node, PhrasingContent, RootContent } from 'mdast';
import { isMasked, safeHref } from './literals.ts';
import { addLines, inlineOf, plainInlines } from './plain-text.ts';
import { type Block, DEPTH_MAX, type Inline, wordsOf } from './tree.ts';

type Marked = { readonly inLink: boolean; readonly depth: number; readonly source: string };

/** The blocks of a document; `source` is what was parsed. */
export function blocksOf(nodes: readonly RootContent[], source: string, depth = 0): Block[] {
  return nodes.map((node) => {
    const block = depth < DEPTH_MAX ? blockOf(node, source, depth) : undefined;
    return block ?? { kind: 'paragraph', inside: plainInlines(sourceOf(node, source).trim()) };
  });
}

/** `undefined` for what is not drawn, and for what would show nothing: a lone `>` or `-` is a word. */
function blockOf(node: RootContent, source: string, depth: number): Block | undefined {
  switch (node.type) {
    case 'paragraph':
      return { kind: 'paragraph', inside: lineOf(node.children, source, depth) };
    case 'heading': {
      const inside = lineOf(node.children, source, depth);
      const level = Math.min(node.depth, 3) as 1 | 2 | 3;
      return inside.length > 0 ? { kind: 'heading', level, inside } : undefined;
    }
    case 'code':
      if (node.value === '') return;
      return { kind: 'code', language: node.lang ?? '', text: node.value };
    case 'blockquote': {
      const inside = blocksOf(node.children, source, depth + 1);
      return inside.length > 0 ? { kind: 'quote', inside } : undefined;
    }
    case 'list': {
      const items = node.children.map((item) => itemOf(item, source, depth + 1));
      if (items.every((item) => item.length === 0)) return;
      return { kind: 'list', ordered: node.ordered === true, start: node.start ?? 1, items };
    }
    case 'thematicBreak':
      return { kind: 'rule' };
    default:
      return;
  }
}

function itemOf(item: ListItem, source: string, depth: number): Block[] {
  return blocksOf(item.children as BlockContent[], source, depth);
}

function lineOf(nodes: readonly PhrasingContent[], source: string, depth: number): Inline[] {
  return inlinesOf(nodes, { inLink: false, depth, source });
}

function inlinesOf(nodes: readonly PhrasingContent[], marked: Marked): Inline[] {
  const inlines: Inline[] = [];
  for (const node of nodes) addInline(inlines, node, marked);
  return inlines;
}

function addInline(inlines: Inline[], node: PhrasingContent, marked: Marked): void {
  const { source, depth, inLink } = marked;
  switch (node.type) {
    case 'text':
      addLines(inlines, node.value);
      return;
    case 'break':
      inlines.push({ kind: 'break' });
      return;
    case 'inlineCode':
      inlines.push({ kind: 'code', text: node.value });
      return;
    case 'literal': {
      const { from, until } = node.literal;
      const text = source.slice(from, until);
      if (inLink) addLines(inlines, text);
      else inlines.push(inlineOf(node.literal, text));
      return;
    }
    default: {
      const inline =
        depth < DEPTH_MAX ? insideOf(node, { ...marked, depth: depth + 1 }) : undefined;
      if (inline) inlines.push(inline);
      else addLines(inlines, sourceOf(node, source));
    }
  }
}

/** `undefined` for what is shown as it was written. */
function insideOf(node: PhrasingContent, marked: Marked): Inline | undefined {
  switch (node.type) {
    case 'strong':
    case 'emphasis':
      return { kind: node.type, inside: inlinesOf(node.children, marked) };
    case 'delete':
      return { kind: 'strike', inside: inlinesOf(node.children, marked) };
    case 'link':
      return linkOf(node.url, inlinesOf(node.children, { ...marked, inLink: true }), marked);
    case 'image':
      return linkOf(node.url, node.alt ? [{ kind: 'text', text: node.alt }] : [], marked);
    default:
      return;
  }
}

/** A link in a link, one that leads to no safe place, and one that shows another place than its own, are none. */
function linkOf(url: string, inside: readonly Inline[], { inLink }: Marked): Inline | undefined {
  const href = inLink ? undefined : safeHref(url);
  const words = wordsOf(inside);
  if (href === undefined || isMasked(words, href)) return;
  const shown: readonly Inline[] = words.trim() === '' ? [{ kind: 'text', text: href }] : inside;
  return { kind: 'link', href, inside: shown };
}

function sourceOf({ position }: Node, source: string): string {
  return source.slice(position?.start.offset, position?.end.offset);
}
