// The live connections of this gateway by their people's names, so that one may tell another that it comes or goes.

/** A live connection, as the others know it. */
export interface Companion {
  readonly user: string;
  readonly username: string;
  /** Somebody says that they are here, or go. Told on only where presence may be seen. */
  hearStatus(user: string, online: boolean): void;
}

/** All of them. */
export class Company {
  readonly #companions = new Map<string, Set<Companion>>();

  enter(companion: Companion): void {
    const others = this.#companions.get(companion.username) ?? new Set();
    this.#companions.set(companion.username, others.add(companion));
  }

  leave(companion: Companion): void {
    const others = this.#companions.get(companion.username);
    others?.delete(companion);
    if (others?.size === 0) this.#companions.delete(companion.username);
  }

  /** Tells the connections of one person how another one is. */
  tell(username: string, user: string, online: boolean): void {
    for (const companion of this.#companions.get(username) ?? []) {
      companion.hearStatus(user, online);
    }
  }
}
