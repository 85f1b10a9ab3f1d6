// What can be chosen for a token, from the sources of whoever uses completion.
import type { Token, TokenKind } from './token.ts';

/** One line of the list. `sign`: what stands before it, an emoji; people have their face. */
export interface Choice {
  readonly key: string;
  readonly kind: TokenKind;
  readonly label: string;
  readonly detail: string;
  /** Takes the place of the token, sign and all. */
  readonly insert: string;
  readonly sign?: string;
}

/** A command that begins with a slash; `insert` where more than its name is to be put in. */
export interface Command {
  readonly name: string;
  readonly hint: string;
  readonly insert?: string;
}

/** Where choices come from; what is missing is not completed. */
export interface Sources {
  readonly people?: (query: string) => readonly {
    readonly key: string;
    readonly label: string;
    readonly detail: string;
    readonly insert: string;
  }[];
  readonly emoji?: (
    query: string,
  ) => Promise<
    readonly { readonly emoji: string; readonly label: string; readonly shortcode: string }[]
  >;
  readonly commands?: readonly Command[];
}

/** People or commands for a token; undefined where nobody completes such a token at once. */
export function choicesNow(
  { kind, query }: Token,
  { people, commands }: Sources,
): readonly Choice[] | undefined {
  if (kind === 'person') return people?.(query).map((one) => ({ ...one, kind }));
  return kind === 'command' && commands ? commandsFor(query, commands) : undefined;
}

/** Emoji for a token; undefined where nobody completes such a token later. */
export function choicesLater(
  { kind, query }: Token,
  { emoji }: Sources,
): Promise<readonly Choice[]> | undefined {
  if (kind !== 'emoji') return undefined;
  return emoji?.(query).then((found) =>
    found.map(({ emoji: sign, label, shortcode }) => ({
      key: sign,
      kind,
      label: `:${shortcode}:`,
      detail: label,
      insert: `${sign} `,
      sign,
    })),
  );
}

/** Whether the choice is what stands there already: Enter need not put it in. */
export function isWritten({ kind, query }: Token, { label }: Choice): boolean {
  return kind === 'command' && label === `/${query.toLowerCase()}`;
}

/** The emoji whose shortcode is what was typed. */
export function exactOf({ kind, query }: Token, choices: readonly Choice[]): Choice | undefined {
  if (kind !== 'emoji') return undefined;
  return choices.find(({ label }) => label === `:${query.toLowerCase()}:`);
}

function commandsFor(query: string, commands: readonly Command[]): readonly Choice[] {
  const typed = query.toLowerCase();
  return commands
    .filter(({ name }) => name.startsWith(typed))
    .map(({ name, hint, insert = `/${name} ` }) => ({
      key: name,
      kind: 'command',
      label: `/${name}`,
      detail: hint,
      insert,
    }));
}
