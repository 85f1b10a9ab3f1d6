// What links a login over HTTP to a `join` on a socket, where the original's client carries nothing from one to the
// other: a ticket for who has just logged in, from the same address, for one join of that name, for ten seconds.
// A second join in that time is somebody else's, and nobody can say whose: it ends both.
import type { Clock, Timer } from '#base/clock.ts';
import type { Actor } from '#core/messenger.ts';
import { nameKey } from '#core/person-name.ts';

/** How long a ticket is good. */
export const TICKET_MS = 10_000;

/** Who has joined with a ticket. */
export interface Holder {
  /** Ends the connection: somebody else claimed the same. */
  end(): void;
}

interface Ticket {
  readonly actor: Actor;
  readonly timer: Timer;
  holder: Holder | undefined;
}

/** The tickets of one gateway. */
export class Tickets {
  readonly #clock: Clock;
  readonly #unused: (actor: Actor) => void;
  readonly #tickets = new Map<string, Ticket[]>();

  /** `unused` is told of tickets that nobody took in time. */
  constructor(clock: Clock, unused: (actor: Actor) => void) {
    this.#clock = clock;
    this.#unused = unused;
  }

  /** A ticket for who has just logged in as `name` from `address`. */
  issue(address: string, name: string, actor: Actor): void {
    const key = keyOf(address, name);
    const timer = this.#clock.after(TICKET_MS, () => this.#lapse(key, ticket));
    const ticket: Ticket = { actor, timer, holder: undefined };
    this.#tickets.set(key, [...(this.#tickets.get(key) ?? []), ticket]);
  }

  /** Who a connection from `address` is that joins as `name`; undefined when no ticket says so. */
  claim(address: string, name: string, holder: Holder): Actor | undefined {
    const key = keyOf(address, name);
    const tickets = this.#tickets.get(key) ?? [];
    const free = tickets.find((ticket) => ticket.holder === undefined);
    if (free) {
      free.holder = holder;
      return free.actor;
    }
    for (const ticket of tickets) {
      this.#remove(key, ticket);
      ticket.holder?.end();
    }
    return undefined;
  }

  /** Takes all tickets back. */
  close(): void {
    for (const [key, tickets] of [...this.#tickets]) {
      for (const ticket of tickets) this.#lapse(key, ticket);
    }
  }

  #lapse(key: string, ticket: Ticket): void {
    this.#remove(key, ticket);
    if (!ticket.holder) this.#unused(ticket.actor);
  }

  #remove(key: string, ticket: Ticket): void {
    ticket.timer.cancel();
    const others = (this.#tickets.get(key) ?? []).filter((other) => other !== ticket);
    if (others.length > 0) this.#tickets.set(key, others);
    else this.#tickets.delete(key);
  }
}

function keyOf(address: string, name: string): string {
  return `${address} ${nameKey(name.trim())}`;
}
