// What stands before the caret and asks for completion: @somebody, :smile, or a /command at the very start.

/** What is completed. */
export type TokenKind = 'person' | 'emoji' | 'command';

/** A piece of the text from its sign up to the caret; `query` is without the sign. */
export interface Token {
  readonly kind: TokenKind;
  readonly query: string;
  readonly from: number;
  readonly to: number;
}

// A sign counts at the beginning of a word only: not in mail@example.org, 12:30, https://, a:b.
const PERSON = /(?:^|[\s([{"'“„«*_~>])@([\p{L}\p{N}\p{M}._-]{0,40})$/u;
const EMOJI = /(?:^|[^\p{L}\p{N}:/\\])(:([a-z0-9_+-]{2,40}))$/iu;
const COMMAND = /^\/([a-z]{0,20})$/i;
/** No token is longer, so that a long text is not read again at every key. */
const LOOK_BACK = 64;

/** The token before the caret, if there is one. None within code. */
export function tokenBefore(text: string, caret: number): Token | undefined {
  const before = text.slice(0, caret);
  const command = COMMAND.exec(before)?.[1];
  if (command !== undefined) return tokenOf('command', command, caret);
  const near = before.slice(-LOOK_BACK);
  const person = PERSON.exec(near)?.[1];
  const emoji = EMOJI.exec(near)?.[2];
  if ((person ?? emoji) === undefined || inCode(before)) return undefined;
  return person === undefined
    ? tokenOf('emoji', emoji ?? '', caret)
    : tokenOf('person', person, caret);
}

function tokenOf(kind: TokenKind, query: string, caret: number): Token {
  return { kind, query, from: caret - query.length - 1, to: caret };
}

/** An open fence anywhere before, or an open backtick in the same paragraph. */
function inCode(before: string): boolean {
  const fences = before.split('```');
  if (fences.length % 2 === 0) return true;
  const paragraph =
    fences
      .at(-1)
      ?.split(/\n\s*\n/)
      .at(-1) ?? '';
  return paragraph.split('`').length % 2 === 0;
}
