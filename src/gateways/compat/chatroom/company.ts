// Whom one person in the room has been told of: who is here by presence, wherever they are signed in, and who has come
// by this gateway. Presence decides who may be seen; the room's own comings and goings only make it prompt.
import type { Presence } from '#protocol/signal.ts';

/** Who says that somebody came or went. */
export interface Announcer {
  joined(user: string): void;
  left(user: string): void;
}

/** One person's company. */
export class Company {
  readonly #own: string;
  readonly #announcer: Announcer;
  /** Who is present, as far as the person may know. */
  readonly #present = new Set<string>();
  /** Who was announced as here and not yet as gone. */
  readonly #shown = new Set<string>();

  constructor(own: string, announcer: Announcer) {
    this.#own = own;
    this.#announcer = announcer;
  }

  /** Who is here but for oneself, in the order of their coming. */
  get here(): readonly string[] {
    return [...this.#shown];
  }

  /** Whether the person may see that somebody is here. */
  sees(user: string): boolean {
    return user === this.#own || this.#present.has(user);
  }

  /** What presence says. `quietly`: how things stand at the beginning, which is no news. */
  hear(presences: readonly Presence[], quietly: boolean): void {
    for (const { user, state } of presences) {
      if (user === this.#own) continue;
      if (state === 'offline') this.#goes(user);
      else this.#comes(user, quietly);
    }
  }

  /** Somebody came into the room by this gateway. Who is not known to be present is told of by presence, if at all. */
  enters(user: string): void {
    if (!this.sees(user)) return;
    if (user !== this.#own) this.#shown.add(user);
    this.#announcer.joined(user);
  }

  /** Somebody's connection to the room ended; `others`: they have another one. */
  leaves(user: string, others: boolean): void {
    if (user !== this.#own && !this.#shown.has(user)) return;
    if (!others) this.#shown.delete(user);
    this.#announcer.left(user);
  }

  // Between online and away nobody comes; presence lingers when a connection ends, and that is no coming either.
  #comes(user: string, quietly: boolean): void {
    if (this.#present.has(user)) return;
    this.#present.add(user);
    this.#shown.add(user);
    if (!quietly) this.#announcer.joined(user);
  }

  #goes(user: string): void {
    this.#present.delete(user);
    if (this.#shown.delete(user)) this.#announcer.left(user);
  }
}
