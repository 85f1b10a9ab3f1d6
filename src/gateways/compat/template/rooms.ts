// The rooms that have a live connection in them, as this gateway sees them. That somebody belongs to a room, that it is
// there at all and when it ends, the messenger knows: it is a group, which closes when the last of its people leaves.
import type { Actor } from '#core/messenger.ts';

/** A room: a group, and the number by which the original's page knows it. */
export interface Room {
  readonly chat: string;
  readonly number: number;
}

/** A connection that is in a room. */
export interface Occupant {
  readonly actor: Actor;
  readonly user: string;
  /** Ids of the room's people, here or not. */
  readonly members: ReadonlySet<string>;
  hear(line: string, colour?: string): void;
  /** Puts it out of a room, if it is in this one. */
  put(room: Room): void;
}

/** Who is where. */
export class Rooms {
  readonly #rooms = new Map<string, { room: Room; occupants: Set<Occupant> }>();

  /** Comes in. */
  enter(room: Room, occupant: Occupant): void {
    const known = this.#rooms.get(room.chat) ?? { room, occupants: new Set() };
    known.occupants.add(occupant);
    this.#rooms.set(room.chat, known);
  }

  /** Goes out. */
  leave({ chat }: Room, occupant: Occupant): void {
    const known = this.#rooms.get(chat);
    known?.occupants.delete(occupant);
    if (known?.occupants.size === 0) this.#rooms.delete(chat);
  }

  /** The connections in a room, in the order of their coming. */
  occupantsOf({ chat }: Room): readonly Occupant[] {
    return [...(this.#rooms.get(chat)?.occupants ?? [])];
  }

  /** The room that somebody is in: by a connection of theirs, or else because they belong to it and another is there. */
  roomOf(user: string): Room | undefined {
    let belongs: Room | undefined;
    for (const { room, occupants } of this.#rooms.values()) {
      for (const occupant of occupants) {
        if (occupant.user === user) return room;
        if (occupant.members.has(user)) belongs = room;
      }
    }
    return belongs;
  }

  /** Says a line to everybody in a room but for some connections. */
  tell(room: Room, line: string, colour: string, but?: Occupant): void {
    for (const occupant of this.occupantsOf(room)) {
      if (occupant !== but) occupant.hear(line, colour);
    }
  }
}
