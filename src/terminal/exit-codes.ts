// With which codes the commands end, and the error that carries one: a plain sentence for standard error.
import type { Outcome } from '#client/model.ts';

/** Documented in docs/terminal.md. */
export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  notSignedIn: 3,
  notFound: 4,
  unreachable: 5,
  interrupted: 130,
} as const;

/** An expected end without success: a sentence for people and a code for scripts. */
export class Stop extends Error {
  override name = 'Stop';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const MISSING: ReadonlySet<string> = new Set(['notFound', 'noSuchUser', 'noSuchChat']);

/** The value of an outcome; throws a Stop in words when there is none. */
export function expectValue<T>(outcome: Outcome<T>, server: string): T {
  if (outcome.ok) return outcome.value;
  if ('offline' in outcome) {
    throw new Stop(EXIT.unreachable, `The server at ${server} cannot be reached.`);
  }
  const { rejected, message } = outcome.refused;
  if (rejected === 'notSignedIn') {
    throw new Stop(EXIT.notSignedIn, 'You are signed out. Sign in with: kith login');
  }
  throw new Stop(MISSING.has(rejected) ? EXIT.notFound : EXIT.refused, message);
}
