// Connections behind which nobody is known yet, oldest first. Anybody can open them without an account, so when there are
// too many connections it is they who make room, and never those of people who are signed in.

/** The strangers at one gateway. */
export class Strangers<Connection> {
  readonly #max: number;
  readonly #end: (connection: Connection) => void;
  readonly #strangers = new Set<Connection>();

  /** `max`: connections of all kinds at a time. `end` ends one; that it is gone is to be told by `forget`. */
  constructor(max: number, end: (connection: Connection) => void) {
    this.#max = max;
    this.#end = end;
  }

  /** A connection is there. */
  meet(connection: Connection): void {
    this.#strangers.add(connection);
  }

  /** It is gone, or known to be somebody's. */
  forget(connection: Connection): void {
    this.#strangers.delete(connection);
  }

  /** Whether there is room beside `count` others. Where there is none, the longest-waiting stranger makes some. */
  makeRoom(count: number): boolean {
    if (count < this.#max) return true;
    const [oldest] = this.#strangers;
    if (oldest === undefined) return false;
    this.#strangers.delete(oldest);
    this.#end(oldest);
    return true;
  }
}
