// What a message says, as a small closed tree: all that a face may have to draw, and nothing else (no HTML, no images).

/** A part of a line. A `mention` is only what looks like one: whether it is somebody, the face knows. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'strike'; readonly inside: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly inside: readonly Inline[] }
  | { readonly kind: 'mention'; readonly name: string }
  | { readonly kind: 'break' };

/** A part of a message that begins on a line of its own. */
export type Block =
  | { readonly kind: 'paragraph'; readonly inside: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly inside: readonly Inline[] }
  | { readonly kind: 'quote'; readonly inside: readonly Block[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly kind: 'rule' };

/** Marks may stand in marks, and blocks in blocks, this often; what is deeper is text as it was written. */
export const DEPTH_MAX = 12;

/** The words of some inlines, without any marks; a break is a line break. */
export function wordsOf(inlines: readonly Inline[]): string {
  let words = '';
  for (const inline of inlines) words += wordsOfOne(inline);
  return words;
}

function wordsOfOne(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'mention':
      return `@${inline.name}`;
    case 'break':
      return '\n';
    default:
      return wordsOf(inline.inside);
  }
}
