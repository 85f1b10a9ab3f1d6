// Who has joined by this gateway, in the order of their joining; tells each of the others' coming and going.

/** Somebody in the room, as the others know them. */
export interface Occupant {
  readonly user: string;
  readonly username: string;
  /** Another has joined, or oneself. */
  enters(other: Occupant): void;
  /** Another has gone; `others`: they have another connection here. */
  leaves(other: Occupant, others: boolean): void;
}

/** The room. */
export class Room {
  readonly #occupants = new Set<Occupant>();

  /** Everybody, in the order of joining, once per connection. */
  get occupants(): readonly Occupant[] {
    return [...this.#occupants];
  }

  /** Comes in; all are told, the newcomer too. */
  enter(newcomer: Occupant): void {
    this.#occupants.add(newcomer);
    for (const occupant of this.#occupants) occupant.enters(newcomer);
  }

  /** Goes; the others are told. */
  leave(leaver: Occupant): void {
    if (!this.#occupants.delete(leaver)) return;
    const others = this.occupants.some(({ user }) => user === leaver.user);
    for (const occupant of this.#occupants) occupant.leaves(leaver, others);
  }
}
