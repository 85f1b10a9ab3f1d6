// A follower that keeps what it is sent, as a connection would hand it to the network. For tests.
import type { Actor, Follower, Packet } from '#core/messenger.ts';
import type { Event } from '#protocol/event.ts';
import type { ServerSignal } from '#protocol/signal.ts';
import type { ByeReason } from '#protocol/socket.ts';

/** What one write handed over. */
export interface Written {
  readonly log: string;
  readonly events: readonly Event[];
}

/** Keeps packets, signals and the goodbye. `waiting` says how many bytes the network has not taken. */
export class RecordedFollower implements Follower {
  readonly actor: Actor;
  readonly packets: Packet[] = [];
  readonly signals: ServerSignal[] = [];
  readonly ended: ByeReason[] = [];
  waiting = 0;
  /** Called at the end, as the gateway calls `leave` when a connection is gone. */
  onEnd: () => void = () => undefined;

  constructor(actor: Actor) {
    this.actor = actor;
  }

  write(packet: Packet): void {
    this.packets.push(packet);
  }

  signal(signal: ServerSignal): void {
    this.signals.push(signal);
  }

  waitingBytes(): number {
    return this.waiting;
  }

  end(reason: ByeReason): void {
    this.ended.push(reason);
    this.onEnd();
  }

  /** The writes so far, decoded. */
  written(): Written[] {
    return this.packets.map(({ json }) => JSON.parse(json) as Written);
  }

  /** The events of one log so far, in the order of the writes. */
  eventsOf(log: string): Event[] {
    return this.written().flatMap((one) => (one.log === log ? one.events : []));
  }

  /** The seqs of one log so far. */
  seqsOf(log: string): number[] {
    return this.eventsOf(log).map(({ seq }) => seq);
  }
}

/** An actor with an id made from a name: `nora` is always the same. */
export function actorOf(name: string, session = '1'): Actor {
  return { user: idOf(name), session: idOf(`${name}s${session}`) };
}

/** A well-formed id that begins with a name. */
export function idOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .padEnd(20, '0')
    .slice(0, 20);
}
