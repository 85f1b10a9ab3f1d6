// Colours for code: highlight.js with the grammar of one language, both loaded when such code is first seen. Of its answer
// only spans of its own classes are understood; anything else in it and the code stays plain.
import type { HLJSApi } from 'highlight.js';
import { languageOf, loadGrammar } from './languages.ts';
import { type Piece, piecesIn } from './pieces.ts';

const CODE_CHARS_MAX = 10_000;
/** Grammars look at a long word once from each of its characters, so that two of these would take seconds. */
const ENDLESS = /[^\n]{1001}|[\w$]{201}/;
const KEPT_MAX = 100;

let highlighter: HLJSApi | undefined;
const kept = new Map<string, readonly Piece[]>();

/** The code in coloured pieces; `later` when the grammar has to be fetched first, `plain` when there are no colours. */
export function piecesOf(code: string, language: string): readonly Piece[] | 'later' | 'plain' {
  const known = languageOf(language);
  if (known === undefined || code.length > CODE_CHARS_MAX || ENDLESS.test(code)) return 'plain';
  if (!highlighter?.getLanguage(known)) return 'later';
  const key = `${known}\n${code}`;
  const pieces = kept.get(key) ?? coloured(highlighter, code, known);
  if (!pieces) return 'plain';
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(key, pieces);
  return pieces;
}

/** Resolves when `piecesOf` can say more, or, when the grammar cannot be had, as well: then the code stays plain. */
export async function fetchGrammar(language: string): Promise<void> {
  const known = languageOf(language);
  if (known === undefined) return;
  try {
    const [core, grammar] = await Promise.all([
      import('highlight.js/lib/core'),
      loadGrammar(known),
    ]);
    highlighter = core.default;
    highlighter.registerLanguage(known, grammar);
  } catch {
    // The server is gone or was renewed: no colours this time, and another try with the next code.
  }
}

function coloured(by: HLJSApi, code: string, language: string): readonly Piece[] | undefined {
  try {
    return piecesIn(by.highlight(code, { language, ignoreIllegals: true }).value, code);
  } catch {
    return;
  }
}
