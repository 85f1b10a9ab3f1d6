// The Markdown of a chat: micromark without HTML, indented code, underlined headings, definitions and character
// references, with quotes that are no emoticons (`>:(`) and literals that were found beforehand.

import type { Node } from 'mdast';
import type { CompileContext, Token, Extension as TreeExtension } from 'mdast-util-from-markdown';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { blockQuote } from 'micromark-core-commonmark';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { factorySpace } from 'micromark-factory-space';
import type {
  Code,
  Construct,
  Effects,
  Extension,
  State,
  TokenizeContext,
} from 'micromark-util-types';
import type { Literal } from './literals.ts';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    literal: 'literal';
  }
}

declare module 'mdast' {
  interface PhrasingContentMap {
    literal: LiteralNode;
  }
  interface RootContentMap {
    literal: LiteralNode;
  }
}

/** A literal in the parser's tree. */
export interface LiteralNode extends Node {
  type: 'literal';
  literal: Literal;
}

const OFF = [
  'codeIndented',
  'setextUnderline',
  'htmlFlow',
  'htmlText',
  'definition',
  'characterReference',
];
const EMOTICON_AFTER = new Set([...':;.=_^<-)('].map((char) => char.charCodeAt(0)));
const LINE_ENDS = [-5, -4, -3] as const;

/** What to parse with; `literals` are those of the very text that will be parsed. */
export function syntaxOf(literals: ReadonlyMap<number, Literal>): Extension[] {
  const literal = literalConstruct(literals);
  const text: Record<number, Construct> = {};
  for (const char of '@hH') text[char.charCodeAt(0)] = literal;
  for (const code of LINE_ENDS) text[code] = LINE_END;
  return [
    gfmStrikethrough({ singleTilde: false }),
    { text, document: { 62: QUOTE }, disable: { null: [...OFF, 'blockQuote'] } },
  ];
}

/** How tokens become a tree; `literals` are those given to `syntaxOf`. */
export function treeOf(literals: ReadonlyMap<number, Literal>): TreeExtension[] {
  return [
    gfmStrikethroughFromMarkdown(),
    {
      enter: { literal: enterLiteral },
      // Labels matter for definitions only, and decoding one needs innerHTML in a browser, which Trusted Types forbid.
      exit: { labelText: () => undefined },
    },
  ];

  function enterLiteral(this: CompileContext, token: Token): undefined {
    const literal = literals.get(token.start.offset);
    if (!literal) return;
    this.enter({ type: 'literal', literal }, token);
    this.exit(token);
  }
}

function literalConstruct(literals: ReadonlyMap<number, Literal>): Construct {
  return { name: 'literal', tokenize };

  function tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const literal = literals.get(this.now().offset);
    if (!literal) return nok;
    let left = literal.until - literal.from;
    return start;

    function start(code: Code): State | undefined {
      effects.enter('literal');
      return inside(code);
    }
    function inside(code: Code): State | undefined {
      effects.consume(code);
      if (--left > 0) return inside;
      effects.exit('literal');
      return ok;
    }
  }
}

/** A line may be indented in a chat: nothing after a line end is eaten. */
const LINE_END: Construct = {
  name: 'lineEndOfChat',
  tokenize(effects, ok) {
    return (code) => {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return ok;
    };
  },
};

/** As in CommonMark, but `>:(`, `>.<` and `>=` begin none. */
const QUOTE: Construct = {
  ...blockQuote,
  name: 'quoteOfChat',
  tokenize(effects, ok, nok) {
    const quote = blockQuote.tokenize.call(this, effects, ok, nok);
    return effects.check(NO_EMOTICON, quote, nok);
  },
  continuation: {
    tokenize(effects, ok, nok) {
      return factorySpace(effects, effects.attempt(QUOTE_MARK, ok, nok), 'linePrefix');
    },
  },
};

/** Not called by its name, which is among what is off. */
const QUOTE_MARK: Construct = { name: 'quoteMarkOfChat', tokenize: blockQuote.tokenize };

const NO_EMOTICON: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return (code) => {
      if (code !== 62) return nok(code);
      effects.enter('data');
      effects.consume(code);
      effects.exit('data');
      return (next) => (next !== null && EMOTICON_AFTER.has(next) ? nok(next) : ok(next));
    };
  },
};
