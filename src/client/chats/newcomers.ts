// Whether people one has never talked with have an empty chat: on small servers everybody has one with everybody. What is
// not known yet the list tells, or an event.
import { directChat } from '#core/log-name.ts';
import type { Chat } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import { EVERYBODY_PEOPLE_MAX } from '#protocol/limits.ts';
import type { User } from '#protocol/person.ts';
import { emptyDirect } from './chat-entry.ts';

/** What newcomers need from the roster. */
export interface NewcomersPorts {
  readonly me: string;
  isThere(id: string): boolean;
  take(chat: Chat): void;
}

/** People without a chat. */
export class Newcomers {
  readonly #ports: NewcomersPorts;
  /** Whether they appear as empty chats; undefined while that is not known. */
  #everybody: boolean | undefined;
  /** Chats with people met while it is not known: a list that has them all says that it is so. */
  readonly #met = new Set<string>();

  constructor(ports: NewcomersPorts) {
    this.#ports = ports;
  }

  /** A list has come. Whether they appear, as far as is known now. */
  listed(chats: readonly Chat[]): boolean | undefined {
    if (chats.some(({ kind, head }) => kind === 'direct' && head === 0)) this.#everybody ??= true;
    return this.#everybody;
  }

  /** Newcomers, and the switch that says whether they appear. True when the list is to be loaded again. */
  events(events: readonly Event[]): boolean {
    let again = false;
    for (const event of events) {
      if (event.kind === 'user.joined') again = this.#meet([event.user]) || again;
      if (event.kind !== 'everybody.changed') continue;
      this.#everybody = event.on;
      again = true;
    }
    return again;
  }

  /**
   * Everybody here is known: who has no chat yet gets an empty one, if this place is one of a chat with everybody. True
   * when only a new list can tell: somebody may have come after the one that is here.
   */
  everybodyKnown(users: readonly User[]): boolean {
    if (users.length > EVERYBODY_PEOPLE_MAX) this.#everybody ??= false;
    return this.#meet(users);
  }

  /** To be called when more chats are there. */
  conclude(): void {
    const met = [...this.#met];
    if (met.length > 0 && met.every((id) => this.#ports.isThere(id))) this.#everybody ??= true;
  }

  /** Adds empty chats with people who have none yet. True when only a new list can tell whether they are to have one. */
  #meet(users: readonly User[]): boolean {
    const { me, isThere, take } = this.#ports;
    for (const user of users) {
      const id = directChat(me, user.id);
      if (user.id === me || user.deleted || isThere(id)) continue;
      if (this.#everybody) take(emptyDirect(id, user));
      else this.#met.add(id);
    }
    this.conclude();
    return this.#everybody === undefined && this.#met.size > 0;
  }
}
