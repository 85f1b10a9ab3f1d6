// One simulated live connection: the client's wire at one end, the socket gateway's Connection at the other, and a network
// between them that delays, loses, goes silent or fills up.
import type { Timer } from '#base/clock.ts';
import type { Wire, WireClosed, WireListener } from '#client/platform.ts';
import type { Actor, Follower } from '#core/messenger.ts';
import { Connection } from '#gateways/socket/connection.ts';
import type { Event } from '#protocol/event.ts';
import type { ByeReason } from '#protocol/socket.ts';
import type { Process } from '#test/sim/machine/sim-host.ts';
import type { SimWorld } from '#test/sim/sim-world.ts';
import { Pipe } from './pipe.ts';
import { WireWitness } from './wire-witness.ts';

type Up = { id: number; event: string; text: string } | 'close';
type Down =
  | { kind: 'opened' }
  | { kind: 'ack'; id: number; text: string }
  | { kind: 'event'; event: string; text: string }
  | { kind: 'closed'; reason: WireClosed };

interface Call {
  readonly event: string;
  readonly payload: unknown;
  readonly timer: Timer;
  resolve(answer: unknown): void;
  reject(fault: Error): void;
}

/** Who connects, and what is told to whom. */
export interface Connecting {
  readonly user: string;
  readonly token: string;
  readonly listener: WireListener;
}

/** What stands in the system's buffers is small; a stalled reader fills them soon. */
const STALLED_WEIGHT = 1_500;

/** A connection from the first try to the end. */
export class SimConnection implements Wire {
  readonly #world: SimWorld;
  readonly #connecting: Connecting;
  readonly #up: Pipe<Up>;
  readonly #down: Pipe<Down>;
  readonly #calls = new Map<number, Call>();
  readonly witness: WireWitness;
  #server: { process: Process; connection: Connection } | undefined;
  #clientOpen = true;
  #lastCall = 0;
  /** The server knows that the client is gone. */
  #left = false;

  constructor(world: SimWorld, connecting: Connecting) {
    this.#world = world;
    this.#connecting = connecting;
    const { clock, weather } = world;
    const delayMs = (): number => weather.networkMs();
    this.#up = new Pipe(clock, delayMs, (parcel) => this.#arrived(parcel));
    this.#down = new Pipe(clock, delayMs, (parcel) => this.#delivered(parcel));
    this.witness = new WireWitness(connecting.user, world.ledger);
    clock.after(weather.networkMs(), () => void this.#shakeHands());
  }

  get user(): string {
    return this.#connecting.user;
  }

  get isOpen(): boolean {
    return this.#clientOpen && this.#server !== undefined;
  }

  call(event: string, payload: unknown, timeoutMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.#clientOpen) {
        reject(new Error('closed'));
        return;
      }
      this.#lastCall += 1;
      const id = this.#lastCall;
      const timer = this.#world.clock.after(timeoutMs, () => {
        this.#calls.delete(id);
        reject(new Error(`no answer to ${event} in ${timeoutMs} ms`));
      });
      this.#calls.set(id, { event, payload, timer, resolve, reject });
      this.witness.asked(id, event, payload);
      this.#up.put({ id, event, text: JSON.stringify(payload) });
    });
  }

  /** The client turns away: what it has sent still arrives. */
  close(): void {
    if (!this.#clientOpen) return;
    this.#up.put('close');
    this.#endClient();
  }

  /** The network fails: what is on the way is lost, and both ends learn of it, each in its time. */
  lose(mostMs: number): void {
    const { clock, chance } = this.#world;
    this.#up.cut();
    this.#down.cut();
    clock.after(chance.int(0, mostMs), () => this.#closed({ kind: 'lost' }));
    clock.after(chance.int(0, mostMs * 3), () => this.#leave());
  }

  /** One direction goes silent, and nobody is told: only missing answers to pings tell, much later. */
  freeze(direction: 'up' | 'down'): void {
    const { clock, chance } = this.#world;
    if (direction === 'up') this.#up.cut();
    else this.#down.stall();
    clock.after(chance.int(20_000, 45_000), () => this.lose(5_000));
  }

  /** The client reads nothing until `resume`. */
  stall(): void {
    this.#down.stall();
  }

  resume(): void {
    this.#down.resume();
  }

  async #shakeHands(): Promise<void> {
    const { world, token } = { world: this.#world, token: this.#connecting.token };
    const { process } = world.host;
    if (!process || !this.#clientOpen) return this.#closedSoon();
    const gone = (): void => this.#processGone();
    process.atEnd.add(gone);
    let actor: Actor | undefined;
    try {
      actor = await process.messenger.authenticate(token);
    } catch (fault) {
      process.noteFault(fault);
      return this.#closedSoon();
    }
    if (this.#up.state === 'cut' || this.#left) return;
    if (actor) this.#welcome(process, actor);
    else this.#down.put({ kind: 'closed', reason: { kind: 'notSignedIn' } });
    process.atEnd.delete(gone);
    process.atEnd.add(() => this.#processGone());
  }

  #welcome(process: Process, actor: Actor): void {
    const follower = this.#followerFor(actor);
    const connection = new Connection(process.messenger, follower, (fault) =>
      process.noteFault(fault),
    );
    this.#server = { process, connection };
    if (connection.enter()) follower.end('tooMany');
    else this.#down.put({ kind: 'opened' });
  }

  #followerFor(actor: Actor): Follower {
    const put = (event: string, text: string): void =>
      this.#down.put({ kind: 'event', event, text }, text.length);
    return {
      actor,
      write: ({ json }) => put('events', json),
      signal: (signal) => put('signal', JSON.stringify(signal)),
      waitingBytes: () => this.#down.bytes * (this.#down.state === 'stalled' ? STALLED_WEIGHT : 1),
      end: (reason) => {
        if (reason === 'slow') this.#cutOff();
        else this.#sayGoodbye(reason);
      },
    };
  }

  #cutOff(): void {
    this.#world.ledger.count('slow');
    this.lose(3_000);
  }

  #sayGoodbye(reason: ByeReason): void {
    this.#down.put({ kind: 'event', event: 'bye', text: JSON.stringify({ reason }) });
    this.#down.put({ kind: 'closed', reason: { kind: 'lost' } });
    this.#leave();
  }

  /** At the server. */
  #arrived(parcel: Up): void {
    if (parcel === 'close') {
      this.#leave();
      return;
    }
    const server = this.#server;
    if (!server) return;
    const { id, event, text } = parcel;
    const { process, connection } = server;
    void connection.handle(event, JSON.parse(text), (said) => {
      process.step();
      if (!process.alive) return;
      const answer = JSON.stringify(said);
      if (event === 'append') {
        this.#world.ledger.acknowledged(this.user, JSON.parse(text), JSON.parse(answer));
      }
      this.#down.put({ kind: 'ack', id, text: answer }, answer.length);
      process.step();
    });
  }

  /** At the client. */
  #delivered(parcel: Down): void {
    if (!this.#clientOpen) return;
    const { listener } = this.#connecting;
    if (parcel.kind === 'opened') listener.opened();
    else if (parcel.kind === 'closed') this.#closed(parcel.reason);
    else if (parcel.kind === 'event') this.#event(parcel.event, JSON.parse(parcel.text));
    else this.#acknowledged(parcel.id, JSON.parse(parcel.text));
  }

  #event(event: string, payload: unknown): void {
    if (event === 'events') {
      const { log, events } = payload as { log: string; events: Event[] };
      this.witness.received(log, events);
    }
    this.#connecting.listener.received(event, payload);
  }

  #acknowledged(id: number, answer: unknown): void {
    const call = this.#calls.get(id);
    if (!call) return;
    this.#calls.delete(id);
    call.timer.cancel();
    this.witness.answered(id, call.event, call.payload, answer);
    call.resolve(answer);
  }

  #leave(): void {
    const server = this.#server;
    this.#left = true;
    this.#server = undefined;
    if (server?.process.alive) server.connection.leave();
  }

  #processGone(): void {
    const { clock, chance, weather } = this.#world;
    this.#server = undefined;
    this.#up.cut();
    // What the dead process had handed to the system may still arrive; the end may also go unnoticed.
    if (chance.happens(0.5)) this.#down.cut();
    const mostMs = weather.happens(0.1) ? 45_000 : 500;
    clock.after(chance.int(0, mostMs), () => this.#closed({ kind: 'lost' }));
  }

  #closedSoon(): void {
    const { clock, weather } = this.#world;
    clock.after(weather.networkMs(), () => this.#closed({ kind: 'lost' }));
  }

  #closed(reason: WireClosed): void {
    if (!this.#clientOpen) return;
    this.#endClient();
    this.#connecting.listener.closed(reason);
  }

  #endClient(): void {
    this.#clientOpen = false;
    this.#down.cut();
    this.#world.connections.delete(this);
    for (const call of [...this.#calls.values()]) {
      call.timer.cancel();
      call.reject(new Error('the connection has ended'));
    }
    this.#calls.clear();
  }
}
