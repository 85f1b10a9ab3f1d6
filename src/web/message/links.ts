// Finds web addresses in plain text. Only http and https; everything else stays text.

/** A part of a text, beginning at `at`; with `href` it is a link. */
export interface TextPart {
  readonly at: number;
  readonly text: string;
  readonly href?: string;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"“”«»\u202a-\u202e\u2066-\u2069]+/gi;
const ENDS = new Set(".,;:!?'’…");
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The text in order, cut where links begin and end. */
export function linksIn(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutEnd(match[0]);
    const href = hrefOf(address);
    if (href === undefined) continue;
    if (match.index > done) parts.push({ at: done, text: text.slice(done, match.index) });
    parts.push({ at: match.index, text: address, href });
    done = match.index + address.length;
  }
  if (done < text.length) parts.push({ at: done, text: text.slice(done) });
  return parts;
}

/**
 * Punctuation after an address belongs to the sentence, brackets only when they were opened outside. One look at each
 * character, as a hostile text may end in thousands.
 */
function withoutEnd(address: string): string {
  const surplus = surplusOf(address);
  let end = address.length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    const opening = PAIRS[last];
    if (opening === undefined ? !ENDS.has(last) : (surplus[last] ?? 0) <= 0) break;
    if (opening !== undefined) surplus[last] = (surplus[last] ?? 0) - 1;
  }
  return address.slice(0, end);
}

/** How many more brackets of each kind are closed than opened. */
function surplusOf(address: string): Record<string, number> {
  const surplus: Record<string, number> = {};
  for (const [closing, opening] of Object.entries(PAIRS)) {
    surplus[closing] = count(address, closing) - count(address, opening);
  }
  return surplus;
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

function hrefOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}
