// Logs as callbacks: a follower inside the server that asks on while there is more, so that a gateway sees every
// event of a log once and in order, first what it missed and then what happens.
import type { Socket } from 'socket.io';
import type { Actor, Follower, Messenger, Packet } from '#core/messenger.ts';
import type { Event } from '#protocol/event.ts';
import { FOLLOW_LOGS_MAX, WATCHED_PEOPLE_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { ServerSignal } from '#protocol/signal.ts';
import type { ByeReason, FollowRequest } from '#protocol/socket.ts';
import type { NoteFault } from '../faults.ts';

/** What somebody's live Socket.IO connection is made from. */
export interface Connected {
  readonly messenger: Messenger;
  readonly socket: Socket;
  readonly actor: Actor;
  readonly username: string;
  readonly noteFault: NoteFault;
  /** The server ends the connection. */
  end(reason: ByeReason): void;
}

/** Who listens. Called in the turn in which it happens; must not throw. */
export interface Listener {
  /** Events of one log, oldest first. */
  events(log: string, events: readonly Event[]): void;
  signal?(signal: ServerSignal): void;
  /** The session is over, the network too slow, or the server stops: end the connection, then `leave`. */
  end(reason: ByeReason): void;
  /** Bytes that the connection has not handed to the network. */
  waitingBytes(): number;
}

// A packet goes to everybody who follows its log: read for the first, and for none of the others.
const READ = new WeakMap<Packet, readonly Event[]>();

function eventsOf(packet: Packet): readonly Event[] {
  const known = READ.get(packet);
  if (known) return known;
  const events = packet.events.map((json) => JSON.parse(json) as Event);
  READ.set(packet, events);
  return events;
}

/** A live connection's way to the logs. `enter` first; `leave` must follow when the connection is gone. */
export class Following {
  readonly #follower: Follower;
  readonly #messenger: Messenger;
  readonly #listener: Listener;
  #here = false;
  #gone = false;

  constructor(messenger: Messenger, actor: Actor, listener: Listener) {
    this.#messenger = messenger;
    this.#listener = listener;
    this.#follower = {
      actor,
      write: (packet) => this.#hear(packet.log, eventsOf(packet)),
      signal: (signal) => listener.signal?.(signal),
      waitingBytes: () => listener.waitingBytes(),
      end: (reason) => listener.end(reason),
    };
  }

  /** Says that the connection is there: its person is present. A rejection when they have too many. */
  enter(): Rejection | undefined {
    if (this.#gone) return { rejected: 'notSignedIn' };
    const refused = this.#messenger.enter(this.#follower);
    this.#here = refused === undefined;
    return refused;
  }

  /** Follows more logs, from behind a seq or from their end (`tail`). What may not be read comes back refused. */
  async follow(logs: FollowRequest['logs']): Promise<Map<string, Rejection>> {
    const refused = new Map<string, Rejection>();
    let wanted = [...logs];
    while (wanted.length > 0 && this.#here) {
      const some = wanted.splice(0, FOLLOW_LOGS_MAX);
      wanted = [...(await this.#followSome(some, refused)), ...wanted];
    }
    return refused;
  }

  /** Follows logs no longer. */
  unfollow(logs: readonly string[]): void {
    if (logs.length > 0) this.#messenger.unfollow(this.#follower, logs);
  }

  /** Looks at the presence of these people, and of no others any more. */
  async watch(users: readonly string[]): Promise<void> {
    const some = users.slice(-WATCHED_PEOPLE_MAX);
    // Whoever is gone would be told for ever.
    if (!this.#gone) await this.#messenger.signal(this.#follower, { kind: 'watch', users: some });
  }

  /** Signals that its person is active, or turns away. A rejection when they signal too often. */
  async active(on: boolean): Promise<Rejection | undefined> {
    return this.#messenger.signal(this.#follower, { kind: 'active', on });
  }

  /** Says that the connection is gone, and for good; as often as one likes. */
  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#here = false;
    this.#messenger.leave(this.#follower);
  }

  async #followSome(
    logs: FollowRequest['logs'],
    refused: Map<string, Rejection>,
  ): Promise<FollowRequest['logs']> {
    const { answers, start } = await this.#messenger.follow(this.#follower, { logs });
    const more: FollowRequest['logs'] = [];
    for (const answer of answers) {
      if ('rejected' in answer) {
        refused.set(answer.log, answer);
        continue;
      }
      this.#hear(answer.log, answer.events);
      const last = answer.events.at(-1)?.seq ?? answer.from - 1;
      if (answer.more) more.push({ log: answer.log, after: last });
    }
    // Who left while this was read follows nothing any more.
    if (this.#here) start();
    else this.#messenger.leave(this.#follower);
    return more;
  }

  #hear(log: string, events: readonly Event[]): void {
    if (this.#here && events.length > 0) this.#listener.events(log, events);
  }
}
