// Finds what needs no marks in a text: web addresses and @names. One look at each character, as a
// hostile text may be made of nothing else.

/** A stretch of a text that means itself: an address, or somebody's name without its `@`. */
export interface Literal {
  readonly from: number;
  readonly until: number;
  readonly href?: string;
  readonly name?: string;
}

const ADDRESS =
  /(?<![\p{L}\p{N}])https?:\/\/(?:[^\s<>"“”«»`\]\p{Cc}\u202a-\u202e\u2066-\u2069]|\](?!\())+/giu;
const HREF = /^(?:https?:\/\/[^\s/?#\\]|mailto:[^\s/])/i;
const UNSAFE = /[\s\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u;
const HOST = /^(?:https?:\/\/)?(?:[^\s/?#@]*@)?([^\s/?#:@]+)/i;
const LIKE_ADDRESS =
  /^\s*(?:https?:\/\/|www\.|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:[:/?#]|\s*$))/iu;
const ENDS = new Set(".,;:!?'’…*_~|");
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

const NAME = /@([\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*)/gu;
const NAME_CHARS_MAX = 50;
const WORD = /[\p{L}\p{M}\p{N}]/u;
const JOINTS = new Set('._+-');

/** The addresses and names of a text in order; none lies in another. */
export function literalsIn(text: string): readonly Literal[] {
  const names = text.includes('@') ? namesAt(text) : [];
  const addresses = addressesAt(text);
  if (addresses.length === 0) return names;
  const all: Literal[] = [];
  let next = 0;
  for (const address of addresses) {
    for (; (names[next]?.from ?? Number.POSITIVE_INFINITY) < address.until; next++) {
      const name = names[next];
      if (name && name.until <= address.from) all.push(name);
    }
    all.push(address);
  }
  return all.concat(names.slice(next));
}

/** The address if a link may lead there: the web and mail, nothing that runs, nothing that hides. */
export function safeHref(address: string): string | undefined {
  return HREF.test(address) && !UNSAFE.test(address) ? address : undefined;
}

/** Whether words on a link show one place while it leads to another. */
export function isMasked(words: string, href: string): boolean {
  if (!LIKE_ADDRESS.test(words)) return false;
  const shown = HOST.exec(words.trim())?.[1];
  return shown?.toLowerCase() !== HOST.exec(href)?.[1]?.toLowerCase();
}

function addressesAt(text: string): Literal[] {
  const found: Literal[] = [];
  for (const match of text.matchAll(ADDRESS)) {
    const href = safeHref(withoutEnd(match[0]));
    if (href === undefined) continue;
    found.push({ from: match.index, until: match.index + href.length, href });
  }
  return found;
}

/** Punctuation after an address belongs to the sentence, brackets only when they were opened outside. */
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

function namesAt(text: string): Literal[] {
  const found: Literal[] = [];
  for (const match of text.matchAll(NAME)) {
    const name = withoutJoints(match[1] ?? '');
    const until = match.index + 1 + name.length;
    if (name.length > NAME_CHARS_MAX || isAddressLike(text, match.index, match[0].length)) continue;
    found.push({ from: match.index, until, name });
  }
  return found;
}

function withoutJoints(name: string): string {
  let end = name.length;
  while (JOINTS.has(name.charAt(end - 1))) end--;
  return name.slice(0, end);
}

/** In an e-mail address, in `@name@server`, in a path: there it calls nobody. */
function isAddressLike(text: string, at: number, length: number): boolean {
  if (text.charAt(at + length) === '@') return true;
  let before = at - 1;
  while (JOINTS.has(text.charAt(before))) before--;
  const adjoining = text.charAt(at - 1);
  if (adjoining === '@' || adjoining === '/') return true;
  return WORD.test(lastChar(text, before));
}

/** The whole character that ends at `at`, which may be two units long. */
function lastChar(text: string, at: number): string {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? text.slice(at - 1, at + 1) : text.charAt(at);
}
