// What people wrote, made fit for a terminal: no escape sequence, no control character and no change of direction of
// theirs is ever written to it.

// Marks, overrides and isolates of direction.
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// Controls of both sets but the line feed; a lone surrogate is no character at all; and where one of these stands, Kitty shows a
// piece of a picture.
const CONTROL = /[\p{Cc}\p{Cs}\ufff9-\ufffb\u{10eeee}]/gu;
// Letters of this many marks are an attack on the lines above and below.
const STACKED = /(\p{M}{4})\p{M}+/gu;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
// JSON leaves these as they are, and some terminals obey them.
const RAW_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text of several lines: line feeds stay, tabs are spaces, other controls become the replacement character. */
export function safeText(text: string): string {
  return text
    .replace(LINE_ENDS, '\n')
    .replaceAll('\t', '    ')
    .replace(BIDI, '')
    .replace(CONTROL, (found) => (found === '\n' ? found : '\ufffd'))
    .replace(STACKED, '$1');
}

/** The same in one line. */
export function safeLine(text: string): string {
  return safeText(text).replaceAll('\n', ' ');
}

/** A value as JSON in one line that no terminal obeys. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    RAW_IN_JSON,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
